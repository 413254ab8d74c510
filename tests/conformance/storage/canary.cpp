#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

constexpr std::string_view canary = "canary-8d1f";

constexpr Query duplicate{"insert into ig_project(project_id,revision,updated_us) values(:project,1,:updated)"};
constexpr Query null{"insert into ig_project(project_id,revision,updated_us) values(:project,1,null)"};
constexpr Query no_table{"insert into ig_nowhere(name) values(:name)"};
constexpr Query no_column{"select nothing from ig_project where project_id=:project", "t"};
constexpr Query no_syntax{"selekt :name", "t"};
constexpr Query wrong_type{"select revision from ig_project where revision=cast(:name as decimal(10,2)) and "
                           "nothing=1",
                           "i"};

std::string everything_of(const Error& error) {
    return error.detail() + error.code() + error.what();
}

} // namespace

IG_CONFORMANCE(canary, no_failure_tells_a_value) {
    auto store = database.open();
    const std::string value(canary);
    store->write([&](Transaction& t) { t.run(duplicate, {value, 1}); });
    std::size_t failures = 0;
    for (const Query* query : {&duplicate, &null, &no_table, &no_column, &no_syntax, &wrong_type}) {
        const bool reads = !query->columns.empty();
        try {
            store->write([&](Transaction& t) {
                if (reads)
                    t.each(*query, {value}, [](Row&) {});
                else if (query == &duplicate)
                    t.run(*query, {value, 1});
                else
                    t.run(*query, {value});
            });
        } catch (const Error& error) {
            ++failures;
            BOOST_TEST(everything_of(error).find(canary) == std::string::npos, error.detail());
            BOOST_TEST((error.status() == Status::storage), error.detail());
            BOOST_TEST(error.detail().find("ig_") == std::string::npos, error.detail());
        }
    }
    BOOST_TEST(failures == 6u);
    for (const std::string& text : {value + std::string("\0", 1), value + "\xFF"}) {
        auto row = test::settings_row();
        row.document = text;
        row.updated_by = value;
        try {
            store->write([&](Transaction& t) { insert_settings(t, row); });
            BOOST_ERROR("it was not refused");
        } catch (const Error& error) {
            BOOST_TEST(everything_of(error).find(canary) == std::string::npos, error.detail());
        }
        try {
            row.project = text;
            store->write([&](Transaction& t) { insert_settings(t, row); });
            BOOST_ERROR("it was not refused");
        } catch (const Error& error) {
            BOOST_TEST(everything_of(error).find(canary) == std::string::npos, error.detail());
        }
    }
}
