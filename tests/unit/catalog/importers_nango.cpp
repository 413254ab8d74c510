#include "json/pointer.hpp"

#include <integration_gallery/import.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using namespace integration_gallery;

namespace {

constexpr std::string_view providers = R"(# providers
base-service:
    display_name: Base
    categories:
        - popular
        - CRM & Sales
    auth_mode: API_KEY
    docs: https://docs.example/base
    proxy:
        base_url: https://${connectionConfig.sub_domain}.base.example
        headers:
            authorization: Token ${apiKey}
            accept: application/json
        verification:
            method: GET
            endpoints:
                - /me
    connection_config:
        sub_domain:
            type: string
            title: Subdomain
            description: 'Of <b>yours</b>'
            example: 'a.b'
            suffix: .base.example
            order: 1
    credentials:
        apiKey:
            type: string
            title: API Key
            default_value: x
            pattern: '^[a-z&*()\\-+=]+(?=x)$'
            doc_section: '#step-1'
child:
    alias: base-service
    display_name: Child
grandchild:
    alias: child
    auth_mode: BASIC
    post_connection_script: run
    strange: 1
oauth:
    display_name: OAuth
    auth_mode: OAUTH2
    authorization_url: https://${connectionConfig.host}/authorize
    token_url: https://id.example/token
    default_scopes: [read, write]
    scope_separator: ','
    disable_pkce: true
    body_format: json
    connection_config:
        host: { type: string, title: '', format: hostname }
        region: { type: string, enum: [eu, us], optional: true }
        mode: { type: string, visible_when: { field: region, equals: eu }, automated: true }
circle-a:
    alias: circle-b
circle-b:
    alias: circle-a
lost:
    alias: nothing
odd-mode:
    auth_mode: MAGIC
odd-field:
    auth_mode: NONE
    credentials:
        a: { type: number }
no-map: 5
broken:
    auth_mode: &x NONE
)";

const ImportedManifest* find(const ManifestImportResult& result, std::string_view name) {
    const auto found = std::find_if(result.manifests.begin(), result.manifests.end(),
                                    [&](const ImportedManifest& one) { return one.name == name; });
    return found == result.manifests.end() ? nullptr : &*found;
}

std::string at(const ManifestImportResult& result, std::string_view name, std::string_view pointer) {
    const auto* manifest = find(result, name);
    BOOST_REQUIRE_MESSAGE(manifest != nullptr, boost::json::serialize(to_json(result)));
    const boost::json::value document = manifest->document;
    const auto* found = json::find(document, pointer);
    return found != nullptr ? boost::json::serialize(*found) : "nothing";
}

bool says(const ManifestImportResult& result, std::string_view entry, std::string_view rule) {
    return std::any_of(result.notes.begin(), result.notes.end(),
                       [&](const ImportNote& note) { return note.entry == entry && note.rule == rule; });
}

constexpr std::string_view properties = "/settings/authentication/properties";

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(importers)
BOOST_AUTO_TEST_SUITE(nango)

BOOST_AUTO_TEST_CASE(takes_what_it_can_and_says_why_not_the_rest) {
    const auto result = import_manifests(providers);
    BOOST_TEST(result.format == "nango");
    BOOST_TEST(result.entries == 11u);
    BOOST_TEST(result.manifests.size() == 4u);
    BOOST_TEST(says(result, "circle-a", "alias-cycle"));
    BOOST_TEST(says(result, "lost", "unknown-alias"));
    BOOST_TEST(says(result, "odd-mode", "unknown-auth-mode"));
    BOOST_TEST(says(result, "odd-field", "unknown-type"));
    BOOST_TEST(says(result, "no-map", "malformed-provider"));
    BOOST_TEST(says(result, "broken", "malformed-yaml"));
    BOOST_TEST(to_json(result).at("skipped") == 7);
}

