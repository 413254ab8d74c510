#pragma once

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/host.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery {

/// What a gallery is opened with. Interfaces are shared with the gallery and must be safe from several threads.
struct Options {
    /// Where settings are stored: "sqlite:///var/lib/app/gallery.db". Required.
    std::string database_url;
    /// Guards the keys: key_file(…), key_from_environment(…), key_from_passphrase(…) of keys.hpp, or the host's own.
    /// Required.
    std::shared_ptr<KeyProvider> key_provider;
    /// The integrations on offer; none given: the shipped ones.
    std::optional<Catalog> catalog;
    /// The host's side of the data mapping: {"task": {"title": "Task", "fields": {…}}, …}. Empty: mappings are checked
    /// against the integrations' side only.
    boost::json::object host_model;
    /// Decides who may do what. Without one there is no HTTP API; sessions in the host's own code then ask nobody.
    std::shared_ptr<Authorizer> authorizer;
    /// Told of every opening and change. Optional.
    std::shared_ptr<AuditSink> audit;
    /// Optional.
    std::shared_ptr<Logger> logger;
    /// Optional: the system's.
    std::shared_ptr<Clock> clock;
    /// Optional: the system's.
    std::shared_ptr<RandomSource> random;
    /// PUT without If-Match is answered with 428 instead of being accepted.
    bool require_preconditions = false;
    /// SQLite only: wait for the disk at every commit (synchronous=FULL). Off, a power cut may lose the last changes.
    bool synchronous = true;
    /// How long an operation waits for a database connection.
    std::chrono::milliseconds lease_limit{10'000};
    /// The source that may frame the admin page, as in CSP's frame-ancestors: "'none'", "'self'",
    /// "https://admin.example.com".
    std::string frame_ancestors = "'none'";
    /// Origins such as "https://admin.example.com" whose pages may change settings, beside the host's own.
    std::vector<std::string> trusted_origins;
    /// Origins such as "https://console.example.com" whose pages may read answers of the API (CORS). None by default:
    /// then no answer carries a field of CORS. Pages that also change settings stand in trusted_origins, too.
    std::vector<std::string> cors_origins;
    /// Browsers may send cookies with what those pages ask (Access-Control-Allow-Credentials).
    bool cors_credentials = false;
    /// What a 401 carries in WWW-Authenticate; without one the answer to nobody is 401 with no challenge.
    std::optional<std::string> challenge;
};

} // namespace integration_gallery
