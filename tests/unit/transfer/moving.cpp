#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include "support/gallery.hpp"
#include "support/on_sqlite.hpp"
#include "support/test_data.hpp"
#include "unit/storage/sqlite_raw.hpp"
#include "unit/transfer/sample.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>

#include <sys/stat.h>

using namespace integration_gallery;

namespace {

void put(const Gallery& gallery, std::string_view project, std::string_view name, std::string_view document) {
    gallery.session(project, "ada")
        .put(name, boost::json::parse(document).as_object(), {.form = Form::plain, .expected_revision = {}});
}

std::string secret(const Gallery& gallery, std::string_view project, std::string_view name, std::string_view pointer) {
    const auto credentials = gallery.session(project, "ada").credentials(name, "test");
    const Secret* found = credentials.secret(pointer);
    return found == nullptr ? "none" : std::string(found->view());
}

struct Fixture {
    test::TestStore from;
    test::TestStore to;
    Gallery source = from.open();
    Gallery target = to.open();
    ExportKey key = test::known_key();
    std::filesystem::path file = from.folder() / "all.igx";

    Fixture() {
        put(source, "apollo", "simple", R"({"enabled":true,"authentication":{"apiKey":"C4n4ry-secret-9931"}})");
        put(source, "apollo", "hosted", R"({"authentication":{"method":"apikey","site":"s","token":"t-1"}})");
        put(source, "apollo", "hosted", R"({"authentication":{"method":"apikey","site":"s","token":"t-2"}})");
        put(source, "gemini", "open", R"({"authentication":{"note":"é"}})");
        source.retain_history("apollo", {.before = {}, .keep = 0});
    }

    std::string code_of_import(const ImportOptions& options = {}) {
        try {
            target.import_from(file, key, options);
        } catch (const Error& error) {
            return error.code();
        }
        return "ok";
    }

