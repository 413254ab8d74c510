#include "support/host.hpp"
#include "support/test_data.hpp"
#include "unit/json/fuzz.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

namespace {

bool run(const std::string& input) {
    return fuzz_json_read(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(what_is_read_is_within_its_limits_and_reads_again) {
    const char* source = std::getenv("IG_SOURCE_DIR");
    integration_gallery::test::FakeRandom random(7);
    int runs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(source != nullptr ? source : ".") / "tests/unit/json/corpus/json_read")) {
        const std::string input = integration_gallery::test::read_file(entry.path());
        BOOST_TEST(run(input));
        for (int i = 0; i < (integration_gallery::test::long_run() ? 20'000 : 500) && !input.empty(); ++i, ++runs) {
            std::byte bytes[4];
            random.fill(bytes);
            const auto number = [&bytes](std::size_t at) { return std::to_integer<std::size_t>(bytes[at]); };
            std::string changed = input;
            const std::size_t at = (number(0) * 256 + number(1)) % changed.size();
            if (number(3) % 3 == 0)
                changed[at] = static_cast<char>(bytes[2]);
            else if (number(3) % 3 == 1)
                changed.erase(at, 1 + number(2) % 8);
            else
                changed.insert(at, changed.substr(number(2) % changed.size(), 8));
            BOOST_TEST(run(changed));
        }
    }
    std::cout << "fuzz_json_read: " << runs << " inputs\n";
    BOOST_TEST(runs > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
