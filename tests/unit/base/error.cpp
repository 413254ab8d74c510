#include <integration_gallery/error.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(every_status_has_a_name_of_its_own) {
    BOOST_TEST(status_name(Status::ok) == "ok");
    BOOST_TEST(status_name(Status::internal) == "internal");
    BOOST_TEST(status_name(static_cast<Status>(99)) == "unknown");
    BOOST_TEST(status_name(static_cast<Status>(-1)) == "unknown");
}

BOOST_AUTO_TEST_CASE(a_problem_names_each_field_by_a_fragment_pointer) {
    const Error error(Status::validation, "validation", "Two settings are wrong.",
                      {{"/authentication/a~1b c", "required", "Give it.", {}, "/required"},
                       {"", "type", "Must be an object.", {{"expected", "object"}}, "/type"}});
    const auto problem = error.problem();
    BOOST_TEST(problem.at("status").to_number<int>() == 422);
    BOOST_TEST(problem.at("code").as_string() == "validation");
    const auto& errors = problem.at("errors").as_array();
    BOOST_TEST(errors.at(0).at("pointer").as_string() == "#/authentication/a~1b%20c");
    BOOST_TEST(errors.at(1).at("pointer").as_string() == "#");
    BOOST_TEST(boost::json::serialize(errors.at(1).at("params")) == R"({"expected":"object"})");
    BOOST_TEST(!problem.contains("errorCount"));
}

BOOST_AUTO_TEST_CASE(a_validation_problem_always_has_errors) {
    BOOST_TEST(Error(Status::validation, "validation", "x").problem().at("errors").as_array().empty());
    BOOST_TEST(!Error(Status::storage, "storage", "x").problem().contains("errors"));
}

BOOST_AUTO_TEST_CASE(says_how_many_issues_there_are_when_not_all_are_told) {
    const Error error(Status::validation, "validation", "x", {{"/a", "type", "y", {}, {}}}, 77);
    BOOST_TEST(error.issue_count() == 77u);
    BOOST_TEST(error.problem().at("errorCount").to_number<int>() == 77);
}

BOOST_AUTO_TEST_CASE(context_stands_in_front) {
    Error error(Status::storage, "storage-failed", "The disk is full.");
    error.add_context("saving clickup");
    BOOST_TEST(error.detail() == "saving clickup: The disk is full.");
    BOOST_TEST(error.what() == error.detail());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
