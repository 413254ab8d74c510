package integrationgallery;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The boundary to C: texts in, documents out, errors as exceptions. */
final class Calls {
    interface Function {
        int call(PointerByReference error);
    }

    interface Producer {
        int call(PointerByReference out, PointerByReference error);
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

    static String textAt(Pointer pointer) {
        return pointer == null ? null : pointer.getString(0, "UTF-8");
    }

    static byte[] bytesAt(Pointer pointer, long size) {
        return pointer == null || size == 0 ? new byte[0] : pointer.getByteArray(0, Math.toIntExact(size));
    }

    static void call(Function function) {
        PointerByReference error = new PointerByReference();
        Callbacks.raised.remove();
        int status = function.call(error);
        if (status != 0) {
            throw failure(status, error.getValue());
        }
    }

    static Pointer make(Producer function) {
        PointerByReference out = new PointerByReference();
        call(error -> function.call(out, error));
        return out.getValue();
    }

    /** The JSON document in the buffer that a function gives. */
    static Object document(Producer function) {
        Pointer buffer = make(function);
        try {
            return Json.parse(new String(bytesAt(Native.ig_buffer_data(buffer), Native.ig_buffer_size(buffer)), StandardCharsets.UTF_8));
        } finally {
            Native.ig_buffer_free(buffer);
        }
    }

    private static GalleryException failure(int status, Pointer error) {
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
