#include "base/bytes.hpp"
#include "base/embedded.hpp"
#include "catalog/contents.hpp"
#include "catalog/definitions.hpp"
#include "catalog/directory.hpp"
#include "catalog/manifest_entry.hpp"

#include <integration_gallery/catalog.hpp>

#include <map>
#include <set>

namespace integration_gallery::base {
extern const EmbeddedFile shipped_manifests[];
extern const std::size_t shipped_manifests_count;
} // namespace integration_gallery::base

namespace integration_gallery {

using catalog::ManifestEntry;

struct CatalogBuilder::State {
    catalog::Definitions definitions;
    std::map<std::string, std::shared_ptr<const ManifestEntry>, std::less<>> entries;
    std::set<std::string, std::less<>> hidden;
};

namespace {

/// The logo of a shipped manifest: an embedded file beside it.
std::vector<std::byte> shipped_file(std::string_view folder, std::string_view name) {
    const auto path = std::string(folder) + "/" + std::string(name);
    for (std::size_t i = 0; i < base::shipped_manifests_count; ++i) {
        if (base::shipped_manifests[i].path == path) {
            const auto bytes = base::as_bytes(base::shipped_manifests[i].content);
            return {bytes.begin(), bytes.end()};
        }
    }
    throw Error(Status::internal, "embedded-file-missing", "The library was built without " + path + ".");
}

} // namespace

CatalogBuilder::CatalogBuilder() : m_state(std::make_unique<State>()) {}
CatalogBuilder::CatalogBuilder(CatalogBuilder&& other) noexcept = default;
CatalogBuilder& CatalogBuilder::operator=(CatalogBuilder&& other) noexcept = default;
CatalogBuilder::~CatalogBuilder() = default;

CatalogBuilder& CatalogBuilder::add_shipped() {
    for (std::size_t i = 0; i < base::shipped_manifests_count; ++i) {
        const auto& file = base::shipped_manifests[i];
        if (!file.path.ends_with("/manifest.json"))
            continue;
        const auto folder = file.path.substr(0, file.path.find('/'));
        try {
            auto entry = ManifestEntry::load(m_state->definitions, file.content,
                                             [&](std::string_view name) { return shipped_file(folder, name); });
            m_state->entries[entry->name] = entry;
        } catch (Error& error) {
            error.add_context("The shipped manifest " + std::string(folder));
            throw;
        }
    }
    return *this;
}

CatalogReport CatalogBuilder::add_directory(const std::filesystem::path& directory) {
    CatalogReport report;
    for (auto& loaded : catalog::load_directory(m_state->definitions, directory)) {
        if (loaded.error)
            report.failures.push_back({loaded.file, loaded.entry ? loaded.entry->name : "", std::move(*loaded.error)});
        if (!loaded.entry)
            continue;
        const bool known = m_state->entries.contains(loaded.entry->name);
        if (!loaded.entry->is_damaged())
            (known ? report.replaced : report.added).push_back(loaded.entry->name);
        m_state->entries[loaded.entry->name] = std::move(loaded.entry);
    }
    return report;
}

CatalogBuilder& CatalogBuilder::add_json(std::string_view text, std::span<const std::byte> logo) {
    const auto content = [logo](std::string_view name) -> std::vector<std::byte> {
        if (logo.empty())
            throw Error(Status::validation, "logo-missing",
                        "The manifest names the logo " + std::string(name) + ". Give its content with the manifest.",
                        {{"/logo", "logo-missing", "Give the content of the logo with the manifest.", {}, ""}});
        return {logo.begin(), logo.end()};
    };
    auto entry = ManifestEntry::load(m_state->definitions, text, content);
    if (entry->logo_generated && !logo.empty()) {
        auto with_logo = std::make_shared<ManifestEntry>(*entry);
        with_logo->set_logo({logo.begin(), logo.end()});
        entry = std::move(with_logo);
    }
    m_state->entries[entry->name] = std::move(entry);
    return *this;
}

CatalogBuilder& CatalogBuilder::hide(std::string_view name) {
    m_state->hidden.emplace(name);
    return *this;
}

Catalog CatalogBuilder::build() const {
    std::vector<std::shared_ptr<const ManifestEntry>> entries;
    for (const auto& [name, entry] : m_state->entries)
        if (!m_state->hidden.contains(name))
            entries.push_back(entry);
    return Catalog(Catalog::Contents::make(entries));
}

} // namespace integration_gallery
