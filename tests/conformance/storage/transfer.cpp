#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "storage/copy.hpp"
#include "storage/repository/history.hpp"
#include "support/gallery.hpp"
#include "support/process.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>
#include <integration_gallery/transfer.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <random>
#include <thread>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

const std::string helper = IG_STORAGE_HELPER;

/// A gallery on a database, with the key and the catalog of a TestStore.
Gallery open(const test::TestStore& house, const std::string& url) {
    auto options = house.options();
    options.database_url = url;
    options.synchronous = false;
    return Gallery::open(options);
}

void put(const Gallery& gallery, std::string_view project, std::string_view name, std::string_view document) {
    gallery.session(project, "ada")
        .put(name, boost::json::parse(document).as_object(), {.form = Form::plain, .expected_revision = {}});
}

void fill(const Gallery& gallery, int projects) {
    for (int i = 0; i < projects; ++i) {
        const std::string project = "project-" + std::to_string(100 + i);
        put(gallery, project, "simple", R"({"authentication":{"apiKey":"k-1"}})");
        put(gallery, project, "open", R"({"authentication":{"note":"é 𝄞"}})");
    }
}

std::string secret(const Gallery& gallery, std::string_view project) {
    return std::string(
        gallery.session(project, "ada").credentials("simple", "test").secret("/authentication/apiKey")->view());
}

/// A file that is sealed to the key of `house`.
ExportKey key_of(const test::TestStore& house) {
    return ExportKey::file(house.key_file());
}

} // namespace

IG_CONFORMANCE(transfer, an_export_of_sqlite_is_imported_here_and_back) {
    const test::TestStore house;
    const Gallery source = open(house, house.url());
    fill(source, 3);
    source.retain_history("project-100", {.before = {}});
    const auto file = house.folder() / "all.igx";
    const auto exported = source.export_to(file, key_of(house));

    const test::TestStore other; // another key
    const Gallery first = other.open();
    const Gallery target = open(other, database.url());
    BOOST_TEST((target.import_from(file, key_of(house)).counts == exported.counts));
    BOOST_TEST(secret(target, "project-101") == "k-1");
    BOOST_TEST(target.verify_history("project-100", source.verify_history("project-100").head).intact());
    put(target, "project-101", "open", R"({"authentication":{"note":"later"}})");
    BOOST_TEST(target.verify_history("project-101").intact());
    BOOST_CHECK_EXCEPTION(target.import_from(file, key_of(house)), Error,
                          [](const Error& error) { return error.code() == "project-exists"; });
    BOOST_TEST(target.import_from(file, key_of(house), {.on_conflict = OnConflict::overwrite}).overwritten == 3);
    BOOST_TEST(target.verify_history("project-101").intact());

    const auto back = other.folder() / "back.igx";
    target.export_to(back, key_of(other));
    BOOST_TEST(source.import_from(back, key_of(other), {.on_conflict = OnConflict::overwrite}).overwritten == 3);
    BOOST_TEST(secret(source, "project-102") == "k-1");
}

IG_CONFORMANCE(transfer, a_store_is_moved_from_sqlite_with_every_row) {
    const test::TestStore house;
    {
        const Gallery source = open(house, house.url());
        fill(source, 110); // more than a page of rows
        source.retain_history("project-100", {.before = {}});
    }
    MoveOptions options;
    std::int64_t last = 0;
    options.watch = [&](const TransferProgress& progress) {
        BOOST_TEST(progress.done >= last);
        BOOST_TEST(progress.done <= progress.total);
        last = progress.done;
        return true;
    };
    const auto moved = move_store(house.url(), database.url(), options);
    BOOST_TEST(moved.counts.projects == 110);
    BOOST_TEST(moved.counts.integrations == 220);
    BOOST_TEST(moved.counts.secrets == 111);
    BOOST_TEST(moved.counts.versions == 220);
    BOOST_TEST(last == moved.rows);
    const Gallery target = open(house, database.url()); // the same key
    BOOST_TEST(secret(target, "project-209") == "k-1");
    BOOST_TEST(target.session("project-100", "ada").get("open").updated_by == "ada");
    BOOST_TEST(target.verify_history("project-100").intact());
    put(target, "project-100", "open", R"({"authentication":{"note":"later"}})");
    BOOST_TEST(target.verify_history("project-100").intact());
    BOOST_CHECK_EXCEPTION(move_store(house.url(), database.url()), Error,
                          [](const Error& error) { return error.code() == "target-not-empty"; });
}

