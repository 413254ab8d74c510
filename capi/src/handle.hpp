#pragma once

#include <integration_gallery/error.hpp>

#include <cstdint>
#include <string>

/// The magic number that each object of the C interface begins with, so that a handle of another kind is noticed.
namespace integration_gallery::capi {

template <std::uint32_t Magic>
struct Handle {
    static constexpr std::uint32_t expected = Magic;
    std::uint32_t magic = Magic;

    constexpr Handle() noexcept = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

/// Is this an object of the kind it is used as? NULL is none.
template <class Object>
bool valid(const Object* object) noexcept {
    return object != nullptr && object->magic == Object::expected;
}

/// The object, or Error(invalid_argument) with "null-handle" or "wrong-handle".
template <class Object>
Object& require(Object* object, const char* what) {
    if (object == nullptr)
        throw Error(Status::invalid_argument, "null-handle", std::string(what) + " is NULL.");
    if (!valid(object))
        throw Error(Status::invalid_argument, "wrong-handle",
                    std::string(what) + " is a handle of another kind, or was freed before.");
    return *object;
}

/// Gives an object back; does nothing for NULL and for handles of another kind.
template <class Object>
void release(Object* object) noexcept {
    if (!valid(object))
        return;
    // Volatile, or the compiler leaves out a write to memory that is about to be given back.
    *const_cast<volatile std::uint32_t*>(&object->magic) = 0;
    delete object;
}

/// A required text argument, or Error(invalid_argument, "null-argument").
inline std::string_view require_text(const char* text, const char* what) {
    if (text == nullptr)
        throw Error(Status::invalid_argument, "null-argument", std::string(what) + " is NULL.");
    return text;
}

/// A required (pointer, size) argument; NULL is allowed with size 0 only.
inline std::string_view require_bytes(const void* data, std::size_t size, const char* what) {
    if (data == nullptr && size != 0)
        throw Error(Status::invalid_argument, "null-argument", std::string(what) + " is NULL, but its size is not 0.");
    return {static_cast<const char*>(data), size};
}

} // namespace integration_gallery::capi
