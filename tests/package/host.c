/* A host in C: opens a gallery in a folder and lists the catalog. */
#include <integration_gallery/ig.h>

#include <stdio.h>

int main(int argc, char** argv) {
    char url[600];
    char key[600];
    ig_options* options = NULL;
    ig_gallery* gallery = NULL;
    ig_session* session = NULL;
    ig_buffer* cards = NULL;
    ig_error* error = NULL;
    int result = 1;

    snprintf(url, sizeof url, "sqlite://%s/gallery.db", argc > 1 ? argv[1] : ".");
    snprintf(key, sizeof key, "%s/gallery.key", argc > 1 ? argv[1] : ".");
    if (ig_options_new(&options, &error) == IG_OK && ig_options_set(options, "database.url", url, &error) == IG_OK &&
        ig_options_set(options, "key.file", key, &error) == IG_OK &&
        ig_options_set(options, "key.create", "true", &error) == IG_OK &&
        ig_gallery_open(options, &gallery, &error) == IG_OK &&
        ig_session_new(gallery, "apollo", "ada", 0, &session, &error) == IG_OK &&
        ig_catalog_list(session, NULL, &cards, &error) == IG_OK) {
        printf("%s %s\n", ig_version(), ig_buffer_data(cards));
        result = 0;
    } else {
        fprintf(stderr, "%s\n", ig_error_message(error));
    }
    ig_error_free(error);
    ig_buffer_free(cards);
    ig_session_free(session);
    ig_gallery_close(gallery);
    ig_options_free(options);
    return result;
}
