package integrationgallery;

import java.util.ArrayList;
import java.util.List;

/** What to send back; Content-Length is among the fields. */
public record Response(int status, List<Request.Field> fields, byte[] body) {
    static Response read(long message) {
        List<Request.Field> fields = new ArrayList<>();
        long[] value = new long[1];
        for (long index = 0; index < Native.ig_http_message_count(message); ++index) {
            String name = Calls.textAt(Native.ig_http_message_field(message, index, value));
            fields.add(new Request.Field(name, Calls.textAt(value[0])));
        }
        long[] size = new long[1];
        long body = Native.ig_http_message_body(message, size);
        return new Response(Native.ig_http_message_status(message), fields, Calls.bytesAt(body, size[0]));
    }
}
