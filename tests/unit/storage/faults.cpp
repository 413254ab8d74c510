// What each engine's codes mean: what is repeated, what needs a new session, what is told.
#include "storage/dialect/dialect.hpp"
#include "storage/dialect/sqlite_handle.hpp"
#include "support/process.hpp"

#include <boost/test/unit_test.hpp>
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>

#include <memory>

using namespace integration_gallery::storage;

namespace {

/// The classes of the table that the storage was designed by.
enum class Class { retry, new_session, unique, constraint, too_large, denied, timeout, full, read_only, other };

Class class_of(const Failure& failure) {
    switch (failure.fault()) {
    case Fault::retry:
        return Class::retry;
    case Fault::unique:
        return Class::unique;
    case Fault::constraint:
        return Class::constraint;
    case Fault::too_large:
        return Class::too_large;
    case Fault::denied:
        return Class::denied;
    case Fault::timeout:
        return Class::timeout;
    case Fault::full:
        return Class::full;
    case Fault::read_only:
        return Class::read_only;
    default:
        return needs_new_session(failure.fault()) ? Class::new_session : Class::other;
    }
}

template <class Error, class Code>
Class classify(const Dialect& dialect, Code code) {
    return class_of(dialect.classify(Error("a value that nobody may see", code)));
}

#if defined(IG_WITH_SQLITE3)
/// What SOCI throws where SQLite said `code`: 4.1 asks a connection, so one is made to say so.
soci::sqlite3_soci_error sqlite_error(int code) {
#if SOCI_VERSION < 400100
    return {"a value that nobody may see", code};
#else
    sqlite3* handle = nullptr;
    sqlite3_open(":memory:", &handle);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closed(handle, sqlite3_close);
    const auto fail = [](sqlite3_context* context, int, sqlite3_value** values) {
        sqlite3_result_error_code(context, sqlite3_value_int(values[0]));
    };
    sqlite3_create_function(handle, "fail", 1, SQLITE_UTF8, nullptr, fail, nullptr, nullptr);
    sqlite3_exec(handle, ("select fail(" + std::to_string(code) + ")").c_str(), nullptr, nullptr, nullptr);
    BOOST_REQUIRE_EQUAL(sqlite3_extended_errcode(handle), code);
    return {reinterpret_cast<sqlite_api::sqlite3*>(handle), "a value that nobody may see"};
#endif
}

Failure of_sqlite_code(int code) {
    return sqlite_dialect().classify(sqlite_error(code));
}
#endif

} // namespace

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(faults)

#if defined(IG_WITH_SQLITE3)
BOOST_AUTO_TEST_CASE(of_sqlite) {
    const auto expect = [](Class expected, std::initializer_list<int> codes) {
        for (const int code : codes)
            BOOST_TEST((class_of(of_sqlite_code(code)) == expected), code);
    };
    expect(Class::retry, {5, 6, 261, 517, 773, 262, 518});
    expect(Class::unique, {1555, 2067});
    expect(Class::constraint, {19, 275, 787, 1299});
    expect(Class::too_large, {18});
    expect(Class::full, {13});
    expect(Class::read_only, {8, 264, 520, 776, 1032});
    BOOST_TEST((of_sqlite_code(14).fault() == Fault::cannot_open));
    BOOST_TEST((of_sqlite_code(11).fault() == Fault::damaged));
    BOOST_TEST((of_sqlite_code(26).fault() == Fault::not_a_database));
    BOOST_TEST((of_sqlite_code(778).fault() == Fault::io));
    expect(Class::other, {1, 2, 4, 21});
}
#endif

#if defined(IG_WITH_POSTGRESQL)
BOOST_AUTO_TEST_CASE(of_postgresql) {
    const auto expect = [](Class expected, std::initializer_list<const char*> states) {
        for (const char* state : states)
            BOOST_TEST((classify<soci::postgresql_soci_error>(postgresql_dialect(), state) == expected), state);
    };
    expect(Class::retry, {"40001", "40P01", "55P03"});
    expect(Class::new_session, {"08000", "08003", "08006", "57P01", "57P02", "57P03", "53300", "25006", "     "});
    expect(Class::unique, {"23505"});
    expect(Class::constraint, {"23502", "23503", "23514"});
    expect(Class::too_large, {"22001", "54000"});
    expect(Class::denied, {"28000", "28P01", "42501"});
    expect(Class::timeout, {"57014"});
    expect(Class::full, {"53100"});
    expect(Class::other, {"25P02", "22021", "42601", "42P01"});
    // A plain failure while opening is all that SOCI says about a server that is away.
    BOOST_TEST((class_of(postgresql_dialect().classify_opening(soci::soci_error("password=x"))) == Class::new_session));
}
#endif

#if defined(IG_WITH_MYSQL)
BOOST_AUTO_TEST_CASE(of_mysql) {
    const auto expect = [](Class expected, std::initializer_list<int> codes) {
        for (const int code : codes)
            BOOST_TEST((classify<soci::mysql_soci_error>(mysql_dialect(), code) == expected), code);
    };
    expect(Class::retry, {1213, 1205, 1020});
    expect(Class::new_session, {2002, 2003, 2006, 2013, 2055, 1047, 1053, 1040, 1927, 1290, 1180});
    expect(Class::unique, {1062});
    expect(Class::constraint, {1048, 1451, 1452, 1366, 4025});
    expect(Class::too_large, {1406, 1153});
    expect(Class::denied, {1044, 1045, 1142, 2026});
    expect(Class::timeout, {1969, 3024});
    expect(Class::full, {1021, 1114});
    expect(Class::other, {1064, 1146, 1267});
}
#endif

BOOST_AUTO_TEST_CASE(name_the_option_that_a_build_without_the_engine_lacks) {
    const std::string said = integration_gallery::test::run_program({IG_WITHOUT_ENGINES});
    for (const char* engine : {"use sqlite: build it with sqlite3 in", "use postgresql: build it with postgresql in",
                               "use mysql: build it with mysql in"})
        BOOST_TEST(said.find(std::string(engine) + " the CMake option INTEGRATION_GALLERY_BACKENDS") !=
                       std::string::npos,
                   said);
    std::size_t count = 0;
    for (auto at = said.find("engine-not-built: "); at != std::string::npos;
         at = said.find("engine-not-built: ", at + 1))
        ++count;
    BOOST_TEST(count == 3u);
    BOOST_TEST(said.find("hunter2") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tell_what_to_do_and_no_text_of_a_database) {
    const auto url = DatabaseUrl::parse("mysql://u:hunter2@h/d");
    for (int fault = 0; fault <= static_cast<int>(Fault::other); ++fault) {
        const auto error = to_error(Failure(static_cast<Fault>(fault), 7), url);
        BOOST_TEST(error.detail().starts_with("the database mysql://u@h/d: "), error.detail());
        BOOST_TEST(error.detail().find("hunter2") == std::string::npos);
        BOOST_TEST(error.detail().size() > 50u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
