package integrationgallery;

import java.lang.ref.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The gallery of one store: open it once, use it from any number of threads.
 *
 * <p>A document is a Map, or its JSON as a String or byte[]; null is refused with NullPointerException, a text that holds a NUL or half of
 * a character with IllegalArgumentException, a closed object with {@link ClosedException}; what the library reports is a
 * {@link GalleryException}.
 */
public final class Gallery implements AutoCloseable {
    private final Handle handle;

    Gallery(long pointer) {
        handle = new Handle(pointer, true, "gallery", Native::ig_gallery_close);
    }

    /** The release of the library, such as "1.4.2". */
    public static String version() {
        return Calls.textAt(Native.ig_version());
    }

    /** The revision of its C interface. */
    public static int abiRevision() {
        return Native.ig_abi_revision();
    }

    /** What it calls the library through: "JNA", or "java.lang.foreign" on Java 22 and later. */
    public static String mechanism() {
        return Native.mechanism();
    }

    /** What to open a gallery with. */
    public static Options options() {
        return new Options();
    }

    /** Who acts in which project; the subject "" is nobody. Cheap: one per request. Permissions are the host's own bits. */
    public Session session(String project, String subject, long permissions) {
        byte[] in = Calls.text(project, "the project");
        byte[] who = Calls.text(subject, "the subject");
        try (Handle.Use use = handle.use()) {
            return new Session(Calls.make((out, error) -> Native.ig_session_new(use.pointer(), in, who, permissions, out, error)));
        }
    }

    /** As above, without permissions. */
    public Session session(String project, String subject) {
        return session(project, subject, 0);
    }

    /** Closes it when the calls that are running have ended; sessions that are left keep the store open. Twice is harmless. */
    @Override
    public void close() {
        handle.close();
    }

    /** The end of a project's history, to keep outside of the database. */
    public record HistoryHead(long sequence, String hash) {}

    /** What an import does with a project that is there already. */
    public enum OnConflict { REFUSE, SKIP, OVERWRITE }

    /** What a sealed file is sealed to: the first key of a key file, or a passphrase of at least 8 bytes. */
    public record ExportKey(String keyFile, String passphrase) {
        public static ExportKey file(String path) {
            return new ExportKey(path, null);
        }

        public static ExportKey passphrase(String passphrase) {
            return new ExportKey(null, passphrase);
        }

        @Override
        public String toString() {
            return "ExportKey";
        }
    }

    private interface Operation {
        int call(long gallery, long[] out, long[] error);
    }

    private Object document(Operation operation) {
        try (Handle.Use use = handle.use()) {
            return Calls.document((out, error) -> operation.call(use.pointer(), out, error));
        }
    }

    /**
     * What would be wrong with what is stored if the catalog of other options (their manifests, folders and hidden names; nothing else of
     * them is used) were the gallery's, in a project or, for null, in all. Changes nothing.
     */
    public Map<String, Object> whatBreaks(Options next, String project) {
        byte[] of = Calls.textOrNull(project, "the project");
        return Json.object(next.with(made -> document((gallery, out, error) ->
                Native.ig_gallery_what_breaks(gallery, made, of, out, error))));
    }

    /** Verifies the history of a project, and compares it with a head that was kept; null: none was. */
    public Map<String, Object> verifyHistory(String project, HistoryHead head) {
        byte[] of = Calls.text(project, "the project");
        byte[] hash = head == null ? null : Calls.text(head.hash(), "a head's hash");
        long sequence = head == null ? 0 : head.sequence();
        return Json.object(document((gallery, out, error) -> Native.ig_history_verify(gallery, of, sequence, hash, out, error)));
    }

    /** Forgets versions that are older than a time and not among the newest, and signs the rest. */
    public Map<String, Object> retainHistory(String project, String subject, Instant before, long keep) {
        byte[] of = Calls.text(project, "the project");
        byte[] who = Calls.text(subject, "the subject");
        long time = before.toEpochMilli();
        return Json.object(document((gallery, out, error) -> Native.ig_history_retain(gallery, of, who, time, keep, out, error)));
    }

    private static long size(byte[] passphrase) {
        return passphrase == null ? 0 : passphrase.length - 1;
    }

