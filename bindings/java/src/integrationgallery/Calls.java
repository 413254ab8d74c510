package integrationgallery;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The boundary to C: texts in, documents out, errors as exceptions. */
final class Calls {
    interface Function {
        int call(long[] error);
    }

    interface Producer {
        int call(long[] out, long[] error);
    }

    private Calls() {}

    /** UTF-8 with a NUL at the end; IllegalArgumentException where the text holds a NUL or half of a character. */
    static byte[] text(String value, String what) {
        Objects.requireNonNull(value, what);
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL character; remove it");
        }
        byte[] bytes = bytes(value, what);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    static byte[] textOrNull(String value, String what) {
        return value == null ? null : text(value, what);
    }

    static byte[] bytes(String value, String what) {
        try {
            ByteBuffer made = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] bytes = new byte[made.remaining()];
            made.get(bytes);
            return bytes;
        } catch (CharacterCodingException failure) {
            throw new IllegalArgumentException(what + " holds half of a character");
        }
    }

    /** A text that ends with a NUL; null where there is none. */
    static String textAt(long pointer) {
        return pointer == 0 ? null : Native.textAt(pointer);
    }

    static byte[] bytesAt(long pointer, long size) {
        return pointer == 0 || size == 0 ? new byte[0] : Native.bytesAt(pointer, Math.toIntExact(size));
    }

    static void call(Function function) {
        long[] error = new long[1];
        Callbacks.raised.remove();
        int status = function.call(error);
        if (status != 0) {
            throw failure(status, error[0]);
        }
    }

    static long make(Producer function) {
        long[] out = new long[1];
        call(error -> function.call(out, error));
        return out[0];
    }

    /** The JSON document in the buffer that a function gives. */
    static Object document(Producer function) {
        long buffer = make(function);
        try {
            return Json.parse(new String(bytesAt(Native.ig_buffer_data(buffer), Native.ig_buffer_size(buffer)), StandardCharsets.UTF_8));
        } finally {
            Native.ig_buffer_free(buffer);
        }
    }

    private static GalleryException failure(int status, long error) {
        try {
            Throwable cause = Callbacks.raised.get();
            Callbacks.raised.remove();
            return new GalleryException(status, textAt(Native.ig_error_code(error)), textAt(Native.ig_error_message(error)),
                    Json.object(Json.parse(textAt(Native.ig_error_detail(error)))), cause);
        } finally {
            Native.ig_error_free(error);
        }
    }
}
