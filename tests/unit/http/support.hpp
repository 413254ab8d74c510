#pragma once

#include "support/host.hpp"
#include "support/servers/database.hpp"
#include "support/temporary_folder.hpp"
#include "unit/http/small_catalog.hpp"

#include <integration_gallery/gallery.hpp>

#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What the tests of the HTTP API stand on: a gallery over a database of its own, and a way to ask it.
namespace integration_gallery::test {

/// What is sent; the defaults are those of a browser on the host's own page, signed in.
struct Sent {
    std::string_view method = "GET";
    std::string target = "/api/v1/integrations";
    std::vector<HeaderField> headers = {};
    std::string body = {};
    std::string_view subject = "ada";
    std::string_view project = "apollo";
    std::string_view mount = "";
    bool ambient_auth = true;
    bool secure_transport = false;
    std::string_view request_id = "";
};

/// A gallery with everything that a host may implement faked. Each has a folder and a database of its own.
struct House {
    /// `change` may alter the options before the gallery opens.
    explicit House(void (*change)(Options&) = nullptr, const Catalog& catalog = small_catalog());
    /// Ends the program if secret_text has got into the database, the log or the audit.
    ~House();
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    TemporaryFolder folder;
    std::unique_ptr<Database> database = make_database();
    std::shared_ptr<FakeAuthorizer> authorizer = std::make_shared<FakeAuthorizer>();
    std::shared_ptr<FakeAuditSink> audit = std::make_shared<FakeAuditSink>();
    std::shared_ptr<FakeLogger> logger = std::make_shared<FakeLogger>();
    Options options;
    Gallery gallery;
    HttpApi api;

    /// Asks, and checks what holds for every response: the fields of security, lengths, no secret of secret_text.
    Response send(const Sent& sent) const;

    Response get(std::string target, std::vector<HeaderField> headers = {}) const;
    Response put(std::string target, std::string body, std::vector<HeaderField> headers = {}) const;
    Response patch(std::string target, std::string body, std::vector<HeaderField> headers = {}) const;

    /// Everything that stands in the database.
    std::string stored_bytes() const { return database->dump(); }

private:
    Options make_options(void (*change)(Options&), const Catalog& catalog);
};

/// What every secret in these tests contains: no response may.
inline constexpr std::string_view secret_text = "canary-5f0e";

/// The settings with which alpha is complete.
inline constexpr std::string_view alpha_settings =
    R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"canary-5f0e-key"}})";

boost::json::value parse_body(const Response& response);
/// The `code` of a problem document, after its other members were checked.
std::string problem_code(const Response& response);
/// "#/pointer code" of each error, with ", " between them.
std::string problem_errors(const Response& response);

/// One of the page's files.
inline constexpr const char* asset_name = "integration-gallery.js";

/// A target for each pattern of the table of routes: of alpha, and of its first version.
std::vector<std::string> every_target();

} // namespace integration_gallery::test
