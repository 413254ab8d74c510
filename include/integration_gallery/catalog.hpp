#pragma once

#include <integration_gallery/error.hpp>
#include <integration_gallery/export.hpp>
#include <integration_gallery/manifest.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// The set of integrations that a host offers. Immutable; copies share one set, and any thread may use it.
class IG_CXX_API Catalog {
public:
    /// Offers nothing.
    Catalog();
    /// The manifests that come with the library. Loads them anew: keep the result.
    static Catalog shipped();

    /// The integration of that name, damaged or not, or nullptr. Valid as long as this catalog or a copy of it. One
    /// hash look-up.
    const Manifest* find(std::string_view name) const noexcept;
    /// All of them by their English display name, without regard to case, then by name.
    std::span<const Manifest> manifests() const noexcept;
    /// Changes whenever anything in any manifest or logo does; 16 hexadecimal digits. Equal sets give equal texts on
    /// every machine, so that it may stand in an ETag.
    const std::string& fingerprint() const noexcept;

    /// What a catalog shares; known to the library only.
    struct Contents;

private:
    friend class CatalogBuilder;
    explicit Catalog(std::shared_ptr<const Contents> contents) noexcept : m_contents(std::move(contents)) {}
    std::shared_ptr<const Contents> m_contents;
};

/// What became of the files of a directory.
struct CatalogReport {
    /// One file that gave no usable manifest.
    struct Failure {
        std::string file; ///< relative to the directory
        std::string name; ///< the integration that is now damaged, "" if not even its name could be read
        Error error;
    };
    std::vector<std::string> added;    ///< names that are new
    std::vector<std::string> replaced; ///< names that stood for another manifest before
    std::vector<Failure> failures;
};

/// Puts a catalog together. Later additions replace earlier ones of the same name, so a host overrides a shipped
/// manifest by adding its own. One thread at a time.
class IG_CXX_API CatalogBuilder {
public:
    CatalogBuilder();
    CatalogBuilder(CatalogBuilder&& other) noexcept;
    CatalogBuilder& operator=(CatalogBuilder&& other) noexcept;
    ~CatalogBuilder();

    /// Adds the manifests that come with the library.
    CatalogBuilder& add_shipped();
    /// Adds `<name>/manifest.json` (with its logo beside it) and `<name>.json` of a directory, in the order of the file
    /// names. One bad file does not take the others down: it is reported, and if its name is known the integration is
    /// there, but damaged, even if it replaced a good one: settings are never read under a schema that the host did not
    /// mean. Throws Error (invalid_argument, "directory-unreadable") if the directory cannot be listed.
    CatalogReport add_directory(const std::filesystem::path& directory);
    /// Adds one manifest and perhaps its logo (SVG, PNG or WebP, at most 64 KiB). Throws Error (validation,
    /// "manifest-invalid", with every pointer; or what reading JSON throws) and changes nothing then.
    CatalogBuilder& add_json(std::string_view text, std::span<const std::byte> logo = {});
    /// Leaves an integration out, whether it was added already or comes later. What is stored of it stays.
    CatalogBuilder& hide(std::string_view name);

    /// The catalog so far. The builder can go on.
    Catalog build() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace integration_gallery
