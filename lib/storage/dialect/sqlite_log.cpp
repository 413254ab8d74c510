#include "storage/dialect/sqlite_log.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace integration_gallery::storage::sqlite {
namespace {

// "WAL-mode File Format", section 2.1: the head stands twice at the beginning of the first region, in native byte
// order, first a version, at byte 12 whether it was filled in. A commit writes the second one before the first.
constexpr int region_size = 32 * 1024;
constexpr std::size_t words = 12;
constexpr std::uint32_t format = 3'007'000;
constexpr std::size_t filled_in_at = 12;

using Head = std::array<std::uint32_t, words>;

Head copy(const volatile std::uint32_t* from) noexcept {
    Head out;
    for (auto& word : out)
        word = *from++; // others write it: each word is read once
    return out;
}

/// The file of the database, if it can have an index of its log.
sqlite3_file* find_file(Handle* handle) noexcept {
    sqlite3_file* file = nullptr;
    const bool found = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
                       file != nullptr && file->pMethods != nullptr && file->pMethods->iVersion >= 2 &&
                       file->pMethods->xShmMap != nullptr;
    return found ? file : nullptr;
}

} // namespace

std::string log_stamp(Handle* handle) {
    sqlite3_file* file = find_file(handle);
    void volatile* memory = nullptr;
    if (file == nullptr || file->pMethods->xShmMap(file, 0, region_size, 0, &memory) != SQLITE_OK || memory == nullptr)
        return {};
    const auto* index = static_cast<const volatile std::uint32_t*>(memory);
    const Head first = copy(index);
    file->pMethods->xShmBarrier(file);
    const Head second = copy(index + words);
    std::string out(sizeof(Head), '\0');
    std::memcpy(out.data(), first.data(), out.size());
    return first == second && first[0] == format && out[filled_in_at] == 1 ? out : std::string();
}

} // namespace integration_gallery::storage::sqlite
