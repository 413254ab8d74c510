#include "transfer/records.hpp"

#include "unit/transfer/sample.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::transfer;
using test::lines_of;
using test::read_and_write;
using test::sample_records;

namespace {

std::string code_of(std::string_view lines) {
    try {
        read_and_write(lines, 100);
    } catch (const Error& error) {
        return error.code();
    }
    return "ok";
}

/// The sample with one line replaced.
std::string with(std::size_t index, const Record& record) {
    auto records = sample_records();
    records[index] = record;
    return lines_of(records);
}

} // namespace

BOOST_AUTO_TEST_SUITE(transfer)
BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again_however_it_is_cut) {
    const std::string lines = lines_of(sample_records());
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 64u, 1000u, 100'000u})
        BOOST_TEST(read_and_write(lines, piece) == lines, piece);
}

BOOST_AUTO_TEST_CASE(a_long_line_is_put_together) {
    auto records = sample_records();
    std::get<SettingsRecord>(records[1]).row.document = std::string(3'000'000, 'x');
    const std::string lines = lines_of(records);
    BOOST_TEST((read_and_write(lines, 65536) == lines));
}

BOOST_AUTO_TEST_CASE(every_member_is_needed_and_no_other_is_known) {
    const auto records = sample_records();
    const std::string lines = lines_of(records);
    BOOST_TEST(code_of(lines) == "ok");
    int removed = 0;
    for (std::size_t at = lines.find('"'); at != std::string::npos; at = lines.find("\",\"", at + 1)) {
        // drop the member behind this place
        const auto begin = lines.find(",\"", at);
        const auto end = lines.find_first_of(",}\n", lines.find("\":", begin));
        if (begin == std::string::npos || end == std::string::npos)
            break;
        std::string shorter = lines;
        shorter.erase(begin, end - begin);
        if (shorter != lines && code_of(shorter) == "export-damaged")
            ++removed;
    }
    BOOST_TEST(removed > 10);
    BOOST_TEST(code_of(R"({"type":"end","projects":0,"integrations":0,"secrets":0,"versions":0,"more":1})"
                       "\n") == "export-damaged");
    BOOST_TEST(code_of(R"({"type":"end","projects":0,"integrations":0,"secrets":0,"versions":0})"
                       "\n") == "ok");
    BOOST_TEST(code_of(R"({"type":"later"})"
                       "\n") == "export-damaged");
    BOOST_TEST(code_of("[]\n") == "export-damaged");
    BOOST_TEST(code_of("\n") == "export-damaged");
    BOOST_TEST(code_of("") == "export-damaged");
}

BOOST_AUTO_TEST_CASE(the_order_is_part_of_the_form) {
    const auto swap = [](std::size_t a, std::size_t b) {
        auto records = sample_records();
        std::swap(records[a], records[b]);
        return lines_of(records);
    };
    BOOST_TEST(code_of(swap(0, 1)) == "export-damaged"); // settings before their project
    BOOST_TEST(code_of(swap(1, 2)) == "export-damaged");
    BOOST_TEST(code_of(swap(2, 3)) == "export-damaged");
    BOOST_TEST(code_of(swap(0, 4)) == "export-damaged"); // projects out of order
    BOOST_TEST(code_of(swap(4, 5)) == "export-damaged"); // something behind the end
    BOOST_TEST(code_of(with(4, ProjectRecord{"apollo", 0, 0})) == "export-damaged");
    BOOST_TEST(code_of(with(4, ProjectRecord{" x", 0, 0})) == "export-damaged");
    BOOST_TEST(code_of(with(5, EndRecord{{2, 1, 1, 0}})) == "export-damaged");
    BOOST_TEST(code_of(lines_of(sample_records()) + "\n") == "export-damaged");
    auto version = std::get<VersionRecord>(sample_records()[3]);
    version.row.sequence = 10; // beyond the project's revision
    BOOST_TEST(code_of(with(3, version)) == "export-damaged");
    auto settings = std::get<SettingsRecord>(sample_records()[1]);
    settings.row.integration = "Jira";
    BOOST_TEST(code_of(with(1, settings)) == "export-damaged");
    settings.row.integration = "jira";
    settings.row.revision = 0;
    BOOST_TEST(code_of(with(1, settings)) == "export-damaged");
    auto twice = sample_records();
    twice.insert(twice.begin() + 1, twice[1]);
    BOOST_TEST(code_of(lines_of(twice)) == "export-damaged");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
