#include "json/pointer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration_gallery::json;

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(pointer)

BOOST_AUTO_TEST_CASE(finds_what_rfc_6901_section_5_says) {
    const auto document = boost::json::parse(
        R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8})");
    const std::pair<const char*, const char*> rows[] = {{"/foo", R"(["bar","baz"])"},
                                                        {"/foo/0", R"("bar")"},
                                                        {"/", "0"},
                                                        {"/a~1b", "1"},
                                                        {"/c%d", "2"},
                                                        {"/e^f", "3"},
                                                        {"/g|h", "4"},
                                                        {"/i\\j", "5"},
                                                        {"/k\"l", "6"},
                                                        {"/ ", "7"},
                                                        {"/m~0n", "8"}};
    for (const auto& [pointer, text] : rows) {
        const auto* found = find(document, pointer);
        BOOST_REQUIRE_MESSAGE(found != nullptr, pointer);
        BOOST_TEST(boost::json::serialize(*found) == text);
    }
    BOOST_TEST(find(document, "") == &document);
    for (const auto* nothing : {"/foo/2", "/foo/-", "/foo/00", "/foo/01", "/nope", "/foo/0/x", "foo", "/m~2n", "/m~"})
        BOOST_TEST(find(document, nothing) == nullptr, nothing);
}

BOOST_AUTO_TEST_CASE(escapes_what_it_appends) {
    std::string pointer;
    append_token(pointer, "a/b~c");
    append_token(pointer, std::size_t{12});
    BOOST_TEST(pointer == "/a~1b~0c/12");
    BOOST_TEST(split_pointer(pointer)->front() == "a/b~c");
}

BOOST_AUTO_TEST_CASE(knows_what_lies_below) {
    BOOST_TEST(is_within("/a/b", "/a"));
    BOOST_TEST(is_within("/a", "/a"));
    BOOST_TEST(!is_within("/ab", "/a"));
    BOOST_TEST(is_within("/a", ""));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