IG_CONFORMANCE(transfer, a_move_that_is_stopped_leaves_an_empty_database) {
    const test::TestStore house;
    BOOST_CHECK_EXCEPTION(move_store(house.url(), database.url()), Error,
                          [](const Error& error) { return error.code() == "store-missing"; });
    {
        const Gallery source = open(house, house.url());
        fill(source, 3);
    }
    MoveOptions options;
    options.watch = [](const TransferProgress&) { return false; };
    BOOST_CHECK_EXCEPTION(move_store(house.url(), database.url(), options), Error,
                          [](const Error& error) { return error.code() == "cancelled"; });
    const auto found = Store::inspect(database.options());
    BOOST_TEST(!found.store.has_value());
    BOOST_TEST(!found.has_sealed);
    BOOST_TEST(move_store(house.url(), database.url()).counts.projects == 3);
}

IG_CONFORMANCE(transfer, an_import_that_is_killed_leaves_all_or_nothing) {
    const test::TestStore house;
    const Gallery source = open(house, house.url());
    fill(source, 40);
    const auto file = house.folder() / "all.igx";
    source.export_to(file, key_of(house));

    std::mt19937 random(7);
    const int kills = test::long_run() ? 200 : 10;
    int whole = 0;
    open(house, database.url());
    for (int kill = 0; kill < kills; ++kill) {
        test::Process process({helper, "import", database.url(), house.key_file().string(), file.string()});
        std::this_thread::sleep_for(std::chrono::microseconds(20'000 + random() % 400'000));
        process.kill(SIGKILL);
        process.wait();
        Store store(database.options());
        const auto [rows, projects] =
            store.read([](Transaction& t) { return std::pair(count_rows(t, ""), list_projects(t, "", 1000).size()); });
        BOOST_TEST(((rows == 0 && projects == 0) || (rows == 200 && projects == 40)),
                   rows << " rows of " << projects << " projects");
        if (rows == 0)
            continue;
        ++whole;
        static constexpr Query forget[] = {{"delete from ig_settings"},
                                           {"delete from ig_secret"},
                                           {"delete from ig_history"},
                                           {"delete from ig_project"}};
        store.write([](Transaction& t) {
            for (const auto& query : forget)
                t.run(query, {});
        });
    }
    BOOST_TEST(open(house, database.url()).import_from(file, key_of(house)).counts.projects == 40);
    BOOST_TEST_MESSAGE(kills << " kills, " << whole << " after the end");
}

IG_CONFORMANCE(transfer, an_export_that_is_killed_leaves_no_file_or_a_whole_one) {
    const test::TestStore house;
    open(house, house.url()); // makes the key
    const Gallery source = open(house, database.url());
    fill(source, 25);
    std::mt19937 random(7);
    const int kills = test::long_run() ? 200 : 10;
    int whole = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const auto file = house.folder() / ("export-" + std::to_string(kill));
        test::Process process({helper, "export", database.url(), house.key_file().string(), file.string()});
        std::this_thread::sleep_for(std::chrono::microseconds(20'000 + random() % 300'000));
        process.kill(SIGKILL);
        process.wait();
        if (!std::filesystem::exists(file))
            continue;
        ++whole;
        const test::TestStore other;
        BOOST_TEST(other.open().import_from(file, key_of(house), {.dry_run = true}).counts.projects == 25);
    }
    BOOST_TEST_MESSAGE(kills << " kills, " << whole << " whole files");
}

IG_CONFORMANCE(transfer, a_move_that_is_killed_leaves_all_or_nothing) {
    const test::TestStore house;
    fill(open(house, house.url()), 40);
    std::mt19937 random(7);
    const int kills = test::long_run() ? 200 : 10;
    int whole = 0;
    const auto make_target = [&] {
        auto made = test::make_database(database.engine());
        made->open(); // has its tables: what a killed migration leaves is a test of its own
        return made;
    };
    auto target = make_target();
    for (int kill = 0; kill < kills; ++kill) {
        test::Process process({helper, "move", house.url(), target->url()});
        std::this_thread::sleep_for(std::chrono::microseconds(20'000 + random() % 400'000));
        process.kill(SIGKILL);
        process.wait();
        Store store(target->options()); // waits for what the killed process still holds
        const auto [is_store, rows] =
            store.read([](Transaction& t) { return std::pair(find_store(t).has_value(), count_rows(t, "")); });
        BOOST_TEST(rows == (is_store ? 200 : 0));
        if (!is_store)
            continue; // the next one goes into the same database
        ++whole;
        BOOST_TEST(secret(open(house, target->url()), "project-139") == "k-1");
        target = make_target();
    }
    if (!Store::inspect(target->options()).store)
        BOOST_TEST(move_store(house.url(), target->url()).counts.projects == 40);
    BOOST_TEST_MESSAGE(kills << " kills, " << whole << " after the end");
}