    /** Writes a project (null: all) with secrets and history into a new file. */
    public Map<String, Object> exportTo(String path, String project, String subject, ExportKey key) {
        byte[] to = Calls.text(path, "the path");
        byte[] of = Calls.textOrNull(project, "the project");
        byte[] who = Calls.text(subject, "the subject");
        byte[] file = Calls.textOrNull(key.keyFile(), "the key file");
        byte[] passphrase = Calls.textOrNull(key.passphrase(), "the passphrase");
        return Json.object(document((gallery, out, error) ->
                Native.ig_store_export(gallery, to, of, who, file, passphrase, size(passphrase), out, error)));
    }

    /** Reads such a file, all or nothing; a dry run only checks. */
    public Map<String, Object> importFrom(String path, String subject, ExportKey key, OnConflict onConflict, boolean dryRun) {
        byte[] from = Calls.text(path, "the path");
        byte[] who = Calls.text(subject, "the subject");
        byte[] file = Calls.textOrNull(key.keyFile(), "the key file");
        byte[] passphrase = Calls.textOrNull(key.passphrase(), "the passphrase");
        int conflict = onConflict.ordinal();
        return Json.object(document((gallery, out, error) ->
                Native.ig_store_import(gallery, from, who, file, passphrase, size(passphrase), conflict, dryRun ? 1 : 0, out, error)));
    }

    /** Copies an SQLite store, while it is in use, into a new file that opens with the same key. */
    public void backUp(String path) {
        byte[] to = Calls.text(path, "the path");
        try (Handle.Use use = handle.use()) {
            Calls.call(error -> Native.ig_store_backup(use.pointer(), to, error));
        }
    }

    private interface Job {
        int call(long gallery, byte[] subject, byte[] options, long size, Native.OnProgress progress, long context,
                long[] out, long[] error);
    }

    private Map<String, Object> job(Job job, String subject, Map<String, ?> options, Progress progress) {
        byte[] who = Calls.text(subject, "the subject");
        byte[] content = Calls.bytes(Json.write(options), "the options");
        Throwable[] thrown = new Throwable[1];
        Native.OnProgress watch = progress == null ? null : (context, done, left, faults, perSecond) -> {
            try {
                return progress.at(done, left, faults, perSecond) ? 0 : Status.CANCELLED.number();
            } catch (Throwable failure) {
                thrown[0] = failure;
                return Status.CANCELLED.number();
            }
        };
        Object result = document((gallery, out, error) -> job.call(gallery, who, content, content.length, watch, 0, out, error));
        Reference.reachabilityFence(watch);
        if (thrown[0] instanceof RuntimeException failure) {
            throw failure;
        }
        if (thrown[0] instanceof Error failure) {
            throw failure;
        }
        return Json.object(result);
    }

    /** Gives projects new data keys and seals their secrets again; the options are those of ig_keys_rotate in ig.h; progress may be null. */
    public Map<String, Object> rotateKeys(String subject, Map<String, ?> options, Progress progress) {
        return job(Native::ig_keys_rotate, subject, options, progress);
    }

    /** Wraps every data key again under the active key-encryption key. */
    public Map<String, Object> rewrapKeys(String subject, Map<String, ?> options, Progress progress) {
        return job(Native::ig_keys_rewrap, subject, options, progress);
    }

    /** Seals secrets again whose manifest names their destinations differently now. */
    public Map<String, Object> reseal(String subject, Map<String, ?> options, Progress progress) {
        return job(Native::ig_keys_reseal, subject, options, progress);
    }

    /** Everything that does not open or fit together, with advice; null: in the whole store. It changes nothing. */
    public List<Map<String, Object>> doctor(String project) {
        byte[] of = Calls.textOrNull(project, "the project");
        return Json.objects(document((gallery, out, error) -> Native.ig_keys_doctor(gallery, of, out, error)));
    }

    /** Destroys all keys of a project: its secrets are gone. */
    public void shred(String project, String subject) {
        byte[] of = Calls.text(project, "the project");
        byte[] who = Calls.text(subject, "the subject");
        try (Handle.Use use = handle.use()) {
            Calls.call(error -> Native.ig_keys_shred(use.pointer(), who, of, error));
        }
    }
}
