#include "support/gallery.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>

using namespace integration_gallery;

namespace {

template <class Call>
std::string code_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "ok";
}

struct Fixture {
    test::TestStore store;
    Gallery gallery = store.open();
    Session session = gallery.session("demo", "ada");

    Fixture() {
        put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"}})");
        put("hosted", R"({"authentication":{"method":"apikey","site":"one.example","token":"t-1"}})");
    }

    Settings put(std::string_view name, std::string_view document,
                 UpdateOptions options = {.form = Form::plain, .expected_revision = {}}) {
        return session.put(name, boost::json::parse(document).as_object(), options);
    }
    std::string credentials_code(std::string_view name) {
        return code_of([&] { session.credentials(name, "test"); });
    }
    Card card(const std::string& name) {
        for (auto& found : session.list())
            if (found.name == name)
                return found;
        throw std::runtime_error("no card");
    }
    /// Gives one record the sealed value of the other.
    void damage(const std::string& name) {
        store.database().sql("update ig_secret set sealed=substr(sealed,1,60)||'AAAAAAAA'||"
                             "substr(sealed,69) where integration='" +
                             name + "'");
    }
    std::string reason(std::string_view name) {
        const auto state = session.get(name).state;
        return state.reasons.empty() ? "" : state.reasons.front().code;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(quarantine, Fixture)

BOOST_AUTO_TEST_CASE(a_damaged_slot_affects_its_record_only) {
    damage("simple");
    BOOST_TEST(card("simple").state.status == "on"); // nobody has asked for it yet: lists open nothing
    BOOST_TEST(credentials_code("simple") == "secret-unreadable");
    BOOST_TEST(credentials_code("hosted") == "ok");
    const auto broken = session.get("simple");
    BOOST_TEST(broken.state.status == "needs-attention");
    BOOST_TEST(broken.state.quarantined);
    BOOST_TEST(broken.state.reasons.front().code == "secret-unreadable");
    BOOST_TEST(broken.secrets.at("/authentication/apiKey").set);
    BOOST_TEST(card("simple").state.reasons.front().detail == broken.state.reasons.front().detail);
    BOOST_TEST(card("hosted").state.reasons.empty());
    // Everything else of the record and of the others goes on.
    BOOST_TEST(!session.set_enabled("simple", false).enabled);
    BOOST_TEST(reason("simple") == "secret-unreadable");
    BOOST_TEST(session.get("simple").state.status == "off");
    BOOST_TEST(session.set_enabled("simple", true).state.status == "needs-attention");
    put("hosted", R"({"syncSettings":{"schedule":{"type":"interval","every":"PT30M"}}})");
    BOOST_TEST(credentials_code("hosted") == "ok");
}

BOOST_AUTO_TEST_CASE(an_update_must_set_or_clear_every_secret_and_heals_then) {
    damage("simple");
    const auto before = session.get("simple");
    const std::string sync = R"({"syncSettings":{"schedule":{"type":"interval","every":"PT30M"}}})";
    BOOST_TEST(code_of([&] { put("simple", sync); }) == "validation");
    BOOST_TEST(reason("simple") == "secret-unreadable"); // found out by the update
    // The revision has not moved, so that the person who got the refusal can repeat it.
    BOOST_TEST(session.get("simple").revision == before.revision);
    const auto healed = put("simple", R"({"authentication":{"apiKey":"k-2"}})",
                            {.form = Form::plain, .expected_revision = before.revision});
    BOOST_TEST(!healed.state.quarantined);
    BOOST_TEST(healed.state.status == "on");
    BOOST_TEST(reason("simple") == "");
    BOOST_TEST(session.credentials("simple", "test").secret("/authentication/apiKey")->view() == "k-2");
    damage("simple");
    BOOST_TEST(credentials_code("simple") == "secret-unreadable");
    session.set_enabled("simple", false);
    BOOST_TEST(put("simple", R"({"authentication":{"apiKey":null}})").state.reasons.empty());
    BOOST_TEST(credentials_code("simple") == "ok");
}

BOOST_AUTO_TEST_CASE(a_value_that_comes_back_heals_by_itself) {
    const auto sealed = store.database().sql("select sealed from ig_secret where integration='simple'");
    damage("simple");
    BOOST_TEST(credentials_code("simple") == "secret-unreadable");
    BOOST_TEST(reason("simple") == "secret-unreadable");
    store.database().sql("update ig_secret set sealed='" + sealed + "' where integration='simple'");
    BOOST_TEST(credentials_code("simple") == "ok");
    BOOST_TEST(reason("simple") == "");
    BOOST_TEST(gallery.verify_history("demo").findings.empty()); // neither is a change of the settings
    const auto events = store.audit->events();
    BOOST_TEST(std::count_if(events.begin(), events.end(), [](const auto& event) {
                   return event.starts_with("secret.quarantine demo simple");
               }) == 1);
    BOOST_TEST(std::count_if(events.begin(), events.end(),
                             [](const auto& event) { return event.starts_with("secret.heal demo simple"); }) == 1);
}

BOOST_AUTO_TEST_CASE(an_unknown_key_and_a_destroyed_one_are_said_as_such) {
    store.database().sql("update ig_dek set dek_id='00000000000000000000000000' where purpose='data'");
    auto fresh = store.open();
    BOOST_TEST(code_of([&] { fresh.session("demo", "ada").credentials("simple", "test"); }) == "secret-key-unknown");
    BOOST_TEST(reason("simple") == "secret-key-unknown");
    test::TestStore other;
    auto opened = other.open();
    const auto act = opened.session("demo", "ada");
    act.put("simple", boost::json::parse(R"({"authentication":{"apiKey":"k-1"}})").as_object(),
            {.form = Form::plain, .expected_revision = {}});
    opened.key_maintenance("op").shred("demo");
    BOOST_TEST(act.get("simple").state.quarantined);
    BOOST_TEST(act.get("simple").state.reasons.front().code == "secret-key-destroyed");
}

BOOST_AUTO_TEST_CASE(a_key_provider_that_fails_quarantines_nothing) {
    const std::filesystem::path hidden = store.key_file().string() + ".away";
    auto fresh = store.open();
    std::filesystem::rename(store.key_file(), hidden);
    // The provider has the key in memory; one whose file is gone when it is asked for an unknown key is an error of
    // the moment.
    store.database().sql("update ig_dek set kek_id='00000000000000000000000000'");
    const auto code = code_of([&] { fresh.session("demo", "ada").credentials("simple", "test"); });
    BOOST_TEST(code == "key-missing");
    BOOST_TEST(reason("simple") == "");
    std::filesystem::rename(hidden, store.key_file());
}

BOOST_AUTO_TEST_CASE(a_dry_run_stores_nothing) {
    damage("simple");
    const auto bytes = store.bytes();
    BOOST_TEST(code_of([&] {
                   put("simple", R"({"syncSettings":{"schedule":{"type":"interval","every":"PT30M"}}})",
                       {.form = Form::plain, .expected_revision = {}, .dry_run = true});
               }) == "validation");
    BOOST_TEST((store.bytes() == bytes));
}

BOOST_AUTO_TEST_CASE(a_rotation_quarantines_what_it_cannot_open_and_does_the_rest) {
    damage("simple");
    const auto result = gallery.key_maintenance("op").rotate({.job = {}, .project = "demo"});
    BOOST_TEST(result.finished);
    BOOST_TEST(result.keys_replaced == 1);
    BOOST_TEST(result.progress.done == 1);
    BOOST_TEST(result.progress.faults == 1);
    BOOST_REQUIRE(result.faults.size() == 1u);
    BOOST_TEST(result.faults[0].integration == "simple");
    BOOST_TEST(reason("simple") == "secret-unreadable");
    BOOST_TEST(credentials_code("hosted") == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
