#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <map>
#include <string>
#include <thread>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

const std::string helper = IG_STORAGE_HELPER;

std::int64_t revision(Store& store) {
    return store.read_one([](Transaction& t) { return project_revision(t, "p1"); });
}

} // namespace

IG_CONFORMANCE(stamps, are_others_once_another_process_has_committed) {
    const auto store = database.open();
    for (int i = 0; i < 10; ++i) {
        const std::string before = store->stamp();
        BOOST_TEST(before.empty() == (database.engine() != Engine::sqlite));
        test::Process process({helper, "bump", database.url(), "1"});
        BOOST_TEST(process.wait() == 0, process.output());
        BOOST_TEST((before.empty() || store->stamp() != before));
    }
}

// Two looks that found the same stamp found the same revision, whoever writes and is killed meanwhile.
IG_CONFORMANCE(stamps, vouch_for_what_was_read_while_others_write_and_are_killed) {
    const test::TemporaryFolder folder;
    const auto store = database.open();
    std::map<std::string, std::int64_t> found;
    std::size_t looks = 0;
    const auto look = [&] {
        const std::string before = store->stamp();
        const auto now = revision(*store);
        if (before.empty() || before != store->stamp())
            return;
        ++looks;
        BOOST_TEST(found.emplace(before, now).first->second == now);
    };
    const bool has_stamps = database.engine() == Engine::sqlite;
    const int kills = !has_stamps ? 1 : test::long_run() ? 60 : 4;
    for (int kill = 0; kill < kills; ++kill) {
        test::Process process({helper, "write", database.url(), (folder.path() / "acknowledged").string(), "3"});
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
        for (const auto start = revision(*store); revision(*store) < start + 3 && process.runs();)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        while (std::chrono::steady_clock::now() < end)
            look();
        process.kill(SIGKILL);
        process.wait();
        for (int i = 0; i < 20; ++i)
            look();
    }
    BOOST_TEST((looks > 0) == has_stamps);
    BOOST_TEST_MESSAGE(looks << " looks, " << found.size() << " stamps, up to revision " << revision(*store));
}
