package integrationgallery;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one caller does in one project. Threads that share one wait for each other. */
public final class Session implements AutoCloseable {
    /** Changes settings whatever their revision is. */
    public static final long ANY_REVISION = -1;

    private final Handle handle;

    Session(long pointer) {
        handle = new Handle(pointer, false, "session", Native::ig_session_free);
    }

    static byte[] content(Object document, String what) {
        Objects.requireNonNull(document, what);
        if (document instanceof byte[] bytes) {
            return bytes.clone();
        }
        return Calls.bytes(document instanceof String text ? text : Json.write(document), what);
    }

    private interface Operation {
        int call(long session, long[] out, long[] error);
    }

    private Object document(Operation operation) {
        try (Handle.Use use = handle.use()) {
            return Calls.document((out, error) -> operation.call(use.pointer(), out, error));
        }
    }

    private static byte[] name(String integration) {
        return Calls.text(integration, "the integration");
    }

    /** The cards of all integrations with their state in the project; texts in a language such as "en". */
    public List<Map<String, Object>> list(String language) {
        byte[] texts = Calls.text(language, "the language");
        return Json.objects(document((session, out, error) -> Native.ig_catalog_list(session, texts, out, error)));
    }

    /** The settings of one integration, without secrets; "revision" stands in the document. */
    public Map<String, Object> get(String integration) {
        byte[] name = name(integration);
        return Json.object(document((session, out, error) -> Native.ig_settings_get(session, name, out, error)));
    }

    /** Changes settings if their revision is still this one (ANY_REVISION; 0: never stored), and gives what is stored then. */
    public Map<String, Object> put(String integration, Object settings, long ifRevision) {
        byte[] name = name(integration);
        byte[] content = content(settings, "the settings");
        return Json.object(document((session, out, error) ->
                Native.ig_settings_put(session, name, content, content.length, ifRevision, out, error)));
    }

    /** As above, whatever the revision is. */
    public Map<String, Object> put(String integration, Object settings) {
        return put(integration, settings, ANY_REVISION);
    }

    /** What put would store, with "differences" to what is stored, without storing it; it fails as put would. */
    public Map<String, Object> check(String integration, Object settings, long ifRevision) {
        byte[] name = name(integration);
        byte[] content = content(settings, "the settings");
        return Json.object(document((session, out, error) ->
                Native.ig_settings_check(session, name, content, content.length, ifRevision, out, error)));
    }

    /** As above, whatever the revision is. */
    public Map<String, Object> check(String integration, Object settings) {
        return check(integration, settings, ANY_REVISION);
    }

    /**
     * What changed in the project after a place in its history (0: from the start), oldest first, at most limit (0: 50). Give "next" as
     * the place the next time; where "incomplete" is true, read all settings again.
     */
    public Map<String, Object> changes(long after, long limit) {
        return Json.object(document((session, out, error) -> Native.ig_settings_changes(session, after, limit, out, error)));
    }

    /** Switches it on or off and changes nothing else. Gives what is stored then. */
    public Map<String, Object> setEnabled(String integration, boolean enabled) {
        byte[] name = name(integration);
        return Json.object(document((session, out, error) -> Native.ig_settings_set_enabled(session, name, enabled ? 1 : 0, out, error)));
    }

    /** Switches it off and forgets its settings and secrets, if the revision is still this one. */
    public void remove(String integration, long ifRevision) {
        byte[] name = name(integration);
        try (Handle.Use use = handle.use()) {
            Calls.call(error -> Native.ig_settings_remove(use.pointer(), name, ifRevision, error));
        }
    }

    /** The changes of one integration, newest first: at most limit (0: 50) with a revision below another (0: all). */
    public Map<String, Object> history(String integration, long limit, long before) {
        byte[] name = name(integration);
        return Json.object(document((session, out, error) -> Native.ig_history_list(session, name, limit, before, out, error)));
    }

    /** The settings as they were after one change, without secrets. */
    public Map<String, Object> version(String integration, long revision) {
        byte[] name = name(integration);
        return Json.object(document((session, out, error) -> Native.ig_history_get(session, name, revision, out, error)));
    }

    /** Where one version differs from another (0: nothing stored). */
    public List<Map<String, Object>> difference(String integration, long from, long to) {
        byte[] name = name(integration);
        return Json.objects(document((session, out, error) -> Native.ig_history_diff(session, name, from, to, out, error)));
    }

    /** Brings back the settings of a version; today's secrets and the switch stay. Gives what is stored then. */
    public Map<String, Object> restore(String integration, long revision, long ifRevision) {
        byte[] name = name(integration);
        return Json.object(document((session, out, error) -> Native.ig_history_restore(session, name, revision, ifRevision, out, error)));
    }

    /** Opens the secrets for use; the purpose ("sync of tasks") reaches the audit sink before they are handed out. */
    public Credentials credentials(String integration, String purpose) {
        byte[] name = name(integration);
        byte[] why = Calls.text(purpose, "the purpose");
        try (Handle.Use use = handle.use()) {
            return new Credentials(Calls.make((out, error) -> Native.ig_credentials_acquire(use.pointer(), name, why, out, error)));
        }
    }

    /** Is this the secret that is stored at a JSON Pointer? Compares fingerprints, opens nothing, and is told to the audit sink. */
    public boolean isSecret(String integration, String pointer, String value, String purpose) {
        byte[] name = name(integration);
        byte[] place = Calls.text(pointer, "the pointer");
        byte[] candidate = Calls.text(value, "the value");
        byte[] why = Calls.text(purpose, "the purpose");
        long[] same = new long[1];
        try (Handle.Use use = handle.use()) {
            Calls.call(error -> Native.ig_credentials_compare(use.pointer(), name, place, candidate, candidate.length - 1, why, same, error));
        }
        return (int) same[0] == 1;
    }

    /** Answers an HTTP request of the session's caller. 4xx and 5xx are answers. */
    public Response handle(Request request) {
        try (Handle.Use use = handle.use()) {
            return request.with(message -> {
                long answer = Calls.make((out, error) -> Native.ig_http_handle(use.pointer(), message, out, error));
                try {
                    return Response.read(answer);
                } finally {
                    Native.ig_http_message_free(answer);
                }
            });
        }
    }

    /** What answering a request waits for. */
    public Route classify(Request request) {
        try (Handle.Use use = handle.use()) {
            return request.with(message -> Route.values()[Native.ig_http_classify(use.pointer(), message)]);
        }
    }

    /** Releases it when its calls have ended. Twice is harmless. */
    @Override
    public void close() {
        handle.close();
    }
}
