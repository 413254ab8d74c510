package integrationgallery;

import java.util.Map;

/** Hears of openings and changes before they are acknowledged; what it throws denies an opening of secrets. */
@FunctionalInterface
public interface AuditSink {
    /** One record: at, kind, project, integration, subject, purpose, outcome, pointers. */
    void record(Map<String, Object> record) throws Exception;
}
