/* A host in C: the gallery mounted on libmicrohttpd. */
#include <integration_gallery/ig.h>

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BODY_LIMIT ((size_t)1024 * 1024) /* above the gallery's own, so that it can answer 413 itself */

struct host {
    ig_gallery* gallery;
    char authority[256];
    const char* mount;
};

/* One request on its way: begins with its target, ends when the server says so. */
struct exchange {
    char* target;
    char* body;
    size_t size;
    int started;
    int too_large;
};

static ig_status IG_CALL everybody(void* context, const char* project, const char* subject, uint64_t permissions,
                                   const char* action, const char* integration, int32_t* allowed, ig_error** error) {
    (void)context, (void)project, (void)permissions, (void)action, (void)integration, (void)error;
    *allowed = strcmp(subject, "administrator") == 0; /* a real host asks its own roles */
    return IG_OK;
}

/* The server would give the path decoded and without its query: the gallery wants what the client sent. */
static void* take_target(void* context, const char* target, struct MHD_Connection* connection) {
    struct exchange* exchange = calloc(1, sizeof *exchange);
    (void)context, (void)connection;
    if (exchange != NULL && (exchange->target = strdup(target)) == NULL) {
        free(exchange);
        exchange = NULL;
    }
    return exchange;
}

static void finish(void* context, struct MHD_Connection* connection, void** state,
                   enum MHD_RequestTerminationCode code) {
    struct exchange* exchange = *state;
    (void)context, (void)connection, (void)code;
    if (exchange != NULL) {
        free(exchange->target);
        free(exchange->body);
        free(exchange);
    }
    *state = NULL;
}

static size_t leave_encoded(void* context, struct MHD_Connection* connection, char* text) {
    (void)context, (void)connection;
    return strlen(text);
}

static enum MHD_Result add_field(void* message, enum MHD_ValueKind kind, const char* name, const char* value) {
    (void)kind;
    return ig_http_message_add(message, name, value != NULL ? value : "", NULL) == IG_OK ? MHD_YES : MHD_NO;
}

static ssize_t no_body(void* context, uint64_t position, char* buffer, size_t size) {
    (void)context, (void)position, (void)buffer, (void)size;
    return MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_message(void* message) {
    ig_http_message_free(message);
}

/* The response shows the message's own bytes, and releases it at the end. */
static struct MHD_Response* to_response(ig_http_message* message, int head) {
    struct MHD_Response* response;
    const char* name;
    const char* value;
    size_t size = 0;
    size_t index;
    const char* body = ig_http_message_body(message, &size);

    if (head) { /* the length is that of the body that GET would have had */
        for (index = 0; (name = ig_http_message_field(message, index, &value)) != NULL; ++index)
            if (strcasecmp(name, "Content-Length") == 0)
                size = strtoul(value, NULL, 10);
        response = MHD_create_response_from_callback(size, 1024, no_body, message, free_message);
    } else {
        response = MHD_create_response_from_buffer_with_free_callback_cls(size, (void*)body, free_message, message);
    }
    if (response == NULL) {
        ig_http_message_free(message);
        return NULL;
    }
    for (index = 0; (name = ig_http_message_field(message, index, &value)) != NULL; ++index)
        if (strcasecmp(name, "Content-Length") != 0) /* the server's own */
            MHD_add_response_header(response, name, value);
    return response;
}

static enum MHD_Result answer(const struct host* host, struct MHD_Connection* connection, const char* method,
                              const struct exchange* exchange) {
    ig_session* session = NULL;
    ig_http_message* request = NULL;
    ig_http_message* reply = NULL;
    struct MHD_Response* response = NULL;
    enum MHD_Result result = MHD_NO; /* the server closes the connection */

    if (ig_session_new(host->gallery, "demo", "administrator", 0, &session, NULL) == IG_OK &&
        ig_http_request_new(method, exchange->target, &request, NULL) == IG_OK &&
        ig_http_message_add(request, ":authority", host->authority, NULL) == IG_OK &&
        ig_http_message_add(request, ":mount", host->mount, NULL) == IG_OK &&
        MHD_get_connection_values(connection, MHD_HEADER_KIND, add_field, request) >= 0 &&
        ig_http_message_set_body(request, exchange->size > 0 ? exchange->body : "", exchange->size, NULL) == IG_OK &&
        ig_http_handle(session, request, &reply, NULL) == IG_OK) {
        const int32_t status = ig_http_message_status(reply);
        response = to_response(reply, strcmp(method, "HEAD") == 0);
        if (response != NULL)
            result = MHD_queue_response(connection, (unsigned int)status, response);
    }
    if (response != NULL)
        MHD_destroy_response(response);
    ig_http_message_free(request);
    ig_session_free(session);
    return result;
}

static enum MHD_Result refuse(struct MHD_Connection* connection) {
    struct MHD_Response* response = MHD_create_response_from_buffer(0, (void*)"", MHD_RESPMEM_PERSISTENT);
    const enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_CONTENT_TOO_LARGE, response);
    MHD_destroy_response(response);
    return result;
}

