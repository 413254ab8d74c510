import integrationgallery.Authorizer;
import integrationgallery.GalleryException;
import integrationgallery.KeyProvider;
import integrationgallery.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Callbacks that behave as a scenario says, and keep what they are given. */
final class ScenarioHost implements KeyProvider {
    final Map<String, Object> step;
    final Map<String, List<Object>> calls = new ConcurrentHashMap<>();

    ScenarioHost(Map<String, Object> step) {
        this.step = step;
    }

    void note(String callback, Map<String, ?> call) {
        calls.computeIfAbsent(callback, name -> new CopyOnWriteArrayList<>()).add(call);
    }

    String behave(String callback, String what, Status status, String message) {
        Map<String, Object> rules = World.map(step.get(callback));
        String said = (String) rules.getOrDefault(what, rules.get("*"));
        if ("fails".equals(said)) {
            throw new GalleryException(status, message);
        }
        if ("throws".equals(said)) {
            throw new IllegalArgumentException("a canary sang");
        }
        return said;
    }

    boolean authorize(Authorizer.Question question) {
        note("authorizer", Map.of("project", question.project(), "subject", question.subject(), "permissions", question.permissions(),
                "action", question.action(), "integration", question.integration()));
        return behave("authorizer", question.action(), Status.TIMEOUT, "The directory is down.") == null;
    }

    void record(Map<String, Object> record) {
        note("audit", record);
        behave("audit", (String) record.get("kind"), Status.TIMEOUT, "The log is full.");
    }

    void log(int level, String message, Map<String, Object> fields) {
        note("logger", Map.of("level", (long) level, "message", message, "fields", fields));
        behave("logger", message, Status.TIMEOUT, "");
    }

    @Override
    public Keys keys() {
        String said = behave("key_provider", "keys", Status.KEY, "The key service is closed.");
        return "nonsense".equals(said) ? null : new Keys("k2", List.of("k1", "k2"));
    }

    private byte[] turn(String operation, String keyId, byte[] data) {
        note("key_provider", Map.of("operation", operation, "key_id", keyId));
        if ("nonsense".equals(behave("key_provider", operation, Status.KEY, "The key service is closed."))) {
            return null;
        }
        for (int index = 0; index < data.length; ++index) {
            data[index] ^= 0x5a;
        }
        return data;
    }

    @Override
    public byte[] wrap(String keyId, byte[] data, byte[] label, Duration limit) {
        return turn("wrap", keyId, data);
    }

    @Override
    public byte[] unwrap(String keyId, byte[] data, byte[] label, Duration limit) {
        return turn("unwrap", keyId, data);
    }
}
