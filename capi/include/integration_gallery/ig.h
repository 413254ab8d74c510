/* integration_gallery/ig.h - the C interface of Integration Gallery.
 *
 * Rules that hold everywhere and are therefore not repeated below:
 *
 *  R1  Objects are opaque pointers. X_new, X_open or X_acquire gives one; the matching X_free or X_close takes it back
 *      and accepts NULL.
 *
 *  R2  What can fail returns ig_status and takes `ig_error **error` last; NULL ignores it. On failure every out
 *      parameter is NULL or 0 and *error is an object that the caller frees; on success *error is NULL.
 *
 *  R3  Inputs are borrowed for the call and copied if kept. Names, targets and header fields are NUL-terminated UTF-8;
 *      documents and bodies are (pointer, size) and may hold any byte.
 *
 *  R4  Pointers read from an object live as long as that object. Every text handed out is also NUL-terminated.
 *
 *  R5  A gallery may be used by many threads at once, every other object by one thread at a time.
 *
 *  R6  The library starts no thread. A callback runs on the thread that is inside a call, before that call returns, and
 *      under no lock of the library; several threads may be in one callback at once. It must not unwind or longjmp.
 *
 *  R7  In a callback zero is the safe answer: IG_OK without a result is a failure, and a status that the library does
 *      not know is IG_E_INTERNAL. Messages of errors must not hold secrets.
 *
 *  R8  No C++ exception gets out. Lack of memory is IG_E_NO_MEMORY and needs no memory to report.
 *
 *  R9  An argument that is NULL where it must not be, or a handle of another kind, is IG_E_INVALID_ARGUMENT; functions
 *      that cannot fail then answer NULL, 0 or "".
 */
#ifndef INTEGRATION_GALLERY_IG_H
#define INTEGRATION_GALLERY_IG_H

#include <stddef.h>
#include <stdint.h>

#define IG_ABI_REVISION 100u /* grows with every addition, never shrinks */

#if defined(_WIN32)
#define IG_CALL __cdecl
#if defined(IG_BUILDING)
#define IG_EXPORT __declspec(dllexport)
#else
#define IG_EXPORT
#endif
#else
#define IG_CALL
#if defined(__GNUC__)
#define IG_EXPORT __attribute__((visibility("default")))
#else
#define IG_EXPORT
#endif
#endif
#define IG_API(type) IG_EXPORT type IG_CALL

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ig_buffer ig_buffer;
typedef struct ig_credentials ig_credentials;
typedef struct ig_error ig_error;
typedef struct ig_gallery ig_gallery;
typedef struct ig_http_message ig_http_message;
typedef struct ig_options ig_options;
typedef struct ig_session ig_session;

/* ---- status ------------------------------------------------------------------------------------------------------ */

typedef int32_t ig_status; /* an integer of known width, not an enum */
enum {
    IG_OK = 0,
    IG_E_INVALID_ARGUMENT = 1, /* a bug in the caller */
    IG_E_INVALID_STATE = 2,    /* the right call at the wrong moment, or something it needs was not configured */
    IG_E_VALIDATION = 3,       /* a document breaks its schema: see ig_error_detail */
    IG_E_NOT_FOUND = 4,
    IG_E_CONFLICT = 5,    /* the revision moved */
    IG_E_DENIED = 6,      /* the authorizer did not say yes */
    IG_E_REAUTHORIZE = 7, /* stored credentials no longer work */
    IG_E_REMOTE = 8,      /* a third party failed */
    IG_E_STORAGE = 9,
    IG_E_KEY = 10, /* a key is missing or wrong, or a value did not verify */
    IG_E_TIMEOUT = 11,
    IG_E_CANCELLED = 12,
    IG_E_LIMIT = 13,       /* a size, depth or count is above its limit */
    IG_E_UNSUPPORTED = 14, /* not in this build */
    IG_E_NO_MEMORY = 15,
    IG_E_INTERNAL = 16,
    IG_E_HOST = 1000 /* 1000 to 1999 are the host's own: what its callbacks return passes through */
};

/* ---- library ----------------------------------------------------------------------------------------------------- */

/** ABI revision of the loaded library; a binding refuses one below its own. @since 1.0 */
IG_API(uint32_t) ig_abi_revision(void);
/** Release of the loaded library, such as "1.4.2". Static. @since 1.0 */
IG_API(const char*) ig_version(void);
/** Lower-case name of a status such as "not_found", "host" for the host's own, "unknown" otherwise. Static. @since 1.0
 */
