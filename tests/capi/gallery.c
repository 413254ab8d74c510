/* Galleries, sessions, the catalog, settings. */
#include "tests.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CLICKUP_ON                                                                                                     \
    "{\"enabled\":true,\"authentication\":{\"method\":\"apikey\"},\"secrets\":{\"/authentication/"                     \
    "apiKey\":{\"value\":\"pk_c_canary\"}}}"

void a_gallery_needs_a_database_and_a_key(void) {
    struct fixture f;
    ig_options* options = NULL;
    ig_gallery* gallery = (ig_gallery*)&f;
    ig_error* error = NULL;
    OK(ig_options_new(&options, &error));
    CHECK(ig_gallery_open(options, &gallery, NULL) == IG_E_INVALID_ARGUMENT);
    CHECK(gallery == NULL);
    ig_options_free(options);
}

void a_missing_key_file_is_an_error_of_keys(void) {
    struct fixture f;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_options_set(f.options, "key.create", "false", &error))) {
        const ig_status status = ig_gallery_open(f.options, &f.gallery, &error);
        CHECK(status == IG_E_KEY);
        CHECK(strstr(ig_error_message(error), "gallery.key") != NULL);
        ig_error_free(error);
        CHECK(f.gallery == NULL);
        CHECK(access(f.key_file, F_OK) != 0);
    }
    fixture_close(&f);
}

void options_may_be_used_again_and_freed(void) {
    struct fixture f;
    ig_gallery* second = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f)) {
        OK(ig_gallery_open(f.options, &second, &error));
        ig_options_free(f.options);
        f.options = NULL;
        ig_gallery_close(second);
    }
    fixture_close(&f);
}

void what_another_catalog_breaks_is_told_before_it_is_used(void) {
    struct fixture f;
    ig_options* next = NULL;
    ig_buffer* buffer = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) && OK(ig_options_new(&next, &error)) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), IG_ANY_REVISION, &buffer, &error))) {
        ig_buffer_free(buffer);
        buffer = NULL;
        OK(ig_gallery_what_breaks(f.gallery, next, NULL, &buffer, &error));
        CHECK(buffer_holds(buffer, "\"records\":1,\"breaks\":false,\"breakages\":[]"));
        ig_buffer_free(buffer);
        buffer = NULL;
        OK(ig_options_set(next, "catalog.hide", "clickup", &error));
        OK(ig_gallery_what_breaks(f.gallery, next, "apollo", &buffer, &error));
        CHECK(buffer_holds(buffer, "\"code\":\"integration-missing\""));
        CHECK(!buffer_holds(buffer, "pk_c_canary"));
        ig_buffer_free(buffer);
        buffer = NULL;
        FAILS(ig_gallery_what_breaks(f.gallery, NULL, NULL, &buffer, &error), IG_E_INVALID_ARGUMENT, "null-handle");
        CHECK(buffer == NULL);
    }
    ig_options_free(next);
    fixture_close(&f);
}

void a_session_needs_a_project_that_can_be_one(void) {
    struct fixture f;
    ig_session* session = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f)) {
        FAILS(ig_session_new(f.gallery, "", "ada", 0, &session, &error), IG_E_INVALID_ARGUMENT, "invalid-project");
        FAILS(ig_session_new(f.gallery, NULL, "ada", 0, &session, &error), IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_session_new(f.gallery, "apollo", "ada", 0, NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
        OK(ig_session_new(f.gallery, "apollo", NULL, 0, &session, &error));
        ig_session_free(session);
    }
    fixture_close(&f);
}

void the_catalog_lists_cards_with_their_state(void) {
    struct fixture f;
    ig_buffer* list = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) && OK(ig_catalog_list(f.session, NULL, &list, &error))) {
        CHECK(ig_buffer_data(list)[0] == '[' && ig_buffer_size(list) == strlen(ig_buffer_data(list)));
        CHECK(buffer_holds(list, "\"name\":\"clickup\""));
        CHECK(buffer_holds(list, "Import and sync data from ClickUp."));
        ig_buffer_free(list);
        if (OK(ig_catalog_list(f.session, "de", &list, &error)))
            CHECK(buffer_holds(list, "Daten aus ClickUp"));
        ig_buffer_free(list);
    }
    fixture_close(&f);
}

