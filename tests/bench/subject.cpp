#include "bench/subject.hpp"

#include <boost/json/object.hpp>

#include <stdexcept>

namespace ig = integration_gallery;

namespace {

class Everybody final : public ig::Authorizer {
public:
    bool allows(const ig::Caller&, ig::Action, std::string_view, std::string_view) override { return true; }
};

std::string manifest_of(int number) {
    return R"({"manifestVersion":1,"name":")" + Subject::name_of(number) + R"(","displayName":"Bench )" +
           std::to_string(number) +
           R"(","description":"Import and sync data from a service.","categories":["project-management"],"version":"1.0",)"
           R"("settings":{"authentication":{"type":"object","required":["method","apiKey"],"additionalProperties":false,)"
           R"("properties":{"method":{"const":"apikey"},"apiKey":{"type":"string","writeOnly":true}}},)"
           R"("dataMapping":{"$ref":"ig:data-mapping"},"syncSettings":{"$ref":"ig:sync-settings"}}})";
}

ig::Gallery open(const std::filesystem::path& folder, int integrations) {
    ig::Options options;
    options.database_url = "sqlite://" + (folder / "gallery.db").string();
    options.key_provider = ig::key_file(folder / "gallery.key", {.create_if_missing = true});
    options.authorizer = std::make_shared<Everybody>();
    ig::CatalogBuilder builder;
    for (int number = 0; number < integrations; ++number)
        builder.add_json(manifest_of(number));
    options.catalog = builder.build();
    return ig::Gallery::open(std::move(options));
}

void expect(const ig::Response& response, int status) {
    if (response.status() != status)
        throw std::runtime_error("the library answered " + std::to_string(response.status()) + ": " +
                                 std::string(response.body()));
}

} // namespace

Subject::Subject(const std::filesystem::path& folder, int integrations)
    : m_gallery(open(folder, integrations)), m_http(m_gallery.http()), m_session(m_gallery.session("apollo", "ada")) {}

std::string Subject::name_of(int number) {
    return "bench-" + std::to_string(1000 + number);
}

void Subject::configure(const std::string& name) {
    const boost::json::object settings{
        {"enabled", true},
        {"authentication", {{"method", "apikey"}}},
        {"secrets", {{"/authentication/apiKey", {{"value", "pk_1234567890_ABCDEFGHIJKLMNOPQRSTUVWX"}}}}}};
    m_session.put(name, settings);
}

ig::Request Subject::request(std::string_view method, std::string_view target) const {
    ig::Request out;
    out.method = method;
    out.target = target;
    out.authority = "127.0.0.1:8080";
    out.caller = {.subject = "ada", .project = "apollo", .permissions = 0};
    out.ambient_auth = false;
    return out;
}

void Subject::get(std::string_view target) const {
    static constexpr ig::HeaderField accept[] = {{"Accept", "application/json"}};
    ig::Request asked = request("GET", target);
    asked.headers = accept;
    expect(m_http.handle(asked), 200);
}

void Subject::put(std::string_view target, int minutes) const {
    static constexpr ig::HeaderField type[] = {{"Content-Type", "application/json"}};
    const std::string body =
        R"({"syncSettings":{"schedule":{"type":"interval","every":"PT)" + std::to_string(minutes) + R"(M"}}})";
    ig::Request asked = request("PUT", target);
    asked.headers = type;
    asked.body = body;
    expect(m_http.handle(asked), 200);
}
