#include <integration_gallery/lint.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace integration_gallery;

namespace {

/// A manifest without a fault, with `authentication` as its section and `more` as further members.
std::string manifest(std::string_view authentication, std::string_view more = "", std::string_view version = "1.0") {
    return R"({"manifestVersion":1,"name":"example","displayName":"Example","description":"Sync with Example.","categories":["other"],"version":")" +
           std::string(version) + R"(","settings":{"authentication":)" + std::string(authentication) + "}" +
           std::string(more) + "}";
}

constexpr std::string_view clean =
    R"({"type":"object","additionalProperties":false,"required":["site","apiKey"],"properties":{
    "site":{"type":"string","title":"Site","format":"hostname","writeOnly":false,"x-ig-destination":true,"examples":["a.example"]},
    "apiKey":{"type":"string","title":"API key","writeOnly":true}}})";

std::vector<LintFinding> lint(std::string_view authentication, std::string_view more = "") {
    return lint_manifest_text(manifest(authentication, more));
}

bool finds(const std::vector<LintFinding>& findings, std::string_view rule, std::string_view pointer,
           LintFinding::Severity severity = LintFinding::Severity::error) {
    const bool found = std::any_of(findings.begin(), findings.end(), [&](const LintFinding& finding) {
        return finding.rule == rule && finding.pointer == pointer && finding.severity == severity;
    });
    if (!found)
        BOOST_TEST_MESSAGE(boost::json::serialize(to_json(findings)));
    return found;
}

constexpr auto warning = LintFinding::Severity::warning;
constexpr std::string_view section = "/settings/authentication";

std::string below(std::string_view pointer) {
    return std::string(section) + std::string(pointer);
}

/// A section with one property.
std::string property(std::string_view name, std::string_view schema) {
    return R"({"type":"object","additionalProperties":false,"properties":{")" + std::string(name) +
           "\":" + std::string(schema) + "}}";
}

