/* What a host implements: authorizer, key provider, audit sink, logger. */
#include "tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLICKUP                                                                                                        \
    "{\"authentication\":{\"method\":\"apikey\"},\"secrets\":{\"/authentication/"                                      \
    "apiKey\":{\"value\":\"pk_c_canary\"}}}"

struct answers {
    ig_status status;
    int32_t allowed;
    int with_error;
    int asked;
    int released;
    char last[200];
};

static void released(void* context) {
    ++((struct answers*)context)->released;
}

static ig_status authorize(void* context, const char* project, const char* subject, uint64_t permissions,
                           const char* action, const char* integration, int32_t* allowed, ig_error** error) {
    struct answers* answers = context;
    ++answers->asked;
    snprintf(answers->last, sizeof answers->last, "%s %s %lu %s %s", project, subject, (unsigned long)permissions,
             action, integration);
    if (answers->allowed != 0)
        *allowed = answers->allowed;
    if (answers->with_error)
        *error = ig_error_new(answers->status, "The directory is down.");
    return answers->status;
}

void the_authorizer_is_asked_and_released_once(void) {
    struct fixture f;
    struct answers answers = {IG_OK, 1, 0, 0, 0, ""};
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_options_set_authorizer(f.options, authorize, &answers, released, &error)) &&
        OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
        OK(ig_session_new(f.gallery, "apollo", "ada", 7, &f.session, &error)) &&
        OK(ig_settings_get(f.session, "clickup", &out, &error)))
        CHECK_TEXT(answers.last, "apollo ada 7 config.read clickup");
    ig_buffer_free(out);
    ig_options_free(f.options);
    f.options = NULL;
    CHECK(answers.released == 0);
    fixture_close(&f);
    CHECK(answers.asked == 1 && answers.released == 1);
}

void only_an_explicit_yes_is_a_yes(void) {
    static const struct {
        ig_status status;
        int32_t allowed;
        int with_error;
        ig_status expected;
    } cases[] = {
        {IG_OK, 0, 0, IG_E_DENIED},           {IG_OK, 2, 0, IG_E_DENIED},
        {IG_OK, -1, 0, IG_E_DENIED},          {IG_E_DENIED, 1, 1, IG_E_DENIED},
        {IG_E_HOST + 3, 1, 0, IG_E_HOST + 3}, {-5, 1, 0, IG_E_INTERNAL},
        {IG_E_TIMEOUT, 1, 1, IG_E_TIMEOUT},   {17, 1, 0, IG_E_INTERNAL},
    };
    size_t index;
    for (index = 0; index < sizeof cases / sizeof *cases; ++index) {
        struct fixture f;
        struct answers answers = {cases[index].status, cases[index].allowed, cases[index].with_error, 0, 0, ""};
        ig_buffer* out = NULL;
        ig_error* error = NULL;
        if (fixture_options(&f) && OK(ig_options_set_authorizer(f.options, authorize, &answers, released, &error)) &&
            OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
            OK(ig_session_new(f.gallery, "apollo", "ada", 0, &f.session, &error))) {
            const ig_status status = ig_settings_get(f.session, "clickup", &out, &error);
            if (!CHECK(status == cases[index].expected && out == NULL))
                printf("    case %lu gave %s\n", (unsigned long)index, ig_status_name(status));
            ig_error_free(error);
        }
        fixture_close(&f);
    }
}

