#include "crypto/key_text.hpp"
#include "vault/provider/key_file.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/transfer.hpp>

#include <utility>

namespace integration_gallery {
namespace {

constexpr std::size_t shortest_passphrase = 8;

} // namespace

ExportKey::ExportKey(std::string id, Secret secret) noexcept : m_id(std::move(id)), m_secret(std::move(secret)) {}

ExportKey ExportKey::passphrase(Secret passphrase) {
    if (passphrase.size() < shortest_passphrase)
        throw Error(Status::key, "passphrase-too-short",
                    "A passphrase has at least 8 bytes; use a long one, because whoever has the file can try.");
    return {"", std::move(passphrase)};
}

ExportKey ExportKey::text(const Secret& key_text) {
    auto read = crypto::read_key_text(key_text.view());
    if (!read.key)
        throw Error(Status::key, "key-text",
                    read.fault == crypto::KeyTextFault::checksum
                        ? "The key to seal the export to has a typing error: its checksum does not fit."
                        : "The key to seal the export to is no key: it has the form igk1_…, as the command "
                          "`integration-gallery keys generate` makes it.");
    std::string id = crypto::key_id_of(read.key->bytes());
    return {std::move(id), *std::move(read.key)};
}

ExportKey ExportKey::file(const std::filesystem::path& path) {
    const Secret all = vault::read_key_file(path);
    const std::string_view text = all.view();
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    try {
        return ExportKey::text(Secret(line));
    } catch (Error& error) {
        error.add_context("the key file '" + path.string() + "'");
        throw;
    }
}

} // namespace integration_gallery
