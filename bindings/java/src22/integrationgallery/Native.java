package integrationgallery;

import static integrationgallery.Foreign.EVERYTHING;
import static integrationgallery.Foreign.function;
import static integrationgallery.Foreign.thrown;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import integrationgallery.Foreign.Frame;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** The functions of ig.h through java.lang.foreign, for Java 22 and later: takes the place of the class of the same name in src, without JNA. */
final class Native {
    static final int ABI_REVISION = 100;

    @FunctionalInterface
    interface Release {
        void invoke(long context);
    }

    @FunctionalInterface
    interface Authorize {
        int invoke(long context, long project, long subject, long permissions, long action, long integration, long allowed, long error);
    }

    @FunctionalInterface
    interface Keys {
        int invoke(long context, long json, long error);
    }

    @FunctionalInterface
    interface Wrap {
        int invoke(long context, long keyId, long input, long inputSize, long label, long labelSize, int timeout, long output, long error);
    }

    @FunctionalInterface
    interface Record {
        int invoke(long context, long json, long size, long error);
    }

    @FunctionalInterface
    interface Log {
        void invoke(long context, int level, long json, long size);
    }

    @FunctionalInterface
    interface OnProgress {
        int invoke(long context, long done, long left, long faults, double perSecond);
    }

    private Native() {}

    /** What this class stands on. */
    static String mechanism() {
        return "java.lang.foreign";
    }

    static String textAt(long address) {
        return EVERYTHING.getString(address, StandardCharsets.UTF_8);
    }

    static byte[] bytesAt(long address, int size) {
        return EVERYTHING.asSlice(address, size).toArray(JAVA_BYTE);
    }

    static void putInt(long address, int value) {
        EVERYTHING.set(JAVA_INT, address, value);
    }

    static void putLong(long address, long value) {
        EVERYTHING.set(JAVA_LONG, address, value);
    }

    // The functions of ig.h, written by declare.py.