void the_host_chooses_what_is_in_the_catalog(void) {
    static const char manifest[] =
        "{\"manifestVersion\":1,\"name\":\"probe\",\"displayName\":\"Probe\",\"description\":\"For a "
        "test.\",\"categories\":[\"test\"],\"version\":\"1.0\",\"settings\":{\"authentication\":{\"type\":\"object\","
        "\"required\":[\"method\",\"token\"],\"additionalProperties\":false,\"properties\":{\"method\":{\"const\":"
        "\"bearer\"},\"token\":{\"type\":\"string\",\"writeOnly\":true}}},\"dataMapping\":{\"$ref\":\"ig:data-"
        "mapping\"},\"syncSettings\":{\"$ref\":\"ig:sync-settings\"}}}";
    struct fixture f;
    ig_buffer* list = NULL;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_options_set(f.options, "catalog.hide", "jira", &error)) &&
        OK(ig_options_add_manifest(f.options, manifest, sizeof manifest - 1, &error)) &&
        OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
        OK(ig_session_new(f.gallery, "apollo", "ada", 0, &f.session, &error)) &&
        OK(ig_catalog_list(f.session, NULL, &list, &error))) {
        CHECK(buffer_holds(list, "\"name\":\"probe\""));
        CHECK(buffer_holds(list, "\"name\":\"clickup\""));
        CHECK(!buffer_holds(list, "\"name\":\"jira\""));
        ig_buffer_free(list);
    }
    fixture_close(&f);
}

void settings_are_stored_and_read_without_secrets(void) {
    struct fixture f;
    ig_buffer* stored = NULL;
    ig_buffer* read = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, &stored, &error)) &&
        OK(ig_settings_get(f.session, "clickup", &read, &error))) {
        CHECK_TEXT(ig_buffer_data(stored), ig_buffer_data(read));
        CHECK(buffer_holds(read, "\"enabled\":true"));
        CHECK(buffer_holds(read, "\"revision\":1"));
        CHECK(buffer_holds(read, "\"set\":true"));
        CHECK(!buffer_holds(read, "pk_c_canary"));
    }
    ig_buffer_free(stored);
    ig_buffer_free(read);
    fixture_close(&f);
}

void writing_back_what_was_read_changes_nothing(void) {
    struct fixture f;
    ig_buffer* read = NULL;
    ig_buffer* again = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), IG_ANY_REVISION, NULL, &error)) &&
        OK(ig_settings_get(f.session, "clickup", &read, &error)) &&
        OK(ig_settings_put(f.session, "clickup", ig_buffer_data(read), ig_buffer_size(read), 1, &again, &error)))
        CHECK_TEXT(ig_buffer_data(again), ig_buffer_data(read));
    ig_buffer_free(read);
    ig_buffer_free(again);
    fixture_close(&f);
}

void a_revision_that_moved_is_a_conflict(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) && OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error)))
        FAILS(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, &out, &error), IG_E_CONFLICT,
              "precondition-failed");
    CHECK(out == NULL);
    fixture_close(&f);
}

