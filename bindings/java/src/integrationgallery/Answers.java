package integrationgallery;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the servlet and the handler have in common. */
final class Answers {
    private static final int LIMIT = 1 << 20; // of a body; the gallery's own limits are lower

    private Answers() {}

    static byte[] body(InputStream from) throws IOException {
        return from.readNBytes(LIMIT);
    }

    static Response to(Gallery gallery, Caller caller, String method, String target, Map<String, String> facts, List<Request.Field> fields, byte[] body) {
        List<Request.Field> all = new ArrayList<>();
        facts.forEach((name, value) -> all.add(new Request.Field(name, value)));
        for (Request.Field one : fields) {
            if (!one.name().startsWith(":")) {
                all.add(new Request.Field(clean(one.name()), clean(one.value())));
            }
        }
        Caller who = caller == null ? Caller.NOBODY : caller;
        try (Session session = gallery.session(who.project(), who.subject(), who.permissions())) {
            return session.handle(new Request(clean(method), clean(target), all, body));
        }
    }

    private static String clean(String value) {
        return value == null ? "" : value.replace('\0', '\ufffd').replaceAll("[\ud800-\udfff]", "\ufffd");
    }
}
