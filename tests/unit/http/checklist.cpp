// The rules of the API that no other file here is named after.
#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include "unit/http/support.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

/// Does it answer whoever asks?
bool is_open(std::string_view target) {
    return target.starts_with("/api/v1/health/") || target.ends_with(asset_name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(checklist)

BOOST_AUTO_TEST_CASE(nobody_gets_anything_but_health_and_the_files) { // A1
    const House house;
    for (const auto& target : every_target())
        for (const char* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "POST"}) {
            const int status = house.send({.method = method, .target = target, .subject = ""}).status();
            BOOST_TEST((status == 405 || status == (is_open(target) ? 200 : 401)),
                       method << ' ' << target << ' ' << status);
        }
}

BOOST_AUTO_TEST_CASE(no_project_sees_or_changes_another) { // A3
    const House house;
    const auto in = [&](std::string_view project, const char* method, std::string target, std::string body = "",
                        std::vector<HeaderField> headers = {}) {
        headers.push_back({"Content-Type",
                           std::string_view(method) == "PATCH" ? "application/merge-patch+json" : "application/json"});
        headers.push_back({"X-Integration-Gallery", "1"});
        return house.send({.method = method,
                           .target = std::move(target),
                           .headers = std::move(headers),
                           .body = std::move(body),
                           .project = project});
    };
    BOOST_TEST(in("apollo", "PUT", alpha, std::string(alpha_settings)).status() == 200);
    const auto apollo = in("apollo", "GET", alpha);
    const std::string list_tag(in("apollo", "GET", "/api/v1/integrations").header("ETag"));
    // a tag of one project says nothing about another
    BOOST_TEST(in("gemini", "GET", alpha, "", {{"If-None-Match", apollo.header("ETag")}}).status() == 200);
    BOOST_TEST(in("gemini", "GET", "/api/v1/integrations", "", {{"If-None-Match", list_tag}}).status() == 200);
    BOOST_TEST(in("gemini", "PUT", alpha, "{}", {{"If-Match", apollo.header("ETag")}}).status() == 412);
    BOOST_TEST(in("gemini", "DELETE", alpha).status() == 204);
    BOOST_TEST(in("gemini", "PATCH", alpha, R"({"syncSettings":{"minutes":7}})").status() == 200);
    BOOST_TEST(in("gemini", "GET", alpha + "/credentials").body() == R"({"/authentication/apiKey":{"set":false}})");
    BOOST_TEST(in("apollo", "GET", alpha).body() == apollo.body());
    BOOST_TEST(in("apollo", "GET", alpha).header("ETag") == apollo.header("ETag"));
    for (const char* odd : {"Apollo", "apollo ", "apollo/../gemini", "%61pollo"})
        BOOST_TEST(in(odd, "GET", alpha).body() != apollo.body(), odd);
}

BOOST_AUTO_TEST_CASE(no_version_of_another_project_is_read_or_restored) { // A3
    const House house;
    house.put(alpha, std::string(alpha_settings));
    house.put(alpha, R"({"syncSettings":{"minutes":7}})");
    const auto in_gemini = [&](const char* method, const std::string& rest) {
        return house.send({.method = method,
                           .target = alpha + "/history" + rest,
                           .headers = {{"X-Integration-Gallery", "1"}},
                           .project = "gemini"});
    };
    BOOST_TEST(house.get(alpha + "/history/1").status() == 200);
    for (const char* rest : {"/1", "/2", "/2/diff", "/2/diff?from=1"})
        BOOST_TEST(problem_code(in_gemini("GET", rest)) == "version-not-found", rest);
    BOOST_TEST(problem_code(in_gemini("POST", "/1/restore")) == "version-not-found");
    BOOST_TEST(parse_body(in_gemini("GET", "")).at("versions").as_array().empty());
}

BOOST_AUTO_TEST_CASE(
    a_denial_comes_before_any_look_at_the_store) { // A4: so no time or failure of the store tells names
    const House house(
        [](Options& options) { options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{}); });
    for (const char* table : {"ig_project", "ig_settings"})
        house.database->sql("alter table " + std::string(table) + " rename to " + table + "_elsewhere");
    for (const auto& target : every_target()) {
        const int status = house.get(target).status();
        BOOST_TEST((is_open(target) || status == 403 || status == 405), target << ' ' << status);
    }
    BOOST_TEST(house.put(alpha, "{}").status() == 403);
    BOOST_TEST(house.patch(alpha, "{}").status() == 403);
    BOOST_TEST(house.put(alpha + "/credentials", "{}").status() == 403);
    for (const auto& [method, target] : {std::pair("DELETE", alpha), {"POST", alpha + "/history/1/restore"}})
        BOOST_TEST(
            house.send({.method = method, .target = target, .headers = {{"X-Integration-Gallery", "1"}}}).status() ==
            403);
}

