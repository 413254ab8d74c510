#pragma once

#include <integration_gallery/http.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::http {

struct Route;

/// Which pages of other origins may read the API's answers: the CORS protocol of the Fetch standard. Off unless the
/// host names origins; then every answer of the API says `Vary: Origin`, and names an origin only if it is one of them,
/// never
/// "*". Immutable; any thread.
class Cors {
public:
    /// Throws Error(Status::invalid_argument, "invalid-option") for what is no origin as browsers write it: scheme,
    /// "://", host in lower case, and a port that is not the scheme's own.
    Cors(std::vector<std::string> origins, bool credentials);

    bool on() const noexcept { return !m_origins.empty(); }

    /// Adds the fields of an answer of `route`; a preflight gets leave too, for what the route takes. Where browsers
    /// prove who the caller is by themselves (Request::ambient_auth), only pages of the `trusted` origins get leave to
    /// change something: the cross-origin check would refuse the others.
    void add_fields(const Request& request, const Route& route, std::span<const std::string> trusted,
                    std::vector<Response::Field>& fields) const;

private:
    std::vector<std::string> m_origins;
    bool m_credentials;
};

} // namespace integration_gallery::http
