/* Library, errors, buffers, options. */
#include "tests.h"

#include <string.h>

void library_tells_its_version_and_revision(void) {
    CHECK(ig_abi_revision() == IG_ABI_REVISION);
    CHECK(strchr(ig_version(), '.') != NULL);
}

void every_status_has_a_name_of_its_own(void) {
    ig_status left;
    ig_status right;
    for (left = IG_OK; left <= IG_E_INTERNAL; ++left) {
        CHECK(strcmp(ig_status_name(left), "unknown") != 0);
        for (right = IG_OK; right < left; ++right)
            CHECK(strcmp(ig_status_name(left), ig_status_name(right)) != 0);
    }
    CHECK_TEXT(ig_status_name(IG_E_NOT_FOUND), "not_found");
    CHECK_TEXT(ig_status_name(IG_E_HOST), "host");
    CHECK_TEXT(ig_status_name(IG_E_HOST + 999), "host");
    CHECK_TEXT(ig_status_name(IG_E_INTERNAL + 1), "unknown");
    CHECK_TEXT(ig_status_name(-1), "unknown");
}

void errors_made_by_a_host_carry_status_and_message(void) {
    ig_error* error = ig_error_new(IG_E_DENIED, "Ask the owner.");
    CHECK(ig_error_status(error) == IG_E_DENIED);
    CHECK_TEXT(ig_error_message(error), "Ask the owner.");
    CHECK_TEXT(ig_error_code(error), "host");
    CHECK(strstr(ig_error_detail(error), "\"status\":403") != NULL);
    ig_error_free(error);

    error = ig_error_new(IG_OK, NULL);
    CHECK(ig_error_status(error) == IG_E_INTERNAL);
    ig_error_free(error);
    error = ig_error_new(IG_E_HOST + 5, "ours");
    CHECK(ig_error_status(error) == IG_E_HOST + 5);
    ig_error_free(error);
}

void accessors_of_nothing_are_harmless(void) {
    size_t size = 1;
    const char* value = "x";
    CHECK(ig_error_status(NULL) == IG_OK);
    CHECK_TEXT(ig_error_code(NULL), "");
    CHECK_TEXT(ig_error_message(NULL), "");
    CHECK_TEXT(ig_error_detail(NULL), "");
    CHECK_TEXT(ig_buffer_data(NULL), "");
    CHECK(ig_buffer_size(NULL) == 0);
    CHECK(ig_credentials_enabled(NULL) == 0);
    CHECK_TEXT(ig_credentials_method(NULL), "");
    CHECK(ig_credentials_revision(NULL) == 0);
    CHECK_TEXT(ig_credentials_settings(NULL), "");
    CHECK(ig_credentials_field_count(NULL) == 0);
    CHECK(ig_credentials_field_name(NULL, 0) == NULL);
    CHECK(ig_credentials_field(NULL, "/a", &size) == NULL && size == 0);
    CHECK(ig_http_message_status(NULL) == 0);
    CHECK(ig_http_message_count(NULL) == 0);
    CHECK(ig_http_message_field(NULL, 0, &value) == NULL && value == NULL);
    size = 1;
    CHECK_TEXT(ig_http_message_body(NULL, &size), "");
    CHECK(size == 0);
    ig_error_free(NULL);
    ig_buffer_free(NULL);
    ig_options_free(NULL);
    ig_gallery_close(NULL);
    ig_session_free(NULL);
    ig_credentials_free(NULL);
    ig_http_message_free(NULL);
}

void buffers_hold_any_byte_and_end_in_zero(void) {
    ig_buffer* buffer = ig_buffer_new("a\0b", 3);
    CHECK(ig_buffer_size(buffer) == 3);
    CHECK(memcmp(ig_buffer_data(buffer), "a\0b\0", 4) == 0);
    ig_buffer_free(buffer);
    buffer = ig_buffer_new(NULL, 0);
    CHECK(buffer != NULL && ig_buffer_size(buffer) == 0);
    CHECK_TEXT(ig_buffer_data(buffer), "");
    ig_buffer_free(buffer);
    CHECK(ig_buffer_new(NULL, 1) == NULL);
}