void what_is_wrong_with_settings_is_told_by_pointer(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f)) {
        static const char wrong[] = "{\"authentication\":{\"method\":\"apikey\",\"colour\":\"pk_c_canary\"}}";
        CHECK(ig_settings_put(f.session, "clickup", wrong, strlen(wrong), IG_ANY_REVISION, &out, &error) ==
              IG_E_VALIDATION);
        CHECK(strstr(ig_error_detail(error), "#/authentication/colour") != NULL);
        CHECK(strstr(ig_error_detail(error), "pk_c_canary") == NULL);
        ig_error_free(error);
        error = NULL;
        FAILS(ig_settings_put(f.session, "clickup", "[]", 2, IG_ANY_REVISION, &out, &error), IG_E_VALIDATION, "type");
        FAILS(ig_settings_put(f.session, "clickup", "{", 1, IG_ANY_REVISION, &out, &error), IG_E_INVALID_ARGUMENT,
              "malformed-json");
        FAILS(ig_settings_put(f.session, "clickup", "{\"a\":1,\"a\":2}", 13, IG_ANY_REVISION, &out, &error),
              IG_E_INVALID_ARGUMENT, "duplicate-member");
        FAILS(ig_settings_put(f.session, "clickup", NULL, 2, IG_ANY_REVISION, &out, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
        FAILS(ig_settings_get(f.session, "nowhere", &out, &error), IG_E_NOT_FOUND, "not-found");
        FAILS(ig_settings_get(f.session, NULL, &out, &error), IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_settings_get(f.session, "clickup", NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    }
    fixture_close(&f);
}

void a_check_tells_what_a_put_would_do_and_does_nothing(void) {
    static const char wrong[] = "{\"authentication\":{\"method\":\"apikey\",\"colour\":\"pk_c_canary\"}}";
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_check(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), IG_ANY_REVISION, &out, &error))) {
        CHECK(buffer_holds(out, "\"enabled\":true"));
        CHECK(buffer_holds(out, "{\"pointer\":\"/enabled\",\"before\":false,\"after\":true}"));
        CHECK(!buffer_holds(out, "pk_c_canary"));
        ig_buffer_free(out);
        if (OK(ig_settings_get(f.session, "clickup", &out, &error)))
            CHECK(buffer_holds(out, "\"revision\":0"));
        ig_buffer_free(out);
        FAILS(ig_settings_check(f.session, "clickup", wrong, strlen(wrong), IG_ANY_REVISION, &out, &error),
              IG_E_VALIDATION, "unknown-member");
        FAILS(ig_settings_check(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 7, &out, &error), IG_E_CONFLICT,
              "precondition-failed");
        FAILS(ig_settings_check(f.session, "clickup", NULL, 2, IG_ANY_REVISION, &out, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
        FAILS(ig_settings_check(NULL, "clickup", "{}", 2, IG_ANY_REVISION, &out, &error), IG_E_INVALID_ARGUMENT,
              "null-handle");
        FAILS(ig_settings_check(f.session, "clickup", "{}", 2, IG_ANY_REVISION, NULL, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
    }
    fixture_close(&f);
}

void changes_are_told_once_and_in_order(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error)) &&
        OK(ig_settings_set_enabled(f.session, "clickup", 0, NULL, &error))) {
        if (OK(ig_settings_changes(f.session, 0, 0, &out, &error))) {
            CHECK(buffer_holds(out, "{\"changes\":[{\"integration\":\"clickup\",\"revision\":1,"));
            CHECK(buffer_holds(out, "\"kind\":\"disable\""));
            CHECK(buffer_holds(out, "\"next\":2,\"more\":false,\"incomplete\":false}"));
            CHECK(!buffer_holds(out, "pk_c_canary"));
        }
        ig_buffer_free(out);
        if (OK(ig_settings_changes(f.session, 0, 1, &out, &error)))
            CHECK(buffer_holds(out, "\"next\":1,\"more\":true,\"incomplete\":false}"));
        ig_buffer_free(out);
        if (OK(ig_settings_changes(f.session, 2, 0, &out, &error)))
            CHECK_TEXT(ig_buffer_data(out), "{\"changes\":[],\"next\":2,\"more\":false,\"incomplete\":false}");
        ig_buffer_free(out);
        FAILS(ig_settings_changes(f.session, -1, 0, &out, &error), IG_E_INVALID_ARGUMENT, "invalid-parameter");
        FAILS(ig_settings_changes(f.session, 0, 201, &out, &error), IG_E_INVALID_ARGUMENT, "invalid-parameter");
        FAILS(ig_settings_changes(NULL, 0, 0, &out, &error), IG_E_INVALID_ARGUMENT, "null-handle");
        FAILS(ig_settings_changes(f.session, 0, 0, NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    }
    fixture_close(&f);
}

void the_switch_changes_nothing_else(void) {
    struct fixture f;
    ig_buffer* off = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error)) &&
        OK(ig_settings_set_enabled(f.session, "clickup", 0, &off, &error))) {
        CHECK(buffer_holds(off, "\"enabled\":false"));
        CHECK(buffer_holds(off, "\"set\":true"));
        OK(ig_settings_set_enabled(f.session, "clickup", 1, NULL, &error));
        FAILS(ig_settings_set_enabled(f.session, "clickup", 2, NULL, &error), IG_E_INVALID_ARGUMENT,
              "invalid-argument");
        CHECK(ig_settings_set_enabled(f.session, "jira", 1, NULL, NULL) == IG_E_VALIDATION);
    }
    ig_buffer_free(off);
    fixture_close(&f);
}

