#include "storage/dialect/dialect.hpp"

#include <array>
#include <utility>

namespace integration_gallery::storage {
namespace {

[[noreturn, maybe_unused]] void refuse(Engine engine, std::string_view backend) {
    throw Error(Status::unsupported, "engine-not-built",
                "this build of the library cannot use " + std::string(engine_name(engine)) + ": build it with " +
                    std::string(backend) + " in the CMake option INTEGRATION_GALLERY_BACKENDS (with_" +
                    std::string(engine_name(engine)) + " in the packages), or choose another database URL");
}

} // namespace

std::unique_ptr<Statement> Dialect::prepare(soci::session& session, const std::string& text, std::string_view columns,
                                            std::span<const Value> values) const {
    return std::make_unique<SociStatement>(session, text, columns, values);
}

const Dialect& dialect_of(Engine engine) {
    switch (engine) {
    case Engine::sqlite:
#if defined(IG_WITH_SQLITE3)
        return sqlite_dialect();
#else
        refuse(engine, "sqlite3");
#endif
    case Engine::postgresql:
#if defined(IG_WITH_POSTGRESQL)
        return postgresql_dialect();
#else
        refuse(engine, "postgresql");
#endif
    case Engine::mysql:
        break;
    }
#if defined(IG_WITH_MYSQL)
    return mysql_dialect();
#else
    refuse(engine, "mysql");
#endif
}

std::string expand(std::string_view text, const Words& words) {
    const std::array<std::pair<std::string_view, std::string_view>, 7> tokens{{{"{KEY}", words.key},
                                                                               {"{ASCII}", words.ascii},
                                                                               {"{TEXT}", words.text},
                                                                               {"{END}", words.end},
                                                                               {"{SHARE}", words.share},
                                                                               {"{UPDATE}", words.update},
                                                                               {"{INDEX}", words.make_index}}};
    std::string out;
    out.reserve(text.size() + 64);
    while (!text.empty()) {
        const auto brace = text.find('{');
        out += text.substr(0, brace);
        if (brace == std::string_view::npos)
            break;
        text.remove_prefix(brace);
        bool known = false;
        for (const auto& [token, word] : tokens) {
            if (text.starts_with(token)) {
                out += word;
                text.remove_prefix(token.size());
                known = true;
                break;
            }
        }
        if (!known)
            throw Error(Status::internal, "internal", "a statement of the library has an unknown token");
    }
    return out;
}

} // namespace integration_gallery::storage