IG_API(const char*) ig_status_name(ig_status status);

/* ---- errors ------------------------------------------------------------------------------------------------------ */

/** Makes an error, for callbacks that fail. Never NULL; IG_OK becomes IG_E_INTERNAL. @since 1.0 */
IG_API(ig_error*) ig_error_new(ig_status status, const char* message);
/** Its status. @since 1.0 */
IG_API(ig_status) ig_error_status(const ig_error* error);
/** Its stable kebab-case code, finer than the status, such as "key-mismatch". @since 1.0 */
IG_API(const char*) ig_error_code(const ig_error* error);
/** Sentences for the person who has to act; hold no secret and no submitted value. @since 1.0 */
IG_API(const char*) ig_error_message(const ig_error* error);
/** The RFC 9457 problem document that the HTTP API would send, with a pointer per issue. @since 1.0 */
IG_API(const char*) ig_error_detail(const ig_error* error);
/** Releases it. @since 1.0 */
IG_API(void) ig_error_free(ig_error* error);

/* ---- buffers ----------------------------------------------------------------------------------------------------- */

/** Copies bytes, for callbacks that give data back. NULL without memory. @since 1.0 */
IG_API(ig_buffer*) ig_buffer_new(const void* data, size_t size);
/** First byte; data[size] is 0. @since 1.0 */
IG_API(const char*) ig_buffer_data(const ig_buffer* buffer);
/** Bytes, without the terminator. @since 1.0 */
IG_API(size_t) ig_buffer_size(const ig_buffer* buffer);
/** Wipes and releases it. @since 1.0 */
IG_API(void) ig_buffer_free(ig_buffer* buffer);

/* ---- callbacks --------------------------------------------------------------------------------------------------- */
/* What a callback puts into *error or an ig_buffer becomes the library's.
 *
 * There is no transport callback: nothing in this release calls another service, so no function could use one. It comes
 * with the first that does (IG_ROUTE_OUTBOUND says which); until then the library opens no connection but the store's.
 */

/** Called exactly once: when the last options or gallery that hold `context` are gone, or when the setter failed. */
typedef void(IG_CALL* ig_release_fn)(void* context);

/** May `subject` do `action` ("config.write", …) in `project`? Only IG_OK with *allowed == 1 means yes. `integration`
 * is "" where the action concerns none; `permissions` are the host's own bits. */
typedef ig_status(IG_CALL* ig_authorize_fn)(void* context, const char* project, const char* subject,
                                            uint64_t permissions, const char* action, const char* integration,
                                            int32_t* allowed, ig_error** error);

/** Names the key-encryption keys: {"active":"k2","known":["k1","k2"]}. */
typedef ig_status(IG_CALL* ig_keys_fn)(void* context, ig_buffer** json, ig_error** error);

/** Wraps or unwraps a data key (at most 64 bytes in the clear) under `key_id`, authenticating `label` where the service
 *  can, within `timeout_ms`. */
typedef ig_status(IG_CALL* ig_wrap_fn)(void* context, const char* key_id, const void* input, size_t input_size,
                                       const void* label, size_t label_size, uint32_t timeout_ms, ig_buffer** output,
                                       ig_error** error);

/** Receives one audit record (JSON: at, kind, project, integration, subject, purpose, outcome, pointers) before the act
 * is acknowledged: a failure denies an opening of secrets. */
typedef ig_status(IG_CALL* ig_audit_fn)(void* context, const char* record_json, size_t size, ig_error** error);

/** Takes one log record (JSON: message, fields). `level` is 0 debug, 1 information, 2 warning, 3 error. Cannot fail. */
typedef void(IG_CALL* ig_log_fn)(void* context, int32_t level, const char* record_json, size_t size);

/* ---- options ----------------------------------------------------------------------------------------------------- */

