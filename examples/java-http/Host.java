import com.sun.net.httpserver.HttpServer;
import integrationgallery.Caller;
import integrationgallery.Gallery;
import integrationgallery.GalleryHandler;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executors;

/** A host in Java: the page and the API on the server that comes with the JDK. */
final class Host {
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int port = given.contains("--port") ? Integer.parseInt(given.get(given.indexOf("--port") + 1)) : 8080;
        String data = given.contains("--data") ? given.get(given.indexOf("--data") + 1) : Files.createTempDirectory("gallery").toString();
        Gallery gallery = Gallery.options().set("database.url", "sqlite://" + data + "/gallery.db").set("key.file", data + "/gallery.key")
                .set("key.create", "true")
                .authorizer(question -> !question.subject().isEmpty()) // a real host asks its own database
                .open();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        String authority = "127.0.0.1:" + server.getAddress().getPort();
        // A real host takes project and user from its own session.
        server.createContext("/", new GalleryHandler(gallery, exchange -> new Caller("demo", "ada", 0), authority));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("Integration Gallery is at http://" + authority + "/");
    }
}
