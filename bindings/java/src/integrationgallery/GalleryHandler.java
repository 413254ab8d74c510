package integrationgallery;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The REST API and the page for com.sun.net.httpserver; the path of its context is the mount. */
public final class GalleryHandler implements HttpHandler {
    private final Gallery gallery;
    private final Function<HttpExchange, Caller> caller;
    private final String authority;

    /** The caller function says who asks, or null for nobody; the authority is host and port that the server answers for. */
    public GalleryHandler(Gallery gallery, Function<HttpExchange, Caller> caller, String authority) {
        this.gallery = gallery;
        this.caller = caller;
        this.authority = authority;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(":mount", exchange.getHttpContext().getPath().replaceAll("/$", ""));
            facts.put(":scheme", exchange instanceof HttpsExchange ? "https" : "http");
            facts.put(":authority", authority);
            List<Request.Field> fields = new ArrayList<>();
            exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> fields.add(new Request.Field(name, value))));
            Response response = Answers.to(gallery, caller.apply(exchange), exchange.getRequestMethod(), exchange.getRequestURI().toString(), facts,
                    fields, Answers.body(exchange.getRequestBody()));
            Headers headers = exchange.getResponseHeaders();
            boolean bodiless = exchange.getRequestMethod().equals("HEAD") || response.status() == 204 || response.status() == 304;
            for (Request.Field field : response.fields()) {
                if (bodiless || !field.name().equalsIgnoreCase("Content-Length")) {
                    headers.add(field.name(), field.value());
                }
            }
            exchange.sendResponseHeaders(response.status(), bodiless || response.body().length == 0 ? -1 : response.body().length);
            if (!bodiless && response.body().length != 0) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }
}