void options_refuse_what_they_do_not_know(void) {
    ig_options* options = NULL;
    ig_error* error = NULL;
    OK(ig_options_new(&options, &error));
    FAILS(ig_options_set(options, "database", "x", &error), IG_E_INVALID_ARGUMENT, "unknown-option");
    FAILS(ig_options_set(options, "key.create", "yes", &error), IG_E_INVALID_ARGUMENT, "invalid-option");
    FAILS(ig_options_set(options, "database.lease-limit-ms", "1s", &error), IG_E_INVALID_ARGUMENT, "invalid-option");
    FAILS(ig_options_set(options, "host.model", "[]", &error), IG_E_INVALID_ARGUMENT, "invalid-option");
    FAILS(ig_options_set(options, "host.model", "{", &error), IG_E_INVALID_ARGUMENT, "malformed-json");
    FAILS(ig_options_set(options, NULL, "x", &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_options_set(options, "database.url", NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_options_set(NULL, "database.url", "x", &error), IG_E_INVALID_ARGUMENT, "null-handle");
    FAILS(ig_options_new(NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    CHECK(ig_options_set(options, "database", "x", NULL) == IG_E_INVALID_ARGUMENT);
    ig_options_free(options);
}

void options_take_every_name_of_the_header(void) {
    static const char* const pairs[][2] = {
        {"database.url", "sqlite:///nowhere"},
        {"database.synchronous", "true"},
        {"database.lease-limit-ms", "250"},
        {"key.file", "/nowhere"},
        {"key.create", "false"},
        {"key.environment", "IG_TEST_NO_KEY"},
        {"key.passphrase", "correct horse"},
        {"catalog.shipped", "false"},
        {"catalog.directory", "/nowhere"},
        {"catalog.hide", "jira"},
        {"host.model", "{}"},
        {"http.require-preconditions", "true"},
        {"http.frame-ancestors", "'self'"},
        {"http.challenge", "Bearer"},
        {"http.trusted-origin", "https://admin.example.com"},
        {"http.cors-origin", "https://console.example.com"},
        {"http.cors-credentials", "true"},
    };
    ig_options* options = NULL;
    ig_error* error = NULL;
    size_t index;
    OK(ig_options_new(&options, &error));
    for (index = 0; index < sizeof pairs / sizeof *pairs; ++index)
        OK(ig_options_set(options, pairs[index][0], pairs[index][1], &error));
    ig_options_free(options);
}

void a_manifest_is_checked_when_it_is_added(void) {
    ig_options* options = NULL;
    ig_error* error = NULL;
    OK(ig_options_new(&options, &error));
    FAILS(ig_options_add_manifest(options, "{}", 2, &error), IG_E_VALIDATION, "manifest-invalid");
    FAILS(ig_options_add_manifest(options, NULL, 2, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    ig_options_free(options);
}

void a_handle_of_another_kind_is_refused(void) {
    struct fixture f;
    ig_error* error = NULL;
    ig_buffer* buffer = ig_buffer_new("x", 1);
    ig_session* session = NULL;
    ig_credentials* credentials = NULL;
    ig_http_message* response = NULL;
    ig_gallery* gallery = NULL;
    ig_buffer* out = NULL;
    if (fixture_options(&f)) {
        FAILS(ig_options_set((ig_options*)buffer, "key.file", "x", &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_gallery_open((ig_options*)buffer, &gallery, &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_session_new((ig_gallery*)f.options, "p", "s", 0, &session, &error), IG_E_INVALID_ARGUMENT,
              "wrong-handle");
        FAILS(ig_catalog_list((ig_session*)buffer, NULL, &out, &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_settings_get((ig_session*)buffer, "jira", &out, &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_settings_put((ig_session*)buffer, "jira", "{}", 2, IG_ANY_REVISION, &out, &error),
              IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_settings_set_enabled((ig_session*)buffer, "jira", 0, &out, &error), IG_E_INVALID_ARGUMENT,
              "wrong-handle");
        FAILS(ig_credentials_acquire((ig_session*)buffer, "jira", "p", &credentials, &error), IG_E_INVALID_ARGUMENT,
              "wrong-handle");
        FAILS(ig_http_message_add((ig_http_message*)buffer, "a", "b", &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        FAILS(ig_http_handle((ig_session*)buffer, NULL, &response, &error), IG_E_INVALID_ARGUMENT, "wrong-handle");
        CHECK(ig_error_status((ig_error*)buffer) == IG_OK);
        CHECK(ig_buffer_size((ig_buffer*)f.options) == 0);
        ig_session_free((ig_session*)buffer); /* ignored: the buffer is still there */
        CHECK(ig_buffer_size(buffer) == 1);
    }
    ig_buffer_free(buffer);
    fixture_close(&f);
}
