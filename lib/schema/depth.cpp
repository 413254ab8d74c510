#include "schema/depth.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

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

} // namespace integration_gallery::schema
