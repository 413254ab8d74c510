#include "http/route.hpp"
#include "unit/http/support.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>
#include <set>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

/// Allows one set of actions in one project, and may be told another set between requests.
class OneProject final : public Authorizer {
public:
    bool allows(const Caller& caller, Action action, std::string_view project, std::string_view) override {
        asked.push_back(std::string(action_name(action)));
        return caller.subject == "ada" && project == allowed_project &&
               allowed.contains(std::string(action_name(action)));
    }
    std::set<std::string> allowed;
    std::string allowed_project = "apollo";
    std::vector<std::string> asked;
};

struct Row {
    Sent sent;
    std::set<std::string> needs; ///< empty: anybody
    int status;                  ///< with all that it needs
};

/// Everything that can be asked for, with what it needs: written down here once more, so that a slip in the table of
/// routes is seen.
std::vector<Row> rows() {
    const std::string base = "/api/v1/";
    const std::vector<HeaderField> json{{"Content-Type", "application/json"}};
    const std::vector<HeaderField> patch{{"Content-Type", "application/merge-patch+json"}};
    const std::string switch_off = R"({"enabled":false})";
    const std::string secret = R"({"authentication":{"method":"apikey","apiKey":"canary-5f0e"}})";
    std::vector<Row> out{
        {{.target = base + "integrations"}, {"catalog.read"}, 200},
        {{.target = base + "integrations?view=full"}, {"catalog.read"}, 200},
        {{.target = base + "integrations/alpha"}, {"config.read"}, 200},
        {{.target = base + "integrations/unknown"}, {"config.read"}, 404},
        {{.target = base + "integrations/alpha/status"}, {"config.read"}, 200},
        {{.target = base + "integrations/unknown/status"}, {"config.read"}, 404},
        {{.target = base + "integrations/alpha/credentials"}, {"config.read"}, 200},
        {{.target = base + "integrations/unknown/credentials"}, {"config.read"}, 404},
        {{.method = "PUT",
          .target = base + "integrations/alpha/credentials",
          .headers = json,
          .body = R"({"/authentication/apiKey":{"value":"canary-5f0e"}})"},
         {"secret.write"},
         200},
        {{.target = base + "integrations/alpha/history"}, {"history.read"}, 200},
        {{.target = base + "integrations/unknown/history"}, {"history.read"}, 404},
        {{.target = base + "integrations/alpha/history/1"}, {"history.read"}, 200},
        {{.target = base + "integrations/alpha/history/999"}, {"history.read"}, 404},
        {{.target = base + "integrations/unknown/history/1"}, {"history.read"}, 404},
        {{.target = base + "integrations/alpha/history/1/diff"}, {"history.read"}, 200},
        {{.target = base + "integrations/unknown/history/1/diff"}, {"history.read"}, 404},
        {{.method = "POST",
          .target = base + "integrations/alpha/history/1/restore",
          .headers = {{"X-Integration-Gallery", "1"}}},
         {"config.write"},
         200},
        {{.method = "POST",
          .target = base + "integrations/unknown/history/1/restore",
          .headers = {{"X-Integration-Gallery", "1"}}},
         {"config.write"},
         404},
        {{.target = base + "integrations/alpha/schema"}, {"catalog.read"}, 200},
        {{.target = base + "integrations/unknown/schema"}, {"catalog.read"}, 404},
        {{.target = base + "integrations/alpha/logo"}, {"page.view"}, 200},
        {{.target = base + "integrations/unknown/logo"}, {"page.view"}, 404},
        {{.target = "/admin/integrations"}, {"page.view"}, 308},
        {{.target = "/admin/integrations/"}, {"page.view"}, 200},
        {{.target = base + "metrics"}, {"metrics.read"}, 200},
        {{.target = base + "openapi.json"}, {"catalog.read"}, 200},
        {{.target = base + "health/live"}, {}, 200},
        {{.target = base + "health/ready"}, {}, 200},
    };
    for (const char* name : {"alpha", "unknown"}) {
        const bool known = std::string_view(name) == "alpha";
        const std::string target = base + "integrations/" + name;
        out.push_back({{.method = "PUT", .target = target, .headers = json, .body = switch_off},
                       {"config.write"},
                       known ? 200 : 404});
        out.push_back({{.method = "PATCH", .target = target, .headers = patch, .body = switch_off},
                       {"config.write"},
                       known ? 200 : 404});
    }
    for (const char* method : {"PUT", "PATCH"})
        out.push_back({{.method = method,
                        .target = base + "integrations/alpha",
                        .headers = std::string_view(method) == "PUT" ? json : patch,
                        .body = secret},
                       {"config.write", "secret.write"},
                       200});
    out.push_back(
        {{.method = "DELETE", .target = base + "integrations/beta", .headers = {{"X-Integration-Gallery", "1"}}},
         {"config.write", "secret.write"},
         204});
    const auto reads = out.size();
    for (std::size_t i = 0; i < reads; ++i)
        if (out[i].sent.method == "GET") {
            out.push_back(out[i]);
            out.back().sent.method = "HEAD";
        }
    return out;
}

