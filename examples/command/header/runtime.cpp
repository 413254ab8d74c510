#include "header/runtime.hpp"

namespace command::header {

constinit const std::string_view includes_text = R"cpp(#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

)cpp";

constinit const std::string_view declarations_text = R"cpp(
/// A document does not fit: a draft that is not complete, or settings of another version of the manifest. Holds no value.
class Mismatch : public std::runtime_error {
public:
    Mismatch(std::string pointer, const char* problem)
        : std::runtime_error((pointer.empty() ? "the document" : pointer) + ": " + problem), m_pointer(std::move(pointer)) {}
    /// Where, as a JSON Pointer.
    const std::string& pointer() const noexcept { return m_pointer; }

private:
    std::string m_pointer;
};

namespace detail {

/// Where a reader is; made into a pointer only when something is wrong.
class Place {
public:
    Place() = default;
    Place(const Place& parent, std::string_view member) : m_parent(&parent), m_member(member) {}
    Place(const Place& parent, std::size_t index) : m_parent(&parent), m_index(index) {}

    std::string pointer() const {
        if (m_parent == nullptr)
            return {};
        std::string out = m_parent->pointer() + "/";
        if (m_member.data() == nullptr)
            return out + std::to_string(m_index);
        for (const char character : m_member) {
            if (character == '~')
                out += "~0";
            else if (character == '/')
                out += "~1";
            else
                out += character;
        }
        return out;
    }

private:
    const Place* m_parent = nullptr;
    std::string_view m_member;
    std::size_t m_index = 0;
};

} // namespace detail
)cpp";

constinit const std::string_view readers_text = R"cpp(
namespace detail {

[[noreturn]] inline void refuse(const Place& place, const char* problem) {
    throw Mismatch(place.pointer(), problem);
}

template <class T>
struct Reader {
    static T read(const boost::json::value& document, const Place& place) { return T::from_json(document, place); }
};

template <>
struct Reader<boost::json::value> {
    static boost::json::value read(const boost::json::value& document, const Place&) { return document; }
};

template <>
struct Reader<std::string> {
    static std::string read(const boost::json::value& document, const Place& place) {
        const auto* found = document.if_string();
        if (found == nullptr)
            refuse(place, "this must be a text");
        return std::string(found->data(), found->size());
    }
};

template <>
struct Reader<bool> {
    static bool read(const boost::json::value& document, const Place& place) {
        const bool* found = document.if_bool();
        if (found == nullptr)
            refuse(place, "this must be true or false");
        return *found;
    }
};

template <>
struct Reader<std::int64_t> {
    static std::int64_t read(const boost::json::value& document, const Place& place) {
        boost::system::error_code problem;
        const auto number = document.to_number<std::int64_t>(problem);
        if (problem)
            refuse(place, "this must be an integer of 64 bits");
        return number;
    }
};

template <>
struct Reader<double> {
    static double read(const boost::json::value& document, const Place& place) {
        boost::system::error_code problem;
        const auto number = document.to_number<double>(problem);
        if (problem)
            refuse(place, "this must be a number");
        return number;
    }
};

inline const boost::json::object& object_of(const boost::json::value& document, const Place& place) {
    const auto* found = document.if_object();
    if (found == nullptr)
        refuse(place, "this must be an object");
    return *found;
}

template <class T>
struct Reader<std::vector<T>> {
    static std::vector<T> read(const boost::json::value& document, const Place& place) {
        const auto* found = document.if_array();
        if (found == nullptr)
            refuse(place, "this must be an array");
        std::vector<T> out;
        out.reserve(found->size());
        for (std::size_t index = 0; index < found->size(); ++index)
            out.push_back(Reader<T>::read((*found)[index], Place(place, index)));
        return out;
    }
};

template <class T>
struct Reader<std::map<std::string, T>> {
    static std::map<std::string, T> read(const boost::json::value& document, const Place& place) {
        std::map<std::string, T> out;
        for (const auto& entry : object_of(document, place)) {
            const std::string_view name(entry.key().data(), entry.key().size());
            out.emplace(std::string(name), Reader<T>::read(entry.value(), Place(place, name)));
        }
        return out;
    }
};

template <class T>
T required(const boost::json::object& object, std::string_view name, const Place& place) {
    const Place there(place, name);
    const auto* found = object.if_contains(name);
    if (found == nullptr)
        refuse(there, "this is missing");
    return Reader<T>::read(*found, there);
}

template <class T>
std::optional<T> optional(const boost::json::object& object, std::string_view name, const Place& place) {
    const auto* found = object.if_contains(name);
    if (found == nullptr || found->is_null())
        return std::nullopt;
    return std::optional<T>(std::in_place, Reader<T>::read(*found, Place(place, name)));
}

template <class T>
T defaulted(const boost::json::object& object, std::string_view name, std::string_view otherwise, const Place& place) {
    const Place there(place, name);
    const auto* found = object.if_contains(name);
    return found != nullptr ? Reader<T>::read(*found, there) : Reader<T>::read(boost::json::parse(otherwise), there);
}
)cpp";

} // namespace command::header
