#include "support/gallery.hpp"
#include "unit/settings/mover.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::test::mover;

namespace {

struct Fixture {
    test::TestStore store;

    Session with(const char* manifest) {
        CatalogBuilder builder;
        for (const auto& one : test::test_manifests())
            builder.add_json(one);
        if (manifest != nullptr)
            builder.add_json(manifest);
        Options options = store.options();
        options.catalog = builder.build();
        return Gallery::open(std::move(options)).session("demo", "ada");
    }

    static Settings put(const Session& session, const char* document, const char* name = "mover") {
        return session.put(name, boost::json::parse(document).as_object(),
                           {.form = Form::plain, .expected_revision = {}});
    }

    static std::string secrets(const Session& session) {
        std::string out;
        const auto credentials = session.credentials("mover", "test");
        for (const auto& [pointer, secret] : credentials.secrets())
            out += pointer + "=" + std::string(secret.view()) + "\n";
        return out;
    }
};

constexpr const char* secrets_in_second = "/authentication/headers/0/content=alpha\n"
                                          "/authentication/headers/1/content=beta\n"
                                          "/authentication/login/apiToken=t-0-k-e-n\n";

template <class Call>
Error error_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error;
    }
    return Error(Status::ok, "none", "");
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(migrated, Fixture)

BOOST_AUTO_TEST_CASE(settings_of_an_older_version_are_read_as_the_new_one_has_them) {
    put(with(first_version), stored_first);
    const Session session = with(second_version);
    const auto before = store.bytes();
    const auto read = session.get("mover");
    BOOST_TEST(boost::json::serialize(read.sync_settings) == R"({"mode":"thorough"})");
    BOOST_TEST(boost::json::serialize(read.authentication) ==
               R"({"site":"https://one.example","headers":[{"title":"a"},{"title":"b"}],"login":{}})");
    BOOST_TEST(read.state.status == "on");
    BOOST_TEST(read.revision == 1);
    BOOST_TEST(read.secrets.size() == 3u);
    BOOST_TEST(read.secrets.at("/authentication/login/apiToken").set);
    BOOST_TEST(read.secrets.at("/authentication/headers/1/content").updated_by == "ada");
    BOOST_TEST(secrets(session) == secrets_in_second);
    BOOST_TEST(session.list().size() == 5u);
    BOOST_TEST((store.bytes() == before)); // reading changes nothing
}

BOOST_AUTO_TEST_CASE(the_switch_leaves_an_older_version_what_it_is) {
    put(with(first_version), stored_first);
    with(second_version).set_enabled("mover", false);
    const auto read = with(first_version).get("mover");
    BOOST_TEST(!read.enabled);
    BOOST_TEST(boost::json::serialize(read.sync_settings) == R"({"mode":"slow"})");
    BOOST_TEST(with(first_version).credentials("mover", "test").secret("/authentication/token")->view() == "t-0-k-e-n");
    with(second_version).set_enabled("mover", true);
    BOOST_TEST(secrets(with(second_version)) == secrets_in_second);
}

BOOST_AUTO_TEST_CASE(a_change_is_written_under_the_new_version_with_every_secret) {
    put(with(first_version), stored_first);
    const auto after = put(with(second_version), R"({"syncSettings":{"mode":"quick"}})");
    BOOST_TEST(after.revision == 2);
    BOOST_TEST(secrets(with(second_version)) == secrets_in_second);
    // From now on it is of the second version: no migration is done to it again.
    put(with(second_version), R"({"authentication":{"site":"https://one.example","login":{"apiToken":"new"},
        "headers":[{"title":"b"},{"title":"c","content":"gamma"}]}})");
    BOOST_TEST(secrets(with(second_version)) == "/authentication/headers/0/content=beta\n"
                                                "/authentication/headers/1/content=gamma\n"
                                                "/authentication/login/apiToken=new\n");
    BOOST_TEST(with(second_version).get("mover").revision == 3);
}

BOOST_AUTO_TEST_CASE(writing_back_what_was_read_of_an_older_version_changes_nothing) {
    put(with(first_version), stored_first);
    const Session session = with(second_version);
    const auto read = session.get("mover");
    const auto after = session.put("mover", {{"authentication", read.authentication},
                                             {"dataMapping", read.data_mapping},
                                             {"syncSettings", read.sync_settings}});
    BOOST_TEST(after.revision == 1);
    BOOST_TEST(secrets(with(first_version)) == "/authentication/headers/0/value=alpha\n"
                                               "/authentication/headers/1/value=beta\n"
                                               "/authentication/token=t-0-k-e-n\n");
}

