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
               check_that(ig_error_message(*error)[0] != 0 && ig_error_detail(*error)[0] == '{', what, file, line) &
               check_that(!leaks_secret(ig_error_message(*error), strlen(ig_error_message(*error))), what, file, line) &
               check_that(!leaks_secret(ig_error_detail(*error), strlen(ig_error_detail(*error))), what, file, line);
    else
        printf("    gave %s: %s: %s\n", ig_status_name(status), ig_error_code(*error), ig_error_message(*error));
    ig_error_free(*error);
    *error = NULL;
    return good;
}

static int stands_in(const char* data, size_t size, const char* part, size_t length) {
    for (size_t at = 0; length != 0 && at + length <= size; ++at)
        if (memcmp(data + at, part, length) == 0)
            return 1;
    return 0;
}

/* Of the secret after `offset` other bytes: the characters that it has for itself. */
static size_t to_base64(size_t offset, const char* last_two, char* out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const size_t bits = (offset + strlen(SECRET_TEXT)) * 8;
    size_t length = 0;
    for (size_t at = (offset * 8 + 5) / 6; (at + 1) * 6 <= bits; ++at) {
        unsigned value = 0;
        for (size_t bit = at * 6; bit < at * 6 + 6; ++bit)
            value = value << 1 | ((unsigned char)SECRET_TEXT[bit / 8 - offset] >> (7 - bit % 8) & 1u);
        out[length++] = (char)(value < 62 ? digits[value] : last_two[value - 62]);
    }
    return length;
}

int leaks_secret(const char* data, size_t size) {
    static const char* const styles[] = {"%02x", "%02X", "%%%02x", "%%%02X", "\\u%04x"};
    const size_t length = strlen(SECRET_TEXT);
    char form[128];
    int found = stands_in(data, size, SECRET_TEXT, length);
    for (size_t at = 0; at < length; ++at)
        form[at] = SECRET_TEXT[length - 1 - at];
    found |= stands_in(data, size, form, length);
    for (size_t style = 0; style < sizeof styles / sizeof styles[0]; ++style) {
        size_t end = 0;
        for (size_t at = 0; at < length; ++at)
            end += (size_t)snprintf(form + end, sizeof form - end, styles[style], (unsigned char)SECRET_TEXT[at]);
        found |= stands_in(data, size, form, end);
    }
    for (size_t offset = 0; offset < 3; ++offset) {
        found |= stands_in(data, size, form, to_base64(offset, "+/", form));
        found |= stands_in(data, size, form, to_base64(offset, "-_", form));
    }
    return found;
}

static void search_file(const char* folder, const char* name) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE* file = fopen(path, "rb");
    if (file == NULL)
        return;
    size_t size = 0, room = 1 << 16;
    char* data = malloc(room);
    while (data != NULL) {
        const size_t got = fread(data + size, 1, room - size, file);
        if (got == 0)
            break;
        size += got;
        if (size == room) {
            char* more = realloc(data, room *= 2);
            if (more == NULL)
                break;
            data = more;
        }
    }
    fclose(file);
    if (data != NULL)
        CHECK(!leaks_secret(data, size));
    free(data);
}

int buffer_holds(const ig_buffer* buffer, const char* part) {
    if (buffer != NULL && strcmp(part, SECRET_TEXT) == 0)
        return leaks_secret(ig_buffer_data(buffer), strlen(ig_buffer_data(buffer)));
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

    search_file(fixture->folder, "gallery.db");
    search_file(fixture->folder, "gallery.db-wal");
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
