#include "support/host.hpp"
#include "support/test_data.hpp"
#include "unit/http/fuzz.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

std::vector<std::string> corpus(const char* name) {
    const char* source = std::getenv("IG_SOURCE_DIR");
    std::vector<std::string> inputs;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(source != nullptr ? source : ".") / "tests/unit/http/corpus" / name))
        inputs.push_back(integration_gallery::test::read_file(entry.path()));
    return inputs;
}

/// One to four places of `input`, changed, cut out or written twice.
std::string changed(std::string input, integration_gallery::RandomSource& random) {
    std::byte bytes[13];
    random.fill(bytes);
    const auto number = [&bytes](std::size_t i) { return std::to_integer<std::size_t>(bytes[i]); };
    for (std::size_t i = 0; i < 1 + number(12) % 4 && !input.empty(); ++i) {
        const auto at = (number(3 * i) * 256 + number(3 * i + 1)) % input.size();
        switch (number(12) / 4 % 3) {
        case 0:
            input[at] = static_cast<char>(bytes[3 * i + 2]);
            break;
        case 1:
            input.erase(at, 1 + number(3 * i + 2) % 8);
            break;
        default:
            input.insert(at, input.substr(number(3 * i + 2) % input.size(), 8));
        }
    }
    return input;
}

std::size_t replay(Target target, const char* name, int changes) {
    integration_gallery::test::FakeRandom random(7);
    std::size_t runs = 0;
    const auto run = [&](const std::string& input) {
        ++runs;
        return target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0;
    };
    for (const auto& input : corpus(name)) {
        BOOST_TEST(run(input));
        for (int i = 0; i < changes; ++i)
            BOOST_TEST(run(changed(input, random)));
    }
    std::cout << "fuzz_" << name << ": " << runs << " inputs\n";
    return runs;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(no_target_gets_past_its_rules) {
    BOOST_TEST(replay(fuzz_http_target, "http_target", integration_gallery::test::long_run() ? 200'000 : 2'000) >
               1000u);
}

BOOST_AUTO_TEST_CASE(no_request_breaks_the_api) {
    BOOST_TEST(replay(fuzz_http_handle, "http_handle", integration_gallery::test::long_run() ? 20'000 : 100) > 500u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
