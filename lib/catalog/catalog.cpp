#include "base/bytes.hpp"
#include "catalog/contents.hpp"
#include "catalog/manifest_entry.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>

namespace integration_gallery {
namespace {

/// FNV-1a over everything, with the lengths: it tells changes, it protects nothing.
class Fingerprint {
public:
    void add(std::string_view text) {
        auto size = static_cast<std::uint64_t>(text.size());
        for (int i = 0; i < 8; ++i, size >>= 8)
            add(static_cast<unsigned char>(size & 0xff));
        for (const char c : text)
            add(static_cast<unsigned char>(c));
    }
    std::string text() const {
        std::string out(16, '0');
        auto rest = m_hash;
        for (std::size_t i = 16; i-- > 0; rest >>= 4)
            out[i] = "0123456789abcdef"[rest & 15];
        return out;
    }

private:
    void add(unsigned char byte) {
        m_hash ^= byte;
        m_hash *= 1099511628211u;
    }
    std::uint64_t m_hash = 14695981039346656037u;
};

std::string fold(std::string_view text) {
    std::string result(text);
    for (auto& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

} // namespace

std::shared_ptr<const Catalog::Contents>
Catalog::Contents::make(const std::vector<std::shared_ptr<const catalog::ManifestEntry>>& entries) {
    auto contents = std::make_shared<Contents>();
    Fingerprint fingerprint;
    for (const auto& entry : entries) {
        fingerprint.add(entry->name);
        fingerprint.add(entry->damage);
        fingerprint.add(boost::json::serialize(entry->document));
        fingerprint.add(base::as_text(entry->logo));
        contents->manifests.push_back(catalog::ManifestEntry::handle(entry));
    }
    std::stable_sort(contents->manifests.begin(), contents->manifests.end(), [](const auto& left, const auto& right) {
        return fold(left.display_name()) < fold(right.display_name());
    });
    for (std::size_t i = 0; i < contents->manifests.size(); ++i)
        contents->by_name.emplace(contents->manifests[i].name(), i);
    contents->fingerprint = fingerprint.text();
    return contents;
}

Catalog::Catalog() : Catalog(Contents::make({})) {}

Catalog Catalog::shipped() {
    return CatalogBuilder().add_shipped().build();
}

const Manifest* Catalog::find(std::string_view name) const noexcept {
    const auto found = m_contents->by_name.find(name);
    return found == m_contents->by_name.end() ? nullptr : &m_contents->manifests[found->second];
}

std::span<const Manifest> Catalog::manifests() const noexcept {
    return m_contents->manifests;
}

const std::string& Catalog::fingerprint() const noexcept {
    return m_contents->fingerprint;
}

} // namespace integration_gallery
