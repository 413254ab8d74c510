/* Requests and responses. */
#include "tests.h"

#include <stdio.h>
#include <string.h>

static int ask(struct fixture* f, const char* method, const char* target, const char* body,
               ig_http_message** response) {
    ig_http_message* request = NULL;
    ig_error* error = NULL;
    int good = OK(ig_http_request_new(method, target, &request, &error)) &&
               OK(ig_http_message_add(request, ":authority", "gallery.example", &error)) &&
               OK(ig_http_message_add(request, ":auth", "token", &error)) &&
               OK(ig_http_message_add(request, ":scheme", "https", &error)) &&
               OK(ig_http_message_add(request, ":request-id", "r-1", &error)) &&
               OK(ig_http_message_add(request, "Accept", "application/json", &error));
    if (good && body != NULL)
        good = OK(ig_http_message_add(request, "Content-Type", "application/json", &error)) &&
               OK(ig_http_message_set_body(request, body, strlen(body), &error));
    good = good && OK(ig_http_handle(f->session, request, response, &error));
    ig_http_message_free(request);
    return good;
}

static const char* field(const ig_http_message* message, const char* name) {
    size_t index;
    for (index = 0; index < ig_http_message_count(message); ++index) {
        const char* value = NULL;
        if (strcmp(ig_http_message_field(message, index, &value), name) == 0)
            return value;
    }
    return "";
}

void the_rest_api_answers_through_handle(void) {
    static const char body[] =
        "{\"enabled\":true,\"authentication\":{\"method\":\"apikey\",\"apiKey\":\"pk_c_canary\"}}";
    struct fixture f;
    ig_http_message* response = NULL;
    size_t size = 0;
    if (fixture_open(&f)) {
        if (ask(&f, "GET", "/api/v1/integrations", NULL, &response)) {
            char length[32];
            CHECK(ig_http_message_status(response) == 200);
            CHECK(strncmp(ig_http_message_body(response, &size), "[{\"name\":", 9) == 0);
            snprintf(length, sizeof length, "%lu", (unsigned long)size);
            CHECK_TEXT(field(response, "Content-Length"), length);
            CHECK(ig_http_message_field(response, ig_http_message_count(response), NULL) == NULL);
        }
        ig_http_message_free(response);
        response = NULL;
        if (ask(&f, "PUT", "/api/v1/integrations/clickup", body, &response)) {
            CHECK(ig_http_message_status(response) == 200);
            CHECK(strstr(ig_http_message_body(response, NULL), "\"apiKey\":\"********\"") != NULL);
            CHECK(strstr(ig_http_message_body(response, NULL), "pk_c_canary") == NULL);
        }
        ig_http_message_free(response);
        response = NULL;
        if (ask(&f, "GET", "/api/v1/integrations/nowhere", NULL, &response))
            CHECK(ig_http_message_status(response) == 404);
        ig_http_message_free(response);
    }
    fixture_close(&f);
}

void a_mount_is_a_fact_of_the_host(void) {
    struct fixture f;
    ig_http_message* request = NULL;
    ig_http_message* response = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) && OK(ig_http_request_new("GET", "/app/api/v1/integrations", &request, &error)) &&
        OK(ig_http_message_add(request, ":mount", "/app", &error)) &&
        OK(ig_http_handle(f.session, request, &response, &error)))
        CHECK(ig_http_message_status(response) == 200);
    ig_http_message_free(request);
    ig_http_message_free(response);
    fixture_close(&f);
}

void nobody_is_answered_with_401(void) {
    struct fixture f;
    ig_session* nobody = NULL;
    ig_http_message* request = NULL;
    ig_http_message* response = NULL;
    ig_error* error = NULL;
    if (fixture_open(&f) && OK(ig_session_new(f.gallery, "apollo", NULL, 0, &nobody, &error)) &&
        OK(ig_http_request_new("GET", "/api/v1/integrations", &request, &error)) &&
        OK(ig_http_handle(nobody, request, &response, &error)))
        CHECK(ig_http_message_status(response) == 401);
    ig_http_message_free(request);
    ig_http_message_free(response);
    ig_session_free(nobody);
    fixture_close(&f);
}