std::vector<LintFinding> changes(std::string_view older, std::string_view newer, std::string_view more = "",
                                 std::string_view version = "2.0") {
    const auto before = boost::json::parse(manifest(older));
    return lint_manifest_text(manifest(newer, more, version), {&before});
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(lint_rules)

BOOST_AUTO_TEST_CASE(has_nothing_to_say_about_a_clean_manifest) {
    const auto findings = lint(clean, R"(,"api":{"baseUrl":"https://{site}/v1"},"allowedHosts":["{site}"])");
    BOOST_TEST(findings.empty(), boost::json::serialize(to_json(findings)));
    BOOST_TEST(!has_errors(findings));
}

BOOST_AUTO_TEST_CASE(tells_what_the_reader_and_the_schemas_refuse) {
    BOOST_TEST(lint_manifest_text("{\"a\":1,\"a\":2}").front().rule == "duplicate-member");
    BOOST_TEST(lint_manifest_text("nonsense").front().rule == "malformed-json");
    BOOST_TEST(has_errors(lint_manifest(boost::json::value(1))));
    BOOST_TEST(has_errors(lint_manifest(
        boost::json::parse(R"({"settings":{"authentication":7},"oauth2":[],"allowedHosts":"x","categories":1})"))));
    const auto findings = lint(property("a", R"({"type":"string","writeOnly":false,"patern":"x"})"));
    BOOST_TEST(finds(findings, "unknown-keyword", below("/properties/a/patern")));
    BOOST_TEST(finds(lint(property("a", R"({"type":"string","writeOnly":false,"pattern":"(a)\\1"})")),
                     "invalid-pattern", below("/properties/a/pattern")));
}

BOOST_AUTO_TEST_CASE(tells_of_aliases_that_find_nothing_more) {
    const auto findings = lint(clean, R"(,"aliases":["Sample","EXAMPLE","amp","Ejemplo"])");
    BOOST_TEST(finds(findings, "needless-alias", "/aliases/1", warning));
    BOOST_TEST(finds(findings, "needless-alias", "/aliases/2", warning));
    BOOST_TEST(findings.size() == 2u);
    BOOST_TEST(has_errors(lint(clean, R"(,"aliases":[" padded"])")));
    BOOST_TEST(has_errors(lint(clean, R"(,"aliases":["twice","twice"])")));
    BOOST_TEST(has_errors(lint(clean, R"(,"aliases":"one")")));
}

BOOST_AUTO_TEST_CASE(wants_every_text_of_the_authentication_marked) {
    BOOST_TEST(finds(lint(property("note", R"({"type":"string"})")), "unmarked-secret", below("/properties/note")));
    BOOST_TEST(lint(property("kind", R"({"enum":["a","b"]})")).empty());
    BOOST_TEST(finds(lint(property("apiKey", R"({"type":"string","writeOnly":false})")), "secret-in-clear",
                     below("/properties/apiKey"), warning));
    const auto elsewhere = lint_manifest_text(
        R"({"manifestVersion":1,"name":"e","displayName":"E","description":"E","categories":["a"],"version":"1",
        "settings":{"authentication":{"type":"object","additionalProperties":false},"syncSettings":{"type":"object","properties":{"token":{"type":"string"},"note":{"type":"string"}}}}})");
    BOOST_TEST(finds(elsewhere, "unmarked-secret", "/settings/syncSettings/properties/token"));
    BOOST_TEST(elsewhere.size() == 1u);
}

BOOST_AUTO_TEST_CASE(wants_an_authentication_that_takes_only_what_it_declares) {
    const auto open = [](std::string_view authentication, std::string_view pointer) {
        return finds(lint(authentication), "open-authentication", below(pointer));
    };
    const auto closed = [](std::string_view authentication) {
        const auto findings = lint(authentication);
        return std::none_of(findings.begin(), findings.end(),
                            [](const LintFinding& finding) { return finding.rule == "open-authentication"; });
    };
    BOOST_TEST(open(R"({"type":"object","properties":{"a":{"type":"integer"}}})", ""));
    BOOST_TEST(open(R"({"type":"object","additionalProperties":true})", ""));
    BOOST_TEST(open(R"({"type":"object","oneOf":[{"additionalProperties":false},{"properties":{}}]})", ""));
    BOOST_TEST(open(property("a", R"({"type":"object"})"), "/properties/a"));
    BOOST_TEST(open(property("a", "true"), "/properties/a"));
    BOOST_TEST(open(property("a", R"({"title":"Anything"})"), "/properties/a"));
    BOOST_TEST(open(property("a", R"({"type":"array"})"), "/properties/a"));
    BOOST_TEST(open(property("a", R"({"type":"array","items":{"type":"object"}})"), "/properties/a/items"));
    BOOST_TEST(open(property("a", R"({"oneOf":[{"additionalProperties":false,"properties":{"m":{"const":"x"},
        "in":{"type":"object"}}},{"additionalProperties":false,"properties":{"m":{"const":"y"}}}]})"),
                    "/properties/a/oneOf/0/properties/in"));
    BOOST_TEST(closed(R"({"type":"object","unevaluatedProperties":false,"properties":{"a":{"type":"integer"}}})"));
    BOOST_TEST(closed(R"({"type":"object","additionalProperties":{"type":"string","writeOnly":true}})"));
    BOOST_TEST(
        closed(R"({"type":"object","allOf":[{"$ref":"#/$defs/x"}],"$defs":{"x":{"additionalProperties":false}}})"));
    BOOST_TEST(closed(property("a", R"({"type":["integer","null"]})")));
    BOOST_TEST(closed(property("a", R"({"const":{"b":1}})")));
}

BOOST_AUTO_TEST_CASE(finds_open_places_behind_references) {
    const auto findings = lint(
        R"({"type":"object","additionalProperties":false,"properties":{"a":{"$ref":"#/$defs/x"},"b":{"$ref":"#/$defs/x"}},
        "$defs":{"x":{"type":"object","additionalProperties":false,"properties":{"c":{"type":"object"},"again":{"$ref":"#/$defs/x"}}}}})");
    BOOST_TEST(finds(findings, "open-authentication", below("/$defs/x/properties/c")));
    BOOST_TEST(findings.size() == 1u);
}

