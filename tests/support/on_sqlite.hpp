#pragma once

#include "support/servers/database.hpp"

#include <boost/test/unit_test.hpp>

namespace integration_gallery::test {

/// Leaves out a case that is about SQLite's files, or about statements as they run there, where another engine is asked
/// for: `BOOST_AUTO_TEST_CASE(name, *test::on_sqlite())`.
inline boost::unit_test::precondition on_sqlite() {
    return boost::unit_test::precondition([](boost::unit_test::test_unit_id) -> boost::test_tools::assertion_result {
        return engine_of_run() == storage::Engine::sqlite;
    });
}

} // namespace integration_gallery::test
