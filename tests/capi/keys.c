/* Rotation, examination and destruction of keys. */
#include "tests.h"

#include <string.h>

static const char* const settings = "{\"enabled\":true,\"authentication\":{\"method\":\"apikey\"},"
                                    "\"secrets\":{\"/authentication/apiKey\":{\"value\":\"pk_keys_of_c\"}}}";

static int opens(const struct fixture* f) {
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    int good = 0;
    if (OK(ig_credentials_acquire(f->session, "clickup", "a test", &credentials, &error))) {
        const char* secret = ig_credentials_field(credentials, "/authentication/apiKey", NULL);
        good = secret != NULL && strcmp(secret, "pk_keys_of_c") == 0;
    }
    ig_credentials_free(credentials);
    return good;
}

static ig_status count_calls(void* context, int64_t done, int64_t left, int64_t faults, double per_second) {
    if (done >= 0 && left >= 0 && faults == 0 && per_second >= 0)
        ++*(int*)context;
    return IG_OK;
}

static ig_status stop_at_once(void* context, int64_t done, int64_t left, int64_t faults, double per_second) {
    (void)context, (void)done, (void)left, (void)faults, (void)per_second;
    return IG_E_CANCELLED;
}

void data_keys_are_rotated_with_progress(void) {
    static const char options[] = "{\"project\":\"apollo\",\"graceSeconds\":0,\"batch\":10}";
    static const char dry[] = "{\"project\":\"apollo\",\"dryRun\":true}";
    struct fixture f;
    ig_buffer* report = NULL;
    ig_error* error = NULL;
    int calls = 0;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", settings, strlen(settings), IG_ANY_REVISION, NULL, &error))) {
        if (OK(ig_keys_rotate(f.gallery, "op", dry, strlen(dry), NULL, NULL, &report, &error)))
            CHECK(buffer_holds(report, "\"left\":1") && buffer_holds(report, "\"finished\":false"));
        ig_buffer_free(report);
        if (OK(ig_keys_rotate(f.gallery, "op", options, strlen(options), count_calls, &calls, &report, &error))) {
            CHECK(buffer_holds(report, "\"done\":1") && buffer_holds(report, "\"finished\":true"));
            CHECK(buffer_holds(report, "\"keysReplaced\":1") && buffer_holds(report, "\"keysDestroyed\":1"));
            CHECK(buffer_holds(report, "\"faultList\":[]"));
            CHECK(calls > 0);
        }
        ig_buffer_free(report);
        CHECK(opens(&f));
        if (OK(ig_keys_rotate(f.gallery, NULL, NULL, 0, stop_at_once, NULL, &report, &error)))
            CHECK(buffer_holds(report, "\"finished\":false"));
        ig_buffer_free(report);
        CHECK(opens(&f));
        static const char patient[] = "{\"waitSeconds\":1,\"ignoreHosts\":false}";
        if (OK(ig_keys_rewrap(f.gallery, "op", patient, strlen(patient), NULL, NULL, &report, &error)))
            CHECK(buffer_holds(report, "\"finished\":true") && buffer_holds(report, "\"hostsLackingKey\":[]"));
        ig_buffer_free(report);
        if (OK(ig_keys_reseal(f.gallery, "op", NULL, 0, NULL, NULL, &report, &error)))
            CHECK(buffer_holds(report, "\"done\":0"));
        ig_buffer_free(report);
    }
    fixture_close(&f);
}

void jobs_refuse_options_that_they_do_not_know(void) {
    static const char* const wrong[] = {"[]", "{\"projekt\":\"apollo\"}", "{\"dryRun\":1}", "{\"batch\":\"10\"}",
                                        "{\"project\":7}"};
    struct fixture f;
    ig_buffer* report = NULL;
    ig_error* error = NULL;
    size_t index;
    if (fixture_open(&f)) {
        for (index = 0; index < sizeof wrong / sizeof wrong[0]; ++index)
            FAILS(ig_keys_rotate(f.gallery, "op", wrong[index], strlen(wrong[index]), NULL, NULL, &report, &error),
                  IG_E_INVALID_ARGUMENT, "job-options");
        FAILS(ig_keys_rewrap(f.gallery, "op", "{\"batch\":0}", 11, NULL, NULL, &report, &error), IG_E_INVALID_ARGUMENT,
              "job-batch");
        FAILS(ig_keys_rewrap(f.gallery, "op", "{\"ignoreHosts\":1}", 17, NULL, NULL, &report, &error),
              IG_E_INVALID_ARGUMENT, "job-options");
        FAILS(ig_keys_rewrap(f.gallery, "op", NULL, 1, NULL, NULL, &report, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
        FAILS(ig_keys_shred(f.gallery, "op", "", &error), IG_E_INVALID_ARGUMENT, "invalid-project");
        FAILS(ig_keys_doctor(NULL, NULL, &report, &error), IG_E_INVALID_ARGUMENT, "null-handle");
        CHECK(report == NULL);
    }
    fixture_close(&f);
}

void a_shredded_project_is_found_and_asks_for_its_secrets(void) {
    struct fixture f;
    ig_buffer* found = NULL;
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", settings, strlen(settings), IG_ANY_REVISION, NULL, &error))) {
        if (OK(ig_keys_doctor(f.gallery, NULL, &found, &error)))
            CHECK_TEXT(ig_buffer_data(found), "[]");
        ig_buffer_free(found);
        OK(ig_keys_shred(f.gallery, "op", "apollo", &error));
        if (OK(ig_keys_doctor(f.gallery, "apollo", &found, &error)))
            CHECK(buffer_holds(found, "\"code\":\"secret-missing\"") && buffer_holds(found, "\"advice\":"));
        ig_buffer_free(found);
        CHECK(ig_credentials_acquire(f.session, "clickup", "a test", &credentials, NULL) == IG_E_KEY);
        if (OK(ig_settings_get(f.session, "clickup", &found, &error)))
            CHECK(buffer_holds(found, "needs-attention"));
        ig_buffer_free(found);
        OK(ig_settings_put(f.session, "clickup", settings, strlen(settings), IG_ANY_REVISION, NULL, &error));
        CHECK(opens(&f));
    }
    fixture_close(&f);
}
