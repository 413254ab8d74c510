package integrationgallery;

/** Who asks: signed in by the host, never read from a header of the gallery's. */
public record Caller(String project, String subject, long permissions) {
    static final Caller NOBODY = new Caller("-", "", 0);
}
