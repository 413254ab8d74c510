#include "support/gallery.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <utility>

using namespace integration_gallery;

namespace {

/// Asked for the time, between what an update reads and what it writes, it lets somebody else be faster.
class RacingClock final : public Clock {
public:
    std::chrono::system_clock::time_point now() override {
        if (m_left > 0 && !m_inside) {
            m_inside = true;
            --m_left;
            m_other();
            m_inside = false;
        }
        return m_clock.now();
    }
    void let(int times, std::function<void()> other) {
        m_left = times;
        m_other = std::move(other);
    }
    int left() const { return m_left; }

private:
    test::FakeClock m_clock;
    std::function<void()> m_other;
    int m_left = 0;
    bool m_inside = false;
};

struct Raced {
    std::shared_ptr<RacingClock> clock = std::make_shared<RacingClock>();
    test::TestStore store;
    Gallery gallery = open();
    Session ada = gallery.session("demo", "ada");
    Session bob = gallery.session("demo", "bob");

    Gallery open() {
        Options options = store.options();
        options.clock = clock;
        options.synchronous = false;
        return Gallery::open(std::move(options));
    }

    static Settings put(const Session& session, std::string_view name, std::string_view document,
                        std::optional<std::int64_t> expected = {}) {
        return session.put(name, boost::json::parse(document).as_object(),
                           {.form = Form::plain, .expected_revision = expected});
    }

    /// The code that a call is refused with.
    static std::string refusal(const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code();
        }
        return "accepted";
    }

    std::string secret(std::string_view name, std::string_view pointer) {
        const auto credentials = ada.credentials(name, "test");
        const Secret* found = credentials.secret(pointer);
        return found == nullptr ? "none" : std::string(found->view());
    }
};

constexpr std::string_view complete = R"({"enabled":true,"authentication":{"apiKey":"k-1"}})";

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(races, Raced)

BOOST_AUTO_TEST_CASE(an_update_is_made_again_on_what_somebody_else_has_stored_meanwhile) {
    put(ada, "simple", complete);
    clock->let(1, [&] { put(bob, "simple", R"({"authentication":{"apiKey":"k-2"}})"); });
    const Settings told = put(ada, "simple", R"({"enabled":false})");
    BOOST_TEST(clock->left() == 0);
    BOOST_TEST(told.revision == 3);
    const Settings stored = ada.get("simple");
    BOOST_TEST(stored.revision == 3);
    BOOST_TEST(!stored.enabled);
    BOOST_TEST(stored.updated_by == "ada");
    BOOST_TEST(secret("simple", "/authentication/apiKey") == "k-2");
    BOOST_TEST(ada.history("simple", {}).entries.size() == 3u); // no version but of what was stored
    BOOST_TEST(gallery.verify_history("demo").intact());
}

BOOST_AUTO_TEST_CASE(the_first_settings_of_two_do_not_replace_each_other) {
    clock->let(1, [&] { put(bob, "open", R"({"authentication":{"note":"from bob"}})"); });
    const Settings told = put(ada, "open", R"({"enabled":true})");
    BOOST_TEST(clock->left() == 0);
    BOOST_TEST(told.revision == 2);
    BOOST_TEST(told.authentication.at("note").as_string() == "from bob");
    BOOST_TEST(ada.get("open").enabled);
}

BOOST_AUTO_TEST_CASE(a_condition_that_stops_holding_meanwhile_refuses_and_keeps_the_others_change) {
    put(ada, "simple", complete);
    clock->let(1, [&] { put(bob, "simple", R"({"authentication":{"apiKey":"k-2"}})"); });
    BOOST_TEST(refusal([&] { put(ada, "simple", R"({"authentication":{"apiKey":"k-3"}})", 1); }) ==
               "precondition-failed");
    BOOST_TEST(clock->left() == 0);
    BOOST_TEST(ada.get("simple").revision == 2);
    BOOST_TEST(secret("simple", "/authentication/apiKey") == "k-2");
}

BOOST_AUTO_TEST_CASE(a_rotation_that_seals_again_meanwhile_costs_no_secret) {
    put(ada, "listed", R"({"authentication":{"headers":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}})");
    std::int64_t sealed = 0;
    clock->let(1, [&] { sealed = gallery.key_maintenance("op").rotate({.job = {}, .project = "demo"}).progress.done; });
    put(ada, "listed", R"({"authentication":{"headers":[{"name":"a"},{"name":"b","value":"9"}]}})");
    BOOST_TEST(clock->left() == 0);
    BOOST_TEST(sealed == 1); // or nobody was faster
    BOOST_TEST(secret("listed", "/authentication/headers/0/value") == "1");
    BOOST_TEST(secret("listed", "/authentication/headers/1/value") == "9");
    BOOST_TEST(ada.get("listed").revision == 2); // a rotation is no change of the settings
    BOOST_TEST(store.database().sql("select seal_revision from ig_secret") == "3");
}

BOOST_AUTO_TEST_CASE(what_is_removed_meanwhile_is_not_brought_back_by_a_switch) {
    put(ada, "simple", R"({"authentication":{"apiKey":"k-1"}})");
    clock->let(1, [&] { bob.remove("simple"); });
    BOOST_TEST(refusal([&] { put(ada, "simple", R"({"enabled":true})"); }) == "validation");
    BOOST_TEST(clock->left() == 0);
    BOOST_TEST(secret("simple", "/authentication/apiKey") == "none");
    clock->let(1, [&] { put(bob, "simple", complete); });
    ada.remove("simple");
    BOOST_TEST(!ada.get("simple").enabled);
    BOOST_TEST(gallery.verify_history("demo").intact());
}

BOOST_AUTO_TEST_CASE(whoever_is_never_fast_enough_is_told_so_and_writes_nothing) {
    put(ada, "open", R"({"enabled":true})");
    int turn = 0;
    clock->let(1'000, [&] { put(bob, "open", R"({"authentication":{"note":")" + std::to_string(++turn) + R"("}})"); });
    BOOST_TEST(refusal([&] { put(ada, "open", R"({"enabled":false})"); }) == "storage-busy");
    clock->let(0, {});
    BOOST_TEST(turn == 100);
    BOOST_TEST(ada.get("open").enabled);
    BOOST_TEST(ada.get("open").revision == 101);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
