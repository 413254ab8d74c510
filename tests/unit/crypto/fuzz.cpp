// Replays the fuzz targets over what they are about, and over what becomes of it.
#include "unit/crypto/fuzz.hpp"

#include "crypto/key_text.hpp"
#include "support/test_data.hpp"
#include "unit/crypto/sample.hpp"
#include "vault/bound.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>
#include <vector>

using namespace integration_gallery;

namespace {

std::size_t replay(int (*target)(const std::uint8_t*, std::size_t), const std::vector<std::string>& corpus,
                   std::size_t rounds) {
    std::mt19937 random(17);
    std::size_t runs = 0;
    const auto run = [&](const std::string& text) {
        BOOST_REQUIRE(target(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == 0);
        ++runs;
    };
    for (const auto& text : corpus)
        run(text);
    for (std::size_t round = 0; round < rounds; ++round) {
        std::string text = corpus[random() % corpus.size()];
        for (unsigned change = random() % 4 + 1; change-- > 0;) {
            const std::size_t at = text.empty() ? 0 : random() % text.size();
            switch (random() % 4) {
            case 0:
                if (!text.empty())
                    text[at] = static_cast<char>(random());
                break;
            case 1:
                text.insert(at, 1, static_cast<char>(random()));
                break;
            case 2:
                if (!text.empty())
                    text.erase(at, random() % 8 + 1);
                break;
            default:
                text += corpus[random() % corpus.size()].substr(0, random() % 80);
            }
        }
        run(text);
    }
    return runs;
}

} // namespace

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(open_sealed) {
    const std::vector<std::string> corpus{std::string(test::known_answer),
                                          "",
                                          "igs1.",
                                          "igs1.01hzy3k5q8r9t0v1w2x3y4z5a6.",
                                          R"({"token":"xoxb-1"})",
                                          vault::write_bound({{"/authentication/site"}, test::counting<32>(0)}),
                                          std::string(700, 'A')};
    const auto runs = replay(fuzz_open_sealed, corpus, test::long_run() ? 400'000 : 3'000);
    BOOST_TEST_MESSAGE("open_sealed: " << runs << " inputs");
}

BOOST_AUTO_TEST_CASE(key_text) {
    const auto one = std::string(integration_gallery::crypto::write_key_text(test::counting<32>(0)).view());
    const auto two = std::string(integration_gallery::crypto::write_key_text(test::counting<32>(9)).view());
    const std::vector<std::string> corpus{one, one + "\n", one + "\n" + two,     one + "\n" + two + "\n",
                                          "",  "\n",       std::string(32, 'k'), "igk1_"};
    const auto runs = replay(fuzz_key_text, corpus, test::long_run() ? 400'000 : 5'000);
    BOOST_TEST_MESSAGE("key_text: " << runs << " inputs");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
