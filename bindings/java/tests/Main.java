import integrationgallery.Authorizer;
import integrationgallery.ClosedException;
import integrationgallery.Credentials;
import integrationgallery.Gallery;
import integrationgallery.GalleryException;
import integrationgallery.Json;
import integrationgallery.Options;
import integrationgallery.Request;
import integrationgallery.Session;
import integrationgallery.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Runs the scenarios and the package's own tests. */
final class Main {
    interface Test {
        void run(String folder) throws Exception;
    }

    private static final Map<String, Object> PUT = Map.of("enabled", true, "authentication", Map.of("method", "bearer"),
            "secrets", Map.of("/authentication/token", Map.of("value", "canary-1")));

    private static Options options(String folder) throws Exception {
        return Gallery.options().set("database.url", "sqlite://" + folder + "/main.db").set("database.synchronous", "false")
                .set("key.file", folder + "/main.key").set("key.create", "true").set("catalog.shipped", "false")
                .manifest(World.read(World.FOLDER.resolve("manifests.json")).get("probe"));
    }

    private static <T extends Throwable> T refuses(Class<T> kind, Runnable function) {
        try {
            function.run();
        } catch (Throwable failure) {
            if (kind.isInstance(failure)) {
                return kind.cast(failure);
            }
            throw new AssertionError(failure);
        }
        throw new AssertionError("no " + kind.getSimpleName());
    }

    private static void errors(String folder) throws Exception {
        try (Gallery gallery = options(folder).open(); Session session = gallery.session("apollo", "")) {
            GalleryException failure = refuses(GalleryException.class, () -> session.put("probe", Map.of("syncSettings", Map.of("minutes", 1L))));
            World.check(failure.status() == Status.VALIDATION && failure.errors().get(0).pointer().equals("#/syncSettings/minutes"), failure.toString());
            World.check(refuses(GalleryException.class, () -> session.get("nowhere")).status() == Status.NOT_FOUND, "not found");
            World.check(refuses(GalleryException.class, () -> session.put("probe", PUT, 3)).status() == Status.CONFLICT, "conflict");
        }
    }

    private static void mechanism(String folder) {
        String wanted = System.getProperty("mechanism", "JNA");
        World.check(Gallery.mechanism().equals(wanted), Gallery.mechanism());
        World.check(Main.class.getClassLoader().getResource("com/sun/jna/Native.class") != null == wanted.equals("JNA"), "JNA on the class path");
    }

    private static void wrongTypes(String folder) throws Exception {
        try (Gallery gallery = options(folder).open(); Session session = gallery.session("apollo", "")) {
            refuses(NullPointerException.class, () -> session.get(null));
            refuses(NullPointerException.class, () -> session.put("probe", null));
            refuses(NullPointerException.class, () -> gallery.session(null, "ada"));
            refuses(IllegalArgumentException.class, () -> session.put("probe", Map.of("enabled", new Object())));
            refuses(IllegalArgumentException.class, () -> session.put("probe", Map.of("enabled", Double.NaN)));
            refuses(ClassCastException.class, () -> session.put("probe", Map.of(7, true)));
            refuses(GalleryException.class, () -> session.put("probe", List.of()));
            refuses(GalleryException.class, () -> session.put("probe", Map.of("enabled", "yes")));
        }
    }

    private static void garbage(String folder) throws Exception {
        try (Gallery gallery = options(folder).open(); Session session = gallery.session("apollo", "")) {
            for (byte[] bad : List.of(new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[0], new byte[] {'{', 0, '}'}, "[[[[".getBytes())) {
                refuses(GalleryException.class, () -> session.put("probe", bad));
            }
            refuses(IllegalArgumentException.class, () -> session.get("probe\ud800"));
            refuses(IllegalArgumentException.class, () -> session.put("probe", "{\"a\":\"\udc00\"}"));
            refuses(IllegalArgumentException.class, () -> gallery.session("apollo\ud800", ""));
        }
    }

