/* What a host of release 1.0 does. Argument: an empty folder. Prints what went wrong, if anything did. */
#include <integration_gallery/ig.h>

#include <stdio.h>
#include <string.h>

static int failures;

static void check(int holds, const char* what) {
    if (!holds) {
        ++failures;
        printf("%s\n", what);
    }
}

static ig_status authorize(void* context, const char* project, const char* subject, uint64_t permissions,
                           const char* action, const char* integration, int32_t* allowed, ig_error** error) {
    if (strcmp(action, "config.write") == 0 && permissions != 7) {
        *error = ig_error_new(IG_E_HOST + 1, "No.");
        return IG_E_HOST + 1;
    }
    *allowed = context != NULL && project[0] != 0 && subject[0] != 0 && integration != NULL;
    return IG_OK;
}

static ig_status record(void* context, const char* record_json, size_t size, ig_error** error) {
    *(int*)context += record_json[size] == 0 && *error == NULL;
    return IG_OK;
}

static void log_record(void* context, int32_t level, const char* record_json, size_t size) {
    *(int*)context += level >= 0 && record_json[size] == 0;
}

static void release(void* context) {
    *(int*)context += 1000;
}

static ig_status keys(void* context, ig_buffer** json, ig_error** error) {
    static const char text[] = "{\"active\":\"k1\",\"known\":[\"k1\"]}";
    *json = *error == NULL && context != NULL ? ig_buffer_new(text, sizeof text - 1) : NULL;
    return IG_OK;
}

static ig_status turn(void* context, const char* key_id, const void* input, size_t input_size, const void* label,
                      size_t label_size, uint32_t timeout_ms, ig_buffer** output, ig_error** error) {
    char turned[256];
    size_t index;

    for (index = 0; index < input_size && index < sizeof turned; ++index)
        turned[index] = (char)(((const char*)input)[index] ^ 0x33);
    check(strcmp(key_id, "k1") == 0 && label != NULL && label_size != 0 && timeout_ms != 0 && *error == NULL,
          "key callback");
    *output = context != NULL ? ig_buffer_new(turned, input_size) : NULL;
    return IG_OK;
}

static void use(const ig_session* session, const ig_session* stranger) {
    static const char settings[] = "{\"enabled\":true,\"authentication\":{\"method\":\"apikey\"},"
                                   "\"secrets\":{\"/authentication/apiKey\":{\"value\":\"pk_1\"}}}";
    ig_buffer* buffer = NULL;
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    ig_http_message* request = NULL;
    ig_http_message* response = NULL;
    const char* value = NULL;
    size_t size = 0;

    check(ig_catalog_list(session, "en", &buffer, &error) == IG_OK &&
              strstr(ig_buffer_data(buffer), "\"clickup\"") != NULL,
          "list");
    ig_buffer_free(buffer);
    check(ig_settings_put(session, "clickup", settings, sizeof settings - 1, 0, &buffer, &error) == IG_OK, "put");
    check(ig_buffer_size(buffer) == strlen(ig_buffer_data(buffer)), "size");
    ig_buffer_free(buffer);
    check(ig_settings_put(session, "clickup", settings, sizeof settings - 1, 0, NULL, &error) == IG_E_CONFLICT,
          "conflict");
    check(ig_error_status(error) == 5 && strcmp(ig_error_code(error), "precondition-failed") == 0, "code");
    check(ig_error_message(error)[0] != 0 && ig_error_detail(error)[0] == '{', "error");
    ig_error_free(error);
    check(ig_settings_put(stranger, "clickup", "{}", 2, IG_ANY_REVISION, NULL, NULL) == 1001, "host's status");
    check(ig_settings_set_enabled(session, "clickup", 0, NULL, NULL) == IG_OK, "switch");
    check(ig_settings_get(session, "clickup", &buffer, NULL) == IG_OK && strstr(ig_buffer_data(buffer), "pk_1") == NULL,
          "get");
    ig_buffer_free(buffer);
    check(ig_credentials_acquire(session, "clickup", "a test", &credentials, NULL) == IG_OK, "acquire");
    check(ig_credentials_enabled(credentials) == 0 && ig_credentials_revision(credentials) == 2, "credentials");
    check(strcmp(ig_credentials_method(credentials), "apikey") == 0 && ig_credentials_field_count(credentials) == 1,
          "fields");
    check(strcmp(ig_credentials_field_name(credentials, 0), "/authentication/apiKey") == 0, "field's name");
    check(strcmp(ig_credentials_field(credentials, "/authentication/apiKey", &size), "pk_1") == 0 && size == 4,
          "field");
    check(ig_credentials_settings(credentials)[0] == '{', "settings");
    ig_credentials_free(credentials);

    check(ig_http_request_new("PUT", "/api/v1/integrations/clickup", &request, NULL) == IG_OK, "request");
    check(ig_http_message_add(request, ":auth", "token", NULL) == IG_OK, "fact");
    check(ig_http_message_add(request, "Content-Type", "application/json", NULL) == IG_OK, "header field");
    check(ig_http_message_set_body(request, "{}", 2, NULL) == IG_OK, "body");
    check(ig_http_handle(session, request, &response, NULL) == IG_OK && ig_http_message_status(response) == 200,
          "handle");
    check(ig_http_message_count(response) > 0 && ig_http_message_field(response, 0, &value) != NULL && value != NULL,
          "answer's field");
    check(ig_http_message_body(response, &size)[0] == '{' && size > 2, "answer's body");
    ig_http_message_free(request);
    ig_http_message_free(response);
}

int main(int argc, char** argv) {
    char url[1024];
    int contexts[4] = {0, 0, 0, 0};
    ig_options* options = NULL;
    ig_gallery* gallery = NULL;
    ig_session* session = NULL;
    ig_session* stranger = NULL;

    check(argc == 2 && ig_abi_revision() >= IG_ABI_REVISION && ig_version()[0] != 0, "version");
    check(strcmp(ig_status_name(IG_E_NOT_FOUND), "not_found") == 0, "status");
    snprintf(url, sizeof url, "sqlite://%s/old.db", argv[argc - 1]);
    check(ig_options_new(&options, NULL) == IG_OK, "options");
    check(ig_options_set(options, "database.url", url, NULL) == IG_OK, "url");
    check(ig_options_set(options, "no.such", "x", NULL) == IG_E_INVALID_ARGUMENT, "unknown option");
    check(ig_options_add_manifest(options, "{}", 2, NULL) == IG_E_VALIDATION, "manifest");
    check(ig_options_set_authorizer(options, authorize, &contexts[0], release, NULL) == IG_OK, "authorizer");
    check(ig_options_set_audit_sink(options, record, &contexts[1], release, NULL) == IG_OK, "audit sink");
    check(ig_options_set_logger(options, log_record, &contexts[2], release, NULL) == IG_OK, "logger");
    check(ig_options_set_key_provider(options, "old", keys, turn, turn, &contexts[3], release, NULL) == IG_OK,
          "key provider");
    check(ig_gallery_open(options, &gallery, NULL) == IG_OK, "open");
    ig_options_free(options);
    check(ig_session_new(gallery, "apollo", "ada", 7, &session, NULL) == IG_OK, "session");
    check(ig_session_new(gallery, "apollo", "eve", 0, &stranger, NULL) == IG_OK, "stranger");
    if (failures == 0)
        use(session, stranger);
    ig_session_free(session);
    ig_session_free(stranger);
    ig_gallery_close(gallery);
    check(contexts[0] == 1000 && contexts[1] > 1000 && contexts[2] >= 1000 && contexts[3] == 1000, "release");
    return failures != 0;
}
