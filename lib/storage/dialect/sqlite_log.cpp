#include "storage/dialect/sqlite_log.hpp"

#include <array>
#include <atomic>
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

const volatile std::uint32_t* find_index(Handle* handle) noexcept {
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr ||
        file->pMethods == nullptr || file->pMethods->iVersion < 2 || file->pMethods->xShmMap == nullptr)
        return nullptr;
    void volatile* memory = nullptr;
    if (file->pMethods->xShmMap(file, 0, region_size, 0, &memory) != SQLITE_OK)
        return nullptr;
    return static_cast<const volatile std::uint32_t*>(memory);
}

} // namespace

std::string log_stamp(Handle* handle) {
    const volatile std::uint32_t* index = find_index(handle);
    if (index == nullptr)
        return {};
    const Head first = copy(index);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    const Head second = copy(index + words);
    std::string out(sizeof(Head), '\0');
    std::memcpy(out.data(), first.data(), out.size());
    return first == second && first[0] == format && out[filled_in_at] == 1 ? out : std::string();
}

} // namespace integration_gallery::storage::sqlite
