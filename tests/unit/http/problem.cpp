#include "http/problem.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
namespace subject = integration_gallery::http;

namespace {

boost::json::object document(const subject::Problem& problem) {
    return boost::json::parse(problem.document("r1")).as_object();
}

Issue issue(std::string pointer, std::string code) {
    return {std::move(pointer), std::move(code), "A sentence.", {}, {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(problem)

BOOST_AUTO_TEST_CASE(has_the_members_of_rfc_9457) {
    const auto problem = subject::make_problem("not-found", "There is nothing here.");
    BOOST_TEST(problem.status == 404);
    BOOST_TEST(
        problem.document("r1") ==
        R"({"type":"urn:integration-gallery:problem:not-found","title":"Not found","status":404,)"
        R"("detail":"There is nothing here.","instance":"urn:integration-gallery:request:r1","code":"not-found"})");
}

BOOST_AUTO_TEST_CASE(tells_the_code_on_which_all_errors_agree) {
    const Error same(Status::validation, "validation", "Two members are missing.",
                     {issue("/authentication/apiKey", "required"), issue("/authentication/a b", "required")});
    const auto agreed = document(subject::problem_of(same));
    BOOST_TEST(agreed.at("status").as_int64() == 422);
    BOOST_TEST(agreed.at("code").as_string() == "required");
    BOOST_TEST(agreed.at("type").as_string() == "urn:integration-gallery:problem:required");
    BOOST_TEST(agreed.at("errors").at(0).at("pointer").as_string() == "#/authentication/apiKey");
    BOOST_TEST(agreed.at("errors").at(1).at("pointer").as_string() == "#/authentication/a%20b");

    const Error mixed(Status::validation, "validation", "Two things are wrong.",
                      {issue("/a", "required"), issue("/b", "type")});
    BOOST_TEST(subject::problem_of(mixed).code == "validation");
}

BOOST_AUTO_TEST_CASE(always_lists_errors_at_422) {
    const auto none = document(subject::problem_of(Error(Status::validation, "odd", "It is not valid.")));
    BOOST_TEST(none.at("errors").as_array().empty());
    BOOST_TEST(none.at("code").as_string() == "validation");
    const auto many = document(subject::problem_of(Error(Status::validation, "x", "Many.", {issue("/a", "type")}, 70)));
    BOOST_TEST(many.at("errorCount").as_int64() == 70);
}

BOOST_AUTO_TEST_CASE(says_nothing_of_the_inside) {
    struct Case {
        Status status;
        int http;
        const char* code;
    };
    for (const Case& item : {Case{Status::storage, 503, "storage-unavailable"},
                             {Status::key, 503, "key-unavailable"},
                             {Status::timeout, 503, "storage-unavailable"},
                             {Status::no_memory, 503, "out-of-memory"},
                             {Status::internal, 500, "internal"},
                             {static_cast<Status>(99), 500, "internal"}}) {
        const auto problem = subject::problem_of(Error(item.status, "secret-code", "The file /var/lib/x is locked."));
        const auto text = problem.document("r1");
        BOOST_TEST(problem.status == item.http);
        BOOST_TEST(problem.code == item.code);
        BOOST_TEST(text.find("/var/lib") == std::string::npos);
        BOOST_TEST(text.find("secret-code") == std::string::npos);
        BOOST_TEST(problem.log == "secret-code: The file /var/lib/x is locked.");
        BOOST_TEST((!problem.fields.empty() && problem.fields.front().name == "Retry-After") == (item.http == 503));
    }
}

BOOST_AUTO_TEST_CASE(maps_each_failure_to_its_status) {
    struct Case {
        Status status;
        const char* code;
        int http;
        const char* told;
    };
    for (const Case& item : {Case{Status::conflict, "precondition-failed", 412, "precondition-failed"},
                             {Status::conflict, "busy", 409, "conflict"},
                             {Status::not_found, "not-found", 404, "not-found"},
                             {Status::denied, "forbidden", 403, "forbidden"},
                             {Status::invalid_argument, "malformed-json", 400, "malformed-json"},
                             {Status::invalid_argument, "json-too-deep", 400, "json-too-deep"},
                             {Status::limit, "too-large", 413, "too-large"},
                             {Status::invalid_state, "manifest-damaged", 409, "manifest-damaged"},
                             {Status::unsupported, "unsupported", 501, "unsupported"},
                             {Status::remote, "provider-unavailable", 502, "provider-unavailable"},
                             {Status::reauthorize, "reauthorization-required", 409, "reauthorization-required"}}) {
        const auto problem = subject::problem_of(Error(item.status, item.code, "A sentence."));
        BOOST_TEST(problem.status == item.http, item.code);
        BOOST_TEST(problem.code == item.told);
        BOOST_TEST(!problem.title.empty());
    }
}

BOOST_AUTO_TEST_CASE(names_the_parameter_that_is_wrong) {
    const auto told = document(subject::invalid_parameter("view", "It is plain or full."));
    BOOST_TEST(told.at("status").as_int64() == 400);
    BOOST_TEST(told.at("errors").at(0).at("parameter").as_string() == "view");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
