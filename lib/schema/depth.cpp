#include "schema/depth.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <utility>
#include <vector>

namespace integration_gallery::schema {

bool is_nested_deeper(const boost::json::value& document, std::size_t limit) {
    std::vector<std::pair<const boost::json::value*, std::size_t>> stack{{&document, 1}};
    while (!stack.empty()) {
        const auto [item, depth] = stack.back();
        stack.pop_back();
        if (depth > limit)
            return true;
        if (const auto* members = item->if_object())
            for (const auto& member : *members)
                stack.emplace_back(&member.value(), depth + 1);
        else if (const auto* elements = item->if_array())
            for (const boost::json::value& element : *elements)
                stack.emplace_back(&element, depth + 1);
    }
    return false;
}

std::size_t bytes_of(const boost::json::value& document) {
    if (!document.is_structured())
        return sizeof document + (document.is_string() ? document.get_string().size() : 0);
    std::size_t bytes = 0;
    std::vector<const boost::json::value*> stack{&document};
    while (!stack.empty()) {
        const auto* item = stack.back();
        stack.pop_back();
        bytes += sizeof *item;
        if (const auto* text = item->if_string())
            bytes += text->size();
        else if (const auto* members = item->if_object())
            for (const auto& member : *members) {
                bytes += sizeof member - sizeof *item + member.key().size();
                stack.push_back(&member.value());
            }
        else if (const auto* elements = item->if_array())
            for (const boost::json::value& element : *elements)
                stack.push_back(&element);
    }
    return bytes;
}

} // namespace integration_gallery::schema
