#include "tests.h"

#include <stdio.h>
#include <string.h>

#define TEST(name)                                                                                                     \
    { #name, name }

static const struct test tests[] = {
    TEST(library_tells_its_version_and_revision),
    TEST(every_status_has_a_name_of_its_own),
    TEST(errors_made_by_a_host_carry_status_and_message),
    TEST(accessors_of_nothing_are_harmless),
    TEST(buffers_hold_any_byte_and_end_in_zero),
    TEST(options_refuse_what_they_do_not_know),
    TEST(options_take_every_name_of_the_header),
    TEST(a_manifest_is_checked_when_it_is_added),
    TEST(a_handle_of_another_kind_is_refused),
    TEST(a_gallery_needs_a_database_and_a_key),
    TEST(a_missing_key_file_is_an_error_of_keys),
    TEST(options_may_be_used_again_and_freed),
    TEST(a_session_needs_a_project_that_can_be_one),
    TEST(the_catalog_lists_cards_with_their_state),
    TEST(the_host_chooses_what_is_in_the_catalog),
    TEST(settings_are_stored_and_read_without_secrets),
    TEST(writing_back_what_was_read_changes_nothing),
    TEST(a_revision_that_moved_is_a_conflict),
    TEST(what_is_wrong_with_settings_is_told_by_pointer),
    TEST(a_check_tells_what_a_put_would_do_and_does_nothing),
    TEST(changes_are_told_once_and_in_order),
    TEST(the_switch_changes_nothing_else),
    TEST(what_is_removed_is_as_if_it_was_never_stored),
    TEST(every_change_is_a_version),
    TEST(a_version_is_brought_back),
    TEST(a_history_is_verified_and_signed),
    TEST(a_store_is_exported_and_imported),
    TEST(projects_do_not_see_each_other),
    TEST(a_secret_at_hand_is_compared_and_nothing_is_opened),
    TEST(credentials_open_for_a_worker),
    TEST(a_session_outlives_its_gallery),
    TEST(what_another_catalog_breaks_is_told_before_it_is_used),
    TEST(the_authorizer_is_asked_and_released_once),
    TEST(only_an_explicit_yes_is_a_yes),
    TEST(a_setter_that_fails_releases_its_context),
    TEST(a_key_provider_of_the_host_guards_the_keys),
    TEST(a_key_provider_that_gives_nothing_has_failed),
    TEST(the_audit_sink_hears_of_openings_and_can_deny_them),
    TEST(the_logger_hears_of_manifests_that_cannot_be_used),
    TEST(data_keys_are_rotated_with_progress),
    TEST(jobs_refuse_options_that_they_do_not_know),
    TEST(a_shredded_project_is_found_and_asks_for_its_secrets),
    TEST(the_rest_api_answers_through_handle),
    TEST(a_mount_is_a_fact_of_the_host),
    TEST(nobody_is_answered_with_401),
    TEST(there_is_no_http_without_an_authorizer),
    TEST(an_event_loop_is_told_what_may_wait),
    TEST(requests_refuse_what_cannot_be),
    {NULL, NULL},
};

int main(int argc, char** argv) {
    const struct test* test;
    int passed = 0;
    int failed = 0;

    for (test = tests; test->name != NULL; ++test) {
        if (argc > 1 && strstr(test->name, argv[1]) == NULL)
            continue;
        failures_of_test = 0;
        test->run();
        if (failures_of_test == 0) {
            ++passed;
        } else {
            ++failed;
            printf("FAILED capi/%s\n", test->name);
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
