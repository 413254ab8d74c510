#include "support/temporary_folder.hpp"
#include "unit/catalog/sample.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace integration_gallery;
using test::sample_manifest;
using test::TemporaryFolder;

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

const std::string picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(directory)

BOOST_AUTO_TEST_CASE(reads_folders_and_single_files) {
    const TemporaryFolder folder;
    write(folder.path() / "b" / "manifest.json", sample_manifest("b", "B", R"(,"logo":"b.svg")"));
    write(folder.path() / "b" / "b.svg", picture);
    write(folder.path() / "a.json", sample_manifest("a"));
    write(folder.path() / "README.md", "no manifest");
    write(folder.path() / "pictures" / "x.png", "no manifest");
    CatalogBuilder builder;
    builder.add_json(sample_manifest("a", "Old"));
    const auto report = builder.add_directory(folder.path());
    BOOST_TEST(report.added == std::vector<std::string>{"b"});
    BOOST_TEST(report.replaced == std::vector<std::string>{"a"});
    BOOST_TEST(report.failures.empty());
    const auto catalog = builder.build();
    BOOST_TEST(catalog.find("a")->display_name() == "Sample");
    BOOST_TEST(!catalog.find("b")->logo().generated);
}

BOOST_AUTO_TEST_CASE(one_bad_manifest_does_not_take_the_others_down) {
    const TemporaryFolder folder;
    write(folder.path() / "good.json", sample_manifest("good"));
    write(folder.path() / "broken.json", "{");
    write(folder.path() / "Not A Name.json", "{");
    write(folder.path() / "liar.json", sample_manifest("other", "Other", R"(,"colour":1)"));
    write(folder.path() / "picture" / "manifest.json", sample_manifest("picture", "P", R"(,"logo":"p.svg")"));
    write(folder.path() / "script" / "manifest.json", sample_manifest("script", "S", R"(,"logo":"s.svg")"));
    write(folder.path() / "script" / "s.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");
    write(folder.path() / "zz.json", sample_manifest("good", "Twice"));
    std::filesystem::create_directories(folder.path() / "folder.json");
    CatalogBuilder builder;
    const auto report = builder.add_directory(folder.path());
    BOOST_TEST(report.added == std::vector<std::string>{"good"});
    std::string failures;
    for (const auto& failure : report.failures)
        failures += failure.file + " " + failure.name + " " + failure.error.code() + "\n";
    BOOST_TEST(failures == "Not A Name.json  malformed-json\n"
                           "broken.json broken malformed-json\n"
                           "liar.json other manifest-invalid\n"
                           "picture/manifest.json picture file-unreadable\n"
                           "script/manifest.json script logo-invalid\n"
                           "zz.json  duplicate-name\n");
    const auto catalog = builder.build();
    BOOST_TEST(catalog.manifests().size() == 5u);
    BOOST_TEST(catalog.find("good")->display_name() == "Sample");
}

BOOST_AUTO_TEST_CASE(a_damaged_manifest_has_a_name_a_tile_and_a_reason_and_nothing_else) {
    const TemporaryFolder folder;
    write(folder.path() / "jira.json", sample_manifest("jira", "Jira", R"(,"colour":1)"));
    CatalogBuilder builder;
    builder.add_shipped();
    const auto shipped = builder.build().manifests().size();
    const auto report = builder.add_directory(folder.path());
    BOOST_TEST(report.replaced.empty());
    const auto catalog = builder.build();
    BOOST_TEST(catalog.manifests().size() == shipped);
    const auto* jira = catalog.find("jira");
    BOOST_REQUIRE(jira != nullptr);
    BOOST_TEST(jira->damaged());
    BOOST_TEST(jira->damage().find("/colour") != std::string::npos, jira->damage());
    BOOST_TEST(jira->display_name() == "jira");
    BOOST_TEST(jira->description() == "");
    BOOST_TEST(jira->categories().empty());
    BOOST_TEST(!jira->logo().content.empty());
    BOOST_TEST(jira->document().is_null());
    BOOST_TEST(jira->form(Section::authentication).is_null());
    BOOST_TEST(jira->remote_objects().is_object());
    BOOST_TEST(!catalog.find("clickup")->damaged());
    write(folder.path() / "jira.json", sample_manifest("jira", "Mended"));
    builder.add_directory(folder.path());
    BOOST_TEST(!builder.build().find("jira")->damaged());
}

BOOST_AUTO_TEST_CASE(a_logo_of_more_than_64_kibibytes_is_refused) {
    const TemporaryFolder folder;
    write(folder.path() / "a" / "manifest.json", sample_manifest("a", "A", R"(,"logo":"a.svg")"));
    write(folder.path() / "a" / "a.svg", picture + std::string(64 * 1024 - picture.size(), ' '));
    CatalogBuilder builder;
    BOOST_TEST(builder.add_directory(folder.path()).failures.empty());
    write(folder.path() / "a" / "a.svg", picture + std::string(64 * 1024 - picture.size() + 1, ' '));
    BOOST_REQUIRE(builder.add_directory(folder.path()).failures.size() == 1u);
    BOOST_TEST(builder.build().find("a")->damaged());
}

BOOST_AUTO_TEST_CASE(says_that_a_directory_is_missing) {
    CatalogBuilder builder;
    try {
        builder.add_directory("/nonexistent/manifests");
        BOOST_FAIL("was read");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "directory-unreadable");
        BOOST_TEST(error.detail().find("/nonexistent/manifests") != std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
