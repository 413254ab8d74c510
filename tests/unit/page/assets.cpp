#include "page/assets.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace integration_gallery::page;

BOOST_AUTO_TEST_SUITE(page)
BOOST_AUTO_TEST_SUITE(assets_of_the_page)

BOOST_AUTO_TEST_CASE(every_file_is_found_under_its_plain_and_its_versioned_path) {
    BOOST_REQUIRE(!assets().empty());
    for (const auto& asset : assets()) {
        BOOST_TEST(find_asset(asset.path) == &asset, asset.path);
        const auto versioned = std::string(assets_version()) + "/" + std::string(asset.path);
        BOOST_TEST(find_asset(versioned) == &asset, versioned);
        BOOST_TEST(is_versioned(versioned));
        BOOST_TEST(!is_versioned(asset.path));
    }
}

BOOST_AUTO_TEST_CASE(nothing_else_is_found) {
    const std::string version(assets_version());
    for (const auto& path : {std::string(), std::string("/"), std::string("../index.html"), std::string("INDEX.HTML"),
                             version, version + "/", version + "//index.html", "0" + version + "/index.html",
                             version + "/" + version + "/../index.html", std::string("index.html\0", 11)})
        BOOST_TEST(find_asset(path) == nullptr, path);
}

BOOST_AUTO_TEST_CASE(each_has_a_media_type_a_strong_validator_and_a_smaller_gzip_copy_if_any) {
    std::set<std::string_view> etags;
    for (const auto& asset : assets()) {
        BOOST_TEST(!asset.media_type.empty(), asset.path);
        BOOST_TEST(!asset.content.empty(), asset.path);
        BOOST_TEST((asset.etag.size() == 24 && asset.etag.front() == '"' && asset.etag.back() == '"'), asset.path);
        etags.insert(asset.etag);
        if (asset.gzip.empty())
            continue;
        BOOST_TEST(asset.gzip.size() < asset.content.size(), asset.path);
        BOOST_TEST(asset.gzip.starts_with("\x1f\x8b"), asset.path);
        BOOST_TEST((asset.gzip.substr(4, 4) == std::string_view("\0\0\0\0", 4)), asset.path);
    }
    BOOST_TEST(etags.size() == assets().size());
}

BOOST_AUTO_TEST_CASE(the_shell_page_has_no_inline_code_or_style_and_names_files_that_exist) {
    const auto* shell = find_asset("index.html");
    BOOST_REQUIRE(shell != nullptr);
    BOOST_TEST(shell->media_type == "text/html; charset=utf-8");
    const auto text = shell->content;
    BOOST_TEST(text.find("<style") == text.npos);
    BOOST_TEST(text.find(" style=") == text.npos);
    BOOST_TEST(text.find(" on") == text.npos);
    BOOST_TEST(text.find("<script>") == text.npos);
    std::size_t references = 0;
    for (auto at = text.find("\"assets/"); at != text.npos; at = text.find("\"assets/", at + 1)) {
        const auto begin = at + std::string_view("\"assets/").size();
        const auto path = text.substr(begin, text.find('"', begin) - begin);
        BOOST_TEST(find_asset(path) != nullptr, path);
        BOOST_TEST(is_versioned(path), path);
        ++references;
    }
    BOOST_TEST(references >= 3u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
