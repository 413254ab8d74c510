// The shipped manifests pass the linter.
#include <integration_gallery/catalog.hpp>
#include <integration_gallery/lint.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(lint_shipped)

BOOST_AUTO_TEST_CASE(has_nothing_to_say_about_any_shipped_manifest) {
    const auto shipped = integration_gallery::Catalog::shipped();
    BOOST_TEST(shipped.manifests().size() >= 8u);
    for (const auto& manifest : shipped.manifests()) {
        const auto findings = integration_gallery::lint_manifest(manifest.document());
        BOOST_TEST(findings.empty(), manifest.name()
                                         << ": " << boost::json::serialize(integration_gallery::to_json(findings)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
