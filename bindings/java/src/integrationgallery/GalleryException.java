package integrationgallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A failure that the library reports. A callback may throw one: its status and message pass through. The message is for the person who
 * has to act and holds no secret; the cause is what a callback threw.
 */
public final class GalleryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One thing that is wrong with a document; the pointer is a fragment such as "#/authentication/apiKey". */
    public record Issue(String pointer, String code, String detail) {}

    private final int number;
    private final String code;
    private final transient Map<String, Object> detail;

    GalleryException(int number, String code, String message, Map<String, Object> detail, Throwable cause) {
        super(message, cause);
        this.number = number;
        this.code = code;
        this.detail = detail;
    }

    /** For callbacks. */
    public GalleryException(Status status, String message) {
        this(status.number(), "host", message, Map.of(), null);
    }

    /** What kind of failure it is. */
    public Status status() {
        return Status.of(number);
    }

    /** The status as a number; 1000 to 1999 are the host's own. */
    public int number() {
        return number;
    }

    /** Its stable code, finer than the status, such as "key-mismatch". */
    public String code() {
        return code;
    }

    /** The problem document of RFC 9457. */
    public Map<String, Object> detail() {
        return detail == null ? Map.of() : detail;
    }

    /** What is wrong with a document, place by place. */
    public List<Issue> errors() {
        List<Issue> issues = new ArrayList<>();
        if (detail().get("errors") instanceof List<?> all) {
            for (Object one : all) {
                Map<String, Object> issue = Json.object(one);
                issues.add(new Issue((String) issue.get("pointer"), (String) issue.get("code"), (String) issue.get("detail")));
            }
        }
        return issues;
    }
}
