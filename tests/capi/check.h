/* A harness for tests in C: a test goes on after a failed check, so that it frees what it holds. */
#ifndef IG_TEST_CHECK_H
#define IG_TEST_CHECK_H

#include <integration_gallery/ig.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of the test that runs. */
extern int failures_of_test;

/* Counts a failure and prints where; gives back whether it held. */
int check_that(int holds, const char* what, const char* file, int line);
int check_equal_text(const char* left, const char* right, const char* what, const char* file, int line);
/* A call that must succeed: prints the error's message otherwise. Frees the error. */
int check_ok(ig_status status, ig_error** error, const char* what, const char* file, int line);
/* A call that must fail with a status and a code. Frees the error. */
int check_fails(ig_status status, ig_error** error, ig_status expected, const char* code, const char* what,
                const char* file, int line);

#define CHECK(condition) check_that((condition) != 0, #condition, __FILE__, __LINE__)
#define CHECK_TEXT(left, right) check_equal_text((left), (right), #left, __FILE__, __LINE__)
#define OK(call) check_ok((call), &error, #call, __FILE__, __LINE__)
#define FAILS(call, expected, code) check_fails((call), &error, (expected), (code), #call, __FILE__, __LINE__)

/* An open gallery in a temporary folder, with an authorizer that allows everything, and a session of project "apollo".
 */
struct fixture {
    char folder[256];
    char url[300];
    char key_file[300];
    ig_options* options;
    ig_gallery* gallery;
    ig_session* session;
};
int fixture_open(struct fixture* fixture);
void fixture_close(struct fixture* fixture);
/* Options with database and key file of the fixture's folder, and nothing else. */
int fixture_options(struct fixture* fixture);

/* What every secret in these tests contains; fixture_close and check_fails look for it. */
#define SECRET_TEXT "pk_c_canary"
/* Does it stand in these bytes: raw, reversed, in hexadecimal, percent-escaped or in Base64? */
int leaks_secret(const char* data, size_t size);

/* Does the text of a buffer hold `part`? For SECRET_TEXT: in any form? */
int buffer_holds(const ig_buffer* buffer, const char* part);

ig_status allow_all(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                    const char* integration, int32_t* allowed, ig_error** error);

struct test {
    const char* name;
    void (*run)(void);
};

#ifdef __cplusplus
}
#endif

#endif