void what_is_removed_is_as_if_it_was_never_stored(void) {
    struct fixture f;
    ig_buffer* read = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error))) {
        FAILS(ig_settings_remove(f.session, "clickup", 7, &error), IG_E_CONFLICT, "precondition-failed");
        OK(ig_settings_remove(f.session, "clickup", 1, &error));
        OK(ig_settings_remove(f.session, "clickup", IG_ANY_REVISION, &error));
        if (OK(ig_settings_get(f.session, "clickup", &read, &error))) {
            CHECK(buffer_holds(read, "\"enabled\":false"));
            CHECK(buffer_holds(read, "\"set\":false"));
            CHECK(buffer_holds(read, "\"revision\":2"));
        }
        FAILS(ig_settings_remove(f.session, "nowhere", IG_ANY_REVISION, &error), IG_E_NOT_FOUND, "not-found");
        FAILS(ig_settings_remove(f.session, NULL, IG_ANY_REVISION, &error), IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_settings_remove(NULL, "clickup", IG_ANY_REVISION, &error), IG_E_INVALID_ARGUMENT, "null-handle");
    }
    ig_buffer_free(read);
    fixture_close(&f);
}

void projects_do_not_see_each_other(void) {
    struct fixture f;
    ig_session* other = NULL;
    ig_buffer* read = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error)) &&
        OK(ig_session_new(f.gallery, "gemini", "ada", 0, &other, &error)) &&
        OK(ig_settings_get(other, "clickup", &read, &error)))
        CHECK(buffer_holds(read, "\"enabled\":false") && buffer_holds(read, "\"revision\":0"));
    ig_buffer_free(read);
    ig_session_free(other);
    fixture_close(&f);
}

void a_secret_at_hand_is_compared_and_nothing_is_opened(void) {
    static const char key[] = "/authentication/apiKey";
    struct fixture f;
    ig_error* error = NULL;
    int32_t same = 7;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error))) {
        OK(ig_credentials_compare(f.session, "clickup", key, "another", 7, "a test", &same, &error));
        CHECK(same == 0);
        FAILS(ig_credentials_compare(f.session, "clickup", "/authentication/none", "x", 1, "a test", &same, &error),
              IG_E_NOT_FOUND, "secret-not-set");
        same = 7;
        FAILS(ig_credentials_compare(NULL, "clickup", key, "x", 1, "a test", &same, &error), IG_E_INVALID_ARGUMENT,
              "null-handle");
        CHECK(same == 0);
        FAILS(ig_credentials_compare(f.session, "clickup", key, NULL, 1, "a test", &same, &error),
              IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_credentials_compare(f.session, "clickup", key, "x", 1, "a test", NULL, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
    }
    fixture_close(&f);
}

void credentials_open_for_a_worker(void) {
    struct fixture f;
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    size_t size = 0;
    if (fixture_open(&f) &&
        OK(ig_settings_put(f.session, "clickup", CLICKUP_ON, strlen(CLICKUP_ON), 0, NULL, &error)) &&
        OK(ig_credentials_acquire(f.session, "clickup", "a test", &credentials, &error))) {
        CHECK(ig_credentials_enabled(credentials) == 1);
        CHECK_TEXT(ig_credentials_method(credentials), "apikey");
        CHECK(ig_credentials_revision(credentials) == 1);
        CHECK(ig_credentials_field_count(credentials) == 1);
        CHECK_TEXT(ig_credentials_field_name(credentials, 0), "/authentication/apiKey");
        CHECK(ig_credentials_field_name(credentials, 1) == NULL);
        CHECK_TEXT(ig_credentials_field(credentials, "/authentication/apiKey", &size), "pk_c_canary");
        CHECK(size == strlen("pk_c_canary"));
        CHECK(ig_credentials_field(credentials, "/authentication/apiKey", NULL) != NULL);
        CHECK(ig_credentials_field(credentials, "/authentication", &size) == NULL && size == 0);
        CHECK(ig_credentials_field(credentials, NULL, &size) == NULL);
        CHECK(strstr(ig_credentials_settings(credentials), "\"authentication\"") != NULL);
        CHECK(strstr(ig_credentials_settings(credentials), "pk_c_canary") == NULL);
        ig_credentials_free(credentials);
    }
    if (f.session != NULL) {
        FAILS(ig_credentials_acquire(f.session, "nowhere", "a test", &credentials, &error), IG_E_NOT_FOUND,
              "not-found");
        FAILS(ig_credentials_acquire(f.session, "clickup", NULL, &credentials, &error), IG_E_INVALID_ARGUMENT,
              "null-argument");
    }
    fixture_close(&f);
}

void a_session_outlives_its_gallery(void) {
    struct fixture f;
    ig_buffer* read = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f)) {
        ig_gallery_close(f.gallery);
        f.gallery = NULL;
        OK(ig_settings_get(f.session, "clickup", &read, &error));
        ig_buffer_free(read);
    }
    fixture_close(&f);
}
