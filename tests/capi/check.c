#include "check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int failures_of_test;

int check_that(int holds, const char* what, const char* file, int line) {
    if (!holds) {
        ++failures_of_test;
        printf("%s:%d: %s\n", file, line, what);
    }
    return holds;
}

int check_equal_text(const char* left, const char* right, const char* what, const char* file, int line) {
    const int equal = left != NULL && right != NULL && strcmp(left, right) == 0;
    if (!check_that(equal, what, file, line))
        printf("    is \"%s\", not \"%s\"\n", left != NULL ? left : "(null)", right != NULL ? right : "(null)");
    return equal;
}

int check_ok(ig_status status, ig_error** error, const char* what, const char* file, int line) {
    const int good = check_that(status == IG_OK && *error == NULL, what, file, line);
    if (!good)
        printf("    gave %s: %s: %s\n", ig_status_name(status), ig_error_code(*error), ig_error_message(*error));
    ig_error_free(*error);
    *error = NULL;
    return good;
}

int check_fails(ig_status status, ig_error** error, ig_status expected, const char* code, const char* what,
                const char* file, int line) {
    int good = check_that(status == expected && *error != NULL, what, file, line);
    if (good)
        good = check_that(ig_error_status(*error) == expected, what, file, line) &
               check_equal_text(ig_error_code(*error), code, what, file, line) &
               check_that(ig_error_message(*error)[0] != 0 && ig_error_detail(*error)[0] == '{', what, file, line);
    else
        printf("    gave %s: %s: %s\n", ig_status_name(status), ig_error_code(*error), ig_error_message(*error));
    ig_error_free(*error);
    *error = NULL;
    return good;
}

int buffer_holds(const ig_buffer* buffer, const char* part) {
    return buffer != NULL && strstr(ig_buffer_data(buffer), part) != NULL;
}

ig_status allow_all(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                    const char* integration, int32_t* allowed, ig_error** error) {
    (void)context, (void)project, (void)subject, (void)permissions, (void)action, (void)integration, (void)error;
    *allowed = 1;
    return IG_OK;
}

int fixture_options(struct fixture* fixture) {
    ig_error* error = NULL;
    const char* base = getenv("TMPDIR");

    memset(fixture, 0, sizeof *fixture);
    snprintf(fixture->folder, sizeof fixture->folder, "%s/ig-capi-XXXXXX", base != NULL ? base : "/tmp");
    if (!CHECK(mkdtemp(fixture->folder) != NULL))
        return 0;
    snprintf(fixture->url, sizeof fixture->url, "sqlite://%s/gallery.db", fixture->folder);
    snprintf(fixture->key_file, sizeof fixture->key_file, "%s/gallery.key", fixture->folder);
    return OK(ig_options_new(&fixture->options, &error)) &&
           OK(ig_options_set(fixture->options, "database.url", fixture->url, &error)) &&
           OK(ig_options_set(fixture->options, "database.synchronous", "false", &error)) &&
           OK(ig_options_set(fixture->options, "key.file", fixture->key_file, &error)) &&
           OK(ig_options_set(fixture->options, "key.create", "true", &error));
}

int fixture_open(struct fixture* fixture) {
    ig_error* error = NULL;
    return fixture_options(fixture) && OK(ig_options_set_authorizer(fixture->options, allow_all, NULL, NULL, &error)) &&
           OK(ig_gallery_open(fixture->options, &fixture->gallery, &error)) &&
           OK(ig_session_new(fixture->gallery, "apollo", "ada", 7, &fixture->session, &error));
}

void fixture_close(struct fixture* fixture) {
    DIR* folder;
    const struct dirent* entry;

    ig_session_free(fixture->session);
    ig_gallery_close(fixture->gallery);
    ig_options_free(fixture->options);
    folder = opendir(fixture->folder);
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char path[600];
        snprintf(path, sizeof path, "%s/%s", fixture->folder, entry->d_name);
        unlink(path);
    }
    if (folder != NULL)
        closedir(folder);
    rmdir(fixture->folder);
}
