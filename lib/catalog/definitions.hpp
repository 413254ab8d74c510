#pragma once

#include "catalog/section_schema.hpp"

#include <boost/json/value.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// The schemas that the library itself brings: the manifest's format, the object model, ig:data-mapping and
/// ig:sync-settings. Read and compiled once for a catalog. Immutable, any thread.
class Definitions {
public:
    Definitions();

    /// The schema of a manifest.
    const schema::Schema& manifest() const noexcept { return *m_manifest; }
    /// What the schema of a section may refer to.
    const std::vector<Definition>& shared() const noexcept { return m_shared; }
    /// The compiled schema of a section that is nothing but a reference to one of the shared schemas, or nullptr.
    std::shared_ptr<const SectionSchema> compiled(const boost::json::value& section) const noexcept;

    /// The text of an embedded file, such as "manifest.schema.json". It must exist.
    static std::string_view file(std::string_view path);

private:
    std::vector<Definition> m_shared;
    std::vector<std::shared_ptr<const SectionSchema>> m_compiled; // of m_shared
    std::shared_ptr<const schema::Schema> m_manifest;
};

} // namespace integration_gallery::catalog
