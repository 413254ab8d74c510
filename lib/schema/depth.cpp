#include "schema/depth.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <utility>
#include <vector>

namespace integration_gallery::schema {

bool is_nested_deeper(const boost::json::value& document, std::size_t limit) {
    if (limit == 0 || !document.is_structured())
        return limit == 0;
    std::vector<std::pair<const boost::json::value*, std::size_t>> stack{{&document, 1}}; // objects and arrays
    while (!stack.empty()) {
        const auto [item, depth] = stack.back();
        stack.pop_back();
        const auto enter = [&, below = depth + 1](const boost::json::value& child) {
            if (child.is_structured())
                stack.emplace_back(&child, below);
        };
        const auto* members = item->if_object();
        const auto* elements = item->if_array();
        if (depth == limit && (members != nullptr ? !members->empty() : !elements->empty()))
            return true;
        if (members != nullptr)
            for (const auto& member : *members)
                enter(member.value());
        else
            for (const boost::json::value& element : *elements)
                enter(element);
    }
    return false;
}

std::size_t bytes_of(const boost::json::value& document) {
    std::size_t bytes = 0;
    std::vector<const boost::json::value*> stack; // objects and arrays
    const auto count = [&](const boost::json::value& item) {
        bytes += sizeof item;
        if (const auto* text = item.if_string())
            bytes += text->size();
        else if (item.is_structured())
            stack.push_back(&item);
    };
    count(document);
    while (!stack.empty()) {
        const auto* item = stack.back();
        stack.pop_back();
        if (const auto* members = item->if_object())
            for (const auto& member : *members) {
                bytes += sizeof member - sizeof member.value() + member.key().size();
                count(member.value());
            }
        else
            for (const boost::json::value& element : item->get_array())
                count(element);
    }
    return bytes;
}

} // namespace integration_gallery::schema
