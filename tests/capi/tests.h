/* Every test of the C interface; main.c lists them again in the order in which they run. */
#ifndef IG_TEST_TESTS_H
#define IG_TEST_TESTS_H

#include "check.h"

void library_tells_its_version_and_revision(void);
void every_status_has_a_name_of_its_own(void);
void errors_made_by_a_host_carry_status_and_message(void);
void accessors_of_nothing_are_harmless(void);
void buffers_hold_any_byte_and_end_in_zero(void);
void options_refuse_what_they_do_not_know(void);
void options_take_every_name_of_the_header(void);
void a_manifest_is_checked_when_it_is_added(void);
void a_handle_of_another_kind_is_refused(void);
void a_gallery_needs_a_database_and_a_key(void);
void a_missing_key_file_is_an_error_of_keys(void);
void options_may_be_used_again_and_freed(void);
void a_session_needs_a_project_that_can_be_one(void);
void the_catalog_lists_cards_with_their_state(void);
void the_host_chooses_what_is_in_the_catalog(void);
void settings_are_stored_and_read_without_secrets(void);
void writing_back_what_was_read_changes_nothing(void);
void a_revision_that_moved_is_a_conflict(void);
void what_is_wrong_with_settings_is_told_by_pointer(void);
void a_check_tells_what_a_put_would_do_and_does_nothing(void);
void changes_are_told_once_and_in_order(void);
void the_switch_changes_nothing_else(void);
void what_is_removed_is_as_if_it_was_never_stored(void);
void every_change_is_a_version(void);
void a_version_is_brought_back(void);
void a_history_is_verified_and_signed(void);
void a_store_is_exported_and_imported(void);
void projects_do_not_see_each_other(void);
void a_secret_at_hand_is_compared_and_nothing_is_opened(void);
void credentials_open_for_a_worker(void);
void a_session_outlives_its_gallery(void);
void what_another_catalog_breaks_is_told_before_it_is_used(void);
void the_authorizer_is_asked_and_released_once(void);
void only_an_explicit_yes_is_a_yes(void);
void a_setter_that_fails_releases_its_context(void);
void a_key_provider_of_the_host_guards_the_keys(void);
void a_key_provider_that_gives_nothing_has_failed(void);
void the_audit_sink_hears_of_openings_and_can_deny_them(void);
void the_logger_hears_of_manifests_that_cannot_be_used(void);
void data_keys_are_rotated_with_progress(void);
void jobs_refuse_options_that_they_do_not_know(void);
void a_shredded_project_is_found_and_asks_for_its_secrets(void);
void the_rest_api_answers_through_handle(void);
void a_mount_is_a_fact_of_the_host(void);
void nobody_is_answered_with_401(void);
void there_is_no_http_without_an_authorizer(void);
void an_event_loop_is_told_what_may_wait(void);
void requests_refuse_what_cannot_be(void);

#endif
