#include "support/gallery.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

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

constexpr auto key_pointer = "/authentication/apiKey";

struct Fixture {
    test::TestStore store;
    Gallery gallery = store.open();
    Session session = gallery.session("demo", "ada");

    static Settings put(const Session& session, std::string_view name, std::string_view document) {
        return session.put(name, boost::json::parse(document).as_object(), {.form = Form::plain});
    }
    Settings set_key(const Session& of, const std::string& key) {
        return put(of, "simple", R"({"authentication":{"apiKey":")" + key + R"("}})");
    }
    static std::string print(const Settings& settings, const std::string& pointer = key_pointer) {
        return settings.secrets.at(pointer).fingerprint;
    }
    bool is(const Session& of, std::string_view name, std::string_view pointer, std::string_view text) {
        return of.is_secret(name, pointer, Secret(text), "test");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(fingerprints, Fixture)

BOOST_AUTO_TEST_CASE(tell_whether_a_secret_is_the_one_that_was_set_before) {
    const auto first = print(set_key(session, "k-1"));
    BOOST_TEST(first.size() == 12u);
    BOOST_TEST(first.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string::npos);
    const auto other = print(set_key(session, "k-2"));
    BOOST_TEST(other != first);
    BOOST_TEST(print(set_key(session, "k-1")) == first);
    BOOST_TEST(print(session.get("simple")) == first); // stored, not computed
    // over a restart, a switch, a change of other settings
    const Gallery again = store.open();
    const auto bob = again.session("demo", "bob");
    bob.set_enabled("simple", true);
    BOOST_TEST(print(put(bob, "simple", R"({"syncSettings":{"direction":"outbound"}})")) == first);
}

BOOST_AUTO_TEST_CASE(outlive_every_rotation) {
    const auto first = print(set_key(session, "k-1"));
    RotationOptions options;
    options.compromised = true;
    options.grace = std::chrono::seconds(0);
    BOOST_TEST(gallery.key_maintenance("ops").rotate(options).finished);
    BOOST_TEST(gallery.key_maintenance("ops").rewrap().finished);
    BOOST_TEST(print(session.get("simple")) == first);
    BOOST_TEST(is(session, "simple", key_pointer, "k-1"));
    BOOST_TEST(print(set_key(session, "k-1")) == first);
}

BOOST_AUTO_TEST_CASE(say_nothing_beyond_their_setting_and_project) {
    std::set<std::string> all{print(set_key(session, "same")), print(set_key(gallery.session("other", "ada"), "same"))};
    const auto hosted =
        put(session, "hosted", R"({"authentication":{"method":"apikey","site":"a.example","token":"same"}})");
    all.insert(print(hosted, "/authentication/token"));
    const auto listed = put(session, "listed", R"({"authentication":{"headers":[
        {"name":"a","value":"same"},{"name":"b","value":"same"}]}})");
    all.insert(print(listed, "/authentication/headers/0/value"));
    all.insert(print(listed, "/authentication/headers/1/value"));
    BOOST_TEST(all.size() == 5u);
    const test::TestStore elsewhere;
    all.insert(print(set_key(elsewhere.open().session("demo", "ada"), "same")));
    BOOST_TEST(all.size() == 6u);
}

BOOST_AUTO_TEST_CASE(compare_a_secret_at_hand_and_open_nothing) {
    set_key(session, "k-1");
    put(session, "listed", R"({"authentication":{"headers":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}})");
    BOOST_TEST(is(session, "simple", key_pointer, "k-1"));
    BOOST_TEST(!is(session, "simple", key_pointer, "k-2"));
    BOOST_TEST(!is(session, "simple", key_pointer, ""));
    BOOST_TEST(is(session, "listed", "/authentication/headers/1/value", "2"));
    BOOST_TEST(!is(session, "listed", "/authentication/headers/0/value", "2"));
    // even where nothing opens any more
    store.database().sql("update ig_secret set sealed=substr(sealed,1,60)||'AAAAAAAA'||substr(sealed,69)");
    BOOST_TEST(code_of([&] { session.credentials("simple", "x"); }) == "secret-unreadable");
    BOOST_TEST(is(session, "simple", key_pointer, "k-1"));
}

