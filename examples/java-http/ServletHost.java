import integrationgallery.Caller;
import integrationgallery.Gallery;
import integrationgallery.GalleryServlet;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** A host in Java: the page and the API as a servlet, on Jetty. */
final class ServletHost {
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int port = given.contains("--port") ? Integer.parseInt(given.get(given.indexOf("--port") + 1)) : 8080;
        String data = given.contains("--data") ? given.get(given.indexOf("--data") + 1) : Files.createTempDirectory("gallery").toString();
        Gallery gallery = Gallery.options().set("database.url", "sqlite://" + data + "/gallery.db").set("key.file", data + "/gallery.key")
                .set("key.create", "true")
                .authorizer(question -> !question.subject().isEmpty()) // a real host asks its own database
                .open();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.open();
        server.addConnector(connector);
        String authority = "127.0.0.1:" + connector.getLocalPort();
        ServletContextHandler context = new ServletContextHandler();
        // A real host takes project and user from its own session.
        context.addServlet(new ServletHolder(new GalleryServlet(gallery, request -> new Caller("demo", "ada", 0), authority)), "/*");
        server.setHandler(context);
        server.start();
        System.out.println("Integration Gallery is at http://" + authority + "/");
        server.join();
    }
}
