// The checklist of tests (ASVS 5.0 and API Top 10 2023), row by row: which tests of this program show it. Rows on
// outbound calls, OAuth and rate limits are about what is not there. What needs a browser, a database server or a
// running host is named in the last column, by file and text.
#include "support/test_data.hpp"

#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace integration_gallery::test;

namespace {

struct Elsewhere {
    const char* file;
    const char* text;
};

struct ChecklistRow {
    const char* id;
    const char* rule;
    std::vector<const char*> here; ///< below "http/"
    std::vector<Elsewhere> elsewhere = {};
};

const std::vector<ChecklistRow>& checklist_rows() {
    static const std::vector<ChecklistRow> rows{
        {"A1",
         "no authorizer: no API; nobody: 401 but for health and the files",
         {"permissions/without_an_authorizer_there_is_no_api",
          "checklist/nobody_gets_anything_but_health_and_the_files"}},
        {"A2",
         "the matrix of routes, permissions and projects",
         {"permissions/exactly_what_the_table_says_passes", "permissions/the_table_of_this_test_has_every_operation"}},
        {"A3",
         "no project reaches another",
         {"checklist/no_project_sees_or_changes_another", "checklist/no_version_of_another_project_is_read_or_restored",
          "paging/a_cursor_fits_its_own_list_only", "writing/projects_do_not_see_each_other"}},
        {"A4",
         "unknown and forbidden cannot be told apart, nor by what the store says",
         {"permissions/unknown_and_forbidden_names_cannot_be_told_apart",
          "checklist/a_denial_comes_before_any_look_at_the_store"}},
        {"A5", "no field of a proxy is believed", {"reading/fields_of_proxies_and_overrides_change_nothing"}},
        {"A6",
         "unknown and read-only members are refused",
         {"bad_input/what_is_not_allowed_in_a_document_is_422_with_every_pointer",
          "writing/read_only_members_cannot_be_set"}},
        {"A7", "no secret comes back, nor its length", {"checklist/a_secret_never_comes_back_and_its_length_neither"}},
        {"C1",
         "the table of site, origin, method and media type",
         {"cross_site/the_whole_table_of_site_origin_method_and_media_type"}},
        {"C2", "a form changes nothing", {"cross_site/a_form_can_change_nothing"}},
        {"C3", "what is safe changes nothing", {"reading/reading_changes_nothing_that_is_stored"}},
        {"C4",
         "CORS: off, or the origins that are listed",
         {"cors/is_off_unless_the_host_names_origins", "cors/names_an_origin_that_is_listed_and_never_a_star",
          "cors/tells_every_other_origin_nothing_but_that_the_answer_varies"}},
        {"X1",
         "the fields of security are on every answer; no violation of the policy in a browser",
         {"checklist/every_answer_carries_the_fields_of_security", "page/the_page_comes_with_its_strict_policy"},
         {{"tests/browser/support/harness.mjs", "securitypolicyviolation"}}},
        {"X2", "hostile text stays text", {"bad_input/naughty_strings_go_through_every_text"}},
        {"X3",
         "a logo that is opened itself runs nothing",
         {"reading/a_logo_stays_harmless_when_it_is_opened_itself"},
         {{"tests/unit/catalog/svg.cpp", "refuses_what_runs_fetches_or_hides"}}},
        {"X4", "nothing of a project is a script", {"checklist/the_content_type_says_what_the_content_is"}},
        {"H1", "no field can be split", {"checklist/no_field_can_be_split"}},
        {"H2",
         "lengths are right, also for HEAD; 204 and 304 are empty",
         {"reading/head_answers_as_get_without_the_body", "checklist/every_answer_carries_the_fields_of_security"}},
        {"H3", "the content type is the content's", {"checklist/the_content_type_says_what_the_content_is"}},
        {"H4", "other methods are 405 with Allow", {"checklist/every_route_says_which_methods_it_has"}},
        {"H5",
         "limits at the last value and one beyond; memory is bounded",
         {"limits/of_the_target", "limits/of_the_number_of_fields", "limits/of_one_field", "limits/of_all_fields",
          "limits/of_the_body", "limits/of_the_depth", "limits/of_members_and_elements", "limits/of_one_text",
          "limits/of_the_secrets_together", "limits/of_an_answer"},
         {{"tests/host/test_hostile.py", "test_memory_is_bounded_by_what_is_sent"}}},
        {"H6", "the JSON corpus", {"bad_input/the_json_test_suite_goes_through_put"}},
        {"K1",
         "no clear text in the store; what is moved does not open",
         {"checklist/nothing_stored_holds_a_secret"},
         {{"tests/unit/crypto/sealed_record.cpp", "refuses_every_swap_of_two_rows"},
          {"tests/host/test_starting.py", "test_files_are_private_and_hold_no_clear_text"}}},
        {"L1",
         "changes and denials are in the audit",
         {"checklist/writes_and_denials_say_who_when_what_and_where", "permissions/a_denial_reaches_the_audit_sink",
          "writing/each_change_reaches_the_audit_sink_without_values"}},
        {"L2",
         "the log cannot be forged",
         {"checklist/text_from_outside_is_one_line_in_the_log", "failures/each_request_is_logged_without_values"}},
        {"E1",
         "a host's part that fails fails closed",
         {"failures/an_authorizer_that_fails_keeps_everybody_out", "failures/what_is_thrown_never_gets_out",
          "failures/without_random_bytes_there_is_a_problem_and_no_crash", "failures/a_store_that_is_locked_is_503",
          "failures/an_audit_sink_that_fails_does_not_undo_a_denial", "failures/a_clock_that_fails_changes_nothing"}},
        {"I1",
         "the OpenAPI document lists what answers",
         {"openapi/every_path_of_the_document_answers",
          "openapi/every_operation_of_the_table_is_in_the_document_and_no_other"},
         {{"tests/conformance/openapi/judges.py", "def schemathesis"}}},
    };
    return rows;
}

/// The full names of all cases of this program.
class Names final : public boost::unit_test::test_tree_visitor {
public:
    void visit(const boost::unit_test::test_case& found) override { all.insert(found.full_name()); }
    std::set<std::string> all;
};

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(checklist)

BOOST_AUTO_TEST_CASE(each_row_has_its_tests) {
    Names names;
    boost::unit_test::traverse_test_tree(boost::unit_test::framework::master_test_suite().p_id, names, true);
    const char* source = std::getenv("IG_SOURCE_DIR");
    for (const ChecklistRow& row : checklist_rows()) {
        BOOST_TEST_CONTEXT(row.id << ": " << row.rule) {
            BOOST_TEST(!row.here.empty());
            for (const char* name : row.here)
                BOOST_TEST(names.all.contains(std::string("http/") + name), name);
            if (source == nullptr)
                continue;
            for (const auto& [file, text] : row.elsewhere)
                BOOST_TEST(read_file(std::filesystem::path(source) / file).find(text) != std::string::npos, file);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
