/* A sync worker in C: opens the host's store and uses the credentials of one integration. */
#include <integration_gallery/ig.h>

#include <stdio.h>
#include <string.h>

struct arguments {
    const char* database;
    const char* key_file;
    const char* project;
    const char* integration;
};

static int complain(ig_error* error) {
    fprintf(stderr, "%s\n", ig_error_message(error));
    ig_error_free(error);
    return 1;
}

static int use(const ig_session* session, const char* integration) {
    ig_credentials* credentials = NULL;
    ig_error* error = NULL;
    size_t index;
    int result = 1;

    if (ig_credentials_acquire(session, integration, "example of a sync worker", &credentials, &error) != IG_OK)
        return complain(error);
    if (!ig_credentials_enabled(credentials)) {
        fprintf(stderr, "The integration %s is switched off in this project.\n", integration);
    } else if (ig_credentials_field_count(credentials) == 0) {
        fprintf(stderr, "The integration %s has no secret in this project.\n", integration);
    } else {
        printf("%s: method %s, revision %ld\n", integration, ig_credentials_method(credentials),
               (long)ig_credentials_revision(credentials));
        for (index = 0; index < ig_credentials_field_count(credentials); ++index) {
            const char* pointer = ig_credentials_field_name(credentials, index);
            size_t size = 0;
            ig_credentials_field(credentials, pointer, &size); /* here a real worker calls the service */
            printf("%s: %lu bytes\n", pointer, (unsigned long)size);
        }
        result = 0;
    }
    ig_credentials_free(credentials);
    return result;
}

static int work(const struct arguments* from) {
    ig_options* options = NULL;
    ig_gallery* gallery = NULL;
    ig_session* session = NULL;
    ig_error* error = NULL;
    int result = 1;

    if (ig_options_new(&options, &error) == IG_OK &&
        ig_options_set(options, "database.url", from->database, &error) == IG_OK &&
        ig_options_set(options, "key.file", from->key_file, &error) == IG_OK &&
        ig_gallery_open(options, &gallery, &error) == IG_OK &&
        ig_session_new(gallery, from->project, "example-worker", 0, &session, &error) == IG_OK)
        result = use(session, from->integration);
    else
        complain(error);
    ig_session_free(session);
    ig_gallery_close(gallery);
    ig_options_free(options);
    return result;
}

int main(int argc, char** argv) {
    struct arguments from = {NULL, NULL, NULL, NULL};
    int index;

    for (index = 1; index < argc; ++index) {
        if (argv[index][0] != '-')
            from.integration = argv[index];
        else if (index + 1 < argc && strcmp(argv[index], "--database") == 0)
            from.database = argv[++index];
        else if (index + 1 < argc && strcmp(argv[index], "--key-file") == 0)
            from.key_file = argv[++index];
        else if (index + 1 < argc && strcmp(argv[index], "--project") == 0)
            from.project = argv[++index];
    }
    if (from.database == NULL || from.key_file == NULL || from.project == NULL || from.integration == NULL) {
        fputs("usage: worker-c --database URL --key-file FILE --project P INTEGRATION\n", stderr);
        return 1;
    }
    return work(&from);
}