void there_is_no_http_without_an_authorizer(void) {
    struct fixture f;
    ig_http_message* request = NULL;
    ig_http_message* response = NULL;
    ig_error* error = NULL;
    if (fixture_options(&f) && OK(ig_gallery_open(f.options, &f.gallery, &error)) &&
        OK(ig_session_new(f.gallery, "apollo", "ada", 0, &f.session, &error)) &&
        OK(ig_http_request_new("GET", "/api/v1/integrations", &request, &error)))
        FAILS(ig_http_handle(f.session, request, &response, &error), IG_E_INVALID_STATE, "authorizer-missing");
    ig_http_message_free(request);
    fixture_close(&f);
}

void requests_refuse_what_cannot_be(void) {
    ig_http_message* request = NULL;
    ig_error* error = NULL;
    FAILS(ig_http_request_new(NULL, "/", &request, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_http_request_new("GET", NULL, &request, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    FAILS(ig_http_request_new("GET", "/", NULL, &error), IG_E_INVALID_ARGUMENT, "null-argument");
    if (OK(ig_http_request_new("GET", "/", &request, &error))) {
        FAILS(ig_http_message_add(request, ":subject", "root", &error), IG_E_INVALID_ARGUMENT, "unknown-fact");
        FAILS(ig_http_message_add(request, ":auth", "none", &error), IG_E_INVALID_ARGUMENT, "unknown-fact");
        FAILS(ig_http_message_add(request, NULL, "x", &error), IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_http_message_set_body(request, NULL, 4, &error), IG_E_INVALID_ARGUMENT, "null-argument");
        FAILS(ig_http_message_set_body(NULL, "x", 1, &error), IG_E_INVALID_ARGUMENT, "null-handle");
        CHECK(ig_http_message_status(request) == 0);
        ig_http_message_free(request);
    }
}

void an_event_loop_is_told_what_may_wait(void) {
    static const struct {
        const char* method;
        const char* target;
        int32_t expected;
    } cases[] = {{"GET", "/app/api/v1/health/live", IG_ROUTE_PURE},
                 {"GET", "/app/admin/integrations/", IG_ROUTE_PURE},
                 {"GET", "/app/api/v1/integrations", IG_ROUTE_STORE},
                 {"PUT", "/app/api/v1/integrations/clickup", IG_ROUTE_STORE},
                 {"GET", "/app/nowhere", IG_ROUTE_PURE},
                 {"GET", "/api/v1/integrations", IG_ROUTE_PURE}};
    struct fixture f;
    ig_error* error = NULL;
    size_t index;
    if (fixture_open(&f)) {
        for (index = 0; index < sizeof cases / sizeof *cases; ++index) {
            ig_http_message* request = NULL;
            ig_http_message* response = NULL;
            if (OK(ig_http_request_new(cases[index].method, cases[index].target, &request, &error)) &&
                OK(ig_http_message_add(request, ":mount", "/app", &error)))
                CHECK(ig_http_classify(f.session, request) == cases[index].expected);
            if (OK(ig_http_handle(f.session, request, &response, &error))) {
                CHECK(ig_http_classify(f.session, NULL) == IG_ROUTE_STORE);
                CHECK(ig_http_classify(NULL, request) == IG_ROUTE_STORE);
                FAILS(ig_http_message_add(response, "X", "y", &error), IG_E_INVALID_ARGUMENT, "not-a-request");
                FAILS(ig_http_message_set_body(response, "", 0, &error), IG_E_INVALID_ARGUMENT, "not-a-request");
            }
            ig_http_message_free(request);
            ig_http_message_free(response);
        }
    }
    fixture_close(&f);
}
