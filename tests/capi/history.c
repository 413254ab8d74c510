/* Versions of settings, and moving them. */
#include "tests.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIRST                                                                                                          \
    "{\"enabled\":true,\"authentication\":{\"method\":\"apikey\"},\"secrets\":{\"/authentication/"                     \
    "apiKey\":{\"value\":\"pk_c_canary\"}},\"syncSettings\":{\"direction\":\"outbound\"}}"
#define SECOND "{\"syncSettings\":{}}"
#define PASSPHRASE "correct horse battery"

/* Two versions of clickup. */
static int filled(struct fixture* f) {
    ig_error* error = NULL;
    return fixture_open(f) && OK(ig_settings_put(f->session, "clickup", FIRST, strlen(FIRST), 0, NULL, &error)) &&
           OK(ig_settings_put(f->session, "clickup", SECOND, strlen(SECOND), 1, NULL, &error));
}

/* A name beside the key file. */
static void beside(const struct fixture* f, const char* suffix, char* out, size_t size) {
    snprintf(out, size, "%s%s", f->key_file, suffix);
}

void every_change_is_a_version(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (filled(&f)) {
        if (OK(ig_history_list(f.session, "clickup", 0, 0, &out, &error))) {
            CHECK(buffer_holds(out, "\"revision\":2"));
            CHECK(buffer_holds(out, "\"set\":[\"/authentication/apiKey\"]"));
            CHECK(buffer_holds(out, "\"next\":null"));
            CHECK(!buffer_holds(out, "pk_c_canary"));
        }
        ig_buffer_free(out);
        if (OK(ig_history_list(f.session, "clickup", 1, 0, &out, &error)))
            CHECK(buffer_holds(out, "\"next\":2"));
        ig_buffer_free(out);
        if (OK(ig_history_get(f.session, "clickup", 1, &out, &error)))
            CHECK(buffer_holds(out, "\"syncSettings\":{\"direction\":\"outbound\"}"));
        ig_buffer_free(out);
        if (OK(ig_history_diff(f.session, "clickup", 1, 2, &out, &error)))
            CHECK(buffer_holds(out, "\"pointer\":\"/syncSettings/direction\",\"before\":\"outbound\""));
        ig_buffer_free(out);
        FAILS(ig_history_list(f.session, "clickup", 201, 0, &out, &error), IG_E_INVALID_ARGUMENT, "invalid-parameter");
        FAILS(ig_history_get(f.session, "clickup", 9, &out, &error), IG_E_NOT_FOUND, "version-not-found");
        FAILS(ig_history_diff(f.session, "nowhere", 0, 1, &out, &error), IG_E_NOT_FOUND, "not-found");
    }
    fixture_close(&f);
}

void a_version_is_brought_back(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (filled(&f)) {
        FAILS(ig_history_restore(f.session, "clickup", 1, 1, NULL, &error), IG_E_CONFLICT, "precondition-failed");
        if (OK(ig_history_restore(f.session, "clickup", 1, 2, &out, &error))) {
            CHECK(buffer_holds(out, "\"revision\":3"));
            CHECK(buffer_holds(out, "\"set\":true"));
        }
        OK(ig_history_restore(f.session, "clickup", 2, IG_ANY_REVISION, NULL, &error));
    }
    ig_buffer_free(out);
    fixture_close(&f);
}

void a_history_is_verified_and_signed(void) {
    struct fixture f;
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    if (filled(&f)) {
        if (OK(ig_history_verify(f.gallery, "apollo", 0, NULL, &out, &error))) {
            CHECK(buffer_holds(out, "\"intact\":true"));
            CHECK(buffer_holds(out, "\"checked\":2"));
        }
        ig_buffer_free(out);
        if (OK(ig_history_verify(f.gallery, "apollo", 2, "another", &out, &error)))
            CHECK(buffer_holds(out, "history-rewritten"));
        ig_buffer_free(out);
        if (OK(ig_history_retain(f.gallery, "apollo", "ada", 4102444800000, 1, &out, &error)))
            CHECK(buffer_holds(out, "\"removed\":1"));
        ig_buffer_free(out);
        FAILS(ig_history_retain(f.gallery, "apollo", NULL, 0, -1, &out, &error), IG_E_INVALID_ARGUMENT,
              "invalid-argument");
        FAILS(ig_history_verify(f.gallery, " ", 0, NULL, &out, &error), IG_E_INVALID_ARGUMENT, "invalid-project");
    }
    fixture_close(&f);
}

void a_store_is_exported_and_imported(void) {
    struct fixture f;
    struct fixture other;
    char path[600];
    ig_buffer* out = NULL;
    ig_error* error = NULL;
    const int ready = filled(&f) & fixture_open(&other);
    if (ready) {
        beside(&f, ".igx", path, sizeof path);
        if (OK(ig_store_export(f.gallery, path, "apollo", "ada", f.key_file, NULL, 0, &out, &error)))
            CHECK(buffer_holds(out, "\"versions\":2"));
        ig_buffer_free(out);
        FAILS(ig_store_import(other.gallery, path, "ada", NULL, PASSPHRASE, strlen(PASSPHRASE), 0, 0, &out, &error),
              IG_E_KEY, "export-key-wrong");
        if (OK(ig_store_import(other.gallery, path, "ada", f.key_file, NULL, 0, 0, 1, &out, &error)))
            CHECK(buffer_holds(out, "\"projects\":1"));
        ig_buffer_free(out);
        if (OK(ig_store_import(other.gallery, path, "ada", f.key_file, NULL, 0, 0, 0, &out, &error)))
            CHECK(buffer_holds(out, "\"secrets\":1"));
        ig_buffer_free(out);
        FAILS(ig_store_import(other.gallery, path, "ada", f.key_file, NULL, 0, 0, 0, &out, &error), IG_E_CONFLICT,
              "project-exists");
        FAILS(ig_store_import(other.gallery, path, "ada", f.key_file, NULL, 0, 3, 0, &out, &error),
              IG_E_INVALID_ARGUMENT, "invalid-argument");
        FAILS(ig_store_export(f.gallery, path, NULL, NULL, NULL, NULL, 0, &out, &error), IG_E_INVALID_ARGUMENT,
              "invalid-argument");
        FAILS(ig_store_export(f.gallery, path, NULL, NULL, f.key_file, NULL, 0, &out, &error), IG_E_CONFLICT,
              "file-exists");
        beside(&f, ".copy", path, sizeof path);
        OK(ig_store_backup(f.gallery, path, &error));
        CHECK(access(path, F_OK) == 0);
        FAILS(ig_store_backup(f.gallery, path, &error), IG_E_CONFLICT, "file-exists");
    }
    fixture_close(&f);
    fixture_close(&other);
}
