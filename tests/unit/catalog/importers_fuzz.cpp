// The targets that read foreign files, over a small corpus and what becomes of it.
#include "support/test_data.hpp"
#include "unit/catalog/fuzz.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<std::string> files_of(const char* folder) {
    const char* source = std::getenv("IG_SOURCE_DIR");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(source != nullptr ? source : ".") / "tests/unit/catalog/corpus" / folder))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files)
        texts.push_back(integration_gallery::test::read_file(file));
    return texts;
}

/// A small generator of its own: the same mutations everywhere.
class Mutator {
public:
    std::string operator()(std::string text) {
        static constexpr std::string_view pieces[] = {"{",     "}",   "[",    "]",  ":",   ",",    "\"",
                                                      "'",     "\n",  "  ",   "- ", "&",   "*",    "#",
                                                      "${",    "||",  "null", "-1", "\\u", "\xC3", "\"$ref\":\"#\",",
                                                      "oneOf", "true"};
        for (std::size_t changes = 1 + next() % 4; changes > 0 && !text.empty(); --changes) {
            const auto at = next() % text.size();
            switch (next() % 4) {
            case 0:
                text.erase(at, 1 + next() % 20);
                break;
            case 1:
                text.insert(at, pieces[next() % std::size(pieces)]);
                break;
            case 2:
                text[at] = static_cast<char>(next() % 256);
                break;
            default:
                text.insert(at, text.substr(next() % text.size(), next() % 60));
            }
        }
        return text;
    }

private:
    std::size_t next() {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(m_state >> 33);
    }
    std::uint64_t m_state = 20261122;
};

void replay(const char* folder, int (*target)(const std::uint8_t*, std::size_t)) {
    Mutator mutate;
    const std::size_t rounds = integration_gallery::test::long_run() ? 5'000 : 150;
    const auto texts = files_of(folder);
    BOOST_TEST(!texts.empty());
    for (const auto& text : texts)
        for (std::size_t round = 0; round < rounds; ++round) {
            const auto changed = round == 0 ? text : mutate(text);
            const std::vector<std::uint8_t> block(changed.begin(), changed.end()); // ASan sees a read behind it
            BOOST_REQUIRE(target(block.data(), block.size()) == 0);
        }
    std::cout << folder << ": " << texts.size() * rounds << " inputs\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(importers)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(never_crashes_on_a_changed_file) {
    replay("import", fuzz_catalog_import);
}

BOOST_AUTO_TEST_CASE(never_crashes_on_a_changed_manifest) {
    replay("lint", fuzz_catalog_lint);
    replay("manifest", fuzz_catalog_lint);
}

BOOST_AUTO_TEST_CASE(never_crashes_on_changed_yaml) {
    replay("yaml", fuzz_catalog_yaml);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
