package integrationgallery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The REST API and the page as a servlet: map it to "/*" or "/somewhere/*". */
public class GalleryServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Gallery gallery;
    private final transient Function<HttpServletRequest, Caller> caller;
    private final String authority;

    /** The caller function says who asks, or null for nobody; the authority is host and port that the server answers for. */
    public GalleryServlet(Gallery gallery, Function<HttpServletRequest, Caller> caller, String authority) {
        this.gallery = gallery;
        this.caller = caller;
        this.authority = authority;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(":mount", request.getContextPath() + request.getServletPath());
        facts.put(":scheme", request.isSecure() ? "https" : "http");
        facts.put(":authority", authority);
        List<Request.Field> fields = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> fields.add(new Request.Field(name, value)));
        }
        String target = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        Response response = Answers.to(gallery, caller.apply(request), request.getMethod(), target, facts, fields, Answers.body(request.getInputStream()));
        answer.setStatus(response.status());
        for (Request.Field field : response.fields()) {
            answer.addHeader(field.name(), field.value());
        }
        if (!request.getMethod().equals("HEAD")) {
            answer.getOutputStream().write(response.body());
        }
    }
}
