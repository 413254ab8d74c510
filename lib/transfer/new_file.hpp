#pragma once

#include <integration_gallery/host.hpp>

#include <cstddef>
#include <filesystem>
#include <span>

namespace integration_gallery::transfer {

/// A file that only its owner may read, and that appears under its name when it is whole and on disk: until finish() it
/// has another name in the same folder, and is removed with the object. Never takes the place of a file.
///
/// Throws Error: Status::conflict "file-exists", Status::storage "file-not-written".
class NewFile {
public:
    NewFile(std::filesystem::path path, RandomSource& random);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    /// Where it stands until it is finished, for who writes it by name.
    const std::filesystem::path& draft() const noexcept { return m_draft; }
    void write(std::span<const std::byte> bytes);
    void finish();

private:
    [[noreturn]] void fail(int number) const;
    [[noreturn]] void refuse_there() const;

    std::filesystem::path m_path;
    std::filesystem::path m_draft;
    int m_file = -1;
};

} // namespace integration_gallery::transfer
