#include "http/openapi.hpp"

#include "http/route.hpp"
#include "json/pointer.hpp"
#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

std::string upper_case(std::string_view method) {
    std::string out(method);
    for (char& c : out)
        c = static_cast<char>(c - 'a' + 'A');
    return out;
}

/// Every "$ref" in a document.
void collect_references(const boost::json::value& value, std::set<std::string>& out) {
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            if (member.key() == "$ref")
                out.insert(std::string(member.value().as_string()));
            collect_references(member.value(), out);
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& item : *array)
            collect_references(item, out);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(openapi)

BOOST_AUTO_TEST_CASE(every_path_of_the_document_answers) {
    const House house;
    house.put("/api/v1/integrations/alpha", std::string(alpha_settings)); // so that there is a version
    const auto document = parse_body(house.get("/api/v1/openapi.json")).as_object();
    BOOST_TEST(document.at("openapi").as_string() == "3.1.0");
    int operations = 0;
    for (const auto& path : document.at("paths").as_object()) {
        std::string target = "/api/v1" + std::string(path.key());
        if (const auto at = target.find("{name}"); at != std::string::npos)
            target.replace(at, 6, "alpha");
        if (const auto at = target.find("{revision}"); at != std::string::npos)
            target.replace(at, 10, "1");
        std::set<std::string> listed;
        for (const auto& member : path.value().as_object()) {
            if (member.key() == "parameters")
                continue;
            ++operations;
            const std::string method = upper_case(member.key());
            listed.insert(method);
            const int status = house.send({.method = method, .target = target}).status();
            BOOST_TEST((status != 404 && status != 405), method << ' ' << target);
            BOOST_TEST(!member.value().at("operationId").as_string().empty());
        }
        for (const char* method : {"GET", "PUT", "PATCH", "POST", "DELETE"})
            if (!listed.contains(method))
                BOOST_TEST(house.send({.method = method, .target = target}).status() == 405, method << ' ' << target);
    }
    BOOST_TEST(operations >= 10);
}

BOOST_AUTO_TEST_CASE(every_operation_of_the_table_is_in_the_document_and_no_other) {
    const auto document = integration_gallery::http::make_openapi();
    std::set<std::string> in_table;
    for (const auto& route : integration_gallery::http::routes())
        for (const auto& operation : route.operations)
            if (route.is_api())
                in_table.insert(std::string(operation.id));
    std::set<std::string> in_document;
    for (const auto& path : document.at("paths").as_object())
        for (const auto& member : path.value().as_object())
            if (member.key() != "parameters")
                in_document.insert(std::string(member.value().at("operationId").as_string()));
    BOOST_TEST((in_table == in_document));
    std::set<std::string> described;
    const auto source = boost::json::parse(integration_gallery::http::openapi_source());
    for (const auto& item : source.at("operations").as_object())
        described.insert(std::string(item.key()));
    BOOST_TEST((described == in_table));
}

BOOST_AUTO_TEST_CASE(every_reference_leads_somewhere_and_every_component_is_used) {
    const boost::json::value document = integration_gallery::http::make_openapi();
    std::set<std::string> references;
    collect_references(document, references);
    for (const auto& reference : references)
        BOOST_TEST(integration_gallery::json::find(document, reference.substr(1)) != nullptr, reference);
    for (const auto& kind : document.at("components").as_object())
        for (const auto& item : kind.value().as_object()) {
            const std::string name = "#/components/" + std::string(kind.key()) + '/' + std::string(item.key());
            BOOST_TEST((kind.key() == "securitySchemes" || references.contains(name)), name);
        }
}

