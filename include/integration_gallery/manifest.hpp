#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery {

namespace catalog {
class ManifestEntry;
}

/// The three parts of the settings.
enum class Section { authentication, data_mapping, sync_settings };

/// Its member in a settings document: "authentication", "dataMapping", "syncSettings".
IG_CXX_API std::string_view section_name(Section section) noexcept;

/// An integration's picture. Valid as long as a Manifest or Catalog that it came from.
struct Logo {
    std::string_view media_type; ///< "image/svg+xml", "image/png" or "image/webp"
    std::span<const std::byte> content;
    bool generated = false; ///< the neutral tile with initials, because the manifest names no logo
};

/// One integration of a catalog: what its manifest says.
///
/// A cheap handle to immutable data; copies share it, and any thread may use it. Texts are chosen by a BCP 47 tag: the
/// exact language, else the primary one ("de" for "de-AT"), else English, else whichever there is.
class IG_CXX_API Manifest {
public:
    /// Unique in a catalog: `^[a-z0-9](?:[a-z0-9_-]{0,62})$`.
    const std::string& name() const noexcept;
    std::string_view display_name(std::string_view language = "en") const noexcept;
    std::string_view description(std::string_view language = "en") const noexcept;
    /// Lower-case words such as "project-management", at least one unless damaged.
    std::span<const std::string> categories() const noexcept;
    /// Other names under which people look for it, such as "MS Teams"; for searching, not for showing.
    std::span<const std::string> aliases() const noexcept;
    std::string_view version() const noexcept;
    /// An https URL, or "".
    std::string_view documentation_url() const noexcept;
    Logo logo() const noexcept;

    /// Could the manifest not be used? Then it has a name and a tile and nothing else: no schema, so that no settings
    /// of it are read, written or opened until it is mended. See damage().
    bool damaged() const noexcept;
    /// Why, for the operator; "" if it is not damaged.
    const std::string& damage() const noexcept;

    /// The whole manifest as it was read; null if damaged.
    const boost::json::value& document() const noexcept;
    /// A self-contained JSON Schema (2020-12) of one section for the form, with its texts in one language. Null if
    /// damaged.
    boost::json::value form(Section section, std::string_view language = "en") const;
    /// The service's objects and fields, with their texts in one language. An empty object if there are none.
    boost::json::value remote_objects(std::string_view language = "en") const;

private:
    friend class catalog::ManifestEntry;
    explicit Manifest(std::shared_ptr<const catalog::ManifestEntry> entry) noexcept : m_entry(std::move(entry)) {}
    std::shared_ptr<const catalog::ManifestEntry> m_entry;
};

} // namespace integration_gallery
