#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/value.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

class MigrationStep;

/// The declared steps between the versions of a manifest, applied to stored settings ({authentication, dataMapping,
/// syncSettings}, without secrets). Immutable, any thread.
class Migrations {
public:
    /// None: every version is as good as another.
    Migrations() = default;
    /// Reads the manifest's `migrations`, which have passed its schema. What the schema cannot say goes to `issues`
    /// (pointers into the manifest): an inverse that cannot be derived, a place that is no place, two ways between the
    /// same versions, an end that is not `version` or the start of another migration.
    static Migrations parse(const boost::json::value& list, std::string_view version, std::vector<Issue>& issues);

    /// Is there a way, forwards or backwards, from one version to another?
    bool reaches(std::string_view from, std::string_view to) const;

    /// The settings of version `from` as version `to` has them. A step whose place is absent does nothing. Throws Error
    /// (validation, "no-migration") if there is no way, and (validation, "migration-blocked") with the pointer if a
    /// step would overwrite something.
    boost::json::value apply(const boost::json::value& document, std::string_view from, std::string_view to) const;

    /// Where a value that stood at `pointer` in version `from` stands in `to`, for what is kept outside the document:
    /// secrets. Throws Error (validation, "no-migration").
    std::string apply_to_pointer(std::string_view pointer, std::string_view from, std::string_view to) const;

private:
    struct Migration {
        std::string from, to;
        std::vector<std::shared_ptr<const MigrationStep>> steps;
        bool reversible = true;
    };
    struct Leg {
        const Migration* migration;
        bool forwards;
    };
    std::optional<std::vector<Leg>> find_way(std::string_view from, std::string_view to) const;
    std::vector<Leg> way(std::string_view from, std::string_view to) const;

    std::vector<Migration> m_migrations;
};

} // namespace integration_gallery::catalog
