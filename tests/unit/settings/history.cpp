#include "base/base64url.hpp"
#include "history/chain.hpp"
#include "support/gallery.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace integration_gallery;

namespace {

struct Fixture {
    test::TestStore store;
    Gallery gallery = store.open();
    Session session = gallery.session("demo", "ada");

    Settings put(std::string_view name, std::string_view document) {
        return session.put(name, boost::json::parse(document).as_object(), {.form = Form::plain});
    }

    template <class Call>
    std::string code_of(Call&& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code();
        }
        return "ok";
    }

    /// Changes the database behind the library's back.
    std::string tamper(const std::string& statement) { return store.database().sql(statement); }

    /// The codes of what verification finds.
    std::string findings(const std::optional<HistoryHead>& expected = {}) {
        std::string out;
        for (const auto& finding : gallery.verify_history("demo", expected).findings)
            out += (out.empty() ? "" : ", ") + finding.code + "@" + std::to_string(finding.sequence);
        return out;
    }

    /// Six changes of two integrations.
    void fill() {
        put("simple", R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"k-1"}})"); // 1
        put("open", R"({"authentication":{"note":"one"}})");                                      // 2
        put("simple", R"({"enabled":false})");                                                    // 3
        put("open", R"({"authentication":{"note":"two"}})");                                      // 4
        put("simple", R"({"authentication":{"method":"apikey","apiKey":"k-2"}})");                // 5
        put("open", R"({"authentication":{"note":"three"}})");                                    // 6
    }

    RetentionResult keep(std::int64_t count) {
        return gallery.retain_history("demo", {.before = store.clock->now() + std::chrono::hours(1), .keep = count},
                                      "operator");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(history, Fixture)

BOOST_AUTO_TEST_CASE(every_change_is_a_version_and_nothing_else_is) {
    fill();
    put("simple", R"({"enabled":false})"); // changes nothing (law 8)
    session.put("open", boost::json::parse(R"({"authentication":{"note":"four"}})").as_object(),
                {.form = Form::plain, .dry_run = true});
    BOOST_TEST(code_of([&] { put("simple", R"({"enabled":1})"); }) == "validation");
    const auto page = session.history("simple");
    BOOST_REQUIRE(page.entries.size() == 3u);
    BOOST_TEST(!page.next.has_value());
    BOOST_TEST(page.entries[0].kind == "update");
    BOOST_TEST(page.entries[0].revision == 3);
    BOOST_TEST(page.entries[0].sequence == 5);
    BOOST_TEST((page.entries[0].set == std::vector<std::string>{"/authentication/apiKey"}));
    BOOST_TEST(page.entries[1].kind == "disable");
    BOOST_TEST((page.entries[1].kept == std::vector<std::string>{"/authentication/apiKey"}));
    BOOST_TEST(page.entries[2].by == "ada");
    BOOST_TEST(page.entries[2].enabled);
    const auto report = gallery.verify_history("demo");
    BOOST_TEST(report.intact());
    BOOST_TEST(report.checked == 6);
    BOOST_TEST(report.first == 1);
    BOOST_TEST(report.head.sequence == 6);
    BOOST_TEST(!report.signed_head.has_value());
    BOOST_TEST(gallery.verify_history("nobody").intact());
    BOOST_TEST(gallery.session("other", "eve").history("simple").entries.empty());
}

BOOST_AUTO_TEST_CASE(verification_tells_how_far_it_is) {
    fill();
    tamper("update ig_history set actor='eve' where seq=2");
    std::vector<JobProgress> told;
    gallery.verify_history("demo", {}, [&](const JobProgress& at) {
        told.push_back(at);
        return true;
    });
    BOOST_REQUIRE(!told.empty());
    BOOST_TEST(told.front().done == 6);
    BOOST_TEST(told.front().left == 0);
    BOOST_TEST(told.front().faults == 1);
    BOOST_TEST(told.front().per_second > 0);
}

BOOST_AUTO_TEST_CASE(verification_and_retention_are_stopped_by_whoever_watches) {
    fill();
    const auto stop = [](const JobProgress&) { return false; };
    BOOST_TEST(code_of([&] { gallery.verify_history("demo", {}, stop); }) == "cancelled");
    Retention retention{.before = store.clock->now() + std::chrono::hours(1), .keep = 1};
    retention.progress = stop;
    BOOST_TEST(code_of([&] { gallery.retain_history("demo", retention, "operator"); }) == "cancelled");
    const auto report = gallery.verify_history("demo");
    BOOST_TEST(report.checked == 6);
    BOOST_TEST(!report.signed_head.has_value());
}

BOOST_AUTO_TEST_CASE(clearing_and_changing_the_method_are_told_by_pointer) {
    put("hosted", R"({"authentication":{"method":"apikey","site":"a","token":"t"}})");
    put("hosted", R"({"authentication":{"method":"basic","user":"u","password":"p"}})");
    put("hosted", R"({"authentication":{"method":"basic","user":"u","password":null}})");
    const auto entries = session.history("hosted").entries;
    BOOST_TEST((entries[1].cleared == std::vector<std::string>{"/authentication/token"}));
    BOOST_TEST((entries[1].set == std::vector<std::string>{"/authentication/password"}));
    BOOST_TEST((entries[0].cleared == std::vector<std::string>{"/authentication/password"}));
}

BOOST_AUTO_TEST_CASE(no_version_holds_a_secret_sealed_or_not) {
    put("simple", R"({"authentication":{"apiKey":"C4n4ry-secret-9931"}})");
    put("listed", R"({"authentication":{"headers":[{"name":"a","value":"C4n4ry-secret-9931"}]}})");
    keep(1);
    put("simple", R"({"authentication":{"apiKey":"C4n4ry-secret-9931"}})");
    BOOST_TEST(tamper("select count(*) from ig_history where document||secrets like '%igs1%'") == "0");
    const std::string bytes = store.bytes();
    BOOST_TEST(bytes.find("C4n4ry-secret-9931") == std::string::npos);
    BOOST_TEST(bytes.find(base::encode_base64url(base::as_bytes("C4n4ry-secret-9931")).substr(0, 16)) ==
               std::string::npos);
    std::string told = boost::json::serialize(to_document(session.history("simple"))) +
                       boost::json::serialize(to_document(gallery.verify_history("demo")));
    BOOST_TEST(told.find("C4n4ry") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(pages) {
    for (int i = 0; i < 5; ++i)
        put("open", R"({"authentication":{"note":")" + std::to_string(i) + "\"}}");
    auto page = session.history("open", {.limit = 2});
    BOOST_TEST(page.entries[0].revision == 5);
    BOOST_TEST(page.next.value() == 4);
    page = session.history("open", {.limit = 2, .before = 2});
    BOOST_TEST(page.entries.size() == 1u);
    BOOST_TEST(!page.next.has_value());
    BOOST_TEST(code_of([&] { session.history("open", {.limit = 0}); }) == "invalid-parameter");
    BOOST_TEST(code_of([&] { session.history("open", {.limit = 201}); }) == "invalid-parameter");
    BOOST_TEST(code_of([&] { session.history("nowhere"); }) == "not-found");
}

BOOST_AUTO_TEST_CASE(changes_of_a_project_are_told_from_a_place_on) {
    BOOST_TEST(session.changes().changes.empty());
    BOOST_TEST(session.changes().next == 0);
    fill();
    std::string told;
    Changes page;
    do {
        page = session.changes({.after = page.next, .limit = 4});
        for (const auto& change : page.changes)
            told += change.integration + "@" + std::to_string(change.entry.sequence) + " ";
        BOOST_TEST(!page.incomplete);
    } while (page.more);
    BOOST_TEST(told == "simple@1 open@2 simple@3 open@4 simple@5 open@6 ");
    BOOST_TEST(page.next == 6);
    BOOST_TEST(boost::json::serialize(to_document(session.changes({.after = 6}))) ==
               R"({"changes":[],"next":6,"more":false,"incomplete":false})");
    BOOST_TEST(gallery.session("other", "ada").changes().next == 0);
    BOOST_TEST(code_of([&] { session.changes({.after = -1}); }) == "invalid-parameter");
    BOOST_TEST(code_of([&] { session.changes({.limit = 201}); }) == "invalid-parameter");
}

BOOST_AUTO_TEST_CASE(changes_that_are_no_longer_kept_are_said_to_be_missing) {
    fill();
    keep(2);
    BOOST_TEST(session.changes({.after = 3}).incomplete);
    BOOST_TEST(session.changes({.after = 3}).next == 6);
    BOOST_TEST(!session.changes({.after = 4}).incomplete);
    BOOST_TEST(session.changes({.after = 4}).changes.size() == 2);
    BOOST_TEST(session.changes({.after = 7}).incomplete); // a store that was brought back from a backup
}

BOOST_AUTO_TEST_CASE(a_check_says_what_a_put_would_do_and_does_nothing) {
    const auto check = [&](std::string_view document, std::optional<std::int64_t> revision = {}) {
        return session.check("simple", boost::json::parse(document).as_object(),
                             {.form = Form::plain, .expected_revision = revision});
    };
    put("simple", R"({"authentication":{"method":"apikey","apiKey":"k-1"}})");
    const auto preview = check(R"({"enabled":true,"authentication":{"method":"apikey","apiKey":"k-2"}})");
    BOOST_TEST(preview.settings.enabled);
    std::string pointers;
    for (const auto& difference : preview.differences)
        pointers += difference.pointer + " ";
    BOOST_TEST(pointers.starts_with("/enabled "));
    BOOST_TEST(session.changes().next == 1);
    BOOST_TEST(session.get("simple").revision == 1);
    BOOST_TEST(check(R"({"enabled":false})").differences.empty());
    BOOST_TEST(code_of([&] { check(R"({"enabled":7})"); }) != "ok");
    BOOST_TEST(code_of([&] { check("{}", 4); }) == "precondition-failed");
}

BOOST_AUTO_TEST_CASE(compares_by_pointer) {
    fill();
    BOOST_TEST(boost::json::serialize(to_document(session.difference("open", 1, 3))) ==
               R"([{"pointer":"/authentication/note","before":"one","after":"three"}])");
    BOOST_TEST(boost::json::serialize(to_document(session.difference("simple", 1, 2))) ==
               R"([{"pointer":"/enabled","before":true,"after":false}])");
    BOOST_TEST(
        boost::json::serialize(to_document(session.difference("simple", 0, 1))) ==
        R"([{"pointer":"/enabled","before":false,"after":true},{"pointer":"/authentication/method","after":"apikey"}])");
    BOOST_TEST(session.difference("simple", 2, 3).empty()); // a secret is no difference of the settings
    BOOST_TEST(code_of([&] { session.difference("open", 1, 9); }) == "version-not-found");
}

BOOST_AUTO_TEST_CASE(restores_the_settings_and_keeps_todays_secrets_and_switch) {
    put("simple", R"({"enabled":true,"authentication":{"apiKey":"k-1"},"syncSettings":{"direction":"outbound"}})");
    put("simple", R"({"enabled":false,"authentication":{"apiKey":"k-2"},"syncSettings":{}})");
    const auto restored = session.restore("simple", 1);
    BOOST_TEST(restored.revision == 3);
    BOOST_TEST(!restored.enabled);
    BOOST_TEST(boost::json::serialize(session.version("simple", 3).sync_settings) == R"({"direction":"outbound"})");
    BOOST_TEST((session.credentials("simple", "test").secret("/authentication/apiKey")->view() == "k-2"));
    const auto entry = session.history("simple").entries[0];
    BOOST_TEST(entry.kind == "restore");
    BOOST_TEST(entry.restored_from == 1);
    BOOST_TEST(session.restore("simple", 3).revision == 3); // changes nothing
    BOOST_TEST(gallery.verify_history("demo").intact());
}

BOOST_AUTO_TEST_CASE(a_restore_obeys_the_rules_of_an_update) {
    put("hosted", R"({"enabled":true,"authentication":{"method":"apikey","site":"a","token":"t"}})"); // 1
    put("hosted", R"({"authentication":{"method":"apikey","site":"b","token":"u"}})");                // 2
    BOOST_TEST(code_of([&] { session.restore("hosted", 1); }) == "secret-reentry-required");          // law 6
    put("hosted", R"({"authentication":{"method":"basic","user":"u","password":"p"}})");              // 3
    BOOST_TEST(code_of([&] { session.restore("hosted", 1); }) == "validation"); // the token is gone
    put("hosted", R"({"enabled":false})");                                      // 4
    session.restore("hosted", 1);                                               // law 5
    BOOST_TEST(session.credentials("hosted", "test").secrets().empty());
    BOOST_TEST(code_of([&] { session.restore("hosted", 1, {.expected_revision = 4}); }) == "precondition-failed");
    BOOST_TEST(code_of([&] { session.restore("hosted", 77); }) == "version-not-found");
    const auto before = session.get("hosted").revision;
    session.restore("hosted", 3, {.expected_revision = before, .dry_run = true});
    BOOST_TEST(session.get("hosted").revision == before);
}

BOOST_AUTO_TEST_CASE(asks_for_permission) {
    fill();
    auto options = store.options();
    options.authorizer = std::make_shared<test::FakeAuthorizer>(std::set<std::string>{"history.read"});
    const Session reader = Gallery::open(options).session("demo", "eve");
    BOOST_TEST(reader.history("simple").entries.size() == 3u);
    BOOST_TEST(reader.changes().changes.size() == 6u);
    BOOST_TEST(code_of([&] { reader.restore("simple", 1); }) == "forbidden");
    BOOST_TEST(code_of([&] { reader.check("simple", {{"enabled", true}}); }) == "forbidden");
    options.authorizer = std::make_shared<test::FakeAuthorizer>(std::set<std::string>{"config.read", "config.write"});
    const Session writer = Gallery::open(options).session("demo", "eve");
    BOOST_TEST(code_of([&] { writer.history("simple"); }) == "forbidden");
    BOOST_TEST(code_of([&] { writer.changes(); }) == "forbidden");
    BOOST_TEST(code_of([&] { writer.version("simple", 1); }) == "forbidden");
    BOOST_TEST(code_of([&] { writer.difference("simple", 1, 2); }) == "forbidden");
    BOOST_TEST(writer.restore("open", 1).revision == 4);
}

BOOST_AUTO_TEST_CASE(finds_what_was_altered) {
    fill();
    const std::vector<std::string> statements{
        R"(update ig_history set document='{"authentication":{},"dataMapping":{},"syncSettings":{}}' where seq=4)",
        "update ig_history set secrets='{\"set\":[],\"kept\":[],\"cleared\":[]}' where seq=1",
        "update ig_history set actor='eve' where seq=2",
        "update ig_history set at_us=at_us+1 where seq=2",
        "update ig_history set enabled=1-enabled where seq=3",
        "update ig_history set kind='restore' where seq=3",
        "update ig_history set revision=9 where seq=2",
        "update ig_history set integration='listed' where seq=2",
        "update ig_history set manifest_version='0' where seq=4",
        "update ig_history set restored_from=1 where seq=4",
        "update ig_history set hash='x' where seq=4",
    };
    for (const auto& statement : statements) {
        tamper("create table kept as select * from ig_history");
        tamper(statement);
        BOOST_TEST(findings().find("history-altered@") != std::string::npos, statement);
        tamper("delete from ig_history");
        tamper("insert into ig_history select * from kept");
        tamper("drop table kept");
    }
    BOOST_TEST(findings() == "");
}

BOOST_AUTO_TEST_CASE(finds_what_was_removed_or_reordered) {
    fill();
    const auto with = [&](const std::string& statement) {
        tamper("create table kept as select * from ig_history");
        tamper(statement);
        const std::string found = findings();
        tamper("delete from ig_history");
        tamper("insert into ig_history select * from kept");
        tamper("drop table kept");
        return found;
    };
    BOOST_TEST(with("delete from ig_history where seq=3") == "history-gap@3");
    BOOST_TEST(with("delete from ig_history where seq<3") == "history-gap@1");
    BOOST_TEST(with("delete from ig_history where seq in (1,4)") == "history-gap@1, history-gap@4");
    BOOST_TEST(with("delete from ig_history where seq=6").starts_with("history-truncated@6"));
    BOOST_TEST(with("delete from ig_history").starts_with("history-truncated@1"));
    BOOST_TEST(
        with("update ig_history set seq=case seq when 2 then -4 when 4 then -2 else seq end").find("history-gap@2") !=
        std::string::npos);
    const auto swapped = with("update ig_history set seq=case seq when 2 then -4 when 4 then -2 else seq end;"
                              "update ig_history set seq=-seq where seq<0");
    BOOST_TEST(swapped.find("history-altered@2") != std::string::npos);
    BOOST_TEST(swapped.find("history-altered@4") != std::string::npos);
    // a version of another project
    tamper("insert into ig_history select 'other',seq,integration,revision,kind,enabled,document,secrets,"
           "manifest_version,restored_from,at_us,actor,hash from ig_history where seq=1");
    tamper("insert into ig_project values('other',1,0)");
    BOOST_TEST(gallery.verify_history("other").findings.at(0).code == "history-altered");
    BOOST_TEST(findings() == "");
}

BOOST_AUTO_TEST_CASE(finds_settings_that_are_not_their_newest_version) {
    fill();
    tamper(R"(update ig_settings set document='{"authentication":{"note":"x"},"dataMapping":{},"syncSettings":{}}' )"
           "where integration='open'");
    const auto report = gallery.verify_history("demo");
    BOOST_REQUIRE(report.findings.size() == 1u);
    BOOST_TEST(report.findings[0].code == "settings-altered");
    BOOST_TEST(report.findings[0].integration == "open");
    tamper("delete from ig_settings where integration='simple'");
    BOOST_TEST(gallery.verify_history("demo").finding_count == 2u);
}

BOOST_AUTO_TEST_CASE(retention_leaves_a_signed_anchor) {
    fill();
    BOOST_TEST(gallery.retain_history("demo", {.before = store.clock->now(), .keep = 2, .dry_run = true}).removed == 0);
    const auto tried = gallery.retain_history(
        "demo", {.before = store.clock->now() + std::chrono::hours(1), .keep = 2, .dry_run = true});
    BOOST_TEST(tried.removed == 4);
    BOOST_TEST(gallery.verify_history("demo").checked == 6);
    const auto result = keep(2);
    BOOST_TEST(result.removed == 4);
    BOOST_TEST(result.head.sequence == 6);
    auto report = gallery.verify_history("demo");
    BOOST_TEST(report.intact());
    BOOST_TEST(report.checked == 2);
    BOOST_TEST(report.first == 5);
    BOOST_TEST(report.signed_head.value().sequence == 6);
    BOOST_TEST(code_of([&] { session.restore("open", 1); }) == "version-not-found");
    put("open", R"({"authentication":{"note":"four"}})");
    BOOST_TEST(gallery.verify_history("demo").intact());
    BOOST_TEST(keep(0).removed == 2); // the next version is chained to the newest, which stays
    report = gallery.verify_history("demo");
    BOOST_TEST(report.intact());
    BOOST_TEST(report.checked == 1);
    BOOST_TEST(report.head.sequence == 7);
    put("open", R"({"authentication":{"note":"five"}})");
    BOOST_TEST(findings() == "");
    BOOST_TEST(store.audit->events().back().starts_with("settings.update"));
}

BOOST_AUTO_TEST_CASE(a_signed_history_cannot_be_made_anew) {
    fill();
    keep(6);
    BOOST_TEST(gallery.verify_history("demo").checked == 6);
    // somebody who knows the format and can write the database, but has no key
    const auto forge = [&](std::int64_t from) {
        std::string previous;
        for (std::int64_t sequence = 1; sequence <= 6; ++sequence) {
            storage::HistoryRow row;
            const auto column = [&](const char* name) {
                return tamper(std::string("select ") + name + " from ig_history where seq=" + std::to_string(sequence));
            };
            row.project = "demo";
            row.integration = column("integration");
            row.revision = std::stoll(column("revision"));
            row.kind = column("kind");
            row.enabled = column("enabled") == "1";
            row.document = column("document");
            row.secrets = column("secrets");
            row.manifest_version = column("manifest_version");
            row.restored_from = std::stoll(column("restored_from"));
            row.at_us = std::stoll(column("at_us"));
            row.actor = sequence >= from ? "mallory" : column("actor");
            previous = integration_gallery::history::link(previous, sequence,
                                                          integration_gallery::history::content_digest(row));
            tamper("update ig_history set actor='" + row.actor + "',hash='" + previous +
                   "' where seq=" + std::to_string(sequence));
        }
    };
    const auto head = gallery.verify_history("demo").head;
    forge(99);
    BOOST_TEST(findings() == ""); // the same bytes again: the forger knows the format
    forge(2);
    tamper("update ig_settings set updated_by='mallory'");
    BOOST_TEST(findings() == "history-rewritten@6");
    tamper("delete from ig_secret where slot='history-anchor'");
    BOOST_TEST(findings() == "");                        // nothing vouches for it any more,
    BOOST_TEST(findings(head) == "history-rewritten@6"); // but a head that was kept elsewhere
}

BOOST_AUTO_TEST_CASE(a_damaged_history_is_not_signed_unasked) {
    fill();
    tamper("update ig_history set actor='eve' where seq=2");
    BOOST_TEST(code_of([&] { keep(6); }) == "history-damaged");
    BOOST_TEST(gallery.verify_history("demo").checked == 6);
    const auto result = gallery.retain_history("demo", {.before = {}, .keep = 6, .accept_damage = true});
    BOOST_TEST(result.removed == 2);
    BOOST_TEST(findings() == "");
    tamper("update ig_secret set sealed=replace(sealed,'A','B') where slot='history-anchor'");
    BOOST_TEST(findings().starts_with("anchor-unreadable@0"));
    gallery.retain_history("demo", {.before = {}, .keep = 6, .accept_damage = true});
    BOOST_TEST(findings() == "");
}

BOOST_AUTO_TEST_CASE(many_writers_leave_one_chain) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            const Session own = gallery.session("demo", "t" + std::to_string(i));
            for (int j = 0; j < 8; ++j)
                own.put(i % 2 == 0 ? "open" : "simple",
                        i % 2 == 0 ? boost::json::parse(R"({"authentication":{"note":")" + std::to_string(i * 100 + j) +
                                                        "\"}}")
                                         .as_object()
                                   : boost::json::parse(R"({"authentication":{"apiKey":"k"}})").as_object(),
                        {.form = Form::plain});
        });
    for (auto& thread : threads)
        thread.join();
    const auto report = gallery.verify_history("demo");
    BOOST_TEST(report.intact());
    BOOST_TEST(report.checked == 32);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
