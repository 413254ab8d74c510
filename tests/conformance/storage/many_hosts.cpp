// Many processes in front of one database.
#include "conformance/storage/database.hpp"
#include "conformance/storage/hosts.hpp"
#include "support/host.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/http.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <thread>

using namespace integration_gallery;

namespace {

const std::string helper = IG_GALLERY_HELPER;

struct Place {
    test::TemporaryFolder folder;
    std::filesystem::path keys = folder.path() / "gallery.key";
};

/// The last revision that was acknowledged to each thread; a line that was cut off by the kill does not count.
std::map<int, std::int64_t> read_acknowledged(const std::filesystem::path& path) {
    std::map<int, std::int64_t> out;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line) && !stream.eof();)
        out[std::stoi(line)] = std::stoll(line.substr(line.find(' ')));
    return out;
}

std::uintmax_t size_of(const std::filesystem::path& path) {
    return std::filesystem::exists(path) ? std::filesystem::file_size(path) : 0;
}

} // namespace

IG_CONFORMANCE(many_hosts, make_one_store_when_24_start_together) {
    const Place place;
    const auto generated = test::make_database(database.engine());
    test::open_gallery(generated->url(), place.keys); // makes the key file
    std::vector<test::Process> processes;
    for (int i = 0; i < 24; ++i)
        processes.emplace_back(std::vector<std::string>{helper, "open", database.url(), place.keys.string()});
    for (auto& process : processes)
        BOOST_TEST(process.wait() == 0, process.output());
    const auto found = storage::Store::inspect(database.options());
    BOOST_TEST(found.version == storage::latest_version());
    BOOST_TEST(found.store.has_value());
    BOOST_TEST(found.keks.size() == 1u);
}

IG_CONFORMANCE(many_hosts, lose_no_update_of_one_record) {
    const Place place;
    const Gallery gallery = test::open_gallery(database.url(), place.keys);
    const int times = test::long_run() ? 50 : 5;
    std::vector<test::Process> processes;
    for (int i = 0; i < 4; ++i)
        processes.emplace_back(
            std::vector<std::string>{helper, "count", database.url(), place.keys.string(), std::to_string(times), "3"});
    for (auto& process : processes)
        BOOST_TEST(process.wait() == 0, process.output());
    const auto settings = gallery.session("shared", "check").get("open");
    BOOST_TEST(settings.revision == 4 * 3 * times);
    BOOST_TEST(settings.authentication.at("note").as_string() == std::to_string(4 * 3 * times));
}

IG_CONFORMANCE(many_hosts, show_in_their_next_list_what_another_changed) {
    const Place place;
    test::open_gallery(database.url(), place.keys); // makes the key file
    Options options;
    options.database_url = database.url();
    options.key_provider = key_file(place.keys);
    options.authorizer = std::make_shared<test::FakeAuthorizer>();
    const Gallery gallery = Gallery::open(std::move(options));
    const HttpApi api = gallery.http();
    const Gallery other = Gallery::open([&] {
        Options second;
        second.database_url = database.url();
        second.key_provider = key_file(place.keys);
        return second;
    }());
    Request request;
    request.method = "GET";
    request.target = "/api/v1/integrations";
    request.authority = "127.0.0.1";
    request.caller = {.subject = "ada", .project = "apollo", .permissions = 0};
    const Session session = other.session("apollo", "bob");
    session.put("clickup", {{"authentication", {{"method", "apikey"}}},
                            {"secrets", {{"/authentication/apiKey", {{"value", "key"}}}}}});
    for (const bool enabled : {true, false, true}) {
        api.handle(request); // what it answers from now on stands in its cache
        session.set_enabled("clickup", enabled);
        const std::string next(api.handle(request).body());
        BOOST_TEST((next.find("\"enabled\":true") != std::string::npos) == enabled, next);
    }
}

IG_CONFORMANCE(many_hosts, lose_no_acknowledged_change_when_they_are_killed) {
    const Place place;
    test::open_gallery(database.url(), place.keys);
    const auto file = place.folder.path() / "acknowledged";
    std::mt19937 random(7);
    const int kills = test::long_run() ? 200 : 20;
    std::string problems;
    std::map<int, std::int64_t> seen;
    for (int kill = 0; kill < kills; ++kill) {
        test::Process process({helper, "write", database.url(), place.keys.string(), file.string(), "3"});
        const auto before = size_of(file);
        while (process.runs() && size_of(file) == before)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
        process.kill(SIGKILL);
        BOOST_TEST(process.wait() == 128 + SIGKILL, process.output());
        const Gallery gallery = test::open_gallery(database.url(), place.keys);
        for (const auto& [index, revision] : read_acknowledged(file)) {
            // What a kill left behind its last acknowledgement is what the next process went on from.
            problems += test::check_record(gallery, index, std::max(revision, seen[index]));
            seen[index] = gallery.session("project " + std::to_string(index), "check").get("hosted").revision;
        }
    }
    BOOST_TEST(problems == "");
    std::int64_t total = 0;
    for (const auto& [index, revision] : seen)
        total += revision;
    BOOST_TEST(total >= kills);
    BOOST_TEST_MESSAGE(kills << " kills of a host, " << total << " changes, none lost and none half-written");
}

IG_CONFORMANCE(many_hosts, refuse_a_newer_store_and_write_nothing) {
    const Place place;
    test::open_gallery(database.url(), place.keys);
    static constexpr storage::Query set_version{"update ig_schema set version=:version where id=1"};
    storage::Store(database.options()).write([](storage::Transaction& t) {
        t.run(set_version, {storage::latest_version() + 1});
    });
    const std::string before = database.dump();
    BOOST_CHECK_EXCEPTION(test::open_gallery(database.url(), place.keys), Error,
                          [](const Error& error) { return error.code() == "store-too-new"; });
    BOOST_TEST((database.dump() == before));
}
