#include "unit/settings/schemas.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using test::issue_lines;
using test::SectionSchemas;
using test::Shelf;

namespace {

/// Two methods, the second with a destination and a secret of the same name as the first one's.
constexpr const char* two_methods = R"({
  "type": "object",
  "default": {"method": "apikey"},
  "oneOf": [
    {"title": "Key", "additionalProperties": false, "required": ["method", "token"],
     "properties": {"method": {"const": "apikey"},
                    "token": {"type": "string", "writeOnly": true, "minLength": 3},
                    "second": {"type": "string", "writeOnly": true},
                    "note": {"type": "string", "writeOnly": false, "default": "none"}}},
    {"title": "Site", "additionalProperties": false, "required": ["method", "site", "token"],
     "properties": {"method": {"const": "site"},
                    "site": {"type": "string", "writeOnly": false, "x-ig-destination": true},
                    "token": {"type": "string", "writeOnly": true}}}]})";

constexpr const char* list_of_secrets = R"({
  "type": "object", "additionalProperties": false,
  "properties": {"headers": {"type": "array", "items": {"type": "object", "additionalProperties": false, "x-ig-key": "name",
     "required": ["name", "value"],
     "properties": {"name": {"type": "string", "writeOnly": false}, "value": {"type": "string", "writeOnly": true}}}}}})";

struct TwoMethods {
    SectionSchemas schemas{two_methods};
    Shelf shelf{schemas.pointers()};
};

struct Headers {
    SectionSchemas schemas{list_of_secrets};
    Shelf shelf{schemas.pointers()};
};

