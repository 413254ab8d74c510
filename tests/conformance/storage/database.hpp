#pragma once

#include "support/servers/database.hpp"

#include <cstddef>

namespace integration_gallery::test {

/// Registers a case for every engine of the build, or for those that are servers: storage/<engine>/<group>/<name>.
enum class Engines { all, servers };
class Registration {
public:
    Registration(const char* group, const char* name, void (*body)(Database&), const char* file, std::size_t line,
                 Engines engines);
};

} // namespace integration_gallery::test

#define IG_CONFORMANCE_ON(group, name, engines)                                                                        \
    static void name(integration_gallery::test::Database& database);                                                   \
    static const integration_gallery::test::Registration register_##name(#group, #name, name, __FILE__, __LINE__,      \
                                                                         integration_gallery::test::Engines::engines); \
    static void name([[maybe_unused]] integration_gallery::test::Database& database)

/// `IG_CONFORMANCE(group, name) { … database … }`
#define IG_CONFORMANCE(group, name) IG_CONFORMANCE_ON(group, name, all)
/// The same for what can happen to a server only: database.server() is there.
#define IG_SERVER_CONFORMANCE(group, name) IG_CONFORMANCE_ON(group, name, servers)
