#include "json/read.hpp"

#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

using integration_gallery::Error;
using integration_gallery::Status;
using integration_gallery::json::Limits;
using integration_gallery::json::read;

namespace {

/// The code that reading `text` fails with, and the first pointer.
std::string failure(std::string_view text, const Limits& limits = {}) {
    try {
        read(text, limits);
    } catch (const Error& error) {
        return error.code() + (error.issues().empty() ? "" : " " + error.issues().front().pointer);
    }
    return "read";
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(numbers_are_read_to_the_last_place) {
    for (const double number : {1.797693134862072e+308, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 0.1,
                                0.3, 123456789.12345678, 9007199254740993.5, 1e23, 8.41e21, 3.0000000000000004}) {
        std::array<char, 40> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
        const auto value =
            integration_gallery::json::read(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
        BOOST_TEST((value.is_double() ? value.get_double() == number : value.to_number<double>() == number), number);
    }
    BOOST_TEST(integration_gallery::json::read("-1.797693134862072E+308").get_double() == -1.797693134862072e308);
}

BOOST_AUTO_TEST_CASE(reads_a_document) {
    const char* text = R"({"a":[1,-2.5,"x",{"b":null}],"c":{},"d":[],"e":true})";
    BOOST_TEST(boost::json::serialize(read(text)) == R"({"a":[1,-2.5E0,"x",{"b":null}],"c":{},"d":[],"e":true})");
}

BOOST_AUTO_TEST_CASE(names_the_place_of_a_duplicate_member) {
    BOOST_TEST(failure(R"({"a":1,"a":2})") == "duplicate-member /a");
    BOOST_TEST(failure(R"({"x":[{},{"a/b":{"c":1,"d":{},"c":2}}]})") == "duplicate-member /x/1/a~1b/c");
    BOOST_TEST(failure(R"({"a":1,"\u0061":2})") == "duplicate-member /a");
    BOOST_TEST(failure(R"({"a":{"b":1},"b":{"a":1}})") == "read");
}

BOOST_AUTO_TEST_CASE(names_line_and_column_of_what_is_no_json) {
    try {
        read("{\n  \"a\": tru\n}");
        BOOST_FAIL("was read");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "malformed-json");
        BOOST_TEST(error.detail().find("line 2") != std::string::npos, error.detail());
    }
    for (const auto* bad :
         {"", " ", "{", "[1,]", "{\"a\":1,}", "// x\n1", "1 2", "NaN", "'a'", "\xef\xbb\xbf{}", "01", "+1"})
        BOOST_TEST(failure(bad) == "malformed-json", bad);
}

BOOST_AUTO_TEST_CASE(refuses_text_that_is_not_unicode) {
    BOOST_TEST(failure("[\"\xff\"]") == "invalid-utf8");
    BOOST_TEST(failure(R"(["\ud800\u0041"])") == "invalid-utf8");
    BOOST_TEST(failure(R"(["\udc00"])") == "invalid-utf8");
    BOOST_TEST(failure(R"(["\ud800"])") == "invalid-utf8");
    BOOST_TEST(failure(R"(["\uDBFFx"])") == "invalid-utf8");
    BOOST_TEST(failure(R"(["a\u0000b"])") == "invalid-utf8 /0");
    BOOST_TEST(failure(R"({"a\u0000b":1})") == "invalid-utf8 ");
}

BOOST_AUTO_TEST_CASE(holds_each_limit_exactly) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    BOOST_TEST(failure(nested(32)) == "read");
    BOOST_TEST(failure(nested(33)) == "json-too-deep");
    BOOST_TEST(failure(nested(100'000), {.bytes = 1'000'000}) == "json-too-deep");
    BOOST_TEST(failure("[1,2]", {.elements = 3}) == "read");
    BOOST_TEST(failure("[1,2,3]", {.elements = 3}) == "json-too-many");
    BOOST_TEST(failure(R"({"k":["abcd"]})", {.string = 4}) == "read");
    BOOST_TEST(failure(R"({"k":["abcde"]})", {.string = 4}) == "string-too-long /k/0");
    BOOST_TEST(failure("[1]", {.bytes = 3}) == "read");
    BOOST_TEST(failure("[12]", {.bytes = 3}) == "too-large");
    BOOST_TEST(failure(R"({"a":[0,1e400]})") == "number-too-large /a/1");
}

BOOST_AUTO_TEST_CASE(agrees_with_the_json_test_suite) {
    if (!integration_gallery::test::have_test_data("json-test-suite/test_parsing"))
        return;
    // legal JSON that we refuse: duplicate members and U+0000
    const std::set<std::string> our_rules{"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
                                          "y_object_escaped_null_in_key.json", "y_string_null_escape.json"};
    std::map<char, int> read_by_kind;
    std::map<char, int> refused_by_kind;
    for (const auto& entry :
         std::filesystem::directory_iterator(integration_gallery::test::test_data() / "json-test-suite/test_parsing")) {
        const auto name = entry.path().filename().string();
        const auto result = failure(integration_gallery::test::read_file(entry.path()), {.depth = 500});
        if (name.starts_with("y_") && !our_rules.contains(name))
            BOOST_TEST(result == "read", name);
        if (name.starts_with("n_"))
            BOOST_TEST(result != "read", name);
        ++(result == "read" ? read_by_kind : refused_by_kind)[name.front()];
    }
    std::cout << "JSONTestSuite: y_ " << read_by_kind['y'] << " read, " << refused_by_kind['y']
              << " refused by our rules; n_ " << refused_by_kind['n'] << " refused, " << read_by_kind['n']
              << " read; i_ " << read_by_kind['i'] << " read, " << refused_by_kind['i'] << " refused\n";
    BOOST_TEST(read_by_kind['n'] == 0);
    BOOST_TEST(refused_by_kind['n'] > 150);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