BOOST_AUTO_TEST_CASE(makes_a_form_with_secrets_and_guarded_destinations) {
    const auto result = import_manifests(providers);
    const std::string base(properties);
    BOOST_TEST(at(result, "base-service", "/categories") == R"(["crm-sales"])");
    BOOST_TEST(at(result, "base-service", "/settings/authentication/required") == R"(["method","subDomain","apiKey"])");
    BOOST_TEST(at(result, "base-service", base + "/method") == R"({"const":"apikey"})");
    BOOST_TEST(at(result, "base-service", base + "/subDomain/description") == R"("Of yours")");
    BOOST_TEST(at(result, "base-service", base + "/subDomain/x-ig-destination") == "true");
    BOOST_TEST(at(result, "base-service", base + "/subDomain/pattern") != "nothing");
    BOOST_TEST(at(result, "base-service", base + "/subDomain/x-ig-placeholder") == R"("a.b")");
    BOOST_TEST(at(result, "base-service", base + "/apiKey/writeOnly") == "true");
    BOOST_TEST(at(result, "base-service", base + "/apiKey/default") == "nothing");
    BOOST_TEST(at(result, "base-service", base + "/apiKey/pattern") == "nothing");
    for (const auto* rule : {"unguarded-host", "secret-guessed", "secret-default", "pattern-dropped"})
        BOOST_TEST(says(result, "base-service", rule), rule);
}

BOOST_AUTO_TEST_CASE(says_where_requests_go) {
    const auto result = import_manifests(providers);
    BOOST_TEST(at(result, "base-service", "/api/baseUrl") == R"("https://{subDomain}.base.example")");
    BOOST_TEST(at(result, "base-service", "/api/credentials/apikey/template") == R"("Token {apiKey}")");
    BOOST_TEST(at(result, "base-service", "/api/headers") == R"({"accept":"application/json"})");
    BOOST_TEST(at(result, "base-service", "/probe/url") == R"("https://{subDomain}.base.example/me")");
    BOOST_TEST(at(result, "base-service", "/allowedHosts") == R"(["{subDomain}.base.example"])");
    BOOST_TEST(at(result, "oauth", "/oauth2/authorize/url") == R"("https://{host}/authorize")");
    BOOST_TEST(at(result, "oauth", "/oauth2/scopes") == R"({"default":["read","write"],"separator":","})");
    BOOST_TEST(at(result, "oauth", "/oauth2/pkce") == R"("none")");
    BOOST_TEST(at(result, "oauth", "/oauth2/token/body") == R"("json")");
}

BOOST_AUTO_TEST_CASE(resolves_aliases_shallowly) {
    const auto result = import_manifests(providers);
    BOOST_TEST(at(result, "child", "/displayName") == R"("Child")");
    BOOST_TEST(at(result, "child", std::string(properties) + "/apiKey/writeOnly") == "true");
    BOOST_TEST(at(result, "grandchild", std::string(properties) + "/method/const") == R"("basic")");
    BOOST_TEST(at(result, "grandchild", std::string(properties) + "/password/writeOnly") == "true");
    BOOST_TEST(says(result, "grandchild", "script-not-taken"));
    BOOST_TEST(says(result, "grandchild", "unknown-key"));
}

BOOST_AUTO_TEST_CASE(keeps_conditions_choices_and_what_is_filled_in_by_the_host) {
    const auto result = import_manifests(providers);
    const std::string base(properties);
    BOOST_TEST(at(result, "oauth", base + "/region/enum") == R"(["eu","us"])");
    BOOST_TEST(at(result, "oauth", base + "/mode/x-ig-visible-when") == R"({"pointer":"/region","eq":"eu"})");
    BOOST_TEST(at(result, "oauth", base + "/mode/readOnly") == "true");
    BOOST_TEST(at(result, "oauth", base + "/host/title") == R"("Host")");
    BOOST_TEST(at(result, "oauth", "/settings/authentication/required") ==
               R"(["method","clientId","clientSecret","host"])");
}

BOOST_AUTO_TEST_CASE(reads_the_same_from_json) {
    const auto result = import_manifests(R"({"a b":{"auth_mode":"NONE"},"a-b":{"auth_mode":"BASIC"},"c":7})");
    BOOST_TEST(result.entries == 3u);
    BOOST_TEST(find(result, "a-b") != nullptr);
    BOOST_TEST(find(result, "a-b-2") != nullptr);
}

BOOST_AUTO_TEST_CASE(imports_a_thousand_in_little_time) {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "provider-" + std::to_string(i) +
                ":\n    display_name: P\n    auth_mode: BASIC\n    proxy:\n        base_url: https://api.example\n";
    const auto start = std::chrono::steady_clock::now();
    const auto result = import_manifests(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    BOOST_TEST(result.manifests.size() == 1000u);
    BOOST_TEST_MESSAGE("1000 providers imported and compiled in " << taken.count() << " s");
    BOOST_TEST(taken.count() < 60.0); // with sanitizers on a busy machine
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
