import integrationgallery.Credentials;
import integrationgallery.Gallery;
import integrationgallery.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Prints microseconds of a call, a list and an opening of credentials: the best of several rounds. */
final class Bench {
    private static void best(String name, int count, Runnable function) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 15; ++round) {
            long started = System.nanoTime();
            for (int number = 0; number < count; ++number) {
                function.run();
            }
            least = Math.min(least, (System.nanoTime() - started) / 1000.0 / count);
        }
        System.out.println("{\"name\": \"" + name + "\", \"value\": " + least + "}");
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("ig-bench");
        try (Gallery gallery = Gallery.options().set("database.url", "sqlite://" + folder + "/bench.db").set("key.file", folder + "/bench.key")
                .set("key.create", "true").open(); Session session = gallery.session("apollo", "ada")) {
            session.put("clickup", Map.of("enabled", true, "authentication", Map.of("method", "apikey"),
                    "secrets", Map.of("/authentication/apiKey", Map.of("value", "pk_1234567890_ABCDEFGHIJKLMNOP"))));
            try (Credentials credentials = session.credentials("clickup", "a benchmark")) {
                best("call", 50_000, () -> credentials.secret("/none"));
            }
            best("list", 200, () -> session.list("en"));
            best("credentials", 200, () -> session.credentials("clickup", "a benchmark").close());
        }
    }
}