/** Empty options. @since 1.0 */
IG_API(ig_status) ig_options_new(ig_options** out, ig_error** error);
/** Releases them; galleries opened from them keep the callbacks. @since 1.0 */
IG_API(void) ig_options_free(ig_options* options);
/** Sets one option by name; an unknown name or a value that cannot be is refused here. @since 1.0
 *
 *  database.url               where settings are stored, "sqlite:///var/lib/app/gallery.db"; required
 *  database.synchronous       "true" (default) or "false": SQLite waits for the disk at every commit
 *  database.lease-limit-ms    how long an operation waits for a connection; "10000"
 *  key.file                   a key file
 *  key.create                 "true" or "false" (default): make the key file if store and file are new
 *  key.environment            an environment variable that holds the keys
 *  key.passphrase             a passphrase of at least 8 bytes
 *  catalog.shipped            "true" (default) or "false": offer the integrations that come with the library
 *  catalog.directory          a folder of manifests to add; may be set several times
 *  catalog.hide               the name of an integration not to offer; may be set several times
 *  host.model                 the host's objects and fields, a JSON document
 *  http.require-preconditions "true" or "false" (default): PUT without If-Match is refused
 *  http.frame-ancestors       who may frame the page, as in CSP: "'none'" (default)
 *  http.trusted-origin        an origin whose pages may change settings beside the host's own; may be set several times
 *  http.cors-origin           an origin whose pages may read the API's answers; none by default; may be set several
 * times http.cors-credentials      "true" or "false" (default): browsers may send cookies with what those pages ask
 *  http.challenge             what a 401 carries in WWW-Authenticate
 */
IG_API(ig_status) ig_options_set(ig_options* options, const char* name, const char* value, ig_error** error);
/** Adds a manifest, which replaces one of the same name. @since 1.0 */
IG_API(ig_status)
ig_options_add_manifest(ig_options* options, const char* manifest_json, size_t size, ig_error** error);
/** Decides who may do what. Without one there is no HTTP API, and sessions ask nobody. @since 1.0 */
IG_API(ig_status)
ig_options_set_authorizer(ig_options* options, ig_authorize_fn authorize, void* context, ig_release_fn release,
                          ig_error** error);
/** Guards the data keys, instead of one of the key options; `name` is for messages. @since 1.0 */
IG_API(ig_status)
ig_options_set_key_provider(ig_options* options, const char* name, ig_keys_fn keys, ig_wrap_fn wrap, ig_wrap_fn unwrap,
                            void* context, ig_release_fn release, ig_error** error);
/** Receives audit records. @since 1.0 */
IG_API(ig_status)
ig_options_set_audit_sink(ig_options* options, ig_audit_fn record, void* context, ig_release_fn release,
                          ig_error** error);
/** Receives log records. @since 1.0 */
IG_API(ig_status)
ig_options_set_logger(ig_options* options, ig_log_fn write, void* context, ig_release_fn release, ig_error** error);

/* ---- gallery ----------------------------------------------------------------------------------------------------- */

/** Opens storage and checks the keys; `options` may be freed or used again afterwards. Nothing is written where it
 * fails.
 *  @since 1.0 */
IG_API(ig_status) ig_gallery_open(const ig_options* options, ig_gallery** out, ig_error** error);
/** Closes it; no call may be running. Sessions that are left keep the store open. @since 1.0 */
IG_API(void) ig_gallery_close(ig_gallery* gallery);
/** What would be wrong with what is stored if the catalog that `next` makes (its manifests, folders and hidden names;
 * nothing else of it is used) were the gallery's: {"projects","records","breaks","breakages":[{"severity","project",
 * "integration","enabled","storedVersion","version","pointer","code","detail"}]}. `project` NULL: all of them. Changes
 * nothing and opens no secret; no authorizer is asked.
 *  @since 1.0 */
IG_API(ig_status)
ig_gallery_what_breaks(const ig_gallery* gallery, const ig_options* next, const char* project, ig_buffer** out,
                       ig_error** error);

/* ---- sessions ---------------------------------------------------------------------------------------------------- */

/** Who acts in which project. `subject` is the host's id of the user; NULL or "" is nobody. Cheap: one per request.
 *  @since 1.0 */
IG_API(ig_status)
ig_session_new(const ig_gallery* gallery, const char* project, const char* subject, uint64_t permissions,
               ig_session** out, ig_error** error);
/** Releases it. @since 1.0 */
IG_API(void) ig_session_free(ig_session* session);

/* ---- catalog ----------------------------------------------------------------------------------------------------- */

/** The cards of all integrations with their state in the project, a JSON array; texts in `language` (NULL: English).
 *  @since 1.0 */
IG_API(ig_status) ig_catalog_list(const ig_session* session, const char* language, ig_buffer** out, ig_error** error);

/* ---- settings ---------------------------------------------------------------------------------------------------- */
/* Documents are in the full form of the HTTP API: no secret ever stands in one that is read. */

#define IG_ANY_REVISION ((int64_t)-1)

