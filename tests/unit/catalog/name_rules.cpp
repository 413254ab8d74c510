#include "catalog/name_rules.hpp"

#include "catalog/importers/plain_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace integration_gallery::catalog;

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(name_rules)

BOOST_AUTO_TEST_CASE(splits_any_spelling_into_words) {
    for (const auto* name : {"apiKey", "api_key", "API_KEY", "api-key", "Api Key", "APIKey"})
        BOOST_TEST(words_of(name) == "api key", name);
    BOOST_TEST(words_of("oauth2ClientId") == "oauth2 client id");
}

BOOST_AUTO_TEST_CASE(hears_secrets_and_what_is_only_about_them) {
    for (const auto* name : {"apiKey", "API_PASSWORD", "clientSecret", "pat", "refreshToken", "privateKey",
                             "service_account_json", "jwt", "ssh_key"})
        BOOST_TEST(sounds_secret(name), name);
    for (const auto* name : {"tokenUrl", "token_type", "secretName", "key", "keyboard", "path", "patient", "passenger",
                             "private", "keyId", "tokenDomain"})
        BOOST_TEST(!sounds_secret(name), name);
}

BOOST_AUTO_TEST_CASE(hears_addresses) {
    for (const auto* name :
         {"host", "baseUrl", "sub_domain", "subdomain", "instance_url", "tenantId", "s3_endpoint", "server"})
        BOOST_TEST(sounds_like_destination(name), name);
    for (const auto* name : {"email_address", "redirectUri", "domain_id", "port", "ghost", "jdbc_url_params"})
        BOOST_TEST(!sounds_like_destination(name), name);
}

BOOST_AUTO_TEST_CASE(writes_camel_case_and_slugs) {
    BOOST_TEST(camel_case("client_id") == "clientId");
    BOOST_TEST(camel_case("API_PASSWORD") == "apiPassword");
    BOOST_TEST(camel_case("subDomain") == "subDomain");
    BOOST_TEST(camel_case("APP_ID") == "appId");
    BOOST_TEST(camel_case("__") == "");
    BOOST_TEST(slug_of("Amazon S3 / Glue!") == "amazon-s3-glue");
    BOOST_TEST(slug_of("\xC3\xA9") == "");
    BOOST_TEST(slug_of(std::string(100, 'a')).size() == 48u);
    BOOST_TEST(shorten("a\xC3\xA9", 2) == "a");
}

BOOST_AUTO_TEST_CASE(takes_html_out_and_leaves_the_rest) {
    BOOST_TEST(without_html("a <a href='https://x.example/?a=1'>b</a> c") == "a b (https://x.example/?a=1) c");
    BOOST_TEST(without_html("a <a href=\"javascript:x\">b</a>") == "a b");
    BOOST_TEST(without_html("<ul><li>a</li> <li>b</li></ul>c") == "- a\n- b\nc");
    BOOST_TEST(without_html("&lt;script&gt;x") == "x");
    BOOST_TEST(without_html("<account> < 5 & 6 <b") == "<account> < 5 & 6 <b");
    BOOST_TEST(has_html("a<br/>"));
    BOOST_TEST(!has_html("<account>, a < b, x & y"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
