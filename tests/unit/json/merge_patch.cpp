#include "json/merge_patch.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using boost::json::parse;

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(merge_patch)

BOOST_AUTO_TEST_CASE(agrees_with_rfc_7396_appendix_a) {
    struct Case {
        const char* original;
        const char* patch;
        const char* result;
    };
    for (const Case& item : {Case{R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
                             {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
                             {R"({"a":"b"})", R"({"a":null})", R"({})"},
                             {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
                             {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
                             {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
                             {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
                             {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
                             {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
                             {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
                             {R"({"a":"foo"})", R"(null)", R"(null)"},
                             {R"({"a":"foo"})", R"("bar")", R"("bar")"},
                             {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
                             {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
                             {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}}) {
        auto target = parse(item.original);
        integration_gallery::json::apply_merge_patch(target, parse(item.patch));
        BOOST_TEST(target == parse(item.result), item.original << " with " << item.patch);
    }
}

BOOST_AUTO_TEST_CASE(takes_arrays_as_they_are) {
    auto target = parse(R"({"a":[{"b":1}]})");
    integration_gallery::json::apply_merge_patch(target, parse(R"({"a":[{"b":null}]})"));
    BOOST_TEST(target == parse(R"({"a":[{"b":null}]})"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
