import integrationgallery.AuditSink;
import integrationgallery.ClosedException;
import integrationgallery.Credentials;
import integrationgallery.Gallery;
import integrationgallery.GalleryException;
import integrationgallery.Json;
import integrationgallery.Options;
import integrationgallery.Progress;
import integrationgallery.Request;
import integrationgallery.Response;
import integrationgallery.Session;
import integrationgallery.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes the scenarios of bindings/scenarios, whose form their GUIDE.md describes. */
final class World {
    static final Path FOLDER = Path.of(System.getenv("IG_SOURCE_DIR"), "bindings/scenarios");

    static Map<String, Object> read(Path file) throws Exception {
        return map(Json.parse(Files.readString(file)));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    private final String folder;
    private final String branch;
    private final Map<String, Gallery> galleries = new HashMap<>();
    private final Map<String, ScenarioHost> hosts = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Credentials> opened = new HashMap<>();
    private final Map<String, Object> results = new HashMap<>();

    World(String folder, World parent, String branch) {
        this.folder = folder;
        this.branch = branch;
        if (parent != null) {
            galleries.putAll(parent.galleries);
            hosts.putAll(parent.hosts);
        }
    }

    void close(boolean all) {
        opened.values().forEach(Credentials::close);
        sessions.values().forEach(Session::close);
        if (all) {
            galleries.values().forEach(Gallery::close);
        }
    }

    private static String text(Map<String, Object> step, String name, String otherwise) {
        Object value = step.get(name);
        if (value instanceof Map<?, ?> form) {
            return form.get("$broken") + "\ud800";
        }
        return value == null ? otherwise : (String) value;
    }

    private static long number(Map<String, Object> step, String name, long otherwise) {
        return step.get(name) instanceof Long value ? value : otherwise;
    }

    private Object document(Object value) {
        if (value instanceof Map<?, ?> form) {
            if (form.containsKey("$text")) {
                return form.get("$text");
            }
            if (form.containsKey("$bytes")) {
                return HexFormat.of().parseHex((String) form.get("$bytes"));
            }
            if (form.containsKey("$result")) {
                return results.get((String) form.get("$result"));
            }
        }
        return value;
    }

    /** What a step says of options that are no functions. */
    private static Options fill(Options options, Map<String, Object> step) throws Exception {
        if (step.get("options") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                for (Object one : value instanceof List<?> many ? many : List.of(value)) {
                    options.set((String) name, (String) one);
                }
            });
        }
        Map<String, Object> known = read(FOLDER.resolve("manifests.json"));
        for (Object one : list(step.get("manifests"))) {
            options.manifest(one instanceof String name ? known.get(name) : one);
        }
        return options;
    }

    private Object open(Map<String, Object> step) throws Exception {
        Options options = Gallery.options();
        if (step.get("store") instanceof String store) {
            String base = folder + "/" + store;
            options.set("database.url", "sqlite://" + base + ".db").set("database.synchronous", "false");
            if (!step.containsKey("key_provider")) {
                options.set("key.file", base + ".key").set("key.create", "true");
            }
            if (!step.containsKey("shipped")) {
                options.set("catalog.shipped", "false");
            }
        }
        fill(options, step);
        ScenarioHost host = new ScenarioHost(step);
        if (step.containsKey("authorizer")) {
            options.authorizer(host::authorize);
        }
        if (step.containsKey("audit")) {
            AuditSink sink = host::record;
            options.audit(sink);
        }
        if (step.containsKey("logger")) {
            options.logger(host::log);
        }
        if (step.containsKey("key_provider")) {
            options.keyProvider(host);
        }
        Gallery gallery = options.open();
        galleries.put(text(step, "as", "g"), gallery);
        hosts.put(text(step, "as", "g"), host);
        return null;
    }

    private Request request(Map<String, Object> given) {
        List<Request.Field> fields = new ArrayList<>();
        for (Object one : list(given.get("fields"))) {
            fields.add(new Request.Field((String) list(one).get(0), (String) list(one).get(1)));
        }
        Object value = given.get("body") instanceof String said ? said : document(given.get("body"));
        byte[] body = value == null ? new byte[0] : value instanceof byte[] bytes ? bytes
                : (value instanceof String said ? said : Json.write(value)).getBytes(StandardCharsets.UTF_8);
        return new Request(text(given, "method", ""), text(given, "target", ""), fields, body);
    }

    private Object act(Map<String, Object> step) throws Exception {
        Session session = sessions.get(text(step, "session", "s"));
        String integration = text(step, "integration", "");
        long revision = number(step, "if_revision", Session.ANY_REVISION);
        switch ((String) step.get("do")) {
            case "library.info":
                return Map.of("version", Gallery.version(), "abi_revision", (long) Gallery.abiRevision());
            case "library.status_name":
                return Status.nameOf((int) number(step, "value", 0));
            case "gallery.open":
                return open(step);
            case "gallery.close":
                galleries.get(text(step, "of", "")).close();
                return null;
            case "session.new":
                sessions.put(text(step, "as", "s"), galleries.get(text(step, "gallery", "g")).session(text(step, "project", "apollo"),
                        text(step, "subject", "ada"), number(step, "permissions", 7)));
                return null;
            case "session.close":
                sessions.get(text(step, "of", "")).close();
                return null;
            case "catalog.list":
                return session.list(text(step, "language", "en"));
            case "settings.get":
                return session.get(integration);
            case "settings.put":
                return session.put(integration, document(step.get("document")), revision);
            case "settings.check":
                return session.check(integration, document(step.get("document")), revision);
            case "settings.changes":
                return session.changes(number(step, "after", 0), number(step, "limit", 0));
            case "gallery.what_breaks":
                return galleries.get(text(step, "of", "g")).whatBreaks(fill(Gallery.options(), step), text(step, "project", null));
            case "settings.set_enabled":
                return session.setEnabled(integration, (Boolean) step.get("enabled"));
            case "settings.remove":
                session.remove(integration, revision);
                return null;
            case "credentials.acquire": {
                Credentials made = session.credentials(integration, text(step, "purpose", ""));
                opened.put(text(step, "as", "c"), made);
                Map<String, Object> fields = new LinkedHashMap<>();
                made.fields().forEach(pointer -> fields.put(pointer, made.secret(pointer)));
                return Map.of("enabled", made.enabled(), "method", made.method(), "revision", made.revision(), "settings", made.settings(), "fields", fields);
            }
            case "credentials.compare":
                return session.isSecret(integration, text(step, "pointer", ""), text(step, "value", ""), text(step, "purpose", ""));
            case "credentials.field":
                return opened.get(text(step, "of", "")).secret(text(step, "pointer", ""));
            case "credentials.close":
                opened.get(text(step, "of", "")).close();
                return null;
            case "http.handle": {
                Response response = session.handle(request(map(step.get("request"))));
                List<Object> fields = new ArrayList<>();
                response.fields().forEach(field -> fields.add(List.of(field.name(), field.value())));
                String body = new String(response.body(), StandardCharsets.UTF_8);
                Map<String, Object> made = new HashMap<>(Map.of("status", (long) response.status(), "fields", fields, "body", body));
                try {
                    made.put("json", Json.parse(body));
                } catch (IllegalArgumentException none) {
                    made.put("json", null);
                }
                return made;
            }
            case "callbacks.calls":
                return new ArrayList<>(hosts.get(text(step, "of", "")).calls.getOrDefault(text(step, "callback", ""), List.of()));
            default:
                return operate(step, session, integration, revision);
        }
    }

    private Object operate(Map<String, Object> step, Session session, String integration, long ifRevision) {
        Gallery of = galleries.get(text(step, "of", "g"));
        String path = text(step, "path", "");
        String subject = text(step, "subject", "");
        String project = text(step, "project", null);
        Gallery.ExportKey key = new Gallery.ExportKey(text(step, "key_file", null), text(step, "passphrase", null));
        String said = text(step, "progress", null);
        Progress progress = said == null ? null : (done, left, faults, perSecond) -> said.equals("yes");
        switch ((String) step.get("do")) {
            case "http.classify":
                return session.classify(request(map(step.get("request")))).name().toLowerCase(Locale.ROOT);
            case "history.list":
                return session.history(integration, number(step, "limit", 0), number(step, "before", 0));
            case "history.get":
                return session.version(integration, number(step, "revision", 0));
            case "history.diff":
                return session.difference(integration, number(step, "from", 0), number(step, "to", 0));
            case "history.restore":
                return session.restore(integration, number(step, "revision", 0), ifRevision);
            case "history.verify":
                return of.verifyHistory(project, step.get("head") == null ? null
                        : new Gallery.HistoryHead(number(map(step.get("head")), "sequence", 0), text(map(step.get("head")), "hash", "")));
            case "history.retain":
                return of.retainHistory(project, subject, Instant.ofEpochMilli(number(step, "before_ms", 0)), number(step, "keep", 0));
            case "store.export":
                return of.exportTo(path, project, subject, key);
            case "store.import":
                return of.importFrom(path, subject, key, Gallery.OnConflict.valueOf(text(step, "on_conflict", "refuse").toUpperCase(Locale.ROOT)),
                        Boolean.TRUE.equals(step.get("dry_run")));
            case "store.backup":
                of.backUp(path);
                return null;
            case "keys.rotate":
                return of.rotateKeys(subject, map(step.get("options")), progress);
            case "keys.rewrap":
                return of.rewrapKeys(subject, map(step.get("options")), progress);
            case "keys.reseal":
                return of.reseal(subject, map(step.get("options")), progress);
            case "keys.doctor":
                return of.doctor(project);
            case "keys.shred":
                of.shred(project, subject);
                return null;
            default:
                throw new AssertionError("an unknown action: " + step.get("do"));
        }
    }

    private void together(Map<String, Object> step) throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (long number = 0; number < number(step, "times", 0); ++number) {
            World world = new World(folder, this, String.valueOf(number));
            Thread thread = new Thread(() -> {
                try {
                    world.run(list(step.get("steps")));
                } catch (Throwable failure) {
                    failures.add(failure);
                } finally {
                    world.close(false);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.get(0));
        }
    }

    private static final Object NOTHING = new Object();

    private static Object find(Object root, String pointer) {
        String[] segments = pointer.split("/", -1);
        for (int index = 1; index < segments.length; ++index) {
            String segment = segments[index].replace("~1", "/").replace("~0", "~");
            if (root instanceof Map<?, ?> object) {
                root = object.containsKey(segment) ? object.get(segment) : NOTHING;
            } else if (root instanceof List<?> all && segment.startsWith("[")) {
                String[] rule = segment.substring(1, segment.length() - 1).split("=", 2);
                Object found = NOTHING;
                for (Object one : all) {
                    Object at = find(one, "/" + rule[0]);
                    if (found == NOTHING && at != NOTHING && asText(at).equals(rule[1])) {
                        found = one;
                    }
                }
                root = found;
            } else if (root instanceof List<?> all) {
                int at = Integer.parseInt(segment);
                root = at < all.size() ? all.get(at) : NOTHING;
            } else {
                return NOTHING;
            }
        }
        return root;
    }

    private static String asText(Object value) {
        return value instanceof String text ? text : Json.write(value);
    }

    private static double size(Object value) {
        return value instanceof Number number ? number.doubleValue() : value instanceof Map<?, ?> object ? object.size()
                : value instanceof List<?> all ? all.size() : ((String) value).codePointCount(0, ((String) value).length());
    }

    private void expect(Object value, Map<String, Object> wanted) {
        wanted.forEach((kind, places) -> {
            if (kind.equals("missing")) {
                for (Object pointer : list(places)) {
                    check(find(value, (String) pointer) == NOTHING, pointer + " is there");
                }
            } else if (places instanceof Map<?, ?> pointers) {
                pointers.forEach((pointer, wants) -> {
                    Object at = find(value, (String) pointer);
                    check(at != NOTHING, pointer + " is missing in " + asText(value));
                    boolean holds = switch (kind) {
                        case "is" -> Objects.equals(at, wants);
                        case "same" -> Objects.equals(at, results.get((String) wants));
                        case "holds" -> asText(at).contains(asText(wants));
                        case "lacks" -> !asText(at).contains(asText(wants));
                        case "size" -> size(at) == size(wants);
                        case "least" -> size(at) >= size(wants);
                        default -> throw new AssertionError("an unknown expectation: " + kind);
                    };
                    check(holds, pointer + " is " + asText(at) + ": not " + kind + " " + asText(wants));
                });
            }
        });
    }

    static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    private void fails(RuntimeException failure, Map<String, Object> wanted) {
        String kind = (String) wanted.get("kind");
        if (failure instanceof GalleryException own) {
            String said = own.getMessage() + Json.write(own.detail());
            check(!own.getMessage().isEmpty() && !said.contains("canary"), "a bad message: " + said);
            boolean right = kind == null || switch (kind) {
                case "argument" -> own.status() == Status.INVALID_ARGUMENT || own.status() == Status.NOT_FOUND;
                case "thrown" -> own.code().equals("host-callback") && own.getCause() != null;
                default -> false;
            };
            check(right, own.code() + " is no " + kind);
            String name = Status.nameOf(own.number());
            check(name.equals(wanted.getOrDefault("status", name)), "the status is " + name + ": " + said);
            check(own.code().equals(wanted.getOrDefault("code", own.code())), "the code is " + own.code());
            expect(own.detail(), wanted);
            return;
        }
        boolean right = "closed".equals(kind) ? failure instanceof ClosedException : "argument".equals(kind) && failure instanceof IllegalArgumentException;
        if (!right) {
            throw failure;
        }
    }

    private Object substituted(Object value) {
        if (value instanceof String text) {
            return text.replace("${folder}", folder).replace("${data}", FOLDER.resolve("data").toString()).replace("${branch}", branch);
        }
        if (value instanceof List<?> all) {
            List<Object> made = new ArrayList<>();
            all.forEach(one -> made.add(substituted(one)));
            return made;
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> made = new LinkedHashMap<>();
            object.forEach((name, one) -> made.put((String) name, substituted(one)));
            return made;
        }
        return value;
    }

    void run(List<Object> steps) throws Exception {
        for (Object given : steps) {
            Map<String, Object> step = map(given);
            if ("together".equals(step.get("do"))) {
                together(step);
                continue;
            }
            step = map(substituted(step));
            Object value;
            try {
                value = act(step);
            } catch (GalleryException | IllegalStateException | IllegalArgumentException | NullPointerException failure) {
                if (failure instanceof ClosedException && "closed".equals(step.get("may_fail"))) {
                    continue;
                }
                if (!step.containsKey("fails")) {
                    throw new AssertionError(Json.write(step), failure);
                }
                fails(failure, map(step.get("fails")));
                continue;
            }
            check(!step.containsKey("fails"), "it succeeded: " + Json.write(step));
            if (step.containsKey("expect")) {
                expect(value, map(step.get("expect")));
            }
            if (step.containsKey("as")) {
                results.put(text(step, "as", ""), value);
            }
        }
    }
}
