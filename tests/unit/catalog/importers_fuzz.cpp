// Fuzz targets for what reads foreign files, replayed over a small corpus and its mutations.
#include <integration_gallery/error.hpp>
#include <integration_gallery/import.hpp>
#include <integration_gallery/lint.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::test {

int fuzz_import_manifests(const std::uint8_t* data, std::size_t size);
int fuzz_lint_manifest(const std::uint8_t* data, std::size_t size);

int fuzz_import_manifests(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto result = import_manifests(text);
        for (const auto& manifest : result.manifests)
            lint_manifest(manifest.document);
        return static_cast<int>(result.manifests.size());
    } catch (const Error& error) {
        if (error.status() == Status::internal)
            throw;
        return -1;
    }
}

int fuzz_lint_manifest(const std::uint8_t* data, std::size_t size) {
    return static_cast<int>(lint_manifest_text({reinterpret_cast<const char*>(data), size}).size());
}

} // namespace integration_gallery::test

namespace {

const std::vector<std::string> corpus = {
    "a:\n  auth_mode: OAUTH2\n  authorization_url: https://${connectionConfig.h}/a || https://b/\n  token_url: "
    "https://${connectionConfig.h}.x/t\n"
    "  connection_config:\n    h: {type: string, title: T, pattern: '^a+$', prefix: 'https://', order: 1}\n  proxy: "
    "{base_url: 'https://${apiKey}', headers: {A: 'B ${credentials.k}'}}\n"
    "b:\n  alias: a\n  credentials:\n    k:\n      type: string\n      default_value: 1\n      enum: [x, y]\n",
    R"({"sources":[{"name":"S","spec":{"connectionSpecification":{"type":"object","required":["a"],"properties":{"a":{"type":["string","null"],"airbyte_secret":true,"pattern":"^(?=a)b"},)"
    R"("o":{"type":"object","oneOf":[{"properties":{"m":{"const":"x"}}},{"properties":{"m":{"enum":["y"]}}}]},"r":{"$ref":"#/definitions/d"}},"definitions":{"d":{"items":[{"minimum":1}]}}}}}]})",
    R"({"manifestVersion":1,"name":"x","displayName":{"en":"X","de":"Y"},"description":"d","categories":["a"],"version":"1","api":{"baseUrl":"https://{h}/"},"allowedHosts":["{h}"],)"
    R"("settings":{"authentication":{"oneOf":[{"required":["h"],"properties":{"m":{"const":1},"h":{"type":"string","default":"<b>"}}},{"$ref":"#/oneOf/0"}]}}})"};

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

template <typename Target>
std::size_t replay(Target target, std::size_t rounds) {
    Mutator mutate;
    std::size_t taken = 0;
    for (const auto& text : corpus) {
        for (std::size_t round = 0; round < rounds; ++round) {
            const auto changed = round == 0 ? text : mutate(text);
            const std::vector<std::uint8_t> block(changed.begin(), changed.end()); // ASan sees a read behind it
            taken += target(block.data(), block.size()) > 0 ? 1u : 0u;
        }
    }
    return taken;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(importers)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(never_crashes_on_a_changed_file) {
    const auto taken = replay(integration_gallery::test::fuzz_import_manifests, 150);
    BOOST_TEST_MESSAGE(taken << " of " << corpus.size() * 150 << " files gave a manifest");
    BOOST_TEST(taken >= 2u);
}

BOOST_AUTO_TEST_CASE(never_crashes_on_a_changed_manifest) {
    const auto taken = replay(integration_gallery::test::fuzz_lint_manifest, 150);
    BOOST_TEST(taken > corpus.size());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
