package integrationgallery;

import java.time.Duration;
import java.util.List;

/** Guards the data keys, for instance with a cloud key service; called from any thread. */
public interface KeyProvider {
    /** The active key's id, and the ids of all that can unwrap. */
    record Keys(String active, List<String> known) {}

    Keys keys() throws Exception;

    /** Encrypts at most 64 bytes, authenticating the label where the service can, within the limit. */
    byte[] wrap(String keyId, byte[] data, byte[] label, Duration limit) throws Exception;

    /** The reverse. */
    byte[] unwrap(String keyId, byte[] data, byte[] label, Duration limit) throws Exception;
}