std::vector<std::string> action_names() {
    std::vector<std::string> out;
    for (int i = 0; action_name(static_cast<Action>(i)) != "unknown"; ++i)
        out.emplace_back(action_name(static_cast<Action>(i)));
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(permissions)

BOOST_AUTO_TEST_CASE(exactly_what_the_table_says_passes) {
    static std::shared_ptr<OneProject> authorizer;
    authorizer = std::make_shared<OneProject>();
    const House house([](Options& options) { options.authorizer = authorizer; });
    const auto names = action_names();
    BOOST_TEST(names.size() >= 7u);

    std::vector<std::set<std::string>> grants{{}};
    for (const auto& name : names)
        grants.push_back({name});
    grants.push_back({"config.write", "secret.write"});
    std::set<std::string> all(names.begin(), names.end());
    grants.push_back(all);
    for (const auto& name : names) { // all but one
        auto most = all;
        most.erase(name);
        grants.push_back(most);
    }

    authorizer->allowed = all;
    BOOST_REQUIRE(house.put("/api/v1/integrations/alpha", R"({"dataMapping":{"note":"x"}})").status() == 200);

    int count = 0;
    for (const Row& row : rows())
        for (const auto& granted : grants)
            for (const char* project : {"apollo", "gemini"})
                for (const char* subject : {"ada", "eve", ""}) {
                    ++count;
                    authorizer->allowed = granted;
                    authorizer->asked.clear();
                    Sent sent = row.sent;
                    sent.project = project;
                    sent.subject = subject;
                    const bool anybody = row.needs.empty();
                    const bool allowed =
                        anybody || (std::string_view(project) == "apollo" && std::string_view(subject) == "ada" &&
                                    std::includes(granted.begin(), granted.end(), row.needs.begin(), row.needs.end()));
                    const int expected = allowed ? row.status : *subject == '\0' ? 401 : 403;
                    const int status = house.send(sent).status();
                    BOOST_TEST(status == expected, row.sent.method << ' ' << row.sent.target << " by " << subject
                                                                   << " in " << project << ": " << status << " not "
                                                                   << expected);
                    // never more than once for each action
                    auto asked = authorizer->asked;
                    std::sort(asked.begin(), asked.end());
                    BOOST_TEST((std::adjacent_find(asked.begin(), asked.end()) == asked.end()));
                    BOOST_TEST((*subject != '\0' || asked.empty()));
                }
    std::cout << "permissions: " << count << " combinations\n";
}

BOOST_AUTO_TEST_CASE(the_table_of_this_test_has_every_operation) {
    std::set<std::string> tried;
    for (const Row& row : rows()) {
        const auto parsed = integration_gallery::http::parse_target(row.sent.target, "");
        const auto match = integration_gallery::http::match_route(*parsed.target);
        tried.insert(std::string(row.sent.method) + ' ' + std::string(match.route->pattern));
    }
    for (const auto& route : integration_gallery::http::routes())
        for (const auto& operation : route.operations)
            if (operation.action)
                BOOST_TEST(tried.contains(std::string(operation.method) + ' ' + std::string(route.pattern)),
                           operation.method << ' ' << route.pattern);
}

BOOST_AUTO_TEST_CASE(unknown_and_forbidden_names_cannot_be_told_apart) {
    const House house(
        [](Options& options) { options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{}); });
    for (const char* rest : {"", "/schema", "/logo", "?view=full", "/status", "/credentials", "/history", "/history/1",
                             "/history/1/diff", "/history/1/restore"})
        for (const char* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "POST"}) {
            const auto ask = [&](std::string name) {
                return house.send({.method = method,
                                   .target = "/api/v1/integrations/" + name + rest,
                                   .headers = {{"Content-Type", "application/json"}, {"X-Integration-Gallery", "1"}},
                                   .body = std::string_view(method).starts_with("P") ? "{\"enabled\":true}" : "",
                                   .request_id = "r1"});
            };
            const auto known = ask("alpha");
            const auto unknown = ask("unknown");
            BOOST_TEST(known.status() == unknown.status());
            BOOST_TEST(known.body() == unknown.body());
            BOOST_TEST(known.headers().size() == unknown.headers().size());
            for (std::size_t i = 0; i < std::min(known.headers().size(), unknown.headers().size()); ++i)
                BOOST_TEST(known.headers()[i].value == unknown.headers()[i].value);
        }
}

