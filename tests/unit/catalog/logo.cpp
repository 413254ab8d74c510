#include "catalog/logo.hpp"

#include "base/bytes.hpp"
#include "catalog/svg.hpp"
#include "support/host.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace integration_gallery;
using integration_gallery::catalog::contrast;
using integration_gallery::catalog::initials;
using integration_gallery::catalog::make_tile;
using integration_gallery::catalog::tile_colour;

namespace {

std::string type_of(std::string_view content) {
    std::string refusal;
    const auto type = integration_gallery::catalog::logo_media_type(base::as_bytes(content), refusal);
    return type ? std::string(*type) : "refused: " + refusal;
}

std::string big_endian(unsigned number) {
    return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
            static_cast<char>(number)};
}

std::string png(unsigned width, unsigned height) {
    return std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + big_endian(width) + big_endian(height) +
           std::string(9, '\0');
}

std::string random_name(test::FakeRandom& random) {
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    std::byte bytes[12];
    random.fill(bytes);
    std::string name;
    for (const auto byte : bytes)
        name += letters[std::to_integer<std::size_t>(byte) % letters.size()];
    return name;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(logo)

BOOST_AUTO_TEST_CASE(every_tile_has_a_contrast_of_four_and_a_half) {
    std::set<std::string> names;
    const auto catalog = Catalog::shipped();
    for (const auto& manifest : catalog.manifests())
        names.insert(manifest.name());
    const auto shipped = names.size();
    BOOST_TEST(shipped >= 30u);
    test::FakeRandom random(7);
    while (names.size() < shipped + 1000)
        names.insert(random_name(random));
    double lowest = 21;
    for (const auto& name : names)
        lowest = std::min(lowest, contrast(tile_colour(name), {255, 255, 255}));
    BOOST_TEST(lowest >= 4.5);
    BOOST_TEST_MESSAGE("lowest contrast of " << names.size() << " names: " << lowest);
}

BOOST_AUTO_TEST_CASE(measures_contrast_as_the_guidelines_do) {
    BOOST_TEST(contrast({0, 0, 0}, {255, 255, 255}) == 21.0, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(contrast({119, 119, 119}, {255, 255, 255}) == 4.478, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(contrast({10, 20, 30}, {10, 20, 30}) == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(names_give_many_colours_and_each_always_the_same) {
    std::set<std::string> tiles;
    for (const auto* name : {"clickup", "jira", "github", "gitlab", "slack", "asana", "trello", "notion"}) {
        tiles.insert(make_tile(name, "X"));
        BOOST_TEST(make_tile(name, "X") == make_tile(name, "X"));
    }
    BOOST_TEST(tiles.size() >= 7u);
}

BOOST_AUTO_TEST_CASE(initials_are_those_a_person_would_choose) {
    BOOST_TEST(initials("ClickUp") == "CU");
    BOOST_TEST(initials("GitHub") == "GH");
    BOOST_TEST(initials("Jira") == "Ji");
    BOOST_TEST(initials("Google Calendar") == "GC");
    BOOST_TEST(initials("monday.com") == "MC");
    BOOST_TEST(initials("x") == "X");
    BOOST_TEST(initials("") == "?");
    BOOST_TEST(initials("<&\">") == "?");
    BOOST_TEST(initials("Über uns") == "ÜU");
}

BOOST_AUTO_TEST_CASE(every_tile_passes_our_own_allow_list) {
    for (const auto* name : {"<script>", "A & B", "\"quoted\"", "日本語", "ClickUp", "'", ""})
        BOOST_TEST(!integration_gallery::catalog::svg_refusal(make_tile(name, name)).has_value(), name);
}

BOOST_AUTO_TEST_CASE(tells_the_media_type_from_the_bytes) {
    BOOST_TEST(type_of(png(64, 64)) == "image/png");
    BOOST_TEST(type_of(png(2048, 1)) == "image/png");
    BOOST_TEST(type_of(make_tile("a", "A")) == "image/svg+xml");
    const std::string extended =
        std::string("RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0", 24) + std::string("\x3f\0\0\x3f\0\0", 6);
    BOOST_TEST(type_of(extended) == "image/webp");
    const std::string lossless = std::string("RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f", 21) +
                                 std::string("\x3f\xc0\x0f\0", 4) + std::string(5, '\0');
    BOOST_TEST(type_of(lossless) == "image/webp");
}

BOOST_AUTO_TEST_CASE(refuses_other_content_and_too_much_of_it) {
    for (const auto& content : {std::string(), std::string("GIF89a"), std::string("\xff\xd8\xff"), std::string("   "),
                                png(64, 64).substr(0, 32)})
        BOOST_TEST(type_of(content) == "refused: it is neither SVG nor PNG nor WebP");
    for (const auto& content : {png(0, 1), png(1, 0), png(2049, 1), png(1, 0xffffffff)})
        BOOST_TEST(type_of(content) == "refused: it is not between 1 and 2048 pixels wide and high");
    BOOST_TEST(type_of(png(1, 1) + std::string(integration_gallery::catalog::maximum_logo_bytes - 33, 'x')) ==
               "image/png");
    BOOST_TEST(type_of(png(1, 1) + std::string(integration_gallery::catalog::maximum_logo_bytes - 32, 'x')) ==
               "refused: it is longer than 64 KiB");
    BOOST_TEST(type_of("<svg><script/></svg>").starts_with("refused: "));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
