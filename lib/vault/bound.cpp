#include "vault/bound.hpp"

#include "base/base64url.hpp"
#include "json/read.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace integration_gallery::vault {

std::string write_bound(const Bound& bound) {
    boost::json::object text;
    text["digest"] = base::encode_base64url(bound.digest);
    boost::json::array pointers;
    for (const auto& pointer : bound.pointers)
        pointers.emplace_back(pointer);
    text["pointers"] = std::move(pointers);
    return boost::json::serialize(text);
}

std::optional<Bound> read_bound(std::string_view text) {
    try {
        const auto value = json::read(text);
        const auto* object = value.if_object();
        const auto* digest = object != nullptr ? object->if_contains("digest") : nullptr;
        const auto* pointers = object != nullptr ? object->if_contains("pointers") : nullptr;
        if (digest == nullptr || !digest->is_string() || pointers == nullptr || !pointers->is_array() ||
            object->size() != 2)
            return std::nullopt;
        const auto bytes = base::decode_base64url(digest->get_string());
        Bound bound;
        if (!bytes || bytes->size() != bound.digest.size())
            return std::nullopt;
        std::copy(bytes->begin(), bytes->end(), bound.digest.begin());
        for (const auto& pointer : pointers->get_array()) {
            if (!pointer.is_string())
                return std::nullopt;
            bound.pointers.emplace_back(pointer.get_string());
        }
        return bound;
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace integration_gallery::vault
