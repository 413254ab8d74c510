package integrationgallery;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;

/** The functions of ig.h, mapped directly. The library comes from the jar, or is the file that the property integrationgallery.library names. */
final class Native {
    static final int ABI_REVISION = 100;

    interface Release extends Callback {
        void invoke(Pointer context);
    }

    interface Authorize extends Callback {
        int invoke(Pointer context, Pointer project, Pointer subject, long permissions, Pointer action, Pointer integration, Pointer allowed, Pointer error);
    }

    interface Keys extends Callback {
        int invoke(Pointer context, Pointer json, Pointer error);
    }

    interface Wrap extends Callback {
        int invoke(Pointer context, Pointer keyId, Pointer input, long inputSize, Pointer label, long labelSize, int timeout, Pointer output, Pointer error);
    }

    interface Record extends Callback {
        int invoke(Pointer context, Pointer json, long size, Pointer error);
    }

    interface Log extends Callback {
        void invoke(Pointer context, int level, Pointer json, long size);
    }

    interface OnProgress extends Callback {
        int invoke(Pointer context, long done, long left, long faults, double perSecond);
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

    static native int ig_abi_revision();

    static native Pointer ig_version();

    static native Pointer ig_status_name(int status);

    static native Pointer ig_error_new(int status, byte[] message);

    static native Pointer ig_error_code(Pointer error);

    static native Pointer ig_error_message(Pointer error);

    static native Pointer ig_error_detail(Pointer error);

    static native void ig_error_free(Pointer error);

    static native Pointer ig_buffer_new(byte[] data, long size);

    static native Pointer ig_buffer_data(Pointer buffer);

    static native long ig_buffer_size(Pointer buffer);

    static native void ig_buffer_free(Pointer buffer);

    static native int ig_options_new(PointerByReference out, PointerByReference error);

    static native void ig_options_free(Pointer options);

    static native int ig_options_set(Pointer options, byte[] name, byte[] value, PointerByReference error);

    static native int ig_options_add_manifest(Pointer options, byte[] json, long size, PointerByReference error);

    static native int ig_options_set_authorizer(Pointer options, Authorize authorize, Pointer context, Release release, PointerByReference error);

    static native int ig_options_set_key_provider(Pointer options, byte[] name, Keys keys, Wrap wrap, Wrap unwrap, Pointer context, Release release, PointerByReference error);

    static native int ig_options_set_audit_sink(Pointer options, Record record, Pointer context, Release release, PointerByReference error);

    static native int ig_options_set_logger(Pointer options, Log log, Pointer context, Release release, PointerByReference error);

    static native int ig_gallery_open(Pointer options, PointerByReference out, PointerByReference error);

    static native void ig_gallery_close(Pointer gallery);

    static native int ig_session_new(Pointer gallery, byte[] project, byte[] subject, long permissions, PointerByReference out, PointerByReference error);

    static native void ig_session_free(Pointer session);

    static native int ig_catalog_list(Pointer session, byte[] language, PointerByReference out, PointerByReference error);

    static native int ig_settings_get(Pointer session, byte[] integration, PointerByReference out, PointerByReference error);

    static native int ig_settings_put(Pointer session, byte[] integration, byte[] json, long size, long ifRevision, PointerByReference out, PointerByReference error);

    static native int ig_settings_set_enabled(Pointer session, byte[] integration, int enabled, PointerByReference out, PointerByReference error);

    static native int ig_settings_remove(Pointer session, byte[] integration, long ifRevision, PointerByReference error);

    static native int ig_history_list(Pointer session, byte[] integration, long limit, long before, PointerByReference out, PointerByReference error);

    static native int ig_history_get(Pointer session, byte[] integration, long revision, PointerByReference out, PointerByReference error);

    static native int ig_history_diff(Pointer session, byte[] integration, long from, long to, PointerByReference out, PointerByReference error);

    static native int ig_history_restore(Pointer session, byte[] integration, long revision, long ifRevision, PointerByReference out, PointerByReference error);

    static native int ig_history_verify(Pointer gallery, byte[] project, long sequence, byte[] hash, PointerByReference out, PointerByReference error);

    static native int ig_history_retain(Pointer gallery, byte[] project, byte[] subject, long before, long keep, PointerByReference out, PointerByReference error);

    static native int ig_store_export(Pointer gallery, byte[] path, byte[] project, byte[] subject, byte[] keyFile, byte[] passphrase, long size, PointerByReference out, PointerByReference error);

    static native int ig_store_import(Pointer gallery, byte[] path, byte[] subject, byte[] keyFile, byte[] passphrase, long size, int onConflict, int dryRun, PointerByReference out, PointerByReference error);

    static native int ig_store_backup(Pointer gallery, byte[] path, PointerByReference error);

    static native int ig_credentials_acquire(Pointer session, byte[] integration, byte[] purpose, PointerByReference out, PointerByReference error);

    static native int ig_credentials_enabled(Pointer credentials);

    static native Pointer ig_credentials_method(Pointer credentials);

    static native long ig_credentials_revision(Pointer credentials);

    static native Pointer ig_credentials_settings(Pointer credentials);

    static native long ig_credentials_field_count(Pointer credentials);

    static native Pointer ig_credentials_field_name(Pointer credentials, long index);

    static native Pointer ig_credentials_field(Pointer credentials, byte[] pointer, long[] size);

    static native void ig_credentials_free(Pointer credentials);

    static native int ig_keys_rotate(Pointer gallery, byte[] subject, byte[] options, long size, OnProgress progress, Pointer context, PointerByReference out, PointerByReference error);

    static native int ig_keys_rewrap(Pointer gallery, byte[] subject, byte[] options, long size, OnProgress progress, Pointer context, PointerByReference out, PointerByReference error);

    static native int ig_keys_reseal(Pointer gallery, byte[] subject, byte[] options, long size, OnProgress progress, Pointer context, PointerByReference out, PointerByReference error);

    static native int ig_keys_doctor(Pointer gallery, byte[] project, PointerByReference out, PointerByReference error);

    static native int ig_keys_shred(Pointer gallery, byte[] subject, byte[] project, PointerByReference error);

    static native int ig_http_request_new(byte[] method, byte[] target, PointerByReference out, PointerByReference error);

    static native int ig_http_message_add(Pointer message, byte[] name, byte[] value, PointerByReference error);

    static native int ig_http_message_set_body(Pointer message, byte[] data, long size, PointerByReference error);

    static native int ig_http_message_status(Pointer message);

    static native long ig_http_message_count(Pointer message);

    static native Pointer ig_http_message_field(Pointer message, long index, PointerByReference value);

    static native Pointer ig_http_message_body(Pointer message, long[] size);

    static native void ig_http_message_free(Pointer message);

    static native int ig_http_classify(Pointer session, Pointer request);

    static native int ig_http_handle(Pointer session, Pointer request, PointerByReference response, PointerByReference error);

    private Native() {}
}
