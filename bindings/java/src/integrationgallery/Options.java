package integrationgallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/** What a gallery is opened with; the options by name are those of ig_options_set in ig.h. */
public final class Options {
    private final List<byte[][]> settings = new ArrayList<>();
    private final List<byte[]> manifests = new ArrayList<>();
    private Authorizer authorizer;
    private AuditSink audit;
    private GalleryLogger logger;
    private KeyProvider keyProvider;

    Options() {}

    /** Sets one option, "database.url" for instance; some may be set several times. */
    public Options set(String name, String value) {
        settings.add(new byte[][] {Calls.text(name, "an option's name"), Calls.text(value, name)});
        return this;
    }

    /** Adds a manifest, which replaces one of the same name. */
    public Options manifest(Object document) {
        manifests.add(Session.content(document, "a manifest"));
        return this;
    }

    /** Decides who may do what. Without one there is no HTTP API. */
    public Options authorizer(Authorizer given) {
        authorizer = Objects.requireNonNull(given);
        return this;
    }

    /** Hears of openings and changes before they are acknowledged. */
    public Options audit(AuditSink given) {
        audit = Objects.requireNonNull(given);
        return this;
    }

    /** Takes log records. */
    public Options logger(GalleryLogger given) {
        logger = Objects.requireNonNull(given);
        return this;
    }

    /** Guards the data keys, instead of one of the key options. */
    public Options keyProvider(KeyProvider given) {
        keyProvider = Objects.requireNonNull(given);
        return this;
    }

    /** What a function gives that is called with them, without the host's functions. */
    <T> T with(LongFunction<T> function) {
        long made = Calls.make(Native::ig_options_new);
        try {
            fill(made);
            return function.apply(made);
        } finally {
            Native.ig_options_free(made);
        }
    }

    private void fill(long made) {
        for (byte[][] one : settings) {
            Calls.call(error -> Native.ig_options_set(made, one[0], one[1], error));
        }
        for (byte[] one : manifests) {
            Calls.call(error -> Native.ig_options_add_manifest(made, one, one.length, error));
        }
    }

    /** Opens storage and checks the keys. */
    public Gallery open() {
        long made = Calls.make(Native::ig_options_new);
        try {
            fill(made);
            if (authorizer != null) {
                Calls.call(error -> Native.ig_options_set_authorizer(made, Callbacks.AUTHORIZE, Callbacks.contextOf(authorizer), Callbacks.RELEASE, error));
            }
            if (audit != null) {
                Calls.call(error -> Native.ig_options_set_audit_sink(made, Callbacks.RECORD, Callbacks.contextOf(audit), Callbacks.RELEASE, error));
            }
            if (logger != null) {
                Calls.call(error -> Native.ig_options_set_logger(made, Callbacks.LOG, Callbacks.contextOf(logger), Callbacks.RELEASE, error));
            }
            if (keyProvider != null) {
                byte[] name = Calls.text(keyProvider.getClass().getSimpleName(), "the key provider's name");
                Calls.call(error -> Native.ig_options_set_key_provider(made, name, Callbacks.KEYS, Callbacks.WRAP, Callbacks.UNWRAP,
                        Callbacks.contextOf(keyProvider), Callbacks.RELEASE, error));
            }
            return new Gallery(Calls.make((out, error) -> Native.ig_gallery_open(made, out, error)));
        } finally {
            Native.ig_options_free(made);
        }
    }
}