/** The settings of one integration; `revision` stands in the document. @since 1.0 */
IG_API(ig_status)
ig_settings_get(const ig_session* session, const char* integration, ig_buffer** out, ig_error** error);
/** Changes them if their revision is still `if_revision` (IG_ANY_REVISION; 0: never stored); gives what is stored then.
 *  `out` may be NULL. @since 1.0 */
IG_API(ig_status)
ig_settings_put(const ig_session* session, const char* integration, const char* settings_json, size_t size,
                int64_t if_revision, ig_buffer** out, ig_error** error);
/** Says what ig_settings_put would do, without doing it: what would be stored, with "differences" to what is:
 * [{"pointer":…,"before":…,"after":…}]. Its rules and its errors. @since 1.0 */
IG_API(ig_status)
ig_settings_check(const ig_session* session, const char* integration, const char* settings_json, size_t size,
                  int64_t if_revision, ig_buffer** out, ig_error** error);
/** What changed in the project after the place `after` in its history (0: from the start), oldest first, at most
 * `limit` (0: 50; at most 200), so that workers can keep settings in memory: {"changes":[{"integration":…,"revision":…,
 *  "kind":…,…}],"next":…,"more":…,"incomplete":…}. Give "next" as `after` the next time; where "incomplete" is true not
 *  all of them are kept, and all settings have to be read again. @since 1.0 */
IG_API(ig_status)
ig_settings_changes(const ig_session* session, int64_t after, int64_t limit, ig_buffer** out, ig_error** error);
/** Switches on (1) or off (0) and changes nothing else; `out` may be NULL. @since 1.0 */
IG_API(ig_status)
ig_settings_set_enabled(const ig_session* session, const char* integration, int32_t enabled, ig_buffer** out,
                        ig_error** error);

/** Switches it off and forgets its settings and secrets if the revision is still `if_revision` (IG_ANY_REVISION).
 * Nothing happens where nothing is stored. @since 1.0 */
IG_API(ig_status)
ig_settings_remove(const ig_session* session, const char* integration, int64_t if_revision, ig_error** error);

/* ---- history ----------------------------------------------------------------------------------------------------- */
/* Documents are those of the HTTP API's history: no secret, sealed or not, ever stands in one. */

/** The changes of one integration, newest first: {"versions":[…],"next":…}; at most `limit` (0: 50; at most 200) with a
 *  revision below `before` (0: from the newest). @since 1.0 */
IG_API(ig_status)
ig_history_list(const ig_session* session, const char* integration, int64_t limit, int64_t before, ig_buffer** out,
                ig_error** error);
/** The settings as they were after one change, without secrets. @since 1.0 */
IG_API(ig_status)
ig_history_get(const ig_session* session, const char* integration, int64_t revision, ig_buffer** out, ig_error** error);
/** Where version `to` differs from `from` (0: nothing stored): [{"pointer":…,"before":…,"after":…}]. @since 1.0 */
IG_API(ig_status)
ig_history_diff(const ig_session* session, const char* integration, int64_t from, int64_t to, ig_buffer** out,
                ig_error** error);
/** Brings back the settings of a version under the rules of an update, if the stored revision is still `if_revision`
 *  (IG_ANY_REVISION); today's secrets and the switch stay. Gives what is stored then; `out` may be NULL. @since 1.0 */
IG_API(ig_status)
ig_history_restore(const ig_session* session, const char* integration, int64_t revision, int64_t if_revision,
                   ig_buffer** out, ig_error** error);
/** Verifies the history of a project: {"intact":…,"head":{"sequence":…,"hash":…},"findings":[…],…}. A head that was
 *  kept outside of the database is compared; none: 0 and NULL. Asks no authorizer. @since 1.0 */
IG_API(ig_status)
ig_history_verify(const ig_gallery* gallery, const char* project, int64_t head_sequence, const char* head_hash,
                  ig_buffer** out, ig_error** error);
/** Forgets the versions of a project that are older than `before_ms` (milliseconds since 1970) and not among the newest
 *  `keep`, and signs the rest with a key that is not in the database. Asks no authorizer. @since 1.0 */
IG_API(ig_status)
ig_history_retain(const ig_gallery* gallery, const char* project, const char* subject, int64_t before_ms, int64_t keep,
                  ig_buffer** out, ig_error** error);

