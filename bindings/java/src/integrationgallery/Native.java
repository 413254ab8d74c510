package integrationgallery;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;

/**
 * The functions of ig.h through JNA; on Java 22 and later a class of the same name in src22 takes its place. The library comes from the jar,
 * or is the file that the property integrationgallery.library names. An address is a long: systems have 64 bits.
 */
final class Native {
    static final int ABI_REVISION = 100;

    interface Release extends Callback {
        void invoke(long context);
    }

    interface Authorize extends Callback {
        int invoke(long context, long project, long subject, long permissions, long action, long integration, long allowed, long error);
    }

    interface Keys extends Callback {
        int invoke(long context, long json, long error);
    }

    interface Wrap extends Callback {
        int invoke(long context, long keyId, long input, long inputSize, long label, long labelSize, int timeout, long output, long error);
    }

    interface Record extends Callback {
        int invoke(long context, long json, long size, long error);
    }

    interface Log extends Callback {
        void invoke(long context, int level, long json, long size);
    }

    interface OnProgress extends Callback {
        int invoke(long context, long done, long left, long faults, double perSecond);
    }

    static {
        String given = System.getProperty("integrationgallery.library");
        try {
            if (given == null) {
                given = com.sun.jna.Native.extractFromResourcePath("/" + Platform.RESOURCE_PREFIX + "/libintegration_gallery_c.so.1", Native.class.getClassLoader()).getAbsolutePath();
            }
        } catch (IOException failure) {
            throw new UnsatisfiedLinkError("This jar holds no library for " + Platform.RESOURCE_PREFIX + ": " + failure.getMessage());
        }
        com.sun.jna.Native.register(Native.class, NativeLibrary.getInstance(given));
        if (ig_abi_revision() < ABI_REVISION) {
            throw new UnsatisfiedLinkError("The C library of Integration Gallery is older than this package.");
        }
    }

    private Native() {}

    /** What this class stands on. */
    static String mechanism() {
        return "JNA";
    }

    static String textAt(long address) {
        return new Pointer(address).getString(0, "UTF-8");
    }

    static byte[] bytesAt(long address, int size) {
        return new Pointer(address).getByteArray(0, size);
    }

    static void putInt(long address, int value) {
        new Pointer(address).setInt(0, value);
    }

    static void putLong(long address, long value) {
        new Pointer(address).setLong(0, value);
    }

    // The functions of ig.h, written by declare.py.

    static native int ig_abi_revision();

    static native long ig_version();

    static native long ig_status_name(int status);

    static native long ig_error_new(int status, byte[] message);

    static native int ig_error_status(long error);

    static native long ig_error_code(long error);

    static native long ig_error_message(long error);

    static native long ig_error_detail(long error);

    static native void ig_error_free(long error);

    static native long ig_buffer_new(byte[] data, long size);

    static native long ig_buffer_data(long buffer);

    static native long ig_buffer_size(long buffer);

    static native void ig_buffer_free(long buffer);

    static native int ig_options_new(long[] out, long[] error);

    static native void ig_options_free(long options);

    static native int ig_options_set(long options, byte[] name, byte[] value, long[] error);

    static native int ig_options_add_manifest(long options, byte[] manifestJson, long size, long[] error);

    static native int ig_options_set_authorizer(long options, Authorize authorize, long context, Release release, long[] error);

    static native int ig_options_set_key_provider(long options, byte[] name, Keys keys, Wrap wrap, Wrap unwrap, long context, Release release, long[] error);

    static native int ig_options_set_audit_sink(long options, Record record, long context, Release release, long[] error);

    static native int ig_options_set_logger(long options, Log write, long context, Release release, long[] error);

    static native int ig_gallery_open(long options, long[] out, long[] error);

    static native void ig_gallery_close(long gallery);

    static native int ig_gallery_what_breaks(long gallery, long next, byte[] project, long[] out, long[] error);

    static native int ig_session_new(long gallery, byte[] project, byte[] subject, long permissions, long[] out, long[] error);

    static native void ig_session_free(long session);

    static native int ig_catalog_list(long session, byte[] language, long[] out, long[] error);

    static native int ig_settings_get(long session, byte[] integration, long[] out, long[] error);

    static native int ig_settings_put(long session, byte[] integration, byte[] settingsJson, long size, long ifRevision, long[] out, long[] error);

    static native int ig_settings_check(long session, byte[] integration, byte[] settingsJson, long size, long ifRevision, long[] out, long[] error);

    static native int ig_settings_changes(long session, long after, long limit, long[] out, long[] error);

    static native int ig_settings_set_enabled(long session, byte[] integration, int enabled, long[] out, long[] error);

    static native int ig_settings_remove(long session, byte[] integration, long ifRevision, long[] error);

    static native int ig_history_list(long session, byte[] integration, long limit, long before, long[] out, long[] error);

    static native int ig_history_get(long session, byte[] integration, long revision, long[] out, long[] error);

    static native int ig_history_diff(long session, byte[] integration, long from, long to, long[] out, long[] error);

    static native int ig_history_restore(long session, byte[] integration, long revision, long ifRevision, long[] out, long[] error);

    static native int ig_history_verify(long gallery, byte[] project, long headSequence, byte[] headHash, long[] out, long[] error);

    static native int ig_history_retain(long gallery, byte[] project, byte[] subject, long beforeMs, long keep, long[] out, long[] error);

    static native int ig_store_export(long gallery, byte[] path, byte[] project, byte[] subject, byte[] keyFile, byte[] passphrase, long passphraseSize, long[] out, long[] error);

    static native int ig_store_import(long gallery, byte[] path, byte[] subject, byte[] keyFile, byte[] passphrase, long passphraseSize, int onConflict, int dryRun, long[] out, long[] error);

    static native int ig_store_backup(long gallery, byte[] path, long[] error);

    static native int ig_credentials_acquire(long session, byte[] integration, byte[] purpose, long[] out, long[] error);

    static native int ig_credentials_compare(long session, byte[] integration, byte[] pointer, byte[] value, long size, byte[] purpose, long[] same, long[] error);

    static native int ig_credentials_enabled(long credentials);

    static native long ig_credentials_method(long credentials);

    static native long ig_credentials_revision(long credentials);

    static native long ig_credentials_settings(long credentials);

    static native long ig_credentials_field_count(long credentials);

    static native long ig_credentials_field_name(long credentials, long index);

    static native long ig_credentials_field(long credentials, byte[] pointer, long[] size);

    static native void ig_credentials_free(long credentials);

    static native int ig_keys_rotate(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error);

    static native int ig_keys_rewrap(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error);

    static native int ig_keys_reseal(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error);

    static native int ig_keys_doctor(long gallery, byte[] project, long[] out, long[] error);

    static native int ig_keys_shred(long gallery, byte[] subject, byte[] project, long[] error);

    static native int ig_http_request_new(byte[] method, byte[] target, long[] out, long[] error);

    static native int ig_http_message_add(long message, byte[] name, byte[] value, long[] error);

    static native int ig_http_message_set_body(long message, byte[] data, long size, long[] error);

    static native int ig_http_message_status(long message);

    static native long ig_http_message_count(long message);

    static native long ig_http_message_field(long message, long index, long[] value);

    static native long ig_http_message_body(long message, long[] size);

    static native void ig_http_message_free(long message);

    static native int ig_http_classify(long session, long request);

    static native int ig_http_handle(long session, long request, long[] response, long[] error);
}