BOOST_AUTO_TEST_CASE(every_answer_carries_the_fields_of_security) { // X1, H2: House::send looks at each
    const House house;
    std::set<int> seen;
    const auto take = [&](const Response& response) {
        seen.insert(response.status());
        BOOST_TEST(response.header("Content-Security-Policy").find("default-src 'none'") == 0u);
        BOOST_TEST(response.header("X-Content-Type-Options") == "nosniff");
        BOOST_TEST(response.header("Referrer-Policy") == "no-referrer");
        BOOST_TEST(response.header("Cross-Origin-Resource-Policy") == "same-origin");
    };
    for (const auto& target : every_target())
        for (const char* method : {"GET", "HEAD", "OPTIONS", "POST"})
            take(house.send({.method = method, .target = target}));
    take(house.get("/%zz"));
    take(house.get("/nowhere"));
    take(house.get("/" + std::string(5000, 'a')));
    take(house.get(alpha, std::vector<HeaderField>(129, {"X", "y"})));
    take(house.get(alpha, {{"Accept", "text/html"}}));
    take(house.send({.target = alpha, .subject = ""}));
    take(house.send({.method = "PUT", .target = alpha}));
    take(house.put(alpha, "{}", {{"Content-Encoding", "br"}}));
    take(house.put(alpha, std::string(300'000, ' ')));
    take(house.put(alpha, "{}", {{"If-Match", "\"9.plain.x.y\""}}));
    take(house.put(alpha, R"({"enabled":3})"));
    take(house.get(alpha, {{"If-None-Match", "*"}}));
    const std::set<int> expected{200, 204, 304, 308, 400, 401, 403, 404, 405, 406, 412, 413, 414, 415, 422, 431};
    for (const int status : expected)
        BOOST_TEST(seen.contains(status), status);
}

BOOST_AUTO_TEST_CASE(nothing_stored_holds_a_secret) { // K1
    const House house;
    const std::string secret = std::string(secret_text) + "-to-be-sealed";
    house.put(alpha, R"({"authentication":{"method":"apikey","apiKey":")" + secret + "\"}}");
    const std::string stored = house.stored_bytes();
    std::string hex;
    for (const char c : secret)
        for (const int digit : {c >> 4, c & 15})
            hex += "0123456789abcdef"[digit];
    BOOST_TEST(stored.find("igs1.") != std::string::npos); // the look is at the right bytes
    BOOST_TEST(stored.find(secret) == std::string::npos);
    BOOST_TEST(stored.find(hex) == std::string::npos);
    BOOST_TEST(stored.find(base::encode_base64url(base::as_bytes(secret.substr(0, 24)))) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_secret_never_comes_back_and_its_length_neither) { // A7
    const House house;
    std::set<std::string> lengths;
    std::set<std::string> bodies;
    for (const std::size_t size : {1u, 8u, 100u, 5000u}) {
        const std::string secret = std::string(secret_text) + std::string(size, 'x');
        const std::string body = R"({"authentication":{"method":"apikey","apiKey":")" + secret + "\"}}";
        BOOST_TEST(house.put(alpha, body).status() == 200);
        for (const char* rest : {"", "?view=full", "/status", "/credentials"})
            BOOST_TEST(house.get(alpha + rest).body().find(secret) == std::string_view::npos);
        const auto head = house.send({.method = "HEAD", .target = alpha});
        lengths.emplace(head.header("Content-Length"));
        bodies.emplace(house.get(alpha).body());
    }
    BOOST_TEST(lengths.size() == 1u);
    BOOST_TEST(bodies.size() == 1u);
}

BOOST_AUTO_TEST_CASE(no_field_can_be_split) { // H1
    const House house;
    const std::string evil = "a\r\nSet-Cookie: x=1\r\n\r\n<script>";
    // every response is looked at by House::send
    house.send({.target = alpha, .request_id = evil});
    house.send({.target = alpha, .request_id = std::string_view("a\0b", 3)});
    house.get("/api/v1/integrations/" + evil);
    house.get("/api/v1/integrations?limit=1&q=%0d%0aSet-Cookie:x");
    house.get("/api/v1/integrations?cursor=" + evil);
    house.get(alpha + "/logo?h=%0d%0aX:y");
    house.get(alpha, {{"If-None-Match", evil}, {"Accept", evil}, {"Origin", evil}, {"Prefer", evil}});
    house.put(alpha, "{}", {{"If-Match", evil}});
    house.send({.method = evil, .target = alpha});
    BOOST_TEST(house.send({.target = alpha, .mount = evil}).status() == 404);
}

BOOST_AUTO_TEST_CASE(the_content_type_says_what_the_content_is) { // H3, X4
    const House house;
    house.put(alpha, std::string(alpha_settings)); // so that there is a version
    for (const auto& target : every_target()) {
        const auto response = house.get(target);
        const std::string type(response.header("Content-Type"));
        if (response.status() >= 300 && response.status() < 400)
            continue;
        const std::string body(response.body());
        boost::json::error_code failed;
        if (target.ends_with("/logo"))
            BOOST_TEST((type == "image/svg+xml" && body.starts_with("<svg")), target);
        else if (target.ends_with("/metrics"))
            BOOST_TEST((type.starts_with("application/openmetrics-text") && body.ends_with("# EOF\n")), target);
        else if (target.ends_with(asset_name))
            BOOST_TEST(type == "text/javascript; charset=utf-8");
        else if (target.starts_with("/admin"))
            BOOST_TEST((type == "text/html; charset=utf-8" && body.starts_with("<!")), target);
        else
            BOOST_TEST((!boost::json::parse(body, failed).is_null() && !failed &&
                        type == (response.status() == 200 ? "application/json" : "application/problem+json")),
                       target << ' ' << type);
    }
}

BOOST_AUTO_TEST_CASE(every_route_says_which_methods_it_has) { // H4
    const House house;
    for (const auto& target : every_target()) {
        const auto options = house.send({.method = "OPTIONS", .target = target});
        BOOST_TEST(options.status() == 204);
        const std::string allow(options.header("Allow"));
        for (const char* method : {"GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "TRACE", "get"}) {
            const auto response = house.send({.method = method, .target = target});
            const bool listed = (", " + allow + ",").find(", " + std::string(method) + ",") != std::string::npos;
            BOOST_TEST((response.status() == 405) == !listed, method << ' ' << target);
            if (!listed)
                BOOST_TEST(response.header("Allow") == allow);
        }
    }
}

BOOST_AUTO_TEST_CASE(dates_are_no_conditions) { // 2.6
    const House house;
    const auto now = house.put(alpha, std::string(alpha_settings));
    const HeaderField later{"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"};
    const HeaderField earlier{"If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"};
    BOOST_TEST(house.get(alpha, {later}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"If-None-Match", now.header("ETag")}, earlier}).status() == 304);
    BOOST_TEST(house.put(alpha, "{}", {earlier}).status() == 200);
    BOOST_TEST(house.get(alpha, {{"Range", "bytes=0-1"}}).status() == 200); // no ranges of what is generated
}

BOOST_AUTO_TEST_CASE(a_412_shows_the_tag_and_not_the_settings) { // 2.6
    const House house;
    house.put(alpha, std::string(alpha_settings));
    const auto refused = house.put(alpha, "{}", {{"If-Match", "\"0.plain.x.y\""}});
    BOOST_TEST(refused.status() == 412);
    BOOST_TEST(refused.header("ETag") == house.get(alpha).header("ETag"));
    BOOST_TEST(refused.body().find("apikey") == std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(at_most_fifty_errors_are_told_and_all_are_counted) { // 2.3
    const House house;
    std::string list;
    for (int i = 0; i < 60; ++i)
        list += (i > 0 ? "," : "") + std::to_string(i);
    const auto refused = house.put(alpha, R"({"dataMapping":{"list":[)" + list + "]}}");
    BOOST_TEST(refused.status() == 422);
    const auto problem = parse_body(refused).as_object();
    BOOST_TEST(problem.at("errors").as_array().size() == 50u);
    BOOST_TEST(problem.at("errorCount").as_int64() == 60);
    BOOST_TEST(problem.at("errors").at(49).at("pointer").as_string() == "#/dataMapping/list/49"); // in their order
}

BOOST_AUTO_TEST_CASE(each_way_to_send_a_secret_does_what_is_written) { // 2.5
    const House house;
    const auto send = [&](const std::string& value) {
        return house.put(alpha, R"({"authentication":{"method":"apikey","apiKey":)" + value + "}}");
    };
    const auto is_set = [&] {
        return parse_body(house.get(alpha + "/credentials")).at("/authentication/apiKey").at("set").as_bool();
    };
    BOOST_TEST(problem_code(send("\"********\"")) == "masked-value"); // nothing is stored that it could stand for
    for (const char* masked : {"\"****\"", "\"key-****\"", "\"*********\"", R"("••••")", R"("pk•••••9")"})
        BOOST_TEST(problem_code(send(masked)) == "masked-value", masked);
    BOOST_TEST(send("\"\"").status() == 200);
    BOOST_TEST(send("null").status() == 200);
    BOOST_TEST(!is_set());
    BOOST_TEST(send("\"***\"").status() == 200); // three are no mask
    BOOST_TEST(is_set());
    for (const char* kept : {"\"********\"", "\"\""}) {
        const auto tag = std::string(house.get(alpha).header("ETag"));
        BOOST_TEST(send(kept).status() == 200);
        BOOST_TEST(house.get(alpha).header("ETag") == tag, kept);
    }
    BOOST_TEST(send(R"({"value":"********"})").status() == 200);
    BOOST_TEST(send("null").status() == 200);
    BOOST_TEST(!is_set());
}

BOOST_AUTO_TEST_CASE(text_from_outside_is_one_line_in_the_log) { // L2
    const House house;
    house.send({.target = "/x", .mount = "/app\nlevel=error forged"});
    house.send({.method = "PUT",
                .target = alpha,
                .headers = {{"Origin", "https://evil.example\nforged=1"}, {"Content-Type", "application/json"}},
                .body = "{}",
                .request_id = "r\nforged"});
    const std::string log = house.logger->text();
    BOOST_TEST(log.find("\nlevel") == std::string::npos);
    BOOST_TEST(log.find("\nforged") == std::string::npos);
    BOOST_TEST(log.find("https://evil.example?forged=1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(writes_and_denials_say_who_when_what_and_where) { // L1
    const House house;
    house.put(alpha, std::string(alpha_settings));
    house.patch(alpha, R"({"enabled":false})");
    house.send({.method = "DELETE", .target = alpha, .headers = {{"X-Integration-Gallery", "1"}}});
    std::string all;
    for (const auto& event : house.audit->events())
        all += event + "\n";
    for (const char* line : {"settings.update apollo alpha ada", "settings.disable apollo alpha ada",
                             "settings.delete apollo alpha ada  ok /authentication/apiKey,"})
        BOOST_TEST(all.find(line) != std::string::npos, line << "\n" << all);
    BOOST_TEST(all.find(secret_text) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
