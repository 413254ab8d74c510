#include "storage/migrations/migration.hpp"

#include <array>

namespace integration_gallery::storage {
namespace {

constexpr std::array<std::string_view, 10> statements{
    "create table if not exists ig_store(id bigint not null primary key, store_id {ASCII} not null, "
    "min_read_format bigint not null, write_format bigint not null, active_kek {KEY} not null, "
    "revision bigint not null, created_us bigint not null {END}",

    "create table if not exists ig_kek(kek_id {KEY} not null primary key, provider {ASCII} not null, "
    "check_value {TEXT} not null, parameters {TEXT} not null, state {ASCII} not null, created_us bigint not null {END}",

    "create table if not exists ig_project(project_id {KEY} not null primary key, revision bigint not null, "
    "updated_us bigint not null {END}",

    "create table if not exists ig_project_key(project_id {KEY} not null primary key, active_dek {ASCII} not null, "
    "fingerprint_dek {ASCII} not null, revision bigint not null {END}",

    "create table if not exists ig_dek(dek_id {ASCII} not null primary key, project_id {KEY} not null, "
    "purpose {ASCII} not null, version bigint not null, state {ASCII} not null, compromised bigint not null, "
    "kek_id {KEY} not null, wrapped {TEXT} not null, revision bigint not null, created_us bigint not null, "
    "changed_us bigint not null, unique(project_id, purpose, version) {END}",

    "{INDEX} ig_dek_by_kek on ig_dek(kek_id, dek_id)",

    "create table if not exists ig_settings(project_id {KEY} not null, integration {ASCII} not null, "
    "enabled bigint not null, document {TEXT} not null, secrets {TEXT} not null, manifest_version {ASCII} not null, "
    "revision bigint not null, updated_us bigint not null, updated_by {KEY} not null, "
    "primary key(project_id, integration) {END}",

    "create table if not exists ig_secret(project_id {KEY} not null, integration {ASCII} not null, "
    "slot {ASCII} not null, record {ASCII} not null, seal_revision bigint not null, key_id {ASCII} not null, "
    "sealed {TEXT} not null, bound {TEXT} not null, updated_us bigint not null, "
    "primary key(project_id, integration, slot) {END}",

    "{INDEX} ig_secret_by_key on ig_secret(key_id, project_id, integration, slot)",

    "{INDEX} ig_dek_by_state on ig_dek(state, created_us)",
};

} // namespace

const Migration migration_001_base{1, statements};

} // namespace integration_gallery::storage