BOOST_AUTO_TEST_CASE(a_version_from_before_is_restored_as_the_new_one_has_it) {
    put(with(first_version), stored_first);
    put(with(first_version), R"({"syncSettings":{"mode":"fast"}})");
    const auto after = with(second_version).restore("mover", 1);
    BOOST_TEST(after.revision == 3);
    BOOST_TEST(boost::json::serialize(after.sync_settings) == R"({"mode":"thorough"})");
    BOOST_TEST(secrets(with(second_version)) == secrets_in_second);
}

BOOST_AUTO_TEST_CASE(a_migration_does_not_move_secrets_to_another_destination) {
    put(with(first_version), stored_first);
    const auto refused = error_of([&] {
        put(with(second_version), R"({"authentication":{"site":"https://two.example","login":{"apiToken":"********"},
            "headers":[{"title":"a"},{"title":"b"}]}})");
    });
    BOOST_TEST(refused.code() == "secret-reentry-required");
    BOOST_TEST(secrets(with(second_version)) == secrets_in_second);
}

BOOST_AUTO_TEST_CASE(a_step_that_is_blocked_keeps_only_that_record_from_being_read) {
    put(with(first_version), stored_first);
    put(with(first_version), R"({"enabled":true,"authentication":{"apiKey":"k"}})", "simple");
    const Session session = with(blocked_version);
    const auto refused = error_of([&] { session.get("mover"); });
    BOOST_TEST(refused.code() == "migration-blocked");
    BOOST_CHECK(refused.status() == Status::invalid_state);
    BOOST_REQUIRE(refused.issues().size() == 1u);
    BOOST_TEST(refused.issues()[0].pointer == "/syncSettings/how");
    BOOST_TEST(error_of([&] { put(session, R"({"syncSettings":{}})"); }).code() == "migration-blocked");
    BOOST_TEST(error_of([&] { session.credentials("mover", "test"); }).code() == "migration-blocked");
    for (const auto& card : session.list()) {
        if (card.name == "mover") {
            BOOST_TEST(card.state.status == "needs-attention");
            BOOST_REQUIRE(card.state.reasons.size() == 1u);
            BOOST_TEST(card.state.reasons[0].code == "migration-blocked");
        } else {
            BOOST_TEST(card.state.status == (card.name == "simple" ? "on" : "off"));
        }
    }
    BOOST_TEST(secrets(with(second_version)) == secrets_in_second); // nothing was lost
}

BOOST_AUTO_TEST_CASE(without_a_declared_way_the_schema_judges_what_is_stored) {
    put(with(second_version), R"({"enabled":true,"authentication":{"login":{"apiToken":"new"}},
        "syncSettings":{"mode":"quick"}})");
    const Session older = with(first_version); // which cannot know the second
    const auto read = older.get("mover");
    BOOST_TEST(read.state.status == "needs-attention");
    BOOST_TEST(error_of([&] { put(older, R"({"syncSettings":{"mode":"odd"}})"); }).code() == "validation");
    BOOST_TEST(secrets(with(second_version)) == "/authentication/login/apiToken=new\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_when_a_manifest_disappears_and_comes_back) {
    put(with(first_version), stored_first);
    const auto before = with(first_version).get("mover");
    {
        const Session without = with(nullptr);
        BOOST_TEST(error_of([&] { without.get("mover"); }).code() == "not-found");
        BOOST_TEST(error_of([&] { put(without, R"({"enabled":false})"); }).code() == "not-found");
        BOOST_TEST(error_of([&] { without.credentials("mover", "test"); }).code() == "not-found");
        BOOST_TEST(without.list().size() == 4u);
        put(without, R"({"enabled":true,"authentication":{"apiKey":"k"}})", "simple"); // the others go on
    }
    const Session again = with(first_version);
    const auto after = again.get("mover");
    BOOST_TEST(after.enabled);
    BOOST_TEST(after.revision == before.revision);
    BOOST_TEST(after.authentication == before.authentication);
    BOOST_TEST(after.sync_settings == before.sync_settings);
    BOOST_TEST(secrets(again) == "/authentication/headers/0/value=alpha\n"
                                 "/authentication/headers/1/value=beta\n"
                                 "/authentication/token=t-0-k-e-n\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
