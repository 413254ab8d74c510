#include "support/host.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/integration_gallery.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <set>
#include <thread>

namespace ig = integration_gallery;

namespace {

ig::Gallery open(const std::filesystem::path& folder) {
    ig::Options options;
    options.database_url = "sqlite://" + (folder / "gallery.db").string();
    options.key_provider = ig::key_file(folder / "gallery.key", {.create_if_missing = true});
    options.authorizer = std::make_shared<ig::test::FakeAuthorizer>();
    options.audit = std::make_shared<ig::test::FakeAuditSink>();
    options.synchronous = false;
    options.lease_limit = std::chrono::minutes(2);
    return ig::Gallery::open(std::move(options));
}

/// Runs `work(number)` on as many threads at once; gives the messages of what they threw.
std::vector<std::string> on_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    std::vector<std::string> problems(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) {
        threads.emplace_back([&, number] {
            try {
                work(number);
            } catch (const std::exception& error) {
                problems[static_cast<std::size_t>(number)] = error.what();
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::erase(problems, "");
    return problems;
}

int rounds() {
    return ig::test::long_run() ? 200 : 20;
}

boost::json::object with_key(const std::string& key) {
    return {{"enabled", true},
            {"authentication", {{"method", "apikey"}}},
            {"secrets", {{"/authentication/apiKey", {{"value", key}}}}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(concurrency)

BOOST_AUTO_TEST_CASE(of_updates_with_one_revision_exactly_one_wins) {
    const ig::test::TemporaryFolder folder;
    const ig::Gallery gallery = open(folder.path());
    gallery.session("apollo", "ada").put("clickup", with_key("first"));
    for (int round = 0; round < rounds(); ++round) {
        std::atomic<int> won = 0;
        std::atomic<int> refused = 0;
        const auto problems = on_threads(4, [&](int number) {
            try {
                gallery.session("apollo", "ada")
                    .put("clickup", with_key("key " + std::to_string(number)),
                         {.form = ig::Form::full, .expected_revision = round + 1});
                ++won;
            } catch (const ig::Error& error) {
                if (error.code() != "precondition-failed")
                    throw;
                ++refused;
            }
        });
        BOOST_TEST(problems == std::vector<std::string>(), boost::test_tools::per_element());
        BOOST_TEST(won == 1);
        BOOST_TEST(refused == 3);
    }
    BOOST_TEST(gallery.session("apollo", "ada").get("clickup").revision == rounds() + 1);
}

BOOST_AUTO_TEST_CASE(readers_see_settings_and_secrets_that_belong_together) {
    const ig::test::TemporaryFolder folder;
    const ig::Gallery gallery = open(folder.path());
    const ig::Session session = gallery.session("apollo", "ada");
    session.put("clickup", with_key("1"));
    std::atomic<bool> done = false;
    const auto problems = on_threads(4, [&](int number) {
        if (number == 0) {
            for (int round = 2; round <= rounds(); ++round)
                session.put("clickup", with_key(std::to_string(round)));
            done = true;
            return;
        }
        while (!done) {
            const ig::Credentials opened = session.credentials("clickup", "a test");
            // Every update sets the secret to the revision that it makes.
            const ig::Secret* key = opened.secret("/authentication/apiKey");
            if (key == nullptr || key->view() != std::to_string(opened.revision()))
                throw std::runtime_error("a secret of another revision");
        }
    });
    BOOST_TEST(problems == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(new_projects_get_keys_of_their_own_at_the_same_time) {
    const ig::test::TemporaryFolder folder;
    const ig::Gallery gallery = open(folder.path());
    const auto problems = on_threads(6, [&](int number) {
        for (int round = 0; round < rounds() / 4; ++round) {
            // Two threads each make the same project.
            const std::string project = "project " + std::to_string(number / 2) + "-" + std::to_string(round);
            const ig::Session session = gallery.session(project, "ada");
            session.put("clickup", with_key(project));
            if (session.credentials("clickup", "a test").secret("/authentication/apiKey")->view() != project)
                throw std::runtime_error("a secret of another project");
        }
    });
    BOOST_TEST(problems == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lists_are_never_older_than_what_was_answered) {
    const ig::test::TemporaryFolder folder;
    const ig::Gallery gallery = open(folder.path());
    const ig::HttpApi api = gallery.http();
    const auto problems = on_threads(4, [&](int number) {
        const std::string project = "project " + std::to_string(number);
        const ig::Session session = gallery.session(project, "ada");
        session.put("clickup", with_key("key"));
        ig::Request request;
        request.method = "GET";
        request.target = "/api/v1/integrations";
        request.authority = "127.0.0.1";
        request.caller = {.subject = "ada", .project = project, .permissions = 0};
        for (int round = 0; round < rounds(); ++round) {
            session.set_enabled("clickup", round % 2 == 0);
            const auto cards = boost::json::parse(api.handle(request).body());
            for (const auto& card : cards.as_array())
                if (card.at("name") == "clickup" && card.at("enabled") != (round % 2 == 0))
                    throw std::runtime_error("an old list");
        }
    });
    BOOST_TEST(problems == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(galleries_of_one_file_work_side_by_side) {
    const ig::test::TemporaryFolder folder;
    open(folder.path());
    const auto problems = on_threads(3, [&](int number) {
        const ig::Gallery gallery = open(folder.path());
        const ig::Session session = gallery.session("apollo", "ada");
        for (int round = 0; round < rounds() / 4; ++round)
            session.put(number == 0   ? "clickup"
                        : number == 1 ? "jira"
                                      : "trello",
                        {{"enabled", false},
                         {"syncSettings",
                          {{"schedule", {{"type", "interval"}, {"every", "PT" + std::to_string(round + 5) + "M"}}}}}});
    });
    BOOST_TEST(problems == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