    /// Everything in the tables of the target that an import writes.
    std::string rows(const test::TestStore& store) {
        std::string out;
        for (const char* count : {"select count(*),coalesce(sum(revision),0) from ig_settings",
                                  "select count(*),coalesce(sum(seal_revision),0) from ig_secret",
                                  "select count(*),coalesce(max(hash),'') from ig_history",
                                  "select count(*),coalesce(sum(revision),0) from ig_project"})
            out += store.database().sql(count) + "\n";
        return out;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(transfer)
BOOST_FIXTURE_TEST_SUITE(moving, Fixture)

BOOST_AUTO_TEST_CASE(everything_arrives_and_is_sealed_under_the_new_keys) {
    const auto exported = source.export_to(file, key);
    BOOST_TEST((exported.counts == TransferCounts{2, 3, 3, 4})); // a signed anchor is a sealed document, too
    const auto imported = target.import_from(file, key);
    BOOST_TEST((imported.counts == exported.counts));
    BOOST_TEST(secret(target, "apollo", "simple", "/authentication/apiKey") == "C4n4ry-secret-9931");
    BOOST_TEST(secret(target, "apollo", "hosted", "/authentication/token") == "t-2");
    const auto settings = target.session("apollo", "bob").get("simple");
    BOOST_TEST(settings.enabled);
    BOOST_TEST(settings.revision == 1);
    BOOST_TEST(settings.updated_by == "ada");
    BOOST_TEST(rows(to) == rows(from));
    for (const char* project : {"apollo", "gemini"}) {
        const auto before = source.verify_history(project);
        const auto after = target.verify_history(project, before.head);
        BOOST_TEST(after.intact());
        BOOST_TEST(after.checked == before.checked);
        BOOST_TEST(after.signed_head.has_value() == before.signed_head.has_value());
    }
    put(target, "apollo", "hosted", R"({"authentication":{"method":"apikey","site":"s","token":"t-3"}})");
    BOOST_TEST(target.verify_history("apollo").intact());
    BOOST_TEST(target.session("apollo", "ada").restore("hosted", 1).revision == 3); // the same settings: nothing to do
    BOOST_TEST(to.bytes().find("C4n4ry") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_file_is_private_and_shows_nothing) {
    source.export_to(file, key);
    struct stat found {};
    BOOST_REQUIRE(stat(file.c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 0777) == 0600);
    const std::string bytes = test::read_file(file);
    for (const std::string canary : {"C4n4ry", "apollo", "hosted", "apiKey"}) {
        BOOST_TEST(bytes.find(canary) == std::string::npos);
        BOOST_TEST(bytes.find(base::encode_base64url(base::as_bytes(canary)).substr(0, 6)) == std::string::npos);
    }
    // no draft is left beside it
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(from.folder()))
        files += entry.path().filename().string().starts_with(".all.igx") ? 1u : 0u;
    BOOST_TEST(files == 0u);
    BOOST_CHECK_EXCEPTION(source.export_to(file, key), Error,
                          [](const Error& error) { return error.code() == "file-exists"; });
    BOOST_CHECK_EXCEPTION(source.export_to(from.folder() / "no" / "such.igx", key), Error,
                          [](const Error& error) { return error.code() == "file-not-written"; });
}

BOOST_AUTO_TEST_CASE(one_project_can_be_exported_alone) {
    ExportOptions options;
    options.project = "gemini";
    BOOST_TEST((source.export_to(file, key, options).counts == TransferCounts{1, 1, 0, 1}));
    target.import_from(file, key);
    BOOST_TEST(target.session("apollo", "ada").get("simple").revision == 0);
    BOOST_TEST(target.session("gemini", "ada").get("open").revision == 1);
    options.project = "nobody";
    BOOST_CHECK_EXCEPTION(source.export_to(from.folder() / "none.igx", key, options), Error,
                          [](const Error& error) { return error.code() == "project-not-found"; });
    BOOST_TEST(!std::filesystem::exists(from.folder() / "none.igx"));
}

BOOST_AUTO_TEST_CASE(a_project_that_is_there_is_refused_skipped_or_overwritten) {
    source.export_to(file, key);
    put(target, "apollo", "simple", R"({"authentication":{"apiKey":"own"}})");
    put(target, "apollo", "open", R"({"authentication":{"note":"own"}})");
    const std::string before = rows(to);
    BOOST_TEST(code_of_import() == "project-exists");
    BOOST_TEST(code_of_import({.dry_run = true}) == "project-exists");
    BOOST_TEST(rows(to) == before);

    const auto tried = target.import_from(file, key, {.on_conflict = OnConflict::skip, .dry_run = true});
    BOOST_TEST(rows(to) == before);
    const auto skipped = target.import_from(file, key, {.on_conflict = OnConflict::skip});
    BOOST_TEST((skipped.counts == tried.counts));
    BOOST_TEST(skipped.skipped == 1);
    BOOST_TEST((skipped.counts == TransferCounts{1, 1, 0, 1}));
    BOOST_TEST(secret(target, "apollo", "simple", "/authentication/apiKey") == "own");

    const auto planned = target.import_from(file, key, {.on_conflict = OnConflict::overwrite, .dry_run = true});
    ImportOptions options{.on_conflict = OnConflict::overwrite};
    options.subject = "operator";
    const auto done = target.import_from(file, key, options);
    BOOST_TEST((done.counts == planned.counts));
    BOOST_TEST(done.overwritten == 2);
    const auto session = target.session("apollo", "ada");
    BOOST_TEST(session.get("simple").revision == 2);
    BOOST_TEST(session.get("simple").updated_by == "operator");
    BOOST_TEST(secret(target, "apollo", "simple", "/authentication/apiKey") == "C4n4ry-secret-9931");
    BOOST_TEST(secret(target, "apollo", "hosted", "/authentication/token") == "t-2");
    BOOST_TEST(session.get("open").revision == 1); // what the file does not have stays
    BOOST_TEST(session.history("simple").entries[0].kind == "import");
    BOOST_TEST(target.verify_history("apollo").intact());
    BOOST_TEST(target.verify_history("gemini").intact());
}

BOOST_AUTO_TEST_CASE(a_secret_that_the_file_does_not_have_is_gone_after_overwriting) {
    put(source, "apollo", "simple", R"({"enabled":false,"authentication":{"apiKey":null}})");
    source.export_to(file, key);
    put(target, "apollo", "simple", R"({"authentication":{"apiKey":"own"}})");
    target.import_from(file, key, {.on_conflict = OnConflict::overwrite});
    BOOST_TEST(secret(target, "apollo", "simple", "/authentication/apiKey") == "none");
}

BOOST_AUTO_TEST_CASE(a_bad_file_changes_nothing) {
    source.export_to(file, key);
    const std::string good = test::read_file(file);
    const std::string before = to.bytes();
    const auto code_of = [&](const std::string& content) {
        std::ofstream(file, std::ios::binary) << content;
        return code_of_import();
    };
    BOOST_TEST(code_of(good.substr(0, good.size() - 1)) == "export-damaged");
    BOOST_TEST(code_of(good.substr(0, good.size() / 2)) == "export-damaged");
    std::string altered = good;
    altered[good.size() - 100] = static_cast<char>(altered[good.size() - 100] ^ 1);
    BOOST_TEST(code_of(altered) == "export-damaged");
    BOOST_TEST(code_of("") == "export-not-recognized");
    key = ExportKey::text(Secret(std::string_view("igk1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_2shs6z0")));
    BOOST_TEST(code_of(good + "\n") == "export-damaged");
    file = from.folder() / "missing.igx";
    BOOST_TEST(code_of_import() == "export-missing");
    BOOST_TEST((to.bytes() == before));
}

BOOST_AUTO_TEST_CASE(a_secret_that_does_not_open_is_named_or_left_out) {
    from.database().sql("update ig_secret set sealed=replace(sealed,'A','B') where integration='hosted'");
    BOOST_CHECK_EXCEPTION(source.export_to(file, key), Error, [](const Error& error) {
        return error.code() == "secret-unreadable" && error.detail().find("'hosted'") != std::string::npos;
    });
    BOOST_TEST(!std::filesystem::exists(file));
    ExportOptions options;
    options.skip_unreadable = true;
    const auto result = source.export_to(file, key, options);
    BOOST_TEST(result.unreadable == 1);
    BOOST_TEST(result.counts.secrets == 2);
    target.import_from(file, key);
    BOOST_TEST(secret(target, "apollo", "simple", "/authentication/apiKey") == "C4n4ry-secret-9931");
}

BOOST_AUTO_TEST_CASE(a_secret_bound_to_a_destination_stays_bound) {
    from.database().sql(R"(update ig_settings set document=replace(document,'"site":"s"','"site":"evil"'))");
    source.export_to(file, key);
    target.import_from(file, key);
    BOOST_CHECK_EXCEPTION(secret(target, "apollo", "hosted", "/authentication/token"), Error,
                          [](const Error& error) { return error.code() == "secret-unreadable"; });
}

BOOST_AUTO_TEST_CASE(every_opening_is_audited_and_a_sink_that_fails_stops_it) {
    source.export_to(file, key);
    std::size_t opened = 0;
    for (const auto& event : from.audit->events())
        opened += event.starts_with("secret.open apollo") && event.find("export") != std::string::npos ? 1u : 0u;
    BOOST_TEST(opened == 3u);
    target.import_from(file, key);
    BOOST_TEST(to.audit->events().back().starts_with("store.import gemini"));
    auto options = from.options();
    options.audit = std::make_shared<test::FailingAuditSink>();
    BOOST_CHECK_EXCEPTION(Gallery::open(options).export_to(from.folder() / "other.igx", key), Error,
                          [](const Error& error) { return error.code() == "audit-failed"; });
    BOOST_TEST(!std::filesystem::exists(from.folder() / "other.igx"));
}

BOOST_AUTO_TEST_CASE(whoever_watches_can_stop_it) {
    int told = 0;
    ExportOptions options;
    options.watch = [&](const TransferProgress& progress) {
        ++told;
        BOOST_TEST(progress.total == 10);
        return true;
    };
    source.export_to(file, key, options);
    BOOST_TEST(told >= 2);
    ImportOptions importing;
    importing.watch = [](const TransferProgress& progress) { return std::string_view(progress.stage) != "writing"; };
    BOOST_TEST(code_of_import(importing) == "cancelled");
    BOOST_TEST(target.session("apollo", "ada").get("simple").revision == 0);
    BOOST_TEST(code_of_import() == "ok");
}

BOOST_AUTO_TEST_CASE(a_backup_is_a_store_of_its_own_with_the_same_key, *test::on_sqlite()) {
    const auto copy = from.folder() / "{copy} of 'it'.db";
    source.back_up(copy);
    struct stat found {};
    BOOST_REQUIRE(stat(copy.c_str(), &found) == 0);
    BOOST_TEST((found.st_mode & 0777) == 0600);
    BOOST_TEST(test::RawSqlite(copy.string()).run("pragma integrity_check") == "ok");
    put(source, "apollo", "simple", R"({"authentication":{"apiKey":"later"}})");
    std::filesystem::copy_file(copy, from.folder() / "copy.db");
    auto options = from.options();
    options.database_url = "sqlite://" + (from.folder() / "copy.db").string();
    const Gallery opened = Gallery::open(options);
    BOOST_TEST(secret(opened, "apollo", "simple", "/authentication/apiKey") == "C4n4ry-secret-9931");
    BOOST_TEST(opened.verify_history("apollo").intact());
    BOOST_CHECK_EXCEPTION(source.back_up(copy), Error,
                          [](const Error& error) { return error.code() == "file-exists"; });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