BOOST_AUTO_TEST_CASE(ends_where_references_double) {
    const auto reference = [](int to) { return R"({"$ref":"#/$defs/d)" + std::to_string(to) + R"("})"; };
    std::string defs;
    for (int i = 0; i < 40; ++i)
        defs += R"("d)" + std::to_string(i) + R"(":{"oneOf":[)" + reference(i + 1) + "," + reference(i + 1) + "]},";
    lint(R"({"$ref":"#/$defs/d0","$defs":{)" + defs + R"("d40":{"type":"object","additionalProperties":false}}})");
}

BOOST_AUTO_TEST_CASE(wants_no_secret_in_the_manifest) {
    const auto findings = lint(property("key", R"({"type":"string","writeOnly":true,"default":"x","examples":["y"]})"));
    BOOST_TEST(finds(findings, "secret-default", below("/properties/key/default")));
    BOOST_TEST(finds(findings, "secret-example", below("/properties/key/examples"), warning));
}

BOOST_AUTO_TEST_CASE(binds_secrets_to_where_they_are_sent) {
    const auto loose = R"({"type":"object","properties":{"place":{"type":"string","writeOnly":false}}})";
    const auto findings = lint(loose, R"(,"api":{"baseUrl":"https://{place}.example/v1"})");
    BOOST_TEST(finds(findings, "unbound-host", below("/properties/place")));
    BOOST_TEST(finds(findings, "unlimited-host", below("/properties/place"), warning));
    BOOST_TEST(
        finds(lint(loose, R"(,"api":{"baseUrl":"https://{nowhere}/v1"})"), "unknown-placeholder", "/api/baseUrl"));
    BOOST_TEST(finds(lint(loose, R"(,"api":{"baseUrl":"https://b.example/"},"allowedHosts":["a.example"])"),
                     "host-not-allowed", "/api/baseUrl"));
    BOOST_TEST(lint(clean, R"(,"api":{"baseUrl":"https://x.a.example/"},"allowedHosts":["*.a.example"])").empty());
    BOOST_TEST(finds(lint(property("baseUrl", R"({"type":"string","writeOnly":false})")), "destination-silence",
                     below("/properties/baseUrl"), warning));
}

BOOST_AUTO_TEST_CASE(wants_branches_that_can_be_told_apart) {
    BOOST_TEST(finds(lint(R"({"oneOf":[{"properties":{"a":{"const":"x"}}},{"properties":{"a":{"const":"x"}}}]})"),
                     "ambiguous-oneof", below("/oneOf")));
    BOOST_TEST(lint(R"({"oneOf":[{"additionalProperties":false,"properties":{"a":{"const":"x"}}},
        {"additionalProperties":false,"properties":{"a":{"enum":["y"]}}}]})")
                   .empty());
    BOOST_TEST(lint(property("a", R"({"oneOf":[{"type":"integer"},{"type":"boolean"}]})")).empty());
}

BOOST_AUTO_TEST_CASE(wants_required_members_declared) {
    BOOST_TEST(finds(lint(R"({"required":["a","b"],"properties":{"a":{"type":"integer"}}})"), "required-undeclared",
                     below("/required")));
    BOOST_TEST(
        lint(
            R"({"unevaluatedProperties":false,"properties":{"a":{"type":"integer"}},"oneOf":[{"required":["a"],"properties":{"m":{"const":"x"}}},{"properties":{"m":{"const":"y"}}}]})")
            .empty());
}

BOOST_AUTO_TEST_CASE(tries_defaults_and_examples) {
    const auto findings = lint(property("n", R"({"type":"integer","maximum":5,"default":6,"examples":[1,9]})"));
    BOOST_TEST(finds(findings, "default-invalid", below("/properties/n/default")));
    BOOST_TEST(finds(findings, "example-invalid", below("/properties/n/examples/1"), warning));
    BOOST_TEST(findings.size() == 2u);
    BOOST_TEST(
        lint(
            R"({"type":"object","additionalProperties":false,"default":{"method":"a"},"required":["method","n"],"properties":{"method":{"const":"a"},"n":{"$ref":"#/$defs/a~1b%25"}},"$defs":{"a/b%":{"type":"integer","default":1}}})")
            .empty());
}

BOOST_AUTO_TEST_CASE(wants_plain_texts_in_every_language) {
    const auto findings = lint(
        R"({"type":"object","additionalProperties":false,"title":{"en":"A <b>b</b>","de":"A"},"description":{"en":"only"},"properties":{"title":{"type":"string","writeOnly":false,"title":"&amp; <account>"}}})");
    BOOST_TEST(finds(findings, "html-in-text", below("/title/en"), warning));
    BOOST_TEST(finds(findings, "html-in-text", below("/properties/title/title"), warning));
    BOOST_TEST(finds(findings, "translation-missing", below("/description"), warning));
    BOOST_TEST(findings.size() == 3u);
}

BOOST_AUTO_TEST_CASE(finds_what_would_break_stored_settings) {
    const auto a = [](std::string_view schema) { return property("a", schema); };
    BOOST_TEST(finds(changes(a(R"({"type":"integer"})"), R"({"type":"object","properties":{}})"), "breaking-change",
                     below("/properties/a")));
    BOOST_TEST(finds(changes(a(R"({"type":"number"})"), a(R"({"type":"integer"})")), "breaking-change",
                     below("/properties/a/type")));
    BOOST_TEST(
        finds(changes(a(R"({"enum":["x","y"]})"), a(R"({"enum":["x"]})")), "breaking-change", below("/properties/a")));
    BOOST_TEST(finds(changes(a(R"({"type":"integer","maximum":9})"), a(R"({"type":"integer","maximum":8})")),
                     "breaking-change", below("/properties/a/maximum")));
    BOOST_TEST(finds(changes(a(R"({"type":"string","writeOnly":false})"), a(R"({"type":"string","writeOnly":true})")),
                     "breaking-change", below("/properties/a/writeOnly")));
    BOOST_TEST(finds(changes(a(R"({"type":"integer"})"),
                             R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})"),
                     "breaking-change", below("/required")));
    BOOST_TEST(finds(changes(R"({"oneOf":[{"properties":{"m":{"const":"x"}}},{"properties":{"m":{"const":"y"}}}]})",
                             R"({"oneOf":[{"properties":{"m":{"const":"y"}}}]})"),
                     "breaking-change", below("/oneOf")));
    BOOST_TEST(finds(changes(a(R"({"type":"integer"})"), a(R"({"type":"integer","default":1})"), "", "1.0"),
                     "version-not-raised", "/version", warning));
}

BOOST_AUTO_TEST_CASE(finds_conditions_that_are_new_or_other) {
    const auto a = [](std::string_view schema) { return property("a", schema); };
    const auto broken = [&](std::string_view older, std::string_view newer, std::string_view keyword) {
        return finds(changes(a(older), a(newer)), "breaking-change", below("/properties/a/" + std::string(keyword)));
    };
    BOOST_TEST(broken(R"({"type":"string","writeOnly":false})", R"({"type":"string","writeOnly":false,"pattern":"^a"})",
                      "pattern"));
    BOOST_TEST(broken(R"({"type":"array"})", R"({"type":"array","uniqueItems":true})", "uniqueItems"));
    BOOST_TEST(broken(R"({"type":"array"})", R"({"type":"array","items":{"type":"integer"}})", "items"));
    BOOST_TEST(broken(R"({"type":"array","items":{"type":"integer"}})", R"({"type":"array","items":false})", "items"));
    BOOST_TEST(broken(R"({"type":"array","items":{"type":"number"}})", R"({"type":"array","items":{"type":"integer"}})",
                      "items/type"));
    BOOST_TEST(broken(R"({"type":"object","additionalProperties":true})",
                      R"({"type":"object","additionalProperties":{"type":"integer"}})", "additionalProperties"));
    BOOST_TEST(broken(R"({"type":"object","additionalProperties":{"type":"integer"}})",
                      R"({"type":"object","additionalProperties":{"type":"integer","maximum":3}})",
                      "additionalProperties/maximum"));
    BOOST_TEST(
        broken(R"({"type":"object"})", R"({"type":"object","additionalProperties":false})", "additionalProperties"));
    BOOST_TEST(
        broken(R"({"type":"object"})", R"({"type":"object","unevaluatedProperties":false})", "unevaluatedProperties"));
    BOOST_TEST(broken(R"({"type":"integer","not":{"const":1}})", R"({"type":"integer","not":{"const":2}})", "not"));
    BOOST_TEST(
        broken(R"({"type":"object"})", R"({"type":"object","dependentRequired":{"b":["c"]}})", "dependentRequired"));
    BOOST_TEST(broken(R"({"type":"integer"})", R"({"type":"integer","x-ig-visible-when":{"pointer":"/m","eq":1}})",
                      "x-ig-visible-when"));
}

BOOST_AUTO_TEST_CASE(does_not_take_texts_for_conditions) {
    const auto a = [](std::string_view schema) { return property("a", schema); };
    const auto same = [&](std::string_view older, std::string_view newer) {
        const auto findings = changes(a(older), a(newer));
        return !has_errors(findings) && findings.empty();
    };
    BOOST_TEST(same(R"({"type":"integer","allOf":[{"title":"A","maximum":3,"x-ig-order":1}]})",
                    R"({"type":"integer","allOf":[{"title":"B","description":"C","maximum":3,"examples":[1]}]})"));
    BOOST_TEST(same(R"({"type":"object","additionalProperties":false})",
                    R"({"type":"object","additionalProperties":{"type":"integer"}})"));
    BOOST_TEST(same(R"({"type":"array","items":{"type":"integer"}})",
                    R"({"type":"array","items":{"type":"integer"},"uniqueItems":false})"));
    BOOST_TEST(same(R"({"type":"array","items":{"type":"integer"}})",
                    R"({"type":"array","items":{"type":"integer"},"unevaluatedItems":true})"));
    BOOST_TEST(same(R"({"type":"string","writeOnly":false,"pattern":"a"})", R"({"type":"string","writeOnly":false})"));
    // A property may be called as a keyword is.
    BOOST_TEST(!same(
        R"({"type":"object","additionalProperties":false,"allOf":[{"properties":{"title":{"type":"integer"}}}]})",
        R"({"type":"object","additionalProperties":false,"allOf":[{"properties":{"title":{"type":"boolean"}}}]})"));
}

BOOST_AUTO_TEST_CASE(compares_the_librarys_own_section_where_one_is_left_out) {
    const auto with = [](std::string_view sections) {
        return R"({"manifestVersion":1,"name":"example","displayName":"Example","description":"S.","categories":["other"],"version":"1.0","settings":{"authentication":{"type":"object","additionalProperties":false})" +
               std::string(sections) + "}}";
    };
    const auto lint_against = [&](std::string_view older, std::string_view newer) {
        const auto before = boost::json::parse(with(older));
        return lint_manifest_text(with(newer), {&before});
    };
    BOOST_TEST(lint_against(R"(,"syncSettings":{"$ref":"ig:sync-settings"})", "").empty());
    BOOST_TEST(lint_against("", R"(,"dataMapping":{"$ref":"ig:data-mapping"})").empty());
    BOOST_TEST(
        finds(lint_against("", R"(,"syncSettings":{"type":"object"})"), "breaking-change", "/settings/syncSettings"));
    BOOST_TEST(
        finds(lint_against(R"(,"dataMapping":{"type":"object"})", ""), "breaking-change", "/settings/dataMapping"));
}

BOOST_AUTO_TEST_CASE(accepts_what_breaks_nothing) {
    const auto a = [](std::string_view schema) { return property("a", schema); };
    BOOST_TEST(changes(clean, clean).empty());
    BOOST_TEST(changes(a(R"({"type":"integer","maximum":8})"), a(R"({"type":"number","maximum":9})")).empty());
    BOOST_TEST(changes(a(R"({"enum":["x"]})"), a(R"({"enum":["x","y"]})")).empty());
    BOOST_TEST(
        changes(
            a(R"({"type":"integer"})"),
            R"({"type":"object","additionalProperties":false,"required":["b"],"properties":{"a":{"type":"integer"},"b":{"type":"integer","default":1}}})")
            .empty());
}

BOOST_AUTO_TEST_CASE(only_notes_a_change_that_a_migration_speaks_about) {
    const auto findings = changes(
        property("a", R"({"type":"integer"})"), property("b", R"({"type":"integer"})"),
        R"(,"migrations":[{"from":"1.0","to":"2.0","steps":[{"operation":"rename","pointer":"/authentication/a","name":"b"}]}])");
    BOOST_TEST(finds(findings, "breaking-change", below("/properties/a"), LintFinding::Severity::note));
    BOOST_TEST(!has_errors(findings));
}

BOOST_AUTO_TEST_CASE(gives_each_finding_a_rule_a_sentence_and_advice) {
    const auto findings = lint(
        R"({"type":"object","required":["z"],"properties":{"apiKey":{"type":"string"},"host":{"type":"string","writeOnly":true,"default":1}}})");
    BOOST_TEST(findings.size() >= 3u);
    for (const auto& finding : findings) {
        BOOST_TEST(!finding.rule.empty());
        BOOST_TEST(finding.message.ends_with('.'), finding.message);
        BOOST_TEST(finding.advice.ends_with('.'), finding.advice);
    }
    BOOST_TEST(std::is_sorted(findings.begin(), findings.end(),
                              [](const auto& left, const auto& right) { return left.pointer < right.pointer; }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