    private static final MethodHandle IG_ABI_REVISION = function("ig_abi_revision", JAVA_INT);
    static int ig_abi_revision() {
        try { return (int) IG_ABI_REVISION.invokeExact(); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_VERSION = function("ig_version", JAVA_LONG);
    static long ig_version() {
        try { return (long) IG_VERSION.invokeExact(); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_STATUS_NAME = function("ig_status_name", JAVA_LONG, JAVA_INT);
    static long ig_status_name(int status) {
        try { return (long) IG_STATUS_NAME.invokeExact(status); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_NEW = function("ig_error_new", JAVA_LONG, JAVA_INT, JAVA_LONG);
    static long ig_error_new(int status, byte[] message) {
        try (Frame frame = new Frame()) { return (long) IG_ERROR_NEW.invokeExact(status, frame.in(message)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_STATUS = function("ig_error_status", JAVA_INT, JAVA_LONG);
    static int ig_error_status(long error) {
        try { return (int) IG_ERROR_STATUS.invokeExact(error); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_CODE = function("ig_error_code", JAVA_LONG, JAVA_LONG);
    static long ig_error_code(long error) {
        try { return (long) IG_ERROR_CODE.invokeExact(error); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_MESSAGE = function("ig_error_message", JAVA_LONG, JAVA_LONG);
    static long ig_error_message(long error) {
        try { return (long) IG_ERROR_MESSAGE.invokeExact(error); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_DETAIL = function("ig_error_detail", JAVA_LONG, JAVA_LONG);
    static long ig_error_detail(long error) {
        try { return (long) IG_ERROR_DETAIL.invokeExact(error); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_ERROR_FREE = function("ig_error_free", null, JAVA_LONG);
    static void ig_error_free(long error) {
        try { IG_ERROR_FREE.invokeExact(error); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_BUFFER_NEW = function("ig_buffer_new", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static long ig_buffer_new(byte[] data, long size) {
        try (Frame frame = new Frame()) { return (long) IG_BUFFER_NEW.invokeExact(frame.in(data), size); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_BUFFER_DATA = function("ig_buffer_data", JAVA_LONG, JAVA_LONG);
    static long ig_buffer_data(long buffer) {
        try { return (long) IG_BUFFER_DATA.invokeExact(buffer); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_BUFFER_SIZE = function("ig_buffer_size", JAVA_LONG, JAVA_LONG);
    static long ig_buffer_size(long buffer) {
        try { return (long) IG_BUFFER_SIZE.invokeExact(buffer); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_BUFFER_FREE = function("ig_buffer_free", null, JAVA_LONG);
    static void ig_buffer_free(long buffer) {
        try { IG_BUFFER_FREE.invokeExact(buffer); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_NEW = function("ig_options_new", JAVA_INT, JAVA_LONG, JAVA_LONG);
    static int ig_options_new(long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_NEW.invokeExact(frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_FREE = function("ig_options_free", null, JAVA_LONG);
    static void ig_options_free(long options) {
        try { IG_OPTIONS_FREE.invokeExact(options); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_SET = function("ig_options_set", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_set(long options, byte[] name, byte[] value, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_SET.invokeExact(options, frame.in(name), frame.in(value), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_ADD_MANIFEST = function("ig_options_add_manifest", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_add_manifest(long options, byte[] manifestJson, long size, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_ADD_MANIFEST.invokeExact(options, frame.in(manifestJson), size, frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_SET_AUTHORIZER = function("ig_options_set_authorizer", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_set_authorizer(long options, Authorize authorize, long context, Release release, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_SET_AUTHORIZER.invokeExact(options, frame.in(authorize), context, frame.in(release), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_SET_KEY_PROVIDER = function("ig_options_set_key_provider", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_set_key_provider(long options, byte[] name, Keys keys, Wrap wrap, Wrap unwrap, long context, Release release, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_SET_KEY_PROVIDER.invokeExact(options, frame.in(name), frame.in(keys), frame.in(wrap), frame.in(unwrap), context, frame.in(release), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_SET_AUDIT_SINK = function("ig_options_set_audit_sink", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_set_audit_sink(long options, Record record, long context, Release release, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_SET_AUDIT_SINK.invokeExact(options, frame.in(record), context, frame.in(release), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_OPTIONS_SET_LOGGER = function("ig_options_set_logger", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_options_set_logger(long options, Log write, long context, Release release, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_OPTIONS_SET_LOGGER.invokeExact(options, frame.in(write), context, frame.in(release), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_GALLERY_OPEN = function("ig_gallery_open", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_gallery_open(long options, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_GALLERY_OPEN.invokeExact(options, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_GALLERY_CLOSE = function("ig_gallery_close", null, JAVA_LONG);
    static void ig_gallery_close(long gallery) {
        try { IG_GALLERY_CLOSE.invokeExact(gallery); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_GALLERY_WHAT_BREAKS = function("ig_gallery_what_breaks", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_gallery_what_breaks(long gallery, long next, byte[] project, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_GALLERY_WHAT_BREAKS.invokeExact(gallery, next, frame.in(project), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SESSION_NEW = function("ig_session_new", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_session_new(long gallery, byte[] project, byte[] subject, long permissions, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SESSION_NEW.invokeExact(gallery, frame.in(project), frame.in(subject), permissions, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SESSION_FREE = function("ig_session_free", null, JAVA_LONG);
    static void ig_session_free(long session) {
        try { IG_SESSION_FREE.invokeExact(session); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CATALOG_LIST = function("ig_catalog_list", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_catalog_list(long session, byte[] language, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_CATALOG_LIST.invokeExact(session, frame.in(language), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_GET = function("ig_settings_get", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_settings_get(long session, byte[] integration, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_GET.invokeExact(session, frame.in(integration), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_PUT = function("ig_settings_put", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_settings_put(long session, byte[] integration, byte[] settingsJson, long size, long ifRevision, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_PUT.invokeExact(session, frame.in(integration), frame.in(settingsJson), size, ifRevision, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_CHECK = function("ig_settings_check", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_settings_check(long session, byte[] integration, byte[] settingsJson, long size, long ifRevision, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_CHECK.invokeExact(session, frame.in(integration), frame.in(settingsJson), size, ifRevision, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_CHANGES = function("ig_settings_changes", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_settings_changes(long session, long after, long limit, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_CHANGES.invokeExact(session, after, limit, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_SET_ENABLED = function("ig_settings_set_enabled", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    static int ig_settings_set_enabled(long session, byte[] integration, int enabled, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_SET_ENABLED.invokeExact(session, frame.in(integration), enabled, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_SETTINGS_REMOVE = function("ig_settings_remove", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_settings_remove(long session, byte[] integration, long ifRevision, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_SETTINGS_REMOVE.invokeExact(session, frame.in(integration), ifRevision, frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_LIST = function("ig_history_list", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_list(long session, byte[] integration, long limit, long before, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_LIST.invokeExact(session, frame.in(integration), limit, before, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_GET = function("ig_history_get", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_get(long session, byte[] integration, long revision, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_GET.invokeExact(session, frame.in(integration), revision, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_DIFF = function("ig_history_diff", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_diff(long session, byte[] integration, long from, long to, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_DIFF.invokeExact(session, frame.in(integration), from, to, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_RESTORE = function("ig_history_restore", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_restore(long session, byte[] integration, long revision, long ifRevision, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_RESTORE.invokeExact(session, frame.in(integration), revision, ifRevision, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_VERIFY = function("ig_history_verify", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_verify(long gallery, byte[] project, long headSequence, byte[] headHash, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_VERIFY.invokeExact(gallery, frame.in(project), headSequence, frame.in(headHash), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HISTORY_RETAIN = function("ig_history_retain", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_history_retain(long gallery, byte[] project, byte[] subject, long beforeMs, long keep, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HISTORY_RETAIN.invokeExact(gallery, frame.in(project), frame.in(subject), beforeMs, keep, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_STORE_EXPORT = function("ig_store_export", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_store_export(long gallery, byte[] path, byte[] project, byte[] subject, byte[] keyFile, byte[] passphrase, long passphraseSize, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_STORE_EXPORT.invokeExact(gallery, frame.in(path), frame.in(project), frame.in(subject), frame.in(keyFile), frame.in(passphrase), passphraseSize, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_STORE_IMPORT = function("ig_store_import", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    static int ig_store_import(long gallery, byte[] path, byte[] subject, byte[] keyFile, byte[] passphrase, long passphraseSize, int onConflict, int dryRun, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_STORE_IMPORT.invokeExact(gallery, frame.in(path), frame.in(subject), frame.in(keyFile), frame.in(passphrase), passphraseSize, onConflict, dryRun, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_STORE_BACKUP = function("ig_store_backup", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_store_backup(long gallery, byte[] path, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_STORE_BACKUP.invokeExact(gallery, frame.in(path), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_ACQUIRE = function("ig_credentials_acquire", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_credentials_acquire(long session, byte[] integration, byte[] purpose, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_CREDENTIALS_ACQUIRE.invokeExact(session, frame.in(integration), frame.in(purpose), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_COMPARE = function("ig_credentials_compare", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_credentials_compare(long session, byte[] integration, byte[] pointer, byte[] value, long size, byte[] purpose, long[] same, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_CREDENTIALS_COMPARE.invokeExact(session, frame.in(integration), frame.in(pointer), frame.in(value), size, frame.in(purpose), frame.out(same), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_ENABLED = function("ig_credentials_enabled", JAVA_INT, JAVA_LONG);
    static int ig_credentials_enabled(long credentials) {
        try { return (int) IG_CREDENTIALS_ENABLED.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_METHOD = function("ig_credentials_method", JAVA_LONG, JAVA_LONG);
    static long ig_credentials_method(long credentials) {
        try { return (long) IG_CREDENTIALS_METHOD.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_REVISION = function("ig_credentials_revision", JAVA_LONG, JAVA_LONG);
    static long ig_credentials_revision(long credentials) {
        try { return (long) IG_CREDENTIALS_REVISION.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_SETTINGS = function("ig_credentials_settings", JAVA_LONG, JAVA_LONG);
    static long ig_credentials_settings(long credentials) {
        try { return (long) IG_CREDENTIALS_SETTINGS.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_FIELD_COUNT = function("ig_credentials_field_count", JAVA_LONG, JAVA_LONG);
    static long ig_credentials_field_count(long credentials) {
        try { return (long) IG_CREDENTIALS_FIELD_COUNT.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_FIELD_NAME = function("ig_credentials_field_name", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static long ig_credentials_field_name(long credentials, long index) {
        try { return (long) IG_CREDENTIALS_FIELD_NAME.invokeExact(credentials, index); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_FIELD = function("ig_credentials_field", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static long ig_credentials_field(long credentials, byte[] pointer, long[] size) {
        try (Frame frame = new Frame()) { return (long) IG_CREDENTIALS_FIELD.invokeExact(credentials, frame.in(pointer), frame.out(size)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_CREDENTIALS_FREE = function("ig_credentials_free", null, JAVA_LONG);
    static void ig_credentials_free(long credentials) {
        try { IG_CREDENTIALS_FREE.invokeExact(credentials); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_KEYS_ROTATE = function("ig_keys_rotate", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_keys_rotate(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_KEYS_ROTATE.invokeExact(gallery, frame.in(subject), frame.in(optionsJson), size, frame.in(progress), context, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_KEYS_REWRAP = function("ig_keys_rewrap", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_keys_rewrap(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_KEYS_REWRAP.invokeExact(gallery, frame.in(subject), frame.in(optionsJson), size, frame.in(progress), context, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_KEYS_RESEAL = function("ig_keys_reseal", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_keys_reseal(long gallery, byte[] subject, byte[] optionsJson, long size, OnProgress progress, long context, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_KEYS_RESEAL.invokeExact(gallery, frame.in(subject), frame.in(optionsJson), size, frame.in(progress), context, frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_KEYS_DOCTOR = function("ig_keys_doctor", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_keys_doctor(long gallery, byte[] project, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_KEYS_DOCTOR.invokeExact(gallery, frame.in(project), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_KEYS_SHRED = function("ig_keys_shred", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_keys_shred(long gallery, byte[] subject, byte[] project, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_KEYS_SHRED.invokeExact(gallery, frame.in(subject), frame.in(project), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_REQUEST_NEW = function("ig_http_request_new", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_http_request_new(byte[] method, byte[] target, long[] out, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HTTP_REQUEST_NEW.invokeExact(frame.in(method), frame.in(target), frame.out(out), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_ADD = function("ig_http_message_add", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_http_message_add(long message, byte[] name, byte[] value, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HTTP_MESSAGE_ADD.invokeExact(message, frame.in(name), frame.in(value), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_SET_BODY = function("ig_http_message_set_body", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_http_message_set_body(long message, byte[] data, long size, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HTTP_MESSAGE_SET_BODY.invokeExact(message, frame.in(data), size, frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_STATUS = function("ig_http_message_status", JAVA_INT, JAVA_LONG);
    static int ig_http_message_status(long message) {
        try { return (int) IG_HTTP_MESSAGE_STATUS.invokeExact(message); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_COUNT = function("ig_http_message_count", JAVA_LONG, JAVA_LONG);
    static long ig_http_message_count(long message) {
        try { return (long) IG_HTTP_MESSAGE_COUNT.invokeExact(message); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_FIELD = function("ig_http_message_field", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static long ig_http_message_field(long message, long index, long[] value) {
        try (Frame frame = new Frame()) { return (long) IG_HTTP_MESSAGE_FIELD.invokeExact(message, index, frame.out(value)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_BODY = function("ig_http_message_body", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static long ig_http_message_body(long message, long[] size) {
        try (Frame frame = new Frame()) { return (long) IG_HTTP_MESSAGE_BODY.invokeExact(message, frame.out(size)); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_MESSAGE_FREE = function("ig_http_message_free", null, JAVA_LONG);
    static void ig_http_message_free(long message) {
        try { IG_HTTP_MESSAGE_FREE.invokeExact(message); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_CLASSIFY = function("ig_http_classify", JAVA_INT, JAVA_LONG, JAVA_LONG);
    static int ig_http_classify(long session, long request) {
        try { return (int) IG_HTTP_CLASSIFY.invokeExact(session, request); } catch (Throwable failure) { throw thrown(failure); }
    }

    private static final MethodHandle IG_HTTP_HANDLE = function("ig_http_handle", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static int ig_http_handle(long session, long request, long[] response, long[] error) {
        try (Frame frame = new Frame()) { return (int) IG_HTTP_HANDLE.invokeExact(session, request, frame.out(response), frame.out(error)); } catch (Throwable failure) { throw thrown(failure); }
    }
}
