// The JSON-Schema-Test-Suite's optional/format, and its regular expressions, straight at the checks.
#include "schema/format/format.hpp"
#include "schema/pattern.hpp"
#include "support/test_data.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

using namespace integration_gallery;
using namespace integration_gallery::schema;

namespace {

const std::string suite = "json-schema-test-suite";

struct Case {
    std::string name;
    const boost::json::object& schema;
    std::string_view text;
    bool valid;
};

/// Calls `take` with every test of a file whose instance is a string.
void each_text(const std::filesystem::path& file, const std::function<void(const Case&)>& take) {
    const auto groups = boost::json::parse(test::read_file(file));
    for (const auto& group : groups.as_array()) {
        if (!group.at("schema").is_object())
            continue;
        for (const auto& test : group.at("tests").as_array()) {
            if (!test.at("data").is_string())
                continue;
            take({file.filename().string() + ": " + std::string(test.at("description").as_string()),
                  group.at("schema").as_object(), test.at("data").as_string(), test.at("valid").as_bool()});
        }
    }
}

// Valid in ECMA-262, refused here: they cannot be matched in linear time.
const std::set<std::string> beyond_linear_time = {"ecmascript-regex.json: an ECMA 262 named backreference \\k<name>",
                                                  "ecmascript-regex.json: a variable-width lookbehind (ES2018)"};

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(format)
BOOST_AUTO_TEST_SUITE(official)

BOOST_AUTO_TEST_CASE(decides_every_text_of_the_suite_for_the_asserted_formats) {
    if (!test::have_test_data(suite))
        return;
    std::size_t decided = 0;
    std::size_t excepted = 0;
    std::map<std::string, std::size_t> not_asserted;
    for (const auto* draft : {"draft7", "draft2020-12"}) {
        const auto folder = test::test_data() / suite / "tests" / draft / "optional" / "format";
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            each_text(entry.path(), [&](const Case& one) {
                const auto name = std::string(one.schema.at("format").as_string());
                const auto check = find_format(name);
                if (check == nullptr) {
                    ++not_asserted[name];
                    BOOST_TEST((name == "idn-hostname" || name == "unknown"), name);
                    return;
                }
                if (beyond_linear_time.contains(one.name)) {
                    ++excepted;
                    BOOST_TEST(!check(one.text), one.name << " is no exception any more");
                    return;
                }
                ++decided;
                BOOST_TEST(check(one.text) == one.valid, draft << " " << one.name);
            });
        }
    }
    BOOST_TEST_MESSAGE("optional/format: " << decided << " texts decided, " << excepted << " refused as not linear");
    for (const auto& [name, count] : not_asserted)
        BOOST_TEST_MESSAGE("optional/format: " << count << " texts of the format " << name
                                               << ", which is not asserted");
    BOOST_TEST(decided >= 1000u);
}

BOOST_AUTO_TEST_CASE(matches_every_pattern_of_the_suite) {
    if (!test::have_test_data(suite))
        return;
    std::size_t decided = 0;
    for (const auto* draft : {"draft7", "draft2020-12"}) {
        const auto folder = test::test_data() / suite / "tests" / draft;
        for (const auto* file : {"pattern.json", "optional/ecmascript-regex.json", "optional/non-bmp-regex.json"}) {
            each_text(folder / file, [&](const Case& one) {
                const auto* pattern = one.schema.if_contains("pattern");
                if (pattern == nullptr)
                    return;
                std::string error;
                const auto compiled = Pattern::compile(pattern->as_string(), error);
                ++decided;
                BOOST_TEST(error == "");
                BOOST_TEST(compiled.matches(one.text) == one.valid, draft << " " << one.name);
            });
        }
    }
    BOOST_TEST_MESSAGE("pattern: " << decided << " texts decided");
    BOOST_TEST(decided >= 130u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
