package integrationgallery;

import java.util.Map;

/** Takes log records. */
@FunctionalInterface
public interface GalleryLogger {
    /** The level is 0 debug, 1 information, 2 warning, 3 error. */
    void log(int level, String message, Map<String, Object> fields) throws Exception;
}