std::string text(const boost::json::object& object) {
    return boost::json::serialize(object);
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_AUTO_TEST_SUITE(merge)

BOOST_FIXTURE_TEST_CASE(an_unconfigured_integration_shows_its_defaults_and_empty_secrets, TwoMethods) {
    BOOST_TEST(
        text(shelf.plain()) ==
        R"({"authentication":{"method":"apikey","note":"none","second":"","token":""},"dataMapping":{},"syncSettings":{}})");
    BOOST_TEST(shelf.settings().state.status == "off");
    BOOST_TEST(!shelf.settings().state.configured);
}

BOOST_FIXTURE_TEST_CASE(a_read_masks_what_is_set_and_shows_nothing_else_of_it, TwoMethods) {
    BOOST_TEST(
        issue_lines(shelf.update(R"({"enabled":true,"authentication":{"method":"apikey","token":"abc"}})").issues) ==
        "");
    BOOST_TEST(text(shelf.plain()).find("abc") == std::string::npos);
    BOOST_TEST(std::string_view(shelf.plain().at("authentication").at("token").as_string()) == "********");
    BOOST_TEST(std::string_view(shelf.plain().at("authentication").at("second").as_string()) == "");
    BOOST_TEST(shelf.secrets() == "/authentication/token=abc\n");
    BOOST_TEST(shelf.settings().state.status == "on");
    BOOST_TEST(shelf.settings().secrets.at("/authentication/token").set);
    BOOST_TEST(shelf.settings().secrets.at("/authentication/token").updated_by == "ada");
}

BOOST_FIXTURE_TEST_CASE(absent_empty_and_the_mask_keep_a_secret, TwoMethods) {
    shelf.update(R"({"authentication":{"method":"apikey","token":"abc"}})");
    for (const auto* document : {R"({"authentication":{"method":"apikey","note":"x1"}})",
                                 R"({"authentication":{"method":"apikey","note":"x2","token":""}})",
                                 R"({"authentication":{"method":"apikey","note":"x3","token":"********"}})",
                                 R"({"syncSettings":{"a":1}})", R"({})"}) {
        BOOST_TEST(issue_lines(shelf.update(document).issues) == "", document);
        BOOST_TEST(shelf.secrets() == "/authentication/token=abc\n", document);
    }
}

BOOST_FIXTURE_TEST_CASE(null_clears_and_an_object_sets_literally, TwoMethods) {
    shelf.update(R"({"authentication":{"method":"apikey","token":"abc","second":"def"}})");
    shelf.update(R"({"authentication":{"method":"apikey","second":null}})");
    BOOST_TEST(shelf.secrets() == "/authentication/token=abc\n");
    shelf.update(R"({"authentication":{"method":"apikey","second":{"value":"********"}}})");
    BOOST_TEST(shelf.secrets() == "/authentication/second=********\n/authentication/token=abc\n");
}

BOOST_FIXTURE_TEST_CASE(what_only_looks_like_a_mask_is_refused, TwoMethods) {
    for (const auto* value : {"****", "*********", "abc****", "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2",
                              "*\xe2\x80\xa2*\xe2\x80\xa2x"}) {
        const std::string document = std::string(R"({"authentication":{"method":"apikey","token":")") + value + "\"}}";
        BOOST_TEST(issue_lines(shelf.update(document).issues) == "/authentication/token masked-value", document);
    }
    BOOST_TEST(issue_lines(shelf.update(R"({"authentication":{"method":"apikey","token":"a***b***c"}})").issues) == "");
}

BOOST_FIXTURE_TEST_CASE(a_mask_that_can_keep_nothing_is_refused, TwoMethods) {
    BOOST_TEST(issue_lines(shelf.update(R"({"authentication":{"method":"apikey","token":"********"}})").issues) ==
               "/authentication/token masked-value");
}

BOOST_FIXTURE_TEST_CASE(a_disabled_integration_may_hold_a_draft_but_no_nonsense, TwoMethods) {
    BOOST_TEST(issue_lines(shelf.update(R"({"authentication":{"method":"site"}})").issues) == "");
    BOOST_TEST(issue_lines(shelf.update(R"({"authentication":{"method":"site","site":7}})").issues) ==
               "/authentication/site type");
    BOOST_TEST(issue_lines(shelf.update(R"({"authentication":{"method":"site","cite":"x"}})").issues) ==
               "/authentication/cite unknown-member");
    BOOST_TEST(issue_lines(shelf.update(R"({"enabled":true})").issues) ==
               "/authentication/site required\n/authentication/token required");
    BOOST_TEST(!shelf.record().enabled);
}

BOOST_FIXTURE_TEST_CASE(toggling_changes_nothing_else, TwoMethods) {
    shelf.update(R"({"authentication":{"token":"abc"},"syncSettings":{"a":[1,2]}})");
    const auto before = shelf.record();
    const auto plan = shelf.update(R"({"enabled":true})");
    BOOST_TEST(issue_lines(plan.issues) == "");
    BOOST_TEST(!plan.seals());
    BOOST_TEST(integration_gallery::settings::documents_text(shelf.record()) ==
               integration_gallery::settings::documents_text(before));
    BOOST_TEST(integration_gallery::settings::secrets_text(shelf.record()) ==
               integration_gallery::settings::secrets_text(before));
    BOOST_TEST(shelf.record().revision == before.revision + 1);
}

BOOST_FIXTURE_TEST_CASE(an_update_that_changes_nothing_is_none, TwoMethods) {
    shelf.update(R"({"authentication":{"method":"apikey","token":"abc"}})");
    const auto revision = shelf.record().revision;
    for (const auto* document :
         {R"({})", R"({"enabled":false})", R"({"authentication":{"method":"apikey"}})", R"({"authentication":{}})",
          R"({"authentication":{"note":"none"}})", R"({"authentication":{"second":null}})", R"({"dataMapping":{}})"}) {
        BOOST_TEST(!shelf.update(document).changed, document);
        BOOST_TEST(shelf.record().revision == revision);
    }
    BOOST_TEST(shelf.update(R"({"authentication":{"token":"abc"}})").changed); // setting a secret is always a change
}

BOOST_FIXTURE_TEST_CASE(a_new_method_drops_the_secrets_of_the_old_one_even_of_the_same_name, TwoMethods) {
    shelf.update(R"({"authentication":{"method":"apikey","token":"abc","second":"def"}})");
    const auto plan = shelf.update(R"({"authentication":{"method":"site","site":"a.example"}})");
    BOOST_TEST(issue_lines(plan.issues) == "");
    BOOST_TEST(shelf.secrets() == "");
    BOOST_TEST(plan.cleared.size() == 2u);
    // the mask of the old one keeps nothing either
    shelf.update(R"({"authentication":{"method":"apikey","token":"abc"}})");
    BOOST_TEST(
        issue_lines(shelf.update(R"({"authentication":{"method":"site","site":"a","token":"********"}})").issues) ==
        "/authentication/token masked-value");
    BOOST_TEST(shelf.secrets() == "/authentication/token=abc\n");
}

BOOST_FIXTURE_TEST_CASE(a_changed_destination_demands_the_secret_again, TwoMethods) {
    shelf.update(R"({"authentication":{"method":"site","site":"a.example","token":"abc"}})");
    for (const auto* document : {R"({"authentication":{"method":"site","site":"b.example"}})",
                                 R"({"authentication":{"method":"site","site":"b.example","token":"********"}})",
                                 R"({"authentication":{"method":"site"}})"})
        BOOST_TEST(issue_lines(shelf.update(document).issues) == "/authentication/token secret-reentry-required",
                   document);
    BOOST_TEST(shelf.secrets() == "/authentication/token=abc\n");
    BOOST_TEST(
        issue_lines(shelf.update(R"({"authentication":{"method":"site","site":"b.example","token":"new"}})").issues) ==
        "");
    BOOST_TEST(
        issue_lines(shelf.update(R"({"authentication":{"method":"site","site":"c.example","token":null}})").issues) ==
        "");
    BOOST_TEST(shelf.secrets() == "");
}

BOOST_FIXTURE_TEST_CASE(a_secret_follows_its_element_and_goes_with_it, Headers) {
    shelf.update(R"({"authentication":{"headers":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}})");
    BOOST_TEST(shelf.secrets() == "/authentication/headers/name=A/value=1\n/authentication/headers/name=B/value=2\n");
    shelf.update(
        R"({"authentication":{"headers":[{"name":"B","value":"********"},{"name":"C","value":"3"},{"name":"A"}]}})");
    BOOST_TEST(shelf.secrets() == "/authentication/headers/name=A/value=1\n/authentication/headers/name=B/value=2\n/"
                                  "authentication/headers/name=C/value=3\n");
    BOOST_TEST(shelf.settings().secrets.contains("/authentication/headers/1/value"));
    shelf.update(R"({"authentication":{"headers":[{"name":"C"}]}})");
    BOOST_TEST(shelf.secrets() == "/authentication/headers/name=C/value=3\n");
}

BOOST_FIXTURE_TEST_CASE(the_full_form_sets_and_clears_by_pointer, TwoMethods) {
    BOOST_TEST(issue_lines(shelf
                               .update(R"({"enabled":true,"authentication":{"method":"apikey"},
        "secrets":{"/authentication/token":{"value":"********"}}})",
                                       Form::full)
                               .issues) == "");
    BOOST_TEST(shelf.secrets() == "/authentication/token=********\n");
    BOOST_TEST(
        issue_lines(shelf.update(R"({"secrets":{"/authentication/token":{"clear":true}}})", Form::full).issues) ==
        "/authentication/token required");
    BOOST_TEST(
        issue_lines(shelf.update(R"({"enabled":false,"secrets":{"/authentication/token":{"clear":true}}})", Form::full)
                        .issues) == "");
    BOOST_TEST(shelf.secrets() == "");
}

