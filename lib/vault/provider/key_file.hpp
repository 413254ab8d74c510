#pragma once

#include "vault/provider/local_keys.hpp"
#include "vault/provider/store_bound.hpp"

#include <integration_gallery/keys.hpp>

#include <filesystem>

namespace integration_gallery::vault {

/// Keys in a file: see key_file in keys.hpp.
class KeyFileProvider final : public LocalKeys,
                              public StoreBoundProvider,
                              public std::enable_shared_from_this<KeyFileProvider> {
public:
    KeyFileProvider(std::filesystem::path path, KeyFileOptions options);

    std::string name() const override { return "file"; }
    BoundKeys bind(const StoreFacts& facts, RandomSource& random) override;

protected:
    std::shared_ptr<const KeySet> load() override;

private:
    std::string description() const;

    std::filesystem::path m_path;
    KeyFileOptions m_options;
};

/// The content of a key file. Throws Error of Status::key: "key-missing" if there is none, "key-file-permissions" if
/// others than its owner may read or write it, "key-file-unreadable".
Secret read_key_file(const std::filesystem::path& path);

/// Makes a key file with one new key, mode 0600: whole or not at all, on the disk with its folder when this returns,
/// and never over a file that is there; false if there is one. Throws Error of Status::key "key-file-create".
bool create_key_file(const std::filesystem::path& path, RandomSource& random);

} // namespace integration_gallery::vault
