#include "base/clock.hpp"
#include "conformance/storage/database.hpp"
#include "conformance/vault/storm.hpp"
#include "crypto/random.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"
#include "vault/doctor.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace integration_gallery;
namespace storm = integration_gallery::test::storm;

namespace {

constexpr unsigned rivals = 4;

void make_key_file(const std::filesystem::path& path) {
    std::ofstream file(path);
    for (int index = 0; index < 3; ++index)
        file << make_key_text().view() << '\n';
    file.close();
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

std::map<std::string, long> read_acknowledged(const std::filesystem::path& path) {
    std::map<std::string, long> out;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line) && !stream.eof();) {
        const auto space = line.rfind(' ');
        auto& last = out[line.substr(0, space)];
        last = std::max(last, std::stol(line.substr(space)));
    }
    return out;
}

} // namespace

IG_CONFORMANCE(vault, loses_no_secret_when_rotating_processes_are_killed) {
    const test::TemporaryFolder folder;
    const auto keys = folder.path() / "keys";
    const auto acknowledged = folder.path() / "acknowledged";
    make_key_file(keys);
    const auto provider = key_file(keys);
    base::SystemClock clock;
    crypto::SystemRandom random;
    const auto open = [&] {
        return vault::Vault::open(database.options(), {*provider, clock, random, nullptr, nullptr});
    };
    {
        auto opened = open();
        for (unsigned project = 0; project < storm::projects; ++project)
            for (unsigned index = 0; index < storm::secrets; ++index)
                storm::write(opened, storm::project_name(project), storm::integration_name(index));
    }

    const int kills = test::long_run() ? 320 : 30;
    std::mt19937 dice(11);
    std::vector<std::unique_ptr<test::Process>> processes;
    const auto start = [&] {
        return std::make_unique<test::Process>(std::vector<std::string>{
            IG_STORM_HELPER, database.url(), keys.string(), acknowledged.string(), std::to_string(dice() % 1'000'000)});
    };
    for (unsigned index = 0; index < rivals; ++index)
        processes.push_back(start());
    const auto size = [&] {
        return std::filesystem::exists(acknowledged) ? std::filesystem::file_size(acknowledged) : 0;
    };
    for (int kill = 0; kill < kills; ++kill) {
        // Nothing is killed before somebody has written again: a machine that is busy gets the time it needs.
        const auto before = size();
        for (int wait = 0; wait < 3000 && size() == before; ++wait)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        BOOST_REQUIRE_MESSAGE(size() != before, "nobody writes any more");
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + dice() % 120));
        auto& victim = processes[dice() % rivals];
        victim->kill(SIGKILL);
        BOOST_TEST(victim->wait() == 128 + SIGKILL, victim->output());
        BOOST_TEST(victim->output() == "");
        victim = start();
    }
    for (auto& process : processes) {
        process->kill(SIGKILL);
        BOOST_TEST(process->wait() == 128 + SIGKILL, process->output());
    }

    auto opened = open();
    auto& maintenance = opened.vault->maintenance();
    const auto last = read_acknowledged(acknowledged);
    long writes = 0;
    int lost = 0;
    const auto verify = [&] {
        for (unsigned project = 0; project < storm::projects; ++project)
            for (unsigned index = 0; index < storm::secrets; ++index) {
                const auto name = storm::project_name(project) + " " + storm::integration_name(index);
                try {
                    const auto number =
                        storm::read(opened, storm::project_name(project), storm::integration_name(index));
                    const auto found = last.find(name);
                    const bool there = number >= (found == last.end() ? 1 : found->second);
                    BOOST_TEST(there, name);
                    lost += there ? 0 : 1;
                    writes += number;
                } catch (const Error& error) {
                    ++lost;
                    BOOST_ERROR(name << ": " << error.code());
                }
            }
    };
    verify();
    // Whatever was begun is finished by the next, which leaves one key for each project and nothing under another.
    writes = 0;
    BOOST_TEST(maintenance.rewrap().finished);
    const auto result = maintenance.rotate(
        "", {.made_before_us = std::numeric_limits<std::int64_t>::min(), .grace = std::chrono::seconds(0)});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.progress.faults == 0);
    verify();
    for (const auto& finding : opened.vault->doctor().examine())
        BOOST_TEST(finding.code == "data-key-orphaned",
                   finding.code << " " << finding.project << " " << finding.subject);
    std::int64_t active = 0;
    std::int64_t fingerprinting = 0;
    opened.store->read([&](storage::Transaction& transaction) {
        active = fingerprinting = 0;
        for (unsigned project = 0; project < storm::projects; ++project)
            for (const auto& key : storage::list_deks(transaction, storm::project_name(project)))
                (key.purpose == "data" ? active : fingerprinting) += key.state == "active" ? 1 : 0;
    });
    BOOST_TEST(active == storm::projects);
    BOOST_TEST(fingerprinting <= storm::projects);
    BOOST_TEST(lost == 0);
    BOOST_TEST_MESSAGE(kills << " kills, " << writes << " writes, " << lost << " secrets lost");
}
