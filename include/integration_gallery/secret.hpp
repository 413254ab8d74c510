#pragma once

#include <integration_gallery/export.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace integration_gallery {

/// Bytes in memory that is locked into RAM as far as the system lets it (RLIMIT_MEMLOCK), stays out of core dumps, and
/// is wiped before it is given back.
///
/// There is no stream operator, no conversion to std::string and no formatter: the value leaves only through bytes() or
/// view(), which a reader can search for. Comparison takes the same time wherever the first difference stands. A
/// moved-from object is empty. Not synchronised: one thread at a time.
class IG_CXX_API Secret {
public:
    Secret() noexcept = default;
    explicit Secret(std::string_view text);
    explicit Secret(std::span<const std::byte> bytes);
    /// `size` zero bytes, to be filled through writable().
    explicit Secret(std::size_t size);
    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    std::size_t size() const noexcept { return m_size; }
    bool empty() const noexcept { return m_size == 0; }
    /// The bytes; valid until the object changes or dies.
    std::span<const std::byte> bytes() const noexcept { return {m_data, m_size}; }
    std::span<std::byte> writable() noexcept { return {m_data, m_size}; }
    std::string_view view() const noexcept { return {reinterpret_cast<const char*>(m_data), m_size}; }
    /// Shortens it to `size` bytes and wipes the rest; does nothing if it is shorter already.
    void truncate(std::size_t size) noexcept;

    friend IG_CXX_API bool operator==(const Secret& left, const Secret& right) noexcept;

private:
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace integration_gallery
