#include "json/canonical.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

namespace integration_gallery::json {
namespace {

using boost::json::kind;
using boost::json::value;

/// Orders well-formed UTF-8 as its UTF-16 code units: like bytes, except that U+E000..U+FFFF (lead bytes EE, EF) come
/// after the supplementary planes (lead bytes F0..F4), whose surrogates are D800..DFFF.
bool less_utf16(std::string_view left, std::string_view right) noexcept {
    const auto rank = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0xEE || byte == 0xEF)
            return byte + 0x10;
        return byte >= 0xF0 ? byte - 0x02 : +byte;
    };
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [&](char a, char b) { return rank(a) < rank(b); });
}

void append_double(std::string& out, double number) {
    if (number == 0) {
        out += '0';
        return;
    }
    // Shortest digits that read back the same, in the layout of ECMAScript's Number::toString.
    std::array<char, 40> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific);
    std::string_view all(text.data(), static_cast<std::size_t>(result.ptr - text.data()));
    if (all.front() == '-') {
        out += '-';
        all.remove_prefix(1);
    }
    const std::size_t e = all.find('e');
    int exponent = 0;
    const std::string_view exponent_text = all.substr(all[e + 1] == '+' ? e + 2 : e + 1);
    std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
    std::string digits(1, all.front());
    if (e > 1)
        digits.append(all.substr(2, e - 2));
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // the decimal point stands after this many digits
    if (point > 21 || point < -5) {
        out += digits.front();
        if (count > 1)
            out.append(".").append(digits, 1);
        out.append(exponent < 0 ? "e" : "e+").append(std::to_string(exponent));
    } else if (point <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
    } else if (count <= point) {
        out.append(digits).append(static_cast<std::size_t>(point - count), '0');
    } else {
        out.append(digits, 0, static_cast<std::size_t>(point))
            .append(".")
            .append(digits, static_cast<std::size_t>(point));
    }
}

void append(std::string& out, const value& item) {
    switch (item.kind()) {
    case kind::object: {
        std::vector<const boost::json::key_value_pair*> members;
        members.reserve(item.get_object().size());
        for (const auto& member : item.get_object())
            members.push_back(&member);
        std::sort(members.begin(), members.end(),
                  [](const auto* a, const auto* b) { return less_utf16(a->key(), b->key()); });
        out += '{';
        for (const auto* member : members) {
            if (out.back() != '{')
                out += ',';
            out += boost::json::serialize(boost::json::string_view(member->key()));
            out += ':';
            append(out, member->value());
        }
        out += '}';
        break;
    }
    case kind::array: {
        out += '[';
        bool first = true;
        for (const auto& element : item.get_array()) {
            if (!first)
                out += ',';
            first = false;
            append(out, element);
        }
        out += ']';
        break;
    }
    case kind::double_:
        append_double(out, item.get_double());
        break;
    default:
        out += boost::json::serialize(item);
    }
}

bool equal_numbers(const value& left, const value& right) noexcept {
    if (left.is_double() || right.is_double()) {
        const auto as_double = [](const value& item) {
            return item.is_double() ? item.get_double()
                                    : (item.is_int64() ? static_cast<double>(item.get_int64())
                                                       : static_cast<double>(item.get_uint64()));
        };
        return as_double(left) == as_double(right);
    }
    if (left.is_int64() && right.is_int64())
        return left.get_int64() == right.get_int64();
    if (left.is_uint64() && right.is_uint64())
        return left.get_uint64() == right.get_uint64();
    const value& is_signed = left.is_int64() ? left : right;
    const value& is_unsigned = left.is_int64() ? right : left;
    return is_signed.get_int64() >= 0 && static_cast<std::uint64_t>(is_signed.get_int64()) == is_unsigned.get_uint64();
}

} // namespace

std::string canonical_text(const value& item) {
    std::string out;
    append(out, item);
    return out;
}

bool equal(const value& left, const value& right) noexcept {
    if (left.is_number() && right.is_number())
        return equal_numbers(left, right);
    if (left.kind() != right.kind())
        return false;
    switch (left.kind()) {
    case kind::null:
        return true;
    case kind::bool_:
        return left.get_bool() == right.get_bool();
    case kind::string:
        return left.get_string() == right.get_string();
    case kind::array:
        return std::equal(left.get_array().begin(), left.get_array().end(), right.get_array().begin(),
                          right.get_array().end(), [](const value& a, const value& b) { return equal(a, b); });
    default:
        break;
    }
    const auto& a = left.get_object();
    const auto& b = right.get_object();
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const auto& member) {
               const value* other = b.if_contains(member.key());
               return other != nullptr && equal(member.value(), *other);
           });
}

} // namespace integration_gallery::json
