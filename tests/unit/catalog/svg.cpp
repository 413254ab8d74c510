#include "catalog/svg.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using integration_gallery::catalog::svg_refusal;

namespace {

const std::string start = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">";

std::string with(const std::string& content) {
    return start + content + "</svg>";
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(svg)

BOOST_AUTO_TEST_CASE(accepts_plain_pictures) {
    for (const auto& picture : {
             with(""),
             with("<path d=\"M0 0h8v8z\" fill=\"#fff\"/>"),
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- drawn by hand -->\n" +
                 with("<g><circle cx='4' cy='4' r='2'/></g>"),
             with("<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient></defs>"
                  "<rect width=\"8\" height=\"8\" fill=\"url(#a)\" style=\"opacity:.5;stroke:#000\"/>"),
             with("<title>Ampersand &amp; co</title><text x=\"1\" y=\"2\">AB</text>"),
             start + "</svg>\n\n",
         })
        BOOST_TEST(svg_refusal(picture).value_or("accepted") == "accepted", picture);
}

BOOST_AUTO_TEST_CASE(refuses_what_runs_fetches_or_hides) {
    for (const auto& picture : {
             with("<script>alert(1)</script>"),
             with("<SCRIPT/>"),
             with("<path onload=\"x\" d=\"M0 0\"/>"),
             with("<path ONCLICK=\"x\"/>"),
             with("<foreignObject><p/></foreignObject>"),
             with("<image href=\"https://example.org/a.png\"/>"),
             with("<image href=\"data:image/png;base64,AAAA\"/>"),
             with("<use href=\"#a\"/>"),
             with("<a href=\"javascript:alert(1)\"><path/></a>"),
             with("<animate attributeName=\"href\" to=\"javascript:x\"/>"),
             with("<set attributeName=\"onload\" to=\"x\"/>"),
             with("<style>@import url(https://example.org/a.css)</style>"),
             with("<path style=\"fill:url(https://example.org/a)\"/>"),
             with("<path style=\"background:\\75rl(x)\"/>"),
             with("<path style=\"/**/x:expression(alert(1))\"/>"),
             with("<path fill=\"url(https://example.org/#a)\"/>"),
             with("<path fill=\"URL(//example.org/a)\"/>"),
             with("<path fill=\"url( '#a' )\"/>"),
             with("<path fill=\"\\75rl(//example.org)\"/>"),
             with("<path fill=\"&#117;rl(//example.org)\"/>"),
             with("<path fill=\"https://example.org\"/>"),
             with("<path href=\"#a\"/>"),
             with("<path xlink:href=\"#a\"/>"),
             with("<path xml:base=\"https://example.org/\"/>"),
             with("<svg:script/>"),
             with("<handler/>"),
             with("&x;"),
             with("&#60;script&#62;"),
             with("<![CDATA[<script/>]]>"),
             with("<?xml-stylesheet href=\"https://example.org/a.css\"?>"),
             "<?xml version=\"<script>\"?>" + with(""),
             "<?xml ?>" + with(""),
             "<?xml versiol version=\"1.0\"?>" + with(""),
             "<?xml version=\"1.0\"A?>" + with(""),
             "<?xml version=\"1.0\"encoding=\"UTF-8\"?>" + with(""),
             "<?xml encoding=\"UTF-8\"?>" + with(""),
             "<?xml version=\"1.0\" version=\"1.0\"?>" + with(""),
             "<?xml version=\"1.0\" standalone=\"no\" encoding=\"UTF-8\"?>" + with(""),
             "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?>" + with(""),
             "<?xml version=\"1.0\"" + with(""),
             "<?xml version=\"1.0" + with(""),
             "<?xml version=" + with(""),
             "<?xml version" + with(""),
             "<!DOCTYPE svg>" + with(""),
             "<!DOCTYPE svg [<!ENTITY a \"b\">]>" + with("&a;"),
             std::string("<svg viewBox=\"0 0 8 8\"/>"),
             std::string("<svg xmlns=\"http://www.w3.org/1999/xhtml\"><script/></svg>"),
             std::string("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
             with("") + with(""),
             with("") + "<script/>",
             with("") + "text",
             "text" + with(""),
             start,
             start + "</g>",
             with("<g></svg>"),
             with("<path d=\"M0 0\" d=\"M1 1\"/>"),
             with("<path d=M0/>"),
             with("<path d=\"M0/>"),
             with("<path d=\"<\"/>"),
             with("<path / fill=\"red\">"),
             with("<!-- no end"),
             with("<!--><script>alert(1)</script> -->"),
             with("<!---><script>alert(1)</script> -->"),
             with("<!-- --!><script>alert(1)</script> -->"),
             with("<!-- <!-- <script> -->"),
             with("<!-- a --->"),
             std::string("\xff\xfe<"),
             with(std::string("\0", 1)),
             std::string(),
             std::string("<"),
             std::string("<svg"),
         })
        BOOST_TEST(svg_refusal(picture).has_value(), picture);
}

BOOST_AUTO_TEST_CASE(holds_its_limits) {
    const auto nested = [](std::size_t depth) {
        std::string text = start;
        for (std::size_t i = 1; i < depth; ++i)
            text += "<g>";
        for (std::size_t i = 1; i < depth; ++i)
            text += "</g>";
        return text + "</svg>";
    };
    BOOST_TEST(!svg_refusal(nested(32)).has_value());
    BOOST_TEST(svg_refusal(nested(33)).has_value());
    const auto many = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 1; i < count; ++i)
            text += "<g/>";
        return with(text);
    };
    BOOST_TEST(!svg_refusal(many(2000)).has_value());
    BOOST_TEST(svg_refusal(many(2001)).has_value());
}

BOOST_AUTO_TEST_CASE(never_repeats_what_it_was_given_at_length) {
    const auto problem = svg_refusal("<" + std::string(10'000, 'x'));
    BOOST_REQUIRE(problem.has_value());
    BOOST_TEST(problem->size() < 200u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