BOOST_AUTO_TEST_CASE(say_why_nothing_can_be_compared) {
    BOOST_TEST(code_of([&] { is(session, "simple", key_pointer, "k-1"); }) == "secret-not-set");
    set_key(session, "k-1");
    BOOST_TEST(code_of([&] { is(session, "simple", "/authentication/method", "apikey"); }) == "secret-not-set");
    BOOST_TEST(code_of([&] { is(session, "nowhere", key_pointer, "k-1"); }) == "not-found");
    gallery.key_maintenance("ops").shred("demo");
    BOOST_TEST(code_of([&] { is(session, "simple", key_pointer, "k-1"); }) == "fingerprint-unknown");
    const auto before = print(session.get("simple"));
    BOOST_TEST(print(set_key(session, "k-1")) != before); // whose key is gone
    BOOST_TEST(is(session, "simple", key_pointer, "k-1"));
}

BOOST_AUTO_TEST_CASE(need_the_permission_to_open_and_reach_the_audit_sink) {
    set_key(session, "k-1");
    is(session, "simple", key_pointer, "k-2");
    BOOST_TEST(store.audit->events().back() == "secret.compare demo simple ada test ok /authentication/apiKey,");
    auto options = store.options();
    options.authorizer =
        std::make_shared<test::FakeAuthorizer>(std::set<std::string>{"config.read", "config.write", "secret.write"});
    const Gallery careful = Gallery::open(std::move(options));
    BOOST_TEST(code_of([&] { is(careful.session("demo", "eve"), "simple", key_pointer, "k-1"); }) == "forbidden");
    auto deaf_options = store.options();
    deaf_options.audit = std::make_shared<test::FailingAuditSink>();
    const Gallery deaf = Gallery::open(std::move(deaf_options));
    BOOST_TEST(code_of([&] { is(deaf.session("demo", "ada"), "simple", key_pointer, "k-1"); }) == "audit-failed");
}

BOOST_AUTO_TEST_CASE(come_to_secrets_that_have_none_when_the_settings_are_changed) {
    const auto first = print(set_key(session, "k-1"));
    store.database().sql("update ig_settings set secrets=replace(secrets,'fingerprint','print')");
    BOOST_TEST(print(session.get("simple")) == "");
    BOOST_TEST(code_of([&] { is(session, "simple", key_pointer, "k-1"); }) == "fingerprint-unknown");
    BOOST_TEST(print(put(session, "simple", R"({"syncSettings":{"direction":"outbound"}})")) == first);
}

BOOST_AUTO_TEST_CASE(are_left_out_where_their_key_is_damaged_and_keep_nobody_from_storing_secrets) {
    set_key(session, "k-1");
    store.database().sql("update ig_dek set wrapped=substr(wrapped,1,30)||'AAAA'||substr(wrapped,35) where "
                         "purpose='fingerprint'");
    const Gallery again = store.open();
    const auto bob = again.session("demo", "bob");
    BOOST_TEST(print(set_key(bob, "k-2")) == "");
    BOOST_TEST(bob.credentials("simple", "x").secret(key_pointer)->view() == "k-2");
    BOOST_TEST(code_of([&] { is(bob, "simple", key_pointer, "k-2"); }) == "fingerprint-unknown");
    const auto findings = again.key_maintenance("ops").doctor();
    BOOST_REQUIRE(findings.size() == 1u);
    BOOST_TEST(findings.front().code == "data-key-damaged");
}

BOOST_AUTO_TEST_CASE(a_value_that_names_the_key_of_fingerprints_does_not_open) {
    set_key(session, "k-1");
    store.database().sql("update ig_secret set sealed='igs1.'||(select dek_id from ig_dek where "
                         "purpose='fingerprint')||substr(sealed,32)");
    BOOST_TEST(code_of([&] { session.credentials("simple", "x"); }) == "secret-key-unknown");
}

BOOST_AUTO_TEST_CASE(stand_in_the_full_form_and_can_be_written_back) {
    const auto settings = set_key(session, "k-1");
    const auto& manifest = *gallery.catalog().find("simple");
    auto document = to_document(settings, manifest);
    auto& item = document.at("secrets").at(key_pointer).as_object();
    BOOST_TEST(item.at("fingerprint").as_string() == print(settings));
    BOOST_TEST(session.put("simple", document).revision == settings.revision);
    item["fingerprint"] = "000000000000";
    BOOST_TEST(code_of([&] { session.put("simple", document); }) == "validation");
    // a dry run makes none, for it writes nothing
    const auto dry = session.put("simple", {{"secrets", {{key_pointer, {{"value", "k-2"}}}}}}, {.dry_run = true});
    BOOST_TEST(print(dry) == "");
    // nothing of a fingerprint stands in the history
    BOOST_TEST(store.database().sql("select count(*) from ig_history where document||secrets like '%" +
                                    print(settings) + "%'") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
