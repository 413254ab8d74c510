package integrationgallery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The host's functions as C callbacks. Whatever they throw is kept for the call that they are inside of, and never unwinds into C. */
final class Callbacks {
    static final ThreadLocal<Throwable> raised = new ThreadLocal<>();

    private static final Map<Long, Object> contexts = new ConcurrentHashMap<>();
    private static final AtomicLong last = new AtomicLong();

    private interface Work {
        void run() throws Exception;
    }

    // Held here: C keeps their addresses.
    static final Native.Release RELEASE = context -> contexts.remove(context);
    static final Native.Authorize AUTHORIZE = (context, project, subject, permissions, action, integration, allowed, error) ->
            contained(error, () -> {
                Authorizer authorizer = (Authorizer) host(context);
                boolean yes = authorizer.allows(new Authorizer.Question(Calls.textAt(project), Calls.textAt(subject), permissions,
                        Calls.textAt(action), Calls.textAt(integration)));
                Native.putInt(allowed, yes ? 1 : 0);
            });
    static final Native.Keys KEYS = (context, json, error) -> contained(error, () -> {
        KeyProvider.Keys keys = ((KeyProvider) host(context)).keys();
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("active", keys.active());
        made.put("known", keys.known());
        give(json, Json.write(made).getBytes(StandardCharsets.UTF_8));
    });
    static final Native.Wrap WRAP = (context, id, input, size, label, labelSize, timeout, output, error) -> contained(error, () ->
            give(output, ((KeyProvider) host(context)).wrap(Calls.textAt(id), Calls.bytesAt(input, size), Calls.bytesAt(label, labelSize),
                    Duration.ofMillis(Integer.toUnsignedLong(timeout)))));
    static final Native.Wrap UNWRAP = (context, id, input, size, label, labelSize, timeout, output, error) -> contained(error, () ->
            give(output, ((KeyProvider) host(context)).unwrap(Calls.textAt(id), Calls.bytesAt(input, size), Calls.bytesAt(label, labelSize),
                    Duration.ofMillis(Integer.toUnsignedLong(timeout)))));
    static final Native.Record RECORD = (context, json, size, error) -> contained(error, () ->
            ((AuditSink) host(context)).record(read(json, size)));
    static final Native.Log LOG = (context, level, json, size) -> {
        try {
            Map<String, Object> record = read(json, size);
            ((GalleryLogger) host(context)).log(level, (String) record.get("message"), Json.object(record.get("fields")));
        } catch (Throwable ignored) {
            // A log record that nobody takes is no failure of what is logged.
        }
    };

    private Callbacks() {}

    static long contextOf(Object host) {
        long id = last.incrementAndGet();
        contexts.put(id, host);
        return id;
    }

    /** How many contexts the library holds. */
    static int alive() {
        return contexts.size();
    }

    private static Object host(long context) {
        return contexts.get(context);
    }

    private static Map<String, Object> read(long json, long size) {
        return Json.object(Json.parse(new String(Calls.bytesAt(json, size), StandardCharsets.UTF_8)));
    }

    private static void give(long out, byte[] made) {
        Native.putLong(out, Native.ig_buffer_new(made, made.length));
    }

    private static int contained(long error, Work work) {
        try {
            work.run();
            return 0;
        } catch (Throwable failure) {
            raised.set(failure);
            // The text of a foreign exception may hold anything, so it is not passed on.
            String message = "It threw " + failure.getClass().getSimpleName() + ".";
            int status = Status.INTERNAL.number();
            if (failure instanceof GalleryException own && own.number() > 0) {
                status = own.number();
                message = String.valueOf(own.getMessage());
            }
            if (error != 0) {
                Native.putLong(error, Native.ig_error_new(status, (message.replace("\0", "") + "\0").getBytes(StandardCharsets.UTF_8)));
            }
            return status;
        }
    }
}