    private static void nulCharacters(String folder) throws Exception {
        refuses(IllegalArgumentException.class, () -> Gallery.options().set("database.url", "sqlite://\0"));
        try (Gallery gallery = options(folder).open(); Session session = gallery.session("apollo", "")) {
            refuses(IllegalArgumentException.class, () -> session.get("pro\0be"));
            refuses(IllegalArgumentException.class, () -> session.credentials("probe", "a\0"));
            refuses(IllegalArgumentException.class, () -> session.handle(new Request("GET", "/\0")));
            refuses(IllegalArgumentException.class, () -> gallery.session("apo\0llo", ""));
        }
    }

    private static void closedObjects(String folder) throws Exception {
        Gallery gallery = options(folder).open();
        Session session = gallery.session("apollo", "");
        session.put("probe", PUT);
        Credentials credentials = session.credentials("probe", "a test");
        credentials.close();
        credentials.close();
        refuses(ClosedException.class, () -> credentials.secret("/authentication/token"));
        session.close();
        session.close();
        refuses(ClosedException.class, () -> session.get("probe"));
        gallery.close();
        gallery.close();
        refuses(ClosedException.class, () -> gallery.session("apollo", ""));
        refuses(ClosedException.class, () -> gallery.doctor(null));
    }

    private static void callbacks(String folder) throws Exception {
        List<Throwable> causes = List.of(new StackOverflowError(), new java.io.IOException("a canary"));
        int[] turn = new int[1];
        Authorizer authorizer = question -> {
            Throwable cause = causes.get(turn[0]++);
            if (cause instanceof Error error) {
                throw error;
            }
            throw (Exception) cause;
        };
        try (Gallery gallery = options(folder).authorizer(authorizer).open(); Session session = gallery.session("apollo", "ada")) {
            for (Throwable cause : causes) {
                GalleryException failure = refuses(GalleryException.class, () -> session.get("probe"));
                World.check(failure.getCause() == cause && !failure.getMessage().contains("canary"), "another cause");
            }
        }
    }

    private static void progress(String folder) throws Exception {
        try (Gallery gallery = options(folder).open(); Session session = gallery.session("apollo", "ada")) {
            session.put("probe", PUT);
            refuses(UnsupportedOperationException.class, () -> gallery.rotateKeys("op", Map.of(), (done, left, faults, perSecond) -> {
                throw new UnsupportedOperationException();
            }));
            World.check(Boolean.TRUE.equals(gallery.rotateKeys("op", Map.of(), null).get("finished")), "not finished");
        }
    }

    private static void reentrance(String folder) throws Exception {
        Session[] own = new Session[1];
        int[] asked = new int[1];
        Gallery gallery = options(folder).authorizer(question -> {
            if (asked[0]++ == 0) {
                own[0].get("probe");
                own[0].close();
            }
            return true;
        }).open();
        own[0] = gallery.session("apollo", "ada");
        own[0].get("probe");
        refuses(ClosedException.class, () -> own[0].get("probe"));
        gallery.close();
    }

    private static void threads(String folder) throws Exception {
        Gallery gallery = options(folder).authorizer(question -> true).open();
        Session session = gallery.session("apollo", "ada");
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; ++number) {
            threads.add(new Thread(() -> {
                try {
                    for (int count = 0; count < 200; ++count) {
                        session.get("probe");
                    }
                } catch (ClosedException expected) {
                    return;
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            }));
        }
        threads.forEach(Thread::start);
        Thread.sleep(5);
        session.close();
        gallery.close();
        for (Thread thread : threads) {
            thread.join();
        }
        World.check(failures.isEmpty(), failures.toString());
    }

    private static void forgotten(String folder) throws Exception {
        java.lang.ref.WeakReference<Object> host = forget(folder);
        for (int count = 0; count < 100 && host.get() != null; ++count) {
            System.gc();
            Thread.sleep(20);
        }
        World.check(host.get() == null, "the library kept a callback");
    }

    private static java.lang.ref.WeakReference<Object> forget(String folder) throws Exception {
        Object held = new Object();
        Gallery gallery = options(folder).authorizer(question -> held.hashCode() != 1).open();
        gallery.session("apollo", "ada");
        return new java.lang.ref.WeakReference<>(held);
    }