/* ---- store ------------------------------------------------------------------------------------------------------- */
/* For the host's operators: no authorizer is asked. The file of an export is sealed as a whole, to the first key of
 * `key_file` or to a passphrase of at least 8 bytes; the other one is NULL. */

/** Writes a project (NULL: all) with secrets and history into a new file; gives what was written: {"projects":…,
 *  "integrations":…,"secrets":…,"versions":…}. @since 1.0 */
IG_API(ig_status)
ig_store_export(const ig_gallery* gallery, const char* path, const char* project, const char* subject,
                const char* key_file, const char* passphrase, size_t passphrase_size, ig_buffer** out,
                ig_error** error);
/** Reads such a file, all or nothing. A project that is there already: `on_conflict` 0 refuses, 1 skips it, 2 puts the
 *  file's settings in place of its own. `dry_run` 1 only checks. Gives what was written, and "skipped" and
 *  "overwritten". @since 1.0 */
IG_API(ig_status)
ig_store_import(const ig_gallery* gallery, const char* path, const char* subject, const char* key_file,
                const char* passphrase, size_t passphrase_size, int32_t on_conflict, int32_t dry_run, ig_buffer** out,
                ig_error** error);
/** Copies an SQLite store, while it is in use, into a new file that opens with the same key. @since 1.0 */
IG_API(ig_status) ig_store_backup(const ig_gallery* gallery, const char* path, ig_error** error);

/* ---- credentials ------------------------------------------------------------------------------------------------- */

/** Opens the secrets for use; `purpose` ("sync of tasks") reaches the audit sink before they are handed out. Works for
 * an integration that is switched off, too. @since 1.0 */
IG_API(ig_status)
ig_credentials_acquire(const ig_session* session, const char* integration, const char* purpose, ig_credentials** out,
                       ig_error** error);
/** Are these bytes the secret that is stored at a JSON Pointer? Fingerprints are compared, so that nothing stored is
 * opened; it needs what opening needs, and reaches the audit sink as "secret.compare". Only IG_OK with *same == 1 means
 * yes. IG_E_NOT_FOUND "secret-not-set" where none is stored. @since 1.0 */
IG_API(ig_status)
ig_credentials_compare(const ig_session* session, const char* integration, const char* pointer, const char* value,
                       size_t size, const char* purpose, int32_t* same, ig_error** error);
/** Is the integration switched on? A worker leaves one alone that is not. @since 1.0 */
IG_API(int32_t) ig_credentials_enabled(const ig_credentials* credentials);
/** The authentication method, such as "apikey". @since 1.0 */
IG_API(const char*) ig_credentials_method(const ig_credentials* credentials);
/** The revision of the settings that the secrets belong to. @since 1.0 */
IG_API(int64_t) ig_credentials_revision(const ig_credentials* credentials);
/** {authentication, dataMapping, syncSettings} without any secret, as JSON. @since 1.0 */
IG_API(const char*) ig_credentials_settings(const ig_credentials* credentials);
/** How many secrets are set. @since 1.0 */
IG_API(size_t) ig_credentials_field_count(const ig_credentials* credentials);
/** The JSON Pointer of secret `index`, such as "/authentication/apiKey"; NULL past the end. @since 1.0 */
IG_API(const char*) ig_credentials_field_name(const ig_credentials* credentials, size_t index);
/** The secret at a JSON Pointer and its size; NULL if it is not set. `size` may be NULL. @since 1.0 */
IG_API(const char*) ig_credentials_field(const ig_credentials* credentials, const char* pointer, size_t* size);
/** Wipes and releases. @since 1.0 */
IG_API(void) ig_credentials_free(ig_credentials* credentials);

/* ---- keys -------------------------------------------------------------------------------------------------------- */
/* The operator's work: no authorizer is asked. Every job runs beside readers, writers and other jobs, in any number of
 * processes, and may be killed at any point and started again. `subject` stands in the audit; `options_json` is an
 * object, or nothing: "dryRun" (true: count only), "batch" (1 to 1000; 100), and what the function names. The result is
 * {"done","left","faults","perSecond","finished","target","keysReplaced","keysDestroyed","faultList":[{"project",
 * "integration","subject","code"}],"hostsLackingKey":[names]}: the first hundred faults. */

/** How far a job is, after each batch. IG_OK goes on; anything else stops the job, which is no failure. */
typedef ig_status(IG_CALL* ig_progress_fn)(void* context, int64_t done, int64_t left, int64_t faults,
                                           double per_second);