BOOST_AUTO_TEST_CASE(the_full_view_tells_a_caller_who_may_only_read) {
    static std::shared_ptr<OneProject> authorizer;
    authorizer = std::make_shared<OneProject>();
    const House house([](Options& options) { options.authorizer = authorizer; });
    authorizer->allowed = {"config.read"};
    const auto reader = house.get("/api/v1/integrations/alpha?view=full");
    BOOST_TEST(reader.status() == 200);
    BOOST_TEST(reader.header("Allow") == "GET, HEAD");
    BOOST_TEST(
        house.get("/api/v1/integrations/alpha?view=full", {{"If-None-Match", reader.header("ETag")}}).header("Allow") ==
        "GET, HEAD");
    BOOST_TEST(house.get("/api/v1/integrations/alpha").header("Allow") == "");
    authorizer->allowed = {"config.read", "config.write"};
    BOOST_TEST(house.get("/api/v1/integrations/alpha?view=full").header("Allow") == "");
    // It was asked what the caller may do; nothing was refused.
    BOOST_TEST(house.audit->events().empty());
}

BOOST_AUTO_TEST_CASE(nobody_is_told_how_to_sign_in_if_the_host_says_so) {
    const House plain;
    BOOST_TEST(plain.send({.subject = ""}).header("WWW-Authenticate") == "");
    const House house([](Options& options) { options.challenge = "Bearer realm=\"app\""; });
    const auto response = house.send({.subject = ""});
    BOOST_TEST(response.status() == 401);
    BOOST_TEST(response.header("WWW-Authenticate") == "Bearer realm=\"app\"");
}

BOOST_AUTO_TEST_CASE(a_project_must_be_named_where_one_is_needed) {
    const House house;
    BOOST_TEST(house.send({.project = ""}).status() == 400);
    BOOST_TEST(house.send({.project = std::string_view("a\0b", 3)}).status() == 400);
    BOOST_TEST(house.send({.project = " apollo"}).status() == 400);
    BOOST_TEST(house.send({.target = "/api/v1/integrations/alpha/schema", .project = ""}).status() == 200);
    BOOST_TEST(house.send({.target = "/admin/integrations/", .project = ""}).status() == 200);
    BOOST_TEST(house.send({.target = "/admin/integrations/", .project = " "}).status() == 400);
}

BOOST_AUTO_TEST_CASE(a_denial_reaches_the_audit_sink) {
    const House house(
        [](Options& options) { options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{}); });
    BOOST_TEST(house.get("/api/v1/integrations/alpha").status() == 403);
    BOOST_TEST(house.audit->events().size() == 1u);
    BOOST_TEST(house.audit->events().at(0) == "access.denied apollo alpha ada config.read forbidden ");
}

BOOST_AUTO_TEST_CASE(without_an_authorizer_there_is_no_api) {
    const House house;
    Options options = house.options;
    options.authorizer = nullptr;
    const auto gallery = Gallery::open(options);
    BOOST_CHECK_EXCEPTION(gallery.http(), Error,
                          [](const Error& error) { return error.code() == "authorizer-missing"; });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
