package integrationgallery;

/** Decides who may do what; called from any thread. */
@FunctionalInterface
public interface Authorizer {
    /** May the subject do the action ("config.write", …)? The integration is "" where it concerns none; permissions are the host's own bits. */
    record Question(String project, String subject, long permissions, String action, String integration) {}

    /** Only true is a yes. */
    boolean allows(Question question) throws Exception;
}
