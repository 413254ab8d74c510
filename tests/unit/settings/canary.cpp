// Nothing that the library says or writes holds a secret: every answer of the C++ interface is searched in every form.
#include "support/canary.hpp"

#include "support/gallery.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/error.hpp>
#include <integration_gallery/http.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace integration_gallery;

namespace {

const std::string planted = std::string(test::canary) + "/\"\\ü-key";

std::string everything_of(const Error& error) {
    std::string out = std::string(error.what()) + error.code() + error.detail();
    for (const auto& issue : error.issues())
        out += issue.pointer + issue.code + issue.detail + boost::json::serialize(issue.parameters);
    return out;
}

struct Fixture {
    test::TestStore store; // which searches the database, its log, the log and the audit when it ends
    Gallery gallery = store.open();
    Session session = gallery.session("demo", "ada");
    int searched = 0;

    void search(std::string_view said) {
        ++searched;
        for (const std::string_view secret : {std::string_view(test::canary), std::string_view(planted)})
            BOOST_TEST(test::find_canary(said, secret) == "", said.substr(0, 200));
    }
    void search(const Settings& settings) {
        search(boost::json::serialize(to_document(settings, *gallery.catalog().find(settings.name))));
    }
    template <class Call>
    void refused(Call&& call) {
        try {
            call();
        } catch (const Error& error) {
            search(everything_of(error));
            return;
        }
        BOOST_ERROR("was not refused");
    }
    static boost::json::object simple(const std::string& key) {
        return {{"authentication", {{"method", "apikey"}, {"apiKey", key}}}};
    }
    static boost::json::object hosted(const std::string& site) {
        return {{"authentication", {{"method", "apikey"}, {"site", site}, {"token", planted}}}};
    }
};

constexpr UpdateOptions plain{.form = Form::plain};

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_FIXTURE_TEST_SUITE(canary, Fixture)

BOOST_AUTO_TEST_CASE(stands_in_no_answer) {
    search(session.put("simple", simple(planted), plain));
    search(session.put("simple", {{"enabled", true}}));
    search(session.put("hosted", hosted("a.example"), plain));
    search(session.put("simple", {{"secrets", {{"/authentication/apiKey", {{"value", planted + "2"}}}}}}));
    search(session.put("simple", {{"secrets", {{"/authentication/apiKey", {{"value", planted + "3"}}}}}},
                       {.dry_run = true}));
    for (const char* name : {"simple", "hosted"})
        search(session.get(name));
    for (const auto& card : session.list())
        search(card.name + card.state.status);
    const auto page = session.history("simple");
    search(boost::json::serialize(to_document(page)));
    for (const auto& entry : page.entries)
        search(boost::json::serialize(to_document(session.version("simple", entry.revision))));
    search(boost::json::serialize(to_document(session.difference("simple", 0, 3))));
    search(session.restore("simple", 1));
    BOOST_TEST(session.is_secret("simple", "/authentication/apiKey", Secret(planted + "2"), "test"));
    search(boost::json::serialize(session.credentials("simple", "test").settings()));
    const auto maintenance = gallery.key_maintenance("ops");
    search(boost::json::serialize(to_document(maintenance.rotate({}))));
    search(boost::json::serialize(to_document(maintenance.rewrap())));
    search(boost::json::serialize(to_document(maintenance.reseal(""))));
    for (const auto& finding : maintenance.doctor())
        search(boost::json::serialize(to_document(finding)));
    BOOST_TEST(searched > 15);
}

BOOST_AUTO_TEST_CASE(stands_in_no_error) {
    session.put("hosted", hosted("a.example"), plain);
    session.put("simple", simple(planted), plain);
    refused([&] { session.put("simple", simple("****" + planted), plain); });
    refused([&] { session.put("simple", simple(std::string(40'000, 'x') + planted), plain); });
    refused([&] { session.put("simple", {{"authentication", {{"apiKey", {{"wrong", planted}}}}}}, plain); });
    refused([&] { session.put("simple", {{"authentication", {{"method", planted}}}}, plain); });
    refused([&] { session.put("simple", {{"authentication", {{"apiKey", planted}}}}); }); // misplaced in the full form
    refused([&] { session.put("simple", {{"unknown", planted}}); });
    refused([&] { session.put("simple", {{"secrets", {{"/authentication/apiKey", planted}}}}); });
    refused([&] { session.put("hosted", {{"authentication", {{"method", "apikey"}, {"site", "b.example"}}}}, plain); });
    refused([&] { session.put("simple", simple(planted), {.form = Form::plain, .expected_revision = 77}); });
    refused([&] { session.is_secret("simple", "/authentication/none", Secret(planted), "test"); });
    refused([&] { session.restore("hosted", 99); });
    BOOST_TEST(searched == 11);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
