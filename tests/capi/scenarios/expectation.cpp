#include "expectation.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace scenarios {
namespace {

std::string as_text(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

std::vector<std::string> split(std::string_view pointer) {
    std::vector<std::string> segments;
    for (const char letter : pointer) {
        if (letter == '/')
            segments.emplace_back();
        else
            segments.back() += letter;
    }
    for (auto& segment : segments) {
        for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"~1", "/"}, {"~0", "~"}})
            for (auto at = segment.find(from); at != std::string::npos; at = segment.find(from, at + 1))
                segment.replace(at, from.size(), to);
    }
    return segments;
}

const json::value* item(const json::value& parent, std::string_view segment) {
    if (const auto* object = parent.if_object())
        return object->if_contains(segment);
    const auto* array = parent.if_array();
    if (array == nullptr)
        return nullptr;
    if (segment.starts_with('[')) {
        const auto equals = segment.find('=');
        const auto member = segment.substr(1, equals - 1);
        const auto wanted = segment.substr(equals + 1, segment.size() - equals - 2);
        const auto found = std::find_if(array->begin(), array->end(), [&](const json::value& candidate) {
            const json::value* at = item(candidate, member);
            return at != nullptr && as_text(*at) == wanted;
        });
        return found != array->end() ? &*found : nullptr;
    }
    std::size_t index = 0;
    const auto [end, problem] = std::from_chars(segment.data(), segment.data() + segment.size(), index);
    return problem == std::errc() && index < array->size() ? &(*array)[index] : nullptr;
}

double size_of(const json::value& value) {
    if (const auto* array = value.if_array())
        return static_cast<double>(array->size());
    if (const auto* object = value.if_object())
        return static_cast<double>(object->size());
    return value.is_string() ? static_cast<double>(value.get_string().size()) : value.to_number<double>();
}

} // namespace

const json::value* find(const json::value& root, std::string_view pointer) {
    const json::value* at = &root;
    for (const auto& segment : split(pointer)) {
        at = item(*at, segment);
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

std::vector<std::string> compare(const json::value& value, const json::object& expectations, const Results& results) {
    std::vector<std::string> wrong;
    for (const auto& [kind, places] : expectations) {
        if (kind == "missing") {
            for (const auto& pointer : places.as_array())
                if (find(value, pointer.as_string()) != nullptr)
                    wrong.push_back(as_text(pointer) + " is there");
            continue;
        }
        for (const auto& [pointer, wanted] : places.as_object()) {
            const json::value* at = find(value, pointer);
            const std::string place = "\"" + std::string(pointer) + "\" ";
            if (at == nullptr) {
                wrong.push_back(place + "is not there");
            } else if (kind == "is") {
                if (*at != wanted)
                    wrong.push_back(place + "is " + json::serialize(*at) + ", not " + json::serialize(wanted));
            } else if (kind == "same") {
                if (*at != results.at(std::string(wanted.as_string())))
                    wrong.push_back(place + "differs from " + as_text(wanted));
            } else if (kind == "holds" || kind == "lacks") {
                if ((as_text(*at).find(as_text(wanted)) != std::string::npos) != (kind == "holds"))
                    wrong.push_back(place + "does not " + (kind == "holds" ? "hold " : "lack ") + as_text(wanted));
            } else if (kind == "size" || kind == "least") {
                const double size = size_of(*at);
                if (kind == "size" ? size != wanted.to_number<double>() : size < wanted.to_number<double>())
                    wrong.push_back(place + "has another size: " + json::serialize(*at));
            } else {
                wrong.push_back("there is no expectation \"" + std::string(kind) + "\"");
            }
        }
    }
    return wrong;
}

} // namespace scenarios
