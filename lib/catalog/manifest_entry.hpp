#pragma once

#include "catalog/localized_text.hpp"

#include <integration_gallery/manifest.hpp>

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::schema {
class Schema;
}

namespace integration_gallery::catalog {

class Definitions;
class Migrations;
class ObjectModel;
class SectionSchema;

/// What stands behind a Manifest: the document with its compiled schemas. Immutable, any thread.
class ManifestEntry {
public:
    /// Gives the content of a file beside the manifest; the name is checked and has no folder. May throw Error.
    using LogoFile = std::function<std::vector<std::byte>(std::string_view name)>;

    /// Reads, checks and compiles a manifest. Throws Error: (validation, "manifest-invalid") with pointers into the
    /// manifest, or what json::read throws.
    static std::shared_ptr<const ManifestEntry> load(const Definitions& definitions, std::string_view text,
                                                     const LogoFile& logo_file);
    /// One that is known by name only, and says why.
    static std::shared_ptr<const ManifestEntry> damaged(std::string name, std::string damage);
    /// The entry of a public handle, and a handle of an entry.
    static const ManifestEntry& of(const Manifest& manifest) noexcept { return *manifest.m_entry; }
    static Manifest handle(std::shared_ptr<const ManifestEntry> entry) noexcept { return Manifest(std::move(entry)); }

    /// The compiled schema of a section; never null unless damaged, then always.
    const std::shared_ptr<const schema::Schema>& schema(Section section) const noexcept;
    /// The schema for the form, texts in one language; null if damaged.
    const boost::json::value& form(Section section, std::string_view language) const noexcept;

    bool is_damaged() const noexcept { return !damage.empty(); }

    /// Replaces the tile by a file's content. Throws Error (validation, "logo-invalid").
    void set_logo(std::vector<std::byte> content);
    /// The tile with the initials of a name.
    void set_tile(std::string_view shown_name);

    std::string name;
    std::string damage; ///< why it cannot be used; "" if it can
    LocalizedText display_name;
    LocalizedText description;
    std::vector<std::string> categories;
    std::vector<std::string> aliases;
    std::string version;
    std::string documentation_url;
    std::string logo_media_type;
    std::vector<std::byte> logo;
    std::string logo_hash; ///< base::short_hash of `logo`: what its address changes with
    bool logo_generated = true;
    boost::json::value document;
    std::shared_ptr<const ObjectModel> remote_objects; ///< never null unless damaged
    std::shared_ptr<const Migrations> migrations;      ///< never null unless damaged
    std::array<std::shared_ptr<const SectionSchema>, 3> sections;

private:
    std::shared_ptr<const schema::Schema> m_no_schema;
    boost::json::value m_no_form;
};

} // namespace integration_gallery::catalog
