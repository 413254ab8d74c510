#pragma once

#include "memory.hpp"

#include <integration_gallery/ig.h>

#include <boost/json/parse.hpp>

#include <memory>
#include <stdexcept>
#include <string>

namespace scenarios {

namespace json = boost::json;

/// A step that a binding refuses without asking the library.
struct Refused {
    const char* kind;
};

struct Failed {
    ig_status status;
    ig_error* error;
};

/// Calls the library: its allocations count. Throws Failed, after looking whether the error is all there.
template <class Call>
void ask(Call&& call) {
    ig_error* error = nullptr;
    ig_status status = IG_OK;
    {
        const Counting counting;
        status = call(&error);
    }
    if (status != IG_OK)
        throw Failed{status, error};
    if (error != nullptr)
        throw std::logic_error("a call succeeded and left an error");
}

template <class Object>
struct Release;
template <>
struct Release<ig_options> {
    void operator()(ig_options* object) const { ig_options_free(object); }
};
template <>
struct Release<ig_buffer> {
    void operator()(ig_buffer* object) const { ig_buffer_free(object); }
};
template <>
struct Release<ig_http_message> {
    void operator()(ig_http_message* object) const { ig_http_message_free(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Release<Object>>;

/// A call that gives an object: NULL where it fails.
template <class Object, class Call>
Object* made_by(Call&& call) {
    auto* out = reinterpret_cast<Object*>(1);
    try {
        ask([&](ig_error** error) { return call(&out, error); });
    } catch (const Failed& failed) {
        if (out != nullptr) {
            ig_error_free(failed.error);
            throw std::logic_error("a call failed and left its result");
        }
        throw;
    }
    return out;
}

template <class Call>
json::value document_of(Call&& call) {
    const Owned<ig_buffer> buffer(made_by<ig_buffer>(call));
    return json::parse(std::string_view(ig_buffer_data(buffer.get()), ig_buffer_size(buffer.get())));
}

inline std::string plain(const std::string& text) {
    if (text.find('\0') != std::string::npos)
        throw Refused{"argument"};
    return text;
}

inline std::string text_of(const json::value& value) {
    if (const auto* marked = value.if_object())
        return std::string(marked->at("$broken").as_string()) + '\xff';
    return plain(std::string(value.as_string()));
}

} // namespace scenarios
