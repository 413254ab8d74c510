#include "conformance/storage/database.hpp"

#include <boost/test/unit_test.hpp>

namespace integration_gallery::test {

using storage::Engine;

Registration::Registration(const char* group, const char* name, void (*body)(Database&), const char* file,
                           std::size_t line, Engines wanted) {
    namespace ut = boost::unit_test;
    using Registrar = ut::ut_detail::auto_test_unit_registrar;
    auto& decorators = ut::decorator::collector_t::instance();
    for (const Engine engine : engines()) {
        if (wanted == Engines::servers && engine == Engine::sqlite)
            continue;
        const auto run = [engine, body] {
            const auto database = make_database(engine);
            if (database != nullptr)
                body(*database);
        };
        const std::string engine_suite(storage::engine_name(engine));
        const Registrar in_storage("storage", file, line, decorators);
        const Registrar in_engine(engine_suite, file, line, decorators);
        const Registrar in_group(group, file, line, decorators);
        const Registrar test(ut::make_test_case(run, name, file, line), decorators);
        for (int level = 0; level < 3; ++level)
            const Registrar out(1);
    }
}

} // namespace integration_gallery::test
