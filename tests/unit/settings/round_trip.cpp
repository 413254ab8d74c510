#include "support/random_settings.hpp"
#include "support/test_data.hpp"
#include "unit/settings/schemas.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>

using namespace integration_gallery;
using test::issue_lines;

namespace {

/// The full form of a read, as merge sees it: sections without secrets, and the read form of each secret.
boost::json::object full_read(const Settings& settings) {
    boost::json::object secrets;
    for (const auto& [pointer, state] : settings.secrets)
        secrets[pointer] = {{"set", state.set}};
    return {{"enabled", settings.enabled},
            {"authentication", settings.authentication},
            {"dataMapping", settings.data_mapping},
            {"syncSettings", settings.sync_settings},
            {"secrets", std::move(secrets)}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)
BOOST_AUTO_TEST_SUITE(round_trip)

// update(read(x)) = x, for both forms
BOOST_AUTO_TEST_CASE(writing_back_what_was_read_changes_nothing) {
    const unsigned schemas = test::long_run() ? 20'000 : 1'500;
    std::size_t documents = 0;
    std::size_t with_secrets = 0;
    std::size_t refused = 0;
    for (unsigned seed = 1; seed <= schemas; ++seed) {
        test::RandomSettings random(seed);
        const auto schema_document = random.schema();
        const auto compiled = test::SectionSchemas::of(schema_document);
        test::Shelf shelf(compiled.pointers());
        for (int step = 0; step < 4; ++step) {
            const auto sent = random.update(schema_document);
            if (!shelf.update(sent).issues.empty()) {
                ++refused;
                continue;
            }
            ++documents;
            const std::string secrets = shelf.secrets();
            with_secrets += !secrets.empty();
            const auto revision = shelf.record().revision;
            const auto context = [&] {
                return "seed " + std::to_string(seed) + " schema " + boost::json::serialize(schema_document) +
                       " sent " + boost::json::serialize(sent) + " read " + boost::json::serialize(shelf.plain());
            };
            const auto plain = shelf.update(shelf.plain(), Form::plain);
            BOOST_REQUIRE_MESSAGE(plain.issues.empty(), issue_lines(plain.issues) + " " + context());
            BOOST_REQUIRE_MESSAGE(!plain.changed, context());
            const auto full = shelf.update(full_read(shelf.settings()), Form::full);
            BOOST_REQUIRE_MESSAGE(full.issues.empty(), issue_lines(full.issues) + " " + context());
            BOOST_REQUIRE_MESSAGE(!full.changed, context());
            BOOST_REQUIRE(shelf.record().revision == revision);
            BOOST_REQUIRE_MESSAGE(shelf.secrets() == secrets, context());
        }
    }
    std::cout << "round trips: " << documents << " documents of " << schemas << " schemas, " << with_secrets
              << " with secrets, " << refused << " drafts refused\n";
    BOOST_TEST(documents > schemas * 2u);
    BOOST_TEST(with_secrets > schemas);
}

BOOST_AUTO_TEST_CASE(a_read_never_contains_a_secret) {
    for (unsigned seed = 1; seed <= 500; ++seed) {
        test::RandomSettings random(seed);
        const auto schema_document = random.schema();
        const auto compiled = test::SectionSchemas::of(schema_document);
        test::Shelf shelf(compiled.pointers());
        const auto plan = shelf.update(random.update(schema_document));
        BOOST_TEST(boost::json::serialize(shelf.plain()).find(test::RandomSettings::canary) == std::string::npos);
        BOOST_TEST(boost::json::serialize(full_read(shelf.settings())).find(test::RandomSettings::canary) ==
                   std::string::npos);
        BOOST_TEST(integration_gallery::settings::documents_text(shelf.record()).find(test::RandomSettings::canary) ==
                   std::string::npos);
        BOOST_TEST(integration_gallery::settings::secrets_text(shelf.record()).find(test::RandomSettings::canary) ==
                   std::string::npos);
        for (const auto& issue : plan.issues)
            BOOST_TEST(issue.detail.find(test::RandomSettings::canary) == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