BOOST_AUTO_TEST_CASE(every_field_of_an_answer_is_declared) {
    const std::set<std::string> everywhere{"Cache-Control",
                                           "Content-Length",
                                           "Content-Security-Policy",
                                           "Content-Type",
                                           "Cross-Origin-Resource-Policy",
                                           "Referrer-Policy",
                                           "X-Content-Type-Options",
                                           "X-Request-Id"};
    const boost::json::value document = integration_gallery::http::make_openapi();
    const auto resolved = [&](const boost::json::value& value) -> const boost::json::value& {
        const auto* reference = value.as_object().if_contains("$ref");
        return reference == nullptr
                   ? value
                   : *integration_gallery::json::find(document, std::string_view(reference->as_string()).substr(1));
    };
    const House house([](Options& options) {
        options.challenge = "Session";
        options.authorizer = std::make_shared<FakeAuthorizer>(
            std::set<std::string>{"catalog.read", "config.read", "secret.write", "history.read", "page.view"});
    });
    const House writer;
    const std::string one = "/integrations/alpha";
    const std::vector<HeaderField> json{{"Content-Type", "application/json"}};
    const std::vector<HeaderField> minimal{{"Content-Type", "application/json"}, {"Prefer", "return=minimal"}};
    std::set<std::string> seen;
    const auto look = [&](const House& in, const char* path, Sent sent) {
        sent.target = "/api/v1" + sent.target;
        const Response response = in.send(sent);
        const std::string method(sent.method == "HEAD" ? "GET" : sent.method);
        std::string member(method);
        for (char& c : member)
            c = static_cast<char>(c - 'A' + 'a');
        const auto& answers = document.at("paths").at(path).at(member).at("responses").as_object();
        const std::string status = std::to_string(response.status());
        const auto* answer = answers.if_contains(status);
        if (answer == nullptr)
            answer = answers.if_contains(status.substr(0, 1) + "XX");
        BOOST_REQUIRE_MESSAGE(answer != nullptr, method << ' ' << path << ' ' << status);
        const auto* headers = resolved(*answer).as_object().if_contains("headers");
        for (const auto& field : response.headers()) {
            if (everywhere.contains(field.name))
                continue;
            seen.insert(status + ' ' + field.name);
            BOOST_TEST((headers != nullptr && headers->as_object().contains(field.name)),
                       method << ' ' << path << ' ' << status << ' ' << field.name);
        }
    };
    const char* settings = "/integrations/{name}";
    look(writer, settings, {.method = "PUT", .target = one, .headers = json, .body = std::string(alpha_settings)});
    look(writer, settings, {.method = "PUT", .target = one, .headers = minimal, .body = R"({"enabled":false})"});
    look(writer, settings, {.method = "PUT", .target = one, .headers = {{"Content-Type", "text/plain"}}, .body = "{}"});
    look(writer, settings,
         {.method = "PUT",
          .target = one,
          .headers = {{"Content-Type", "application/json"}, {"Content-Encoding", "br"}},
          .body = "{}"});
    look(writer, settings,
         {.method = "PUT",
          .target = one,
          .headers = {{"Content-Type", "application/json"}, {"If-Match", "\"9.plain.x.y\""}},
          .body = "{}"});
    look(writer, settings, {.target = one});
    look(writer, settings, {.target = one, .headers = {{"If-None-Match", "*"}}});
    look(house, settings, {.target = one + "?view=full"});
    look(house, settings, {.target = one, .subject = ""});
    look(writer, "/integrations/{name}/credentials",
         {.method = "PUT", .target = one + "/credentials", .headers = minimal, .body = "{}"});
    look(writer, "/integrations/{name}/history", {.target = one + "/history?limit=1"});
    look(writer, "/integrations/{name}/status", {.target = one + "/status"});
    look(writer, "/integrations/{name}/schema", {.target = one + "/schema"});
    look(writer, "/integrations/{name}/logo", {.target = one + "/logo"});
    look(writer, "/integrations", {.target = "/integrations?limit=1"});
    look(writer, "/integrations", {.method = "HEAD", .target = "/integrations"});
    look(writer, "/openapi.json", {.target = "/openapi.json"});
    for (const char* field :
         {"200 ETag", "200 Link", "200 Allow", "200 Content-Disposition", "204 Preference-Applied", "304 ETag",
          "401 WWW-Authenticate", "412 ETag", "415 Accept-Patch", "415 Accept-Encoding"})
        BOOST_TEST(seen.contains(field), field);
}

BOOST_AUTO_TEST_CASE(what_nobody_has_to_sign_in_for_says_so) {
    const auto document = integration_gallery::http::make_openapi();
    for (const auto& route : integration_gallery::http::routes()) {
        if (!route.is_api())
            continue;
        const auto& path =
            document.at("paths").at(route.pattern.substr(std::string_view("/api/v1").size())).as_object();
        for (const auto& operation : route.operations) {
            std::string method(operation.method);
            for (char& c : method)
                c = static_cast<char>(c - 'A' + 'a');
            const auto* security = path.at(method).as_object().if_contains("security");
            BOOST_TEST((security != nullptr && security->as_array().empty()) == !operation.action.has_value(),
                       operation.id);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_document_is_kept_by_its_tag) {
    const House house;
    const auto document = house.get("/api/v1/openapi.json");
    BOOST_TEST(house.get("/api/v1/openapi.json", {{"If-None-Match", document.header("ETag")}}).status() == 304);
    BOOST_TEST(house.get("/api/v1/openapi.json").shared_body().get() == document.shared_body().get());
}

BOOST_AUTO_TEST_CASE(metrics_count_by_route_and_status) {
    const House house;
    house.get("/api/v1/integrations/alpha");
    house.get("/api/v1/integrations/beta");
    house.get("/api/v1/integrations/unknown");
    house.get("/nowhere");
    const auto metrics = house.get("/api/v1/metrics");
    BOOST_TEST(metrics.header("Content-Type") == "application/openmetrics-text; version=1.0.0; charset=utf-8");
    const std::string text(metrics.body());
    for (const char* line : {"ig_http_requests_total{route=\"/api/v1/integrations/{name}\",status=\"2xx\"} 2\n",
                             "ig_http_requests_total{route=\"/api/v1/integrations/{name}\",status=\"4xx\"} 1\n",
                             "ig_http_requests_total{route=\"none\",status=\"4xx\"} 1\n",
                             "ig_http_request_seconds_bucket{route=\"none\",le=\"0.0001\"}",
                             "ig_http_request_seconds_bucket{route=\"none\",le=\"+Inf\"} 1\n",
                             "ig_http_request_seconds_count{route=\"/api/v1/integrations/{name}\"} 3\n"})
        BOOST_TEST(text.find(line) != std::string::npos, line);
    BOOST_TEST(text.ends_with("# EOF\n"));
    BOOST_TEST(text.find("alpha") == std::string::npos);
    BOOST_TEST(
        house.get("/api/v1/metrics", {{"Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1"}}).status() ==
        200);
    BOOST_TEST(house.get("/api/v1/metrics", {{"Accept", "application/json"}}).status() == 406);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