    private static long resident() throws Exception {
        System.gc();
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4;
    }

    private static void memory(String folder) throws Exception {
        try (Gallery gallery = options(folder).authorizer(question -> true).open(); Session session = gallery.session("apollo", "ada")) {
            session.put("probe", PUT);
            Request request = new Request("GET", "/api/v1/health/live");
            long[] before = new long[1];
            for (int count = 0; count < 20_000; ++count) {
                if (count == 10_000) {
                    before[0] = resident();
                }
                for (int other = 0; other < 7; ++other) {
                    session.handle(request);
                }
                session.get("probe");
                refuses(GalleryException.class, () -> session.get("nowhere"));
                try (Credentials credentials = session.credentials("probe", "a test"); Session another = gallery.session("gemini", "ada")) {
                    World.check("canary-1".equals(credentials.secret("/authentication/token")) && another != null, "another secret");
                }
            }
            long grown = resident() - before[0];
            System.out.println("java: 100000 calls, memory grew by " + grown + " KiB");
            World.check(grown < 6144, grown + " KiB");
        }
    }

    private static void json(String folder) {
        for (String good : List.of("[]", "{}", "[1,-2.5E3,\"\\u00e9\\n\\\"\",true,null,{\"a\":[{}]}]", " 7 ")) {
            World.check(Json.parse(Json.write(Json.parse(good))).equals(Json.parse(good)), good);
        }
        for (String bad : List.of("", "[", "{\"a\"}", "01", "\"\\x\"", "\"a", "[1,]", "tru", "1 2", "\"\\u12\"", "[".repeat(100_000))) {
            refuses(IllegalArgumentException.class, () -> Json.parse(bad));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Test> tests = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(World.FOLDER)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
                for (Object one : World.list(World.read(file).get("scenarios"))) {
                    Map<String, Object> scenario = World.map(one);
                    if (!Boolean.TRUE.equals(scenario.get("dynamic"))) {
                        String name = file.getFileName().toString().replace(".json", "");
                        tests.put("scenarios/" + name + "/" + scenario.get("name"), folder -> {
                            World world = new World(folder, null, "");
                            try {
                                world.run(World.list(scenario.get("steps")));
                            } finally {
                                world.close(true);
                            }
                        });
                    }
                }
            }
        }
        tests.put("package/errors_carry_status_code_and_issues", Main::errors);
        tests.put("package/it_calls_the_library_as_this_java_can", Main::mechanism);
        tests.put("package/wrong_types_are_refused", Main::wrongTypes);
        tests.put("package/what_is_no_utf8_is_refused", Main::garbage);
        tests.put("package/nul_characters_are_refused", Main::nulCharacters);
        tests.put("package/closed_objects_say_so", Main::closedObjects);
        tests.put("package/whatever_a_callback_throws_is_the_cause", Main::callbacks);
        tests.put("package/what_a_progress_throws_stops_the_job", Main::progress);
        tests.put("package/a_callback_may_use_and_close_its_session", Main::reentrance);
        tests.put("package/threads_may_share_and_close_a_session", Main::threads);
        tests.put("package/what_is_forgotten_is_released", Main::forgotten);
        tests.put("package/json_is_read_and_written", Main::json);
        tests.put("package/memory_stays_flat", Main::memory);
        String wanted = arguments.length > 0 ? arguments[0] : "";
        int passed = 0;
        int failed = 0;
        for (Map.Entry<String, Test> one : tests.entrySet()) {
            if (!one.getKey().contains(wanted)) {
                continue;
            }
            Path folder = Files.createTempDirectory("ig-java");
            try {
                one.getValue().run(folder.toString());
                ++passed;
            } catch (Throwable failure) {
                ++failed;
                System.out.println("FAILED bindings/java/" + one.getKey());
                failure.printStackTrace(System.out);
            }
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed > 0 || passed == 0 ? 1 : 0);
    }
}
