// One address and one credential for each method of the authentication.
#include <integration_gallery/lint.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace integration_gallery;

namespace {

constexpr std::string_view two_methods = R"({"type":"object","oneOf":[
    {"type":"object","additionalProperties":false,"properties":{"method":{"const":"apikey"},
        "site":{"type":"string","format":"hostname","writeOnly":false,"x-ig-destination":true},
        "apiKey":{"type":"string","writeOnly":true}}},
    {"type":"object","additionalProperties":false,"properties":{"method":{"const":"oauth2"},
        "clientSecret":{"type":"string","writeOnly":true}}}]})";

constexpr std::string_view flow =
    R"(,"oauth2":{"authorize":{"url":"https://a.example/x"},"token":{"url":"https://a.example/y"},
    "afterConnect":[{"url":"https://a.example/z","variable":"cloudId","pointer":"/id"}]})";

std::vector<LintFinding> lint(std::string_view authentication, std::string_view more) {
    return lint_manifest_text(
        R"({"manifestVersion":1,"name":"example","displayName":"Example","description":"Sync.","categories":["other"],"version":"1","settings":{"authentication":)" +
        std::string(authentication) + "}" + std::string(more) + "}");
}

std::vector<LintFinding> api(std::string_view members) {
    return lint(two_methods, R"(,"api":{)" + std::string(members) + "}" + std::string(flow));
}

bool finds(const std::vector<LintFinding>& findings, std::string_view rule, std::string_view pointer) {
    const bool found = std::any_of(findings.begin(), findings.end(), [&](const LintFinding& finding) {
        return finding.rule == rule && finding.pointer == pointer && finding.severity == LintFinding::Severity::error;
    });
    if (!found)
        BOOST_TEST_MESSAGE(boost::json::serialize(to_json(findings)));
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(lint_rules)
BOOST_AUTO_TEST_SUITE(methods)

BOOST_AUTO_TEST_CASE(fills_each_address_from_the_method_that_goes_there) {
    const auto by_method = api(
        R"("baseUrl":{"apikey":"https://{site}/v1","oauth2":"https://a.example/{cloudId}"},"credentials":{
        "apikey":{"in":"header","name":"A","template":"{apiKey}"},"oauth2":{"in":"header","name":"A","template":"Bearer {accessToken}"}})");
    BOOST_TEST(by_method.empty(), boost::json::serialize(to_json(by_method)));
    BOOST_TEST(finds(api(R"("baseUrl":"https://{site}/v1")"), "unfilled-placeholder", "/api/baseUrl"));
    BOOST_TEST(finds(api(R"("baseUrl":{"apikey":"https://{site}/{cloudId}","oauth2":"https://a.example/"})"),
                     "unfilled-placeholder", "/api/baseUrl/apikey"));
    const auto nowhere = api(R"("baseUrl":{"apikey":"https://a.example/{nowhere}","oauth2":"https://a.example/"})");
    BOOST_TEST(finds(nowhere, "unknown-placeholder", "/api/baseUrl/apikey"));
    BOOST_TEST(nowhere.size() == 1u);
}

BOOST_AUTO_TEST_CASE(wants_an_address_for_every_method_and_for_no_other) {
    BOOST_TEST(finds(api(R"("baseUrl":{"apikey":"https://{site}/v1"})"), "method-without-address", "/api/baseUrl"));
    const auto findings =
        api(R"("baseUrl":{"apikey":"https://{site}/","basic":"https://a.example/","oauth2":"https://a.example/"})");
    BOOST_TEST(finds(findings, "unknown-method", "/api/baseUrl/basic"));
    BOOST_TEST(findings.size() == 1u);
}

BOOST_AUTO_TEST_CASE(fills_each_credential_from_its_method) {
    const auto findings = api(
        R"("baseUrl":"https://a.example/","credentials":{"apikey":{"in":"header","name":"A","template":"{accessToken}"},
        "oauth2":{"in":"basic","username":"{apiKey}","password":"{typo}"},"bearer":{"in":"header","name":"A","template":"x"}})");
    BOOST_TEST(finds(findings, "unfilled-placeholder", "/api/credentials/apikey/template"));
    BOOST_TEST(finds(findings, "unfilled-placeholder", "/api/credentials/oauth2/username"));
    BOOST_TEST(finds(findings, "unfilled-placeholder", "/api/credentials/oauth2/password"));
    BOOST_TEST(finds(findings, "unknown-method", "/api/credentials/bearer"));
    BOOST_TEST(findings.size() == 4u);
}

BOOST_AUTO_TEST_CASE(proves_only_the_methods_that_the_probe_names) {
    const auto probe = [](std::string_view url) {
        return lint(two_methods, R"(,"probe":{"url":)" + std::string(url) + "}" + std::string(flow));
    };
    BOOST_TEST(finds(probe(R"("https://{site}/me")"), "unfilled-placeholder", "/probe/url"));
    BOOST_TEST(probe(R"({"apikey":"https://{site}/me"})").empty());
    BOOST_TEST(finds(probe(R"({"oauth2":"https://{site}/me"})"), "unfilled-placeholder", "/probe/url/oauth2"));
    BOOST_TEST(has_errors(probe(R"({"apikey":"http://a.example/me"})")));
    BOOST_TEST(has_errors(probe(R"({})")));
    BOOST_TEST(has_errors(probe(R"({"API key":"https://a.example/me"})")));
}

BOOST_AUTO_TEST_CASE(binds_secrets_to_the_hosts_of_every_method) {
    constexpr std::string_view loose = R"({"type":"object","oneOf":[
        {"type":"object","additionalProperties":false,"properties":{"method":{"const":"apikey"},"apiKey":{"type":"string","writeOnly":true}}},
        {"type":"object","additionalProperties":false,"properties":{"method":{"const":"bearer"},
            "place":{"type":"string","format":"hostname","writeOnly":false},"token":{"type":"string","writeOnly":true}}}]})";
    const auto findings = lint(
        loose,
        R"(,"api":{"baseUrl":{"apikey":"https://a.example/","bearer":"https://{place}/v1"}},"allowedHosts":["a.example"])");
    BOOST_TEST(finds(findings, "unbound-host", "/settings/authentication/oneOf/1/properties/place"));
    BOOST_TEST(finds(findings, "host-not-allowed", "/api/baseUrl/bearer"));
}

BOOST_AUTO_TEST_CASE(knows_what_methods_share_and_what_references_bring) {
    const auto findings = lint(
        R"({"type":"object","properties":{"region":{"enum":["eu","us"],"x-ig-destination":true}},
        "oneOf":[{"properties":{"method":{"const":"basic"},"a":{"$ref":"#/$defs/place"}},"unevaluatedProperties":false},
        {"properties":{"method":{"const":"bearer"}},"unevaluatedProperties":false}],
        "$defs":{"place":{"type":"object","additionalProperties":false,"properties":{"zone":{"enum":["a"],"x-ig-destination":true}}}}})",
        R"(,"api":{"baseUrl":"https://{region}.{zone}.example/"})");
    BOOST_TEST(findings.empty(), boost::json::serialize(to_json(findings)));
}

BOOST_AUTO_TEST_CASE(say_nothing_where_an_authentication_has_none) {
    const auto findings = lint(
        R"({"type":"object","additionalProperties":false,"properties":{"apiKey":{"type":"string","writeOnly":true}}})",
        R"(,"api":{"baseUrl":"https://a.example/","credentials":{"any":{"in":"header","name":"A","template":"{x}"}}})");
    BOOST_TEST(findings.empty(), boost::json::serialize(to_json(findings)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
