#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/host.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// One header field. Names are compared without regard to case; order and duplicates are kept.
struct HeaderField {
    std::string_view name;
    std::string_view value;
};

/// A request: views that must live until HttpApi::handle returns.
struct Request {
    std::string_view method; ///< As received: methods are case-sensitive.
    std::string_view
        target; ///< Origin form, still percent-encoded, with the query: "/app/api/v1/integrations?view=full".
    std::string_view mount; ///< The prefix of `target` under which the host mounts the gallery: "" or "/app", without a
                            ///< slash at the end.
    std::string_view authority; ///< Host and port that the host answers for, from its configuration: "127.0.0.1:8080".
    std::span<const HeaderField> headers;
    std::string_view body; ///< Complete.
    Caller caller;         ///< Who the host signed in; an empty subject is nobody.
    /// The caller was recognised by something that a browser sends by itself (cookie, client certificate, Basic):
    /// cross-origin checks apply. A host that only takes a bearer header may clear it.
    bool ambient_auth = true;
    bool secure_transport = false; ///< The client's hop was TLS.
    std::string_view request_id;   ///< Stands in problems and logs; made up when empty.
};

namespace http {
class Api;
}

/// A response: owns what it exposes. The body is shared, not copied: several responses may hold the same bytes.
class IG_CXX_API Response {
public:
    struct Field {
        std::string name;
        std::string value;
    };

    Response(int status, std::vector<Field> headers, std::shared_ptr<const std::string> body, bool head_only = false);

    int status() const noexcept { return m_status; }
    /// In order; Content-Length is among them whenever the status allows one, also for HEAD.
    std::span<const Field> headers() const noexcept { return m_headers; }
    /// The value of the first field of that name, whatever its case; "" if there is none.
    std::string_view header(std::string_view name) const noexcept;
    /// The bytes to send: empty for HEAD, 204 and 304. May outlive the response through shared_body().
    std::string_view body() const noexcept;
    std::shared_ptr<const std::string> shared_body() const noexcept;

private:
    friend class http::Api;
    /// For when there is no memory left: allocates nothing.
    explicit Response(int status) noexcept : m_status(status) {}

    int m_status;
    std::vector<Field> m_headers;
    std::shared_ptr<const std::string> m_body; // may be null
};

/// How long a route may take.
enum class RouteClass {
    pure,     ///< Answers from memory: an event loop may call `handle` itself.
    store,    ///< May wait for the database, or for a key service.
    outbound, ///< May wait for another service, for seconds. No route does so yet.
};

/// The REST API and the admin page under a host's mount M: the API at M/api/v1/…, the page at M/admin/integrations/.
/// Immutable; any thread. Copies share everything. Comes from Gallery::http.
class IG_CXX_API HttpApi {
public:
    explicit HttpApi(std::shared_ptr<const http::Api> api) noexcept;
    HttpApi(const HttpApi&);
    HttpApi& operator=(const HttpApi&);
    ~HttpApi();

    /// Answers a request. Never throws: what goes wrong is a response, out of memory included.
    Response handle(const Request& request) const noexcept;
    /// For event loops: what `handle` may have to wait for. Reads nothing.
    RouteClass classify(std::string_view method, std::string_view target, std::string_view mount) const noexcept;

private:
    std::shared_ptr<const http::Api> m_api;
};

} // namespace integration_gallery
