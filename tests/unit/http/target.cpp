#include "http/target.hpp"

#include "http/problem.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery::http;

namespace {

/// "segment|segment?name=value&name=value", "syntax" or "outside".
std::string read(std::string_view target, std::string_view mount = "") {
    const auto parsed = parse_target(target, mount);
    if (!parsed.target)
        return parsed.error == TargetError::syntax ? "syntax" : "outside";
    std::string out;
    for (const auto& segment : parsed.target->segments)
        out += segment + '|';
    for (const auto& [name, value] : parsed.target->query)
        out += '?' + name + '=' + value;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(target)

BOOST_AUTO_TEST_CASE(splits_first_and_decodes_each_segment_once) {
    BOOST_TEST(read("/") == "|");
    BOOST_TEST(read("/a/b") == "a|b|");
    BOOST_TEST(read("/a//b/") == "a||b||");
    BOOST_TEST(read("/%63lickup/%C3%A9") == "clickup|\xC3\xA9|");
    BOOST_TEST(read("/%2541") == "%41|");
    BOOST_TEST(read("/a+b;c=1,@:!$&'()*~") == "a+b;c=1,@:!$&'()*~|");
    BOOST_TEST(read("/...") == "...|");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_path) {
    for (const std::string_view bad : {std::string_view(""),           std::string_view("a"),
                                       std::string_view("*"),          std::string_view("http://h/a"),
                                       std::string_view("/a b"),       std::string_view("/a%20b"),
                                       std::string_view("/a\\b"),      std::string_view("/a%5Cb"),
                                       std::string_view("/a\0b", 4),   std::string_view("/a%00b"),
                                       std::string_view("/a%2Fb"),     std::string_view("/a%2fb"),
                                       std::string_view("/."),         std::string_view("/.."),
                                       std::string_view("/a/../b"),    std::string_view("/a/%2E%2e/b"),
                                       std::string_view("/%2e"),       std::string_view("/%"),
                                       std::string_view("/%4"),        std::string_view("/%4g"),
                                       std::string_view("/%%41"),      std::string_view("/a%0Ab"),
                                       std::string_view("/a%7F"),      std::string_view("/a\x7F"),
                                       std::string_view("/a\r\nX: y"), std::string_view("/%FF"),
                                       std::string_view("/%C0%AF"),    std::string_view("/%ED%A0%80"),
                                       std::string_view("/\xC3\xA9"),  std::string_view("/a#b"),
                                       std::string_view("/a<b"),       std::string_view("/a\"b"),
                                       std::string_view("/a|b")})
        BOOST_TEST(read(bad) == "syntax", bad);
}

BOOST_AUTO_TEST_CASE(reads_the_query) {
    BOOST_TEST(read("/a?") == "a|");
    BOOST_TEST(read("/a?x") == "a|?x=");
    BOOST_TEST(read("/a?x=1&y=a+b%2Bc&&x=2&=v") == "a|?x=1?y=a b+c?x=2?=v");
    BOOST_TEST(read("/a?q=/?:@|^{}'\"<>") == "a|?q=/?:@|^{}'\"<>");
    BOOST_TEST(read("/a?q=%C3%A9") == "a|?q=\xC3\xA9");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_query) {
    for (const std::string_view bad :
         {"/a?x=%", "/a?x=%0d%0a", "/a?%00=1", "/a?x=%FF", "/a?x= y", "/a?x=1#f", "/a?x=\xC3\xA9"})
        BOOST_TEST(read(bad) == "syntax", bad);
}

BOOST_AUTO_TEST_CASE(strips_a_mount_on_the_border_of_a_segment) {
    BOOST_TEST(read("/app/a", "/app") == "a|");
    BOOST_TEST(read("/app/", "/app") == "|");
    BOOST_TEST(read("/projects/a%20b/a", "/projects/a%20b") == "a|");
    BOOST_TEST(read("/app", "/app") == "outside");
    BOOST_TEST(read("/app?x=1", "/app") == "outside");
    BOOST_TEST(read("/application/a", "/app") == "outside");
    BOOST_TEST(read("/other/a", "/app") == "outside");
    BOOST_TEST(read("/App/a", "/app") == "outside");
    BOOST_TEST(read("/%61pp/a", "/app") == "outside");
}

BOOST_AUTO_TEST_CASE(gives_a_parameter_once) {
    const auto parsed = parse_target("/a?x=1&y=2&y=3&z", "");
    BOOST_TEST(*parameter(*parsed.target, "x") == "1");
    BOOST_TEST(*parameter(*parsed.target, "z") == "");
    BOOST_TEST(!parameter(*parsed.target, "X").has_value());
    BOOST_CHECK_EXCEPTION(parameter(*parsed.target, "y"), Problem, [](const Problem& problem) {
        return problem.status == 400 && problem.code == "invalid-parameter";
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