/** Gives "project" (without it: all) new data keys, seals the secrets again, destroys replaced keys whose time has
 * come. "compromised": the old keys may be known to others; "madeBefore": only keys made before it (microseconds since
 * 1970) are replaced, 0 replaces none; "graceSeconds". `progress` may be NULL. @since 1.0 */
IG_API(ig_status)
ig_keys_rotate(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
               ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error);
/** Wraps every data key again under the provider's active key-encryption key. "waitSeconds": for processes that use the
 * store and do not hold that key yet, before anything is changed; then IG_E_CONFLICT "host-lacks-key" with their names,
 * or with "ignoreHosts" it goes ahead. @since 1.0 */
IG_API(ig_status)
ig_keys_rewrap(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
               ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error);
/** Seals secrets again whose manifest names their destinations differently now, where no value has changed; "project".
 *  @since 1.0 */
IG_API(ig_status)
ig_keys_reseal(const ig_gallery* gallery, const char* subject, const char* options_json, size_t size,
               ig_progress_fn progress, void* context, ig_buffer** out, ig_error** error);
/** Everything that does not open or fit together, a JSON array of {"code","project","integration","subject","advice"};
 *  changes nothing. `project` NULL: the whole store. @since 1.0 */
IG_API(ig_status)
ig_keys_doctor(const ig_gallery* gallery, const char* project, ig_buffer** out, ig_error** error);
/** Destroys all keys of a project and empties its sealed values: its secrets are gone. @since 1.0 */
IG_API(ig_status)
ig_keys_shred(const ig_gallery* gallery, const char* subject, const char* project, ig_error** error);

/* ---- HTTP -------------------------------------------------------------------------------------------------------- */
/* Fields whose name begins with ':' are facts that the host vouches for; no client can send such a name.
 *
 *  :authority   host and port that the host answers for, from its configuration; required for browsers
 *  :mount       the prefix of the target under which the gallery is mounted, without a slash at the end
 *  :scheme      "https" if the client's hop was TLS
 *  :auth        "cookie" (default: anything that a browser sends by itself) or "token": no cross-origin checks
 *  :request-id  stands in problems and logs
 */

/** A request; `target` is still percent-encoded. @since 1.0 */
IG_API(ig_status) ig_http_request_new(const char* method, const char* target, ig_http_message** out, ig_error** error);
/** Adds one field; repeated names are kept in order. @since 1.0 */
IG_API(ig_status) ig_http_message_add(ig_http_message* message, const char* name, const char* value, ig_error** error);
/** Sets the whole body (copied, and wiped at the end). @since 1.0 */
IG_API(ig_status) ig_http_message_set_body(ig_http_message* message, const void* data, size_t size, ig_error** error);
/** Status code, 0 for a request. @since 1.0 */
IG_API(int32_t) ig_http_message_status(const ig_http_message* message);
/** How many fields. @since 1.0 */
IG_API(size_t) ig_http_message_count(const ig_http_message* message);
/** Name of field `index`, with its value in *value; NULL past the end. `value` may be NULL. @since 1.0 */
IG_API(const char*) ig_http_message_field(const ig_http_message* message, size_t index, const char** value);
/** Body and its size; `size` may be NULL. @since 1.0 */
IG_API(const char*) ig_http_message_body(const ig_http_message* message, size_t* size);
/** Releases it. @since 1.0 */
IG_API(void) ig_http_message_free(ig_http_message* message);
/** What answering a request may have to wait for: see ig_http_classify. */
enum {
    IG_ROUTE_PURE = 0,    /* nothing: an event loop may answer itself */
    IG_ROUTE_STORE = 1,   /* the database or a key service */
    IG_ROUTE_OUTBOUND = 2 /* another service, for seconds; no route does so yet */
};
/** One of IG_ROUTE_…, from method, target and :mount alone; IG_ROUTE_STORE for what is no request. Reads nothing.
 *  @since 1.0 */
IG_API(int32_t) ig_http_classify(const ig_session* session, const ig_http_message* request);
/** Answers a request of the session's caller: the REST API and the page. 4xx and 5xx are answers; failure means that
 * none could be made. Content-Length is among the fields. Needs an authorizer. @since 1.0 */
IG_API(ig_status)
ig_http_handle(const ig_session* session, const ig_http_message* request, ig_http_message** response, ig_error** error);

#ifdef __cplusplus
}
#endif

#endif /* INTEGRATION_GALLERY_IG_H */
