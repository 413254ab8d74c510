#include "base/bytes.hpp"
#include "base/locked_memory.hpp"

#include <integration_gallery/secret.hpp>

#include <cstring>
#include <utility>

namespace integration_gallery {

Secret::Secret(std::size_t size)
    : m_data(size == 0 ? nullptr : static_cast<std::byte*>(base::allocate_locked(size))), m_size(size),
      m_capacity(size) {
    if (size != 0)
        std::memset(m_data, 0, size);
}

Secret::Secret(std::span<const std::byte> bytes)
    : m_data(bytes.empty() ? nullptr : static_cast<std::byte*>(base::allocate_locked(bytes.size()))),
      m_size(bytes.size()), m_capacity(bytes.size()) {
    if (!bytes.empty())
        std::memcpy(m_data, bytes.data(), bytes.size());
}

Secret::Secret(std::string_view text) : Secret(base::as_bytes(text)) {}

Secret::Secret(const Secret& other) : Secret(other.bytes()) {}

Secret::Secret(Secret&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)),
      m_capacity(std::exchange(other.m_capacity, 0)) {}

Secret& Secret::operator=(const Secret& other) {
    if (this != &other)
        *this = Secret(other);
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    std::swap(m_capacity, other.m_capacity);
    return *this;
}

Secret::~Secret() {
    base::release_locked(m_data, m_capacity);
}

void Secret::truncate(std::size_t size) noexcept {
    if (size < m_size) {
        base::wipe({m_data + size, m_size - size});
        m_size = size;
    }
}

bool operator==(const Secret& left, const Secret& right) noexcept {
    return base::equal_constant_time(left.bytes(), right.bytes());
}

} // namespace integration_gallery