BOOST_FIXTURE_TEST_CASE(the_full_form_refuses_what_it_does_not_know, TwoMethods) {
    const std::pair<const char*, const char*> rows[] = {
        {R"({"secrets":{"/authentication/nope":{"value":"x"}}})", "/secrets/~1authentication~1nope unknown-member"},
        {R"({"secrets":{"/elsewhere":{"value":"x"}}})", "/secrets/~1elsewhere unknown-member"},
        {R"({"secrets":{"/authentication/note":{"value":"x"}}})", "/secrets/~1authentication~1note unknown-member"},
        {R"({"secrets":{"/authentication/token":"x"}})", "/secrets/~1authentication~1token type"},
        {R"({"secrets":{"/authentication/token":{"value":7}}})", "/secrets/~1authentication~1token type"},
        {R"({"secrets":{"/authentication/token":{"clear":false}}})", "/secrets/~1authentication~1token type"},
        {R"({"secrets":[]})", "/secrets type"},
        {R"({"authentication":{"token":"x"}})", "/authentication/token secret-misplaced"},
        {R"({"a/b":1})", "/a~1b unknown-member"},
        {R"({"enabled":1})", "/enabled type"},
        {R"({"authentication":null})", "/authentication type"},
        {R"({"syncSettings":[]})", "/syncSettings type"}};
    for (const auto& [document, issues] : rows)
        BOOST_TEST(issue_lines(shelf.update(document, Form::full).issues) == issues, document);
    BOOST_TEST(issue_lines(shelf.update(R"({"revision":1,"secrets":{}})").issues) ==
               "/revision unknown-member\n/secrets unknown-member");
    BOOST_TEST(shelf.record().revision == 0);
}

BOOST_FIXTURE_TEST_CASE(no_issue_holds_a_submitted_value, TwoMethods) {
    const char* canary = "canary-7f3a";
    for (const std::string& document :
         {std::string(R"({"authentication":{"method":"site","site":["X"],"token":{"value":["X"]},"X":"X"}})"),
          std::string(R"({"authentication":{"method":"X"}})"),
          std::string(R"({"authentication":{"method":"apikey","token":"****X"}})"),
          std::string(R"({"enabled":true,"authentication":{"method":"apikey","token":"X","note":{"a":"X"}}})")}) {
        std::string filled = document;
        for (std::size_t at = filled.find('X'); at != std::string::npos; at = filled.find('X', at + 1))
            filled.replace(at, 1, canary);
        const auto plan = shelf.update(filled);
        BOOST_TEST(!plan.issues.empty(), filled);
        for (const auto& issue : plan.issues) {
            BOOST_TEST(issue.detail.find(canary) == std::string::npos, issue.detail);
            BOOST_TEST(boost::json::serialize(issue.parameters).find(canary) == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