void a_setter_that_fails_releases_its_context(void) {
    struct answers answers = {IG_OK, 0, 0, 0, 0, ""};
    ig_options* options = NULL;
    ig_error* error = NULL;
    FAILS(ig_options_set_authorizer(NULL, authorize, &answers, released, &error), IG_E_INVALID_ARGUMENT, "null-handle");
    CHECK(answers.released == 1);
    OK(ig_options_new(&options, &error));
    FAILS(ig_options_set_authorizer(options, NULL, &answers, released, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_options_set_audit_sink(options, NULL, &answers, released, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_options_set_logger(options, NULL, &answers, released, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_options_set_key_provider(options, "x", NULL, NULL, NULL, &answers, released, &error),
          IG_E_INVALID_ARGUMENT, "null-argument");
    CHECK(answers.released == 5);
    OK(ig_options_set_authorizer(options, authorize, &answers, released, &error));
    OK(ig_options_set_authorizer(options, authorize, &answers, released, &error)); /* replaces the first */
    CHECK(answers.released == 6);
    ig_options_free(options);
    CHECK(answers.released == 7);
}

/* A key service that "wraps" by exclusive-or with the length of the key's name: enough to see that both are used. */
struct keys {
    int released;
    int wrapped;
    int broken; /* 1: no output, 2: an error, 3: no JSON */
};

static void keys_released(void* context) {
    ++((struct keys*)context)->released;
}

static ig_status name_keys(void* context, ig_buffer** json, ig_error** error) {
    const struct keys* keys = context;
    const char* text = keys->broken == 3 ? "[]" : "{\"active\":\"k2\",\"known\":[\"k1\",\"k2\"]}";
    (void)error;
    if (keys->broken == 1)
        return IG_OK;
    *json = ig_buffer_new(text, strlen(text));
    return IG_OK;
}

static ig_status turn(void* context, const char* key_id, const void* input, size_t input_size, const void* label,
                      size_t label_size, uint32_t timeout_ms, ig_buffer** output, ig_error** error) {
    struct keys* keys = context;
    char bytes[256];
    size_t index;
    (void)label, (void)label_size, (void)timeout_ms;
    ++keys->wrapped;
    if (keys->broken == 2 || strcmp(key_id, "k2") != 0 || input_size > sizeof bytes) {
        *error = ig_error_new(IG_E_KEY, "The key service is closed.");
        return IG_E_KEY;
    }
    for (index = 0; index < input_size; ++index)
        bytes[index] = (char)(((const char*)input)[index] ^ 0x5A);
    *output = ig_buffer_new(bytes, input_size);
    return IG_OK;
}

void a_key_provider_of_the_host_guards_the_keys(void) {
    struct fixture f;
    struct keys keys = {0, 0, 0};
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_options_set(f.options, "key.file", "", &error)) &&
        OK(ig_options_set_key_provider(f.options, "service", name_keys, turn, turn, &keys, keys_released, &error)) &&
        OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
        OK(ig_session_new(f.gallery, "apollo", "ada", 0, &f.session, &error)) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP, strlen(CLICKUP), 0, NULL, &error)) &&
        OK(ig_credentials_acquire(f.session, "clickup", "a test", &credentials, &error)))
        CHECK_TEXT(ig_credentials_field(credentials, "/authentication/apiKey", NULL), "pk_c_canary");
    ig_credentials_free(credentials);
    fixture_close(&f);
    CHECK(keys.wrapped > 0 && keys.released == 1);
}

void a_key_provider_that_gives_nothing_has_failed(void) {
    int broken;
    for (broken = 1; broken <= 3; ++broken) {
        struct fixture f;
        struct keys keys = {0, 0, broken};
        ig_error* error = NULL;
        if (fixture_options(&f) && OK(ig_options_set(f.options, "key.file", "", &error)) &&
            OK(ig_options_set_key_provider(f.options, "service", name_keys, turn, turn, &keys, keys_released,
                                           &error))) {
            CHECK(ig_gallery_open(f.options, &f.gallery, &error) != IG_OK);
            CHECK(f.gallery == NULL);
            ig_error_free(error);
        }
        fixture_close(&f);
        CHECK(keys.released == 1);
    }
}

struct records {
    ig_status status;
    int count;
    int released;
    char text[4000];
};

static void records_released(void* context) {
    ++((struct records*)context)->released;
}

static ig_status record(void* context, const char* record_json, size_t size, ig_error** error) {
    struct records* records = context;
    (void)error;
    ++records->count;
    if (strlen(records->text) + size + 1 < sizeof records->text)
        strcat(records->text, record_json);
    return strstr(record_json, "secret.open") != NULL ? records->status : IG_OK;
}

void the_audit_sink_hears_of_openings_and_can_deny_them(void) {
    struct fixture f;
    struct records records = {IG_OK, 0, 0, ""};
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_options_set_audit_sink(f.options, record, &records, records_released, &error)) &&
        OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
        OK(ig_session_new(f.gallery, "apollo", "ada", 0, &f.session, &error)) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP, strlen(CLICKUP), 0, NULL, &error)) &&
        OK(ig_credentials_acquire(f.session, "clickup", "sync of tasks", &credentials, &error))) {
        CHECK(strstr(records.text, "secret.open") != NULL && strstr(records.text, "sync of tasks") != NULL);
        CHECK(strstr(records.text, "pk_c_canary") == NULL);
        ig_credentials_free(credentials);
        records.status = IG_E_HOST;
        CHECK(ig_credentials_acquire(f.session, "clickup", "sync of tasks", &credentials, NULL) != IG_OK);
        CHECK(credentials == NULL);
    }
    fixture_close(&f);
    CHECK(records.released == 1);
}

static void take_log(void* context, int32_t level, const char* record_json, size_t size) {
    struct records* records = context;
    ++records->count;
    CHECK(level >= 0 && level <= 3);
    CHECK(size == strlen(record_json) && record_json[0] == '{');
}

void the_logger_hears_of_manifests_that_cannot_be_used(void) {
    struct fixture f;
    struct records records = {IG_OK, 0, 0, ""};
    char path[400];
    ig_error* error = NULL;
    FILE* file;
    if (fixture_options(&f)) {
        snprintf(path, sizeof path, "%s/broken.json", f.folder);
        file = fopen(path, "w");
        if (CHECK(file != NULL)) {
            fputs("{\"name\":\"broken\"}", file);
            fclose(file);
        }
        if (OK(ig_options_set(f.options, "catalog.directory", f.folder, &error)) &&
            OK(ig_options_set_logger(f.options, take_log, &records, records_released, &error)))
            OK(ig_gallery_open(f.options, &f.gallery, &error));
    }
    fixture_close(&f);
    CHECK(records.count > 0 && records.released == 1);
}
