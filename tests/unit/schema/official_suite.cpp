// The JSON-Schema-Test-Suite, through compile, is_valid and validate.
#include "schema/schema.hpp"
#include "support/test_data.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::schema;

namespace {

const std::string suite = "json-schema-test-suite";

/// The documents that the suite serves over HTTP: given to the compiler, which fetches nothing.
class Remotes {
public:
    explicit Remotes(const std::string& draft) {
        const auto folder = test::test_data() / suite / "remotes";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string path = entry.path().lexically_relative(folder).generic_string();
            const bool of_draft = path.starts_with(draft + "/");
            if (entry.path().extension() != ".json" || (path.starts_with("draft") && !of_draft) ||
                path.starts_with("v1"))
                continue;
            m_ids.push_back("http://localhost:1234/" + path);
            m_documents.push_back(boost::json::parse(test::read_file(entry.path())));
        }
        for (std::size_t i = 0; i < m_ids.size(); ++i)
            m_resources.push_back({m_ids[i], &m_documents[i]});
    }
    std::span<const Resource> resources() const { return m_resources; }

private:
    std::deque<std::string> m_ids;
    std::deque<boost::json::value> m_documents;
    std::vector<Resource> m_resources;
};

struct Counts {
    std::size_t passed = 0;
    std::size_t left_out = 0;
};

/// What needs a metaschema, which is not shipped.
bool needs_metaschema(const boost::json::value& schema) {
    const std::string text = boost::json::serialize(schema);
    return text.find("\"$ref\":\"http://json-schema.org/draft-07/schema#\"") != text.npos ||
           text.find("\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"") != text.npos ||
           text.find("\"$schema\":\"http://localhost:1234") != text.npos;
}

void run_file(const std::filesystem::path& file, const CompileOptions& options, Counts& counts,
              const std::set<std::string>& excepted = {}) {
    const auto groups = boost::json::parse(test::read_file(file));
    for (const auto& group : groups.as_array()) {
        const std::string name = file.filename().string() + ": " + std::string(group.at("description").as_string());
        const auto& tests = group.at("tests").as_array();
        if (needs_metaschema(group.at("schema")) || excepted.contains(name)) {
            counts.left_out += tests.size();
            continue;
        }
        std::shared_ptr<const Schema> schema;
        try {
            schema = Schema::compile(group.at("schema"), options);
        } catch (const Error& error) {
            BOOST_ERROR(name + " does not compile: " + error.detail());
            continue;
        }
        for (const auto& one : tests) {
            const std::string full = name + ": " + std::string(one.at("description").as_string());
            const bool expected = one.at("valid").as_bool();
            const bool fast = schema->is_valid(one.at("data"));
            const Report report = schema->validate(one.at("data"));
            BOOST_TEST(fast == expected, full);
            BOOST_TEST(report.valid() == expected, full + " (collecting)");
            BOOST_TEST(report.issues.empty() == expected, full);
            // Never throws, whatever the document is.
            schema->annotate(one.at("data"));
            counts.passed += fast == expected && report.valid() == expected ? 1u : 0u;
        }
    }
}

Counts run_core(const std::string& draft, Dialect dialect, bool remote) {
    Counts counts;
    const Remotes remotes(draft);
    CompileOptions options;
    options.level = Level::compatible;
    options.formats = Formats::annotation;
    options.dialect = dialect;
    if (remote)
        options.resources = remotes.resources();
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(test::test_data() / suite / "tests" / draft))
        if (entry.path().extension() == ".json" && (entry.path().filename() == "refRemote.json") == false)
            files.push_back(entry.path());
    if (remote)
        files = {test::test_data() / suite / "tests" / draft / "refRemote.json"};
    std::sort(files.begin(), files.end());
    // Groups outside refRemote.json that name a document of the server.
    const std::set<std::string> served = {
        "dynamicRef.json: strict-tree schema, guards against misspelled properties",
        "dynamicRef.json: tests for implementation dynamic anchor and reference link",
        "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first",
        "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first",
        "dynamicRef.json: $ref to $dynamicRef finds detached $dynamicAnchor"};
    if (remote && draft == "draft2020-12")
        run_file(test::test_data() / suite / "tests" / draft / "dynamicRef.json", options, counts);
    for (const auto& file : files)
        run_file(file, options, counts, served);
    return counts;
}

/// optional/: not asked of an implementation; what we leave out is named.
Counts run_optional(const std::string& draft, Dialect dialect, const std::set<std::string>& left_out,
                    const std::set<std::string>& excepted) {
    Counts counts;
    const Remotes remotes(draft);
    CompileOptions options;
    options.level = Level::compatible;
    options.formats = Formats::annotation;
    options.dialect = dialect;
    options.resources = remotes.resources();
    const auto folder = test::test_data() / suite / "tests" / draft / "optional";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        if (left_out.contains(entry.path().filename().string()))
            std::cout << "left out: " << draft << "/optional/" << entry.path().filename().string() << "\n";
        else
            run_file(entry.path(), options, counts, excepted);
    }
    options.formats = Formats::assertion;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "format"))
        if (entry.path().filename() == "idn-hostname.json" || entry.path().filename() == "ecmascript-regex.json")
            std::cout << "left out: " << draft << "/optional/format/" << entry.path().filename().string() << "\n";
        else
            run_file(entry.path(), options, counts, excepted);
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(official_suite)

BOOST_AUTO_TEST_CASE(passes_all_of_draft_7) {
    if (!test::have_test_data(suite))
        return;
    const Counts counts = run_core("draft7", Dialect::draft7, false);
    std::cout << "JSON-Schema-Test-Suite draft 7 core: " << counts.passed << " passed, " << counts.left_out
              << " left out\n";
    BOOST_TEST(counts.passed == 900u);
    BOOST_TEST(counts.left_out == 4u);
}

BOOST_AUTO_TEST_CASE(passes_all_of_2020_12) {
    if (!test::have_test_data(suite))
        return;
    const Counts counts = run_core("draft2020-12", Dialect::draft2020_12, false);
    std::cout << "JSON-Schema-Test-Suite 2020-12 core: " << counts.passed << " passed, " << counts.left_out
              << " left out\n";
    BOOST_TEST(counts.passed == 1246u);
    BOOST_TEST(counts.left_out == 22u);
}

BOOST_AUTO_TEST_CASE(resolves_references_to_given_resources) {
    if (!test::have_test_data(suite))
        return;
    const Counts seven = run_core("draft7", Dialect::draft7, true);
    const Counts modern = run_core("draft2020-12", Dialect::draft2020_12, true);
    std::cout << "JSON-Schema-Test-Suite refRemote: draft 7 " << seven.passed << ", 2020-12 " << modern.passed
              << " passed\n";
    BOOST_TEST(seven.passed == 23u);
    BOOST_TEST(modern.passed == 75u);
}

BOOST_AUTO_TEST_CASE(passes_what_is_optional_with_formats_asserted) {
    if (!test::have_test_data(suite))
        return;
    // content.json wants encoded content to be decoded, cross-draft.json wants draft 2019-09.
    const std::set<std::string> left_out = {"content.json", "cross-draft.json"};
    const Counts seven = run_optional("draft7", Dialect::draft7, left_out, {});
    const Counts modern = run_optional("draft2020-12", Dialect::draft2020_12, left_out, {});
    std::cout << "JSON-Schema-Test-Suite optional: draft 7 " << seven.passed << " passed, " << seven.left_out
              << " left out; 2020-12 " << modern.passed << " passed, " << modern.left_out << " left out\n";
    BOOST_TEST(seven.passed > 600u);
    BOOST_TEST(modern.passed > 700u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
