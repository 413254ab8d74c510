#include "support/host.hpp"
#include "support/test_data.hpp"
#include "unit/catalog/fuzz.hpp"
#include "unit/catalog/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

int run(Target target, const std::string& input) {
    return target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> corpus(const char* name) {
    const char* source = std::getenv("IG_SOURCE_DIR");
    std::vector<std::string> inputs;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(source != nullptr ? source : ".") / "tests/unit/catalog/corpus" / name))
        inputs.push_back(integration_gallery::test::read_file(entry.path()));
    return inputs;
}

/// Each input as it is, and changed in one to four places.
std::size_t replay(Target target, const std::vector<std::string>& inputs, unsigned changes) {
    integration_gallery::test::FakeRandom random(3);
    std::size_t runs = 0;
    for (const auto& input : inputs) {
        BOOST_TEST(run(target, input) == 0);
        ++runs;
        for (unsigned i = 0; i < changes && !input.empty(); ++i, ++runs) {
            std::byte bytes[12];
            random.fill(bytes);
            auto changed = input;
            for (std::size_t j = 0; j < 1 + i % 4; ++j) {
                const auto at = (std::to_integer<std::size_t>(bytes[3 * j]) * 256 +
                                 std::to_integer<std::size_t>(bytes[3 * j + 1])) %
                                changed.size();
                if (i % 3 == 0)
                    changed[at] = static_cast<char>(bytes[3 * j + 2]);
                else if (i % 3 == 1 && changed.size() > 1)
                    changed.erase(at, 1 + std::to_integer<std::size_t>(bytes[3 * j + 2]) % 8);
                else
                    changed.insert(at, changed.substr(changed.size() - 1 - at, 8));
            }
            BOOST_TEST(run(target, changed) == 0);
        }
    }
    return runs;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(no_text_gets_something_active_past_the_check_of_pictures) {
    const auto runs = replay(fuzz_catalog_svg, corpus("svg"), integration_gallery::test::long_run() ? 20'000 : 500);
    std::cout << "fuzz_catalog_svg: " << runs << " inputs\n";
    BOOST_TEST(runs > 1000u);
}

BOOST_AUTO_TEST_CASE(no_text_breaks_the_reading_of_manifests) {
    const auto runs =
        replay(fuzz_catalog_manifest, corpus("manifest"), integration_gallery::test::long_run() ? 500 : 10);
    std::cout << "fuzz_catalog_manifest: " << runs << " inputs\n";
    BOOST_TEST(runs > 10u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
