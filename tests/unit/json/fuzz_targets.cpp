#include "base/utf8.hpp"
#include "json/canonical.hpp"
#include "json/read.hpp"
#include "unit/json/fuzz.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

using namespace integration_gallery;

namespace {

constexpr json::Limits limits{.bytes = 4096, .depth = 8, .elements = 100, .string = 64};

void require(bool holds) {
    if (!holds)
        std::abort();
}

void check_text(std::string_view text) {
    require(base::is_utf8(text) && text.find('\0') == std::string_view::npos);
}

std::size_t check(const boost::json::value& value, std::size_t depth) {
    std::size_t elements = 0;
    if (const auto* object = value.if_object()) {
        require(depth < limits.depth);
        std::set<std::string_view> names;
        for (const auto& member : *object) {
            check_text(member.key());
            require(names.insert(member.key()).second);
            elements += 1 + check(member.value(), depth + 1);
        }
    } else if (const auto* array = value.if_array()) {
        require(depth < limits.depth);
        for (const auto& item : *array)
            elements += 1 + check(item, depth + 1);
    } else if (const auto* text = value.if_string()) {
        require(text->size() <= limits.string);
        check_text(*text);
    }
    return elements;
}

} // namespace

int fuzz_json_read(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto value = json::read(text, limits);
        require(size <= limits.bytes);
        require(check(value, 0) <= limits.elements);
        const std::string again = json::canonical_text(value);
        require(json::canonical_text(json::read(again, {.bytes = 64 * 1024, .depth = limits.depth})) == again);
    } catch (const Error& error) {
        static const std::set<std::string_view> codes{"malformed-json", "duplicate-member", "invalid-utf8",
                                                      "json-too-deep",  "json-too-many",    "number-too-large",
                                                      "too-large",      "string-too-long"};
        require(codes.contains(error.code()));
    }
    return 0;
}
