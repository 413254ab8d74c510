package integrationgallery;

import java.util.List;
import java.util.function.LongFunction;

/**
 * A request; the target is still percent-encoded. Fields whose name begins with ':' are facts that the host vouches for (":authority",
 * ":mount", ":scheme", ":auth", ":request-id"); never copy such a name from a client.
 */
public record Request(String method, String target, List<Field> fields, byte[] body) {
    /** A field of a message. */
    public record Field(String name, String value) {}

    /** Without fields and body. */
    public Request(String method, String target) {
        this(method, target, List.of(), new byte[0]);
    }

    <T> T with(LongFunction<T> function) {
        byte[] verb = Calls.text(method, "the method");
        byte[] to = Calls.text(target, "the target");
        long message = Calls.make((out, error) -> Native.ig_http_request_new(verb, to, out, error));
        try {
            for (Field field : fields) {
                byte[] name = Calls.text(field.name(), "a field's name");
                byte[] value = Calls.text(field.value(), "a field's value");
                Calls.call(error -> Native.ig_http_message_add(message, name, value, error));
            }
            Calls.call(error -> Native.ig_http_message_set_body(message, body, body.length, error));
            return function.apply(message);
        } finally {
            Native.ig_http_message_free(message);
        }
    }
}
