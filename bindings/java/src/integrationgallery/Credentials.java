package integrationgallery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opened secrets beside the settings they belong to; close wipes them. Java cannot wipe the copies that it hands out. */
public final class Credentials implements AutoCloseable {
    private final Handle handle;
    private final boolean enabled;
    private final String method;
    private final long revision;
    private final Map<String, Object> settings;
    private final List<String> fields = new ArrayList<>();

    Credentials(long pointer) {
        handle = new Handle(pointer, false, "credentials object", Native::ig_credentials_free);
        enabled = Native.ig_credentials_enabled(pointer) == 1;
        method = Calls.textAt(Native.ig_credentials_method(pointer));
        revision = Native.ig_credentials_revision(pointer);
        settings = Json.object(Json.parse(Calls.textAt(Native.ig_credentials_settings(pointer))));
        for (long index = 0; index < Native.ig_credentials_field_count(pointer); ++index) {
            fields.add(Calls.textAt(Native.ig_credentials_field_name(pointer, index)));
        }
    }

    /** Is the integration switched on? A worker leaves one alone that is not. */
    public boolean enabled() {
        return enabled;
    }

    /** The authentication method, such as "apikey". */
    public String method() {
        return method;
    }

    /** The revision of the settings that the secrets belong to. */
    public long revision() {
        return revision;
    }

    /** authentication, dataMapping and syncSettings, without any secret. */
    public Map<String, Object> settings() {
        return settings;
    }

    /** The JSON Pointers of the secrets that are set. */
    public List<String> fields() {
        return List.copyOf(fields);
    }

    /** The secret at a JSON long such as "/authentication/apiKey"; null if it is not set. */
    public String secret(String pointer) {
        byte[] place = Calls.text(pointer, "the pointer");
        long[] size = new long[1];
        try (Handle.Use use = handle.use()) {
            long found = Native.ig_credentials_field(use.pointer(), place, size);
            return found == 0 ? null : new String(Calls.bytesAt(found, size[0]), StandardCharsets.UTF_8);
        }
    }

    /** Wipes the secrets. Twice is harmless. */
    @Override
    public void close() {
        handle.close();
    }
}
