#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/host.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

const std::string helper = IG_STORAGE_HELPER;

/// The last revision that was acknowledged to each thread; a line that was cut off by the kill does not count.
std::map<int, std::int64_t> read_acknowledged(const std::filesystem::path& path) {
    std::map<int, std::int64_t> out;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line) && !stream.eof();)
        out[std::stoi(line)] = std::stoll(line.substr(line.find(' ')));
    return out;
}

} // namespace

IG_CONFORMANCE(processes, migrate_once_when_24_start_together) {
    std::vector<test::Process> processes;
    for (int i = 0; i < 24; ++i)
        processes.emplace_back(std::vector<std::string>{helper, "migrate", database.url()});
    std::int64_t steps = 0;
    for (auto& process : processes) {
        BOOST_TEST(process.wait() == 0, process.output());
        steps += std::strtoll(process.output().c_str(), nullptr, 10);
    }
    BOOST_TEST(steps == latest_version());
    Store store(database.options());
    BOOST_TEST(store.version() == latest_version());
    BOOST_TEST(store.migrate() == 0);
}

IG_CONFORMANCE(processes, finish_what_a_killed_migration_left) {
    test::FakeClock later; // when every lease of a killed process has ended
    later.advance(std::chrono::hours(24 * 36'500));
    for (int round = 0; round < (test::long_run() ? 200 : 10); ++round) {
        const auto own = test::make_database(database.engine());
        test::Process process({helper, "migrate", own->url()});
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + 12 * (round % 20)));
        process.kill(SIGKILL);
        process.wait();
        auto options = own->options();
        options.clock = &later;
        Store store(options);
        store.migrate();
        BOOST_TEST(store.version() == latest_version());
        BOOST_TEST(store.write([](Transaction& t) { return insert_settings(t, test::settings_row()); }));
    }
}

IG_CONFORMANCE(processes, lose_no_update) {
    auto store = database.open();
    std::vector<test::Process> processes;
    for (int i = 0; i < 4; ++i)
        processes.emplace_back(std::vector<std::string>{helper, "bump", database.url(), "25"});
    for (int i = 0; i < 25; ++i)
        store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    for (auto& process : processes)
        BOOST_TEST(process.wait() == 0, process.output());
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 125);
}

IG_CONFORMANCE(processes, lose_no_acknowledged_write_when_they_are_killed) {
    database.open();
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "acknowledged";
    std::mt19937 random(7);
    const int kills = test::long_run() ? 100 : 5; // many_hosts kills whole hosts
    std::int64_t total = 0;
    std::map<int, std::int64_t> seen;
    for (int kill = 0; kill < kills; ++kill) {
        test::Process process({helper, "write", database.url(), file.string(), "3"});
        const auto before = std::filesystem::exists(file) ? std::filesystem::file_size(file) : 0;
        while (process.runs() && (!std::filesystem::exists(file) || std::filesystem::file_size(file) == before))
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
        process.kill(SIGKILL);
        BOOST_TEST(process.wait() == 128 + SIGKILL, process.output());

        Store store(database.options());
        total = 0;
        for (const auto& [index, revision] : read_acknowledged(file)) {
            const std::string integration = "i" + std::to_string(index);
            const auto [settings, secret] = store.read([&, name = integration](Transaction& t) {
                return std::pair(find_settings(t, "p1", name).value(), find_secret(t, "p1", name, "config").value());
            });
            BOOST_TEST(settings.revision >= revision);
            BOOST_TEST(settings.revision <= std::max(revision, seen[index]) + 1); // the one whose answer was lost
            seen[index] = settings.revision;
            BOOST_TEST(secret.seal_revision == settings.revision);
            if (settings.revision > 1) {
                BOOST_TEST(settings.document == std::to_string(settings.revision));
                BOOST_TEST(secret.sealed == settings.document);
            }
            total += settings.revision;
        }
        BOOST_TEST(store.read_one([](Transaction& t) { return project_revision(t, "p1"); }) >= total);
    }
    BOOST_TEST_MESSAGE(kills << " kills, " << total << " writes, none lost");
}

IG_CONFORMANCE(processes, a_child_after_a_fork_has_sessions_of_its_own) {
    auto store = database.open();
    store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    const pid_t child = fork();
    if (child == 0) {
        // No test framework here: the child ends without running its exit handlers.
        int failed = 1;
        try {
            for (int i = 0; i < 5; ++i)
                store->write([](Transaction& t) { bump_project(t, "p1", 1); });
            failed = store->statistics().sessions_opened == 2 ? 0 : 2;
        } catch (...) {
        }
        _exit(failed);
    }
    int status = 0;
    BOOST_TEST(waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
    for (int i = 0; i < 5; ++i)
        store->write([](Transaction& t) { bump_project(t, "p1", 1); });
    BOOST_TEST(store->read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 11);
    BOOST_TEST(store->statistics().sessions_opened == 1u);
}