/* Called once for the head, then for each part of the body, then once with nothing. */
static enum MHD_Result handle(void* context, struct MHD_Connection* connection, const char* url, const char* method,
                              const char* version, const char* upload, size_t* upload_size, void** state) {
    struct exchange* exchange = *state;
    (void)url, (void)version;
    if (exchange == NULL)
        return MHD_NO;
    if (!exchange->started) {
        exchange->started = 1;
        return MHD_YES;
    }
    if (*upload_size > 0) {
        if (!exchange->too_large && exchange->size + *upload_size <= BODY_LIMIT) {
            char* larger = realloc(exchange->body, exchange->size + *upload_size);
            if (larger == NULL)
                return MHD_NO;
            exchange->body = larger;
            memcpy(exchange->body + exchange->size, upload, *upload_size);
            exchange->size += *upload_size;
        } else {
            exchange->too_large = 1;
        }
        *upload_size = 0;
        return MHD_YES;
    }
    return exchange->too_large ? refuse(connection) : answer(context, connection, method, exchange);
}

static ig_gallery* open_gallery(const char* folder) {
    char url[1024];
    char key[1024];
    ig_options* options = NULL;
    ig_gallery* gallery = NULL;
    ig_error* error = NULL;

    snprintf(url, sizeof url, "sqlite://%s/gallery.db", folder);
    snprintf(key, sizeof key, "%s/gallery.key", folder);
    if (ig_options_new(&options, &error) != IG_OK || ig_options_set(options, "database.url", url, &error) != IG_OK ||
        ig_options_set(options, "key.file", key, &error) != IG_OK ||
        ig_options_set(options, "key.create", "true", &error) != IG_OK ||
        ig_options_set_authorizer(options, everybody, NULL, NULL, &error) != IG_OK ||
        ig_gallery_open(options, &gallery, &error) != IG_OK)
        fprintf(stderr, "%s\n", ig_error_message(error));
    ig_error_free(error);
    ig_options_free(options);
    return gallery;
}

static struct MHD_Daemon* start(struct host* host, uint16_t port) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, handle, host,
                            MHD_OPTION_SOCK_ADDR, (struct sockaddr*)&address, MHD_OPTION_THREAD_POOL_SIZE, 4u,
                            MHD_OPTION_URI_LOG_CALLBACK, take_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded,
                            NULL, MHD_OPTION_NOTIFY_COMPLETED, finish, NULL, MHD_OPTION_CONNECTION_TIMEOUT, 20u,
                            MHD_OPTION_END);
}

int main(int argc, char** argv) {
    struct host host = {NULL, "", ""};
    struct MHD_Daemon* daemon;
    sigset_t signals;
    int signal_number = 0;
    unsigned port;

    if (argc < 3) {
        fputs("usage: ig_host_c PORT FOLDER [AUTHORITY [MOUNT]]\n", stderr);
        return 1;
    }
    host.mount = argc > 4 ? argv[4] : "";
    /* before any thread begins, so that all of them leave these signals to the one that waits for them */
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);

    host.gallery = open_gallery(argv[2]);
    if (host.gallery == NULL)
        return 1;
    daemon = start(&host, (uint16_t)strtoul(argv[1], NULL, 10));
    if (daemon == NULL) {
        fprintf(stderr, "Port %s of 127.0.0.1 cannot be listened on.\n", argv[1]);
        ig_gallery_close(host.gallery);
        return 1;
    }
    port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    /* No client comes before it is told where: the authority is known by then. */
    if (argc > 3 && argv[3][0] != '\0')
        snprintf(host.authority, sizeof host.authority, "%s", argv[3]);
    else
        snprintf(host.authority, sizeof host.authority, "127.0.0.1:%u", port);
    printf("Integration Gallery is at http://127.0.0.1:%u%s/admin/integrations/\n", port, host.mount);
    fflush(stdout);
    sigwait(&signals, &signal_number);
    MHD_stop_daemon(daemon);
    ig_gallery_close(host.gallery);
    return 0;
}
