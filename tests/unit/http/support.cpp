#include "unit/http/support.hpp"

#include "http/route.hpp"
#include "support/canary.hpp"
#include "support/gallery.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace integration_gallery::test {
namespace {

void check_every_response(const Sent& sent, const Response& response, bool cors) {
    BOOST_TEST_CONTEXT(sent.method << ' ' << sent.target << " -> " << response.status()) {
        BOOST_TEST(response.header("X-Content-Type-Options") == "nosniff");
        BOOST_TEST(response.header("Cross-Origin-Resource-Policy") == "same-origin");
        BOOST_TEST(response.header("Referrer-Policy") == "no-referrer");
        BOOST_TEST(response.header("Content-Security-Policy").starts_with("default-src 'none'"));
        BOOST_TEST(!response.header("Cache-Control").empty());
        BOOST_TEST(!response.header("X-Request-Id").empty());
        for (const auto& field : response.headers()) {
            BOOST_TEST(field.name.find_first_of("\r\n\0: ", 0, 5) == std::string::npos);
            BOOST_TEST(field.value.find_first_of("\r\n\0", 0, 3) == std::string::npos);
            BOOST_TEST(find_canary(field.value, secret_text) == "");
            BOOST_TEST((cors || !field.name.starts_with("Access-Control-")));
        }
        const bool no_length = response.status() == 204 || response.status() == 304;
        if (no_length || sent.method == "HEAD")
            BOOST_TEST(response.body().empty());
        if (no_length)
            BOOST_TEST(response.header("Content-Length") == "");
        else if (sent.method != "HEAD")
            BOOST_TEST(response.header("Content-Length") == std::to_string(response.body().size()));
        BOOST_TEST(find_canary(response.body(), secret_text) == "");
        if (response.status() >= 400 && sent.method != "HEAD" && response.header("Content-Type") != "application/json")
            problem_code(response);
        if (response.status() == 401 || response.status() == 403)
            BOOST_TEST(response.header("ETag") == "");
    }
}

} // namespace

House::House(void (*change)(Options&), const Catalog& catalog)
    : options(make_options(change, catalog)), gallery(Gallery::open(options)), api(gallery.http()) {}

House::~House() {
    refuse_canary(stored_bytes(), "the database");
    refuse_canary(logger->text(), "the log");
    for (const auto& event : audit->events())
        refuse_canary(event, "the audit");
}

Options House::make_options(void (*change)(Options&), const Catalog& catalog) {
    Options made;
    made.database_url = database->url();
    made.key_provider = key_file_for(*database, folder.path() / "gallery.key");
    made.catalog = catalog;
    made.authorizer = authorizer;
    made.audit = audit;
    made.logger = logger;
    made.clock = std::make_shared<FakeClock>();
    made.synchronous = false;
    if (change != nullptr)
        change(made);
    return made;
}

Response House::send(const Sent& sent) const {
    Request request{};
    request.method = sent.method;
    request.target = sent.target;
    request.mount = sent.mount;
    request.authority = "app.example.com";
    request.headers = sent.headers;
    request.body = sent.body;
    request.caller = {.subject = sent.subject, .project = sent.project};
    request.ambient_auth = sent.ambient_auth;
    request.secure_transport = sent.secure_transport;
    request.request_id = sent.request_id;
    Response response = api.handle(request);
    check_every_response(sent, response, !options.cors_origins.empty());
    return response;
}

Response House::get(std::string target, std::vector<HeaderField> headers) const {
    return send({.target = std::move(target), .headers = std::move(headers)});
}

Response House::put(std::string target, std::string body, std::vector<HeaderField> headers) const {
    headers.push_back({"Content-Type", "application/json"});
    return send({.method = "PUT", .target = std::move(target), .headers = std::move(headers), .body = std::move(body)});
}

Response House::patch(std::string target, std::string body, std::vector<HeaderField> headers) const {
    headers.push_back({"Content-Type", "application/merge-patch+json"});
    return send(
        {.method = "PATCH", .target = std::move(target), .headers = std::move(headers), .body = std::move(body)});
}

boost::json::value parse_body(const Response& response) {
    return boost::json::parse(response.body());
}

std::string problem_code(const Response& response) {
    BOOST_TEST(response.header("Content-Type") == "application/problem+json");
    BOOST_TEST(response.header("Cache-Control") == "no-store");
    const auto problem = parse_body(response).as_object();
    const std::string code(problem.at("code").as_string());
    BOOST_TEST(problem.at("type").as_string() == "urn:integration-gallery:problem:" + code);
    BOOST_TEST(problem.at("status").as_int64() == response.status());
    BOOST_TEST(!problem.at("title").as_string().empty());
    BOOST_TEST(!problem.at("detail").as_string().empty());
    BOOST_TEST(problem.at("instance").as_string() ==
               "urn:integration-gallery:request:" + std::string(response.header("X-Request-Id")));
    BOOST_TEST((response.status() != 422 || problem.contains("errors")));
    return code;
}

std::string problem_errors(const Response& response) {
    std::string out;
    const auto problem = parse_body(response).as_object();
    if (!problem.contains("errors"))
        return "none";
    for (const auto& error : problem.at("errors").as_array()) {
        if (!out.empty())
            out += ", ";
        out +=
            error.as_object().contains("pointer") ? error.at("pointer").as_string() : error.at("parameter").as_string();
        out += ' ';
        out += error.at("code").as_string();
    }
    return out;
}

std::vector<std::string> every_target() {
    std::vector<std::string> out;
    for (const auto& route : integration_gallery::http::routes()) {
        std::string target(route.pattern);
        for (const auto& [name, value] : {std::pair("{name}", "alpha"), {"{revision}", "1"}, {"{path}", asset_name}})
            if (const auto at = target.find(name); at != std::string::npos)
                target.replace(at, std::string_view(name).size(), value);
        out.push_back(std::move(target));
    }
    return out;
}

} // namespace integration_gallery::test
