#include "schema/number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

namespace integration_gallery::schema {
namespace {

using boost::json::value;

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;

/// An integral double inside the range of the integers becomes one, so that what is left is beyond or has a fraction.
Number normalized(double real) noexcept {
    Number out;
    if (std::trunc(real) == real) {
        if (real >= 0 && real < two_to_64) {
            out.natural = static_cast<std::uint64_t>(real);
            return out;
        }
        if (real < 0 && real >= -two_to_63) {
            out.kind = Number::Kind::negative;
            out.negative = static_cast<std::int64_t>(real);
            return out;
        }
    }
    out.kind = Number::Kind::real;
    out.real = real;
    return out;
}

double as_double(const Number& number) noexcept {
    switch (number.kind) {
    case Number::Kind::negative:
        return static_cast<double>(number.negative);
    case Number::Kind::natural:
        return static_cast<double>(number.natural);
    default:
        return number.real;
    }
}

std::strong_ordering order(double left, double right) noexcept {
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

/// `real` is beyond all integers or has a fraction, so it never equals `integer`.
std::strong_ordering order_integer_and_real(const Number& integer, double real) noexcept {
    const bool negative = integer.kind == Number::Kind::negative;
    if (real >= two_to_64)
        return std::strong_ordering::less;
    if (real < -two_to_63)
        return std::strong_ordering::greater;
    if (negative != (real < 0))
        return negative ? std::strong_ordering::less : std::strong_ordering::greater;
    const double floor = std::floor(real);
    if (negative)
        return integer.negative <= static_cast<std::int64_t>(floor) ? std::strong_ordering::less
                                                                    : std::strong_ordering::greater;
    return integer.natural <= static_cast<std::uint64_t>(floor) ? std::strong_ordering::less
                                                                : std::strong_ordering::greater;
}

std::uint64_t magnitude(const Number& number) noexcept {
    return number.kind == Number::Kind::negative ? std::uint64_t{0} - static_cast<std::uint64_t>(number.negative)
                                                 : number.natural;
}

std::size_t mix(std::size_t seed, std::size_t more) noexcept {
    return (seed ^ more) * 0x9E3779B97F4A7C15u + (seed >> 29);
}

} // namespace

Number to_number(const value& item) noexcept {
    Number out;
    if (const auto* integer = item.if_int64()) {
        if (*integer < 0) {
            out.kind = Number::Kind::negative;
            out.negative = *integer;
        } else {
            out.natural = static_cast<std::uint64_t>(*integer);
        }
    } else if (const auto* natural = item.if_uint64()) {
        out.natural = *natural;
    } else if (const auto* real = item.if_double()) {
        out = normalized(*real);
    }
    return out;
}

std::strong_ordering compare(const Number& left, const Number& right) noexcept {
    if (left.kind == Number::Kind::real && right.kind == Number::Kind::real)
        return order(left.real, right.real);
    if (right.kind == Number::Kind::real)
        return order_integer_and_real(left, right.real);
    if (left.kind == Number::Kind::real)
        return 0 <=> order_integer_and_real(right, left.real);
    if (left.kind != right.kind)
        return left.kind == Number::Kind::negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.kind == Number::Kind::negative ? left.negative <=> right.negative : left.natural <=> right.natural;
}

bool is_whole(const Number& number) noexcept {
    return number.kind != Number::Kind::real || (std::isfinite(number.real) && std::trunc(number.real) == number.real);
}

bool is_multiple(const Number& number, const Number& divisor) noexcept {
    if (number.kind != Number::Kind::real && divisor.kind == Number::Kind::natural)
        return divisor.natural != 0 && magnitude(number) % divisor.natural == 0;
    const double dividend = as_double(number);
    const double step = as_double(divisor);
    if (std::fmod(dividend, step) == 0)
        return true;
    const double quotient = dividend / step;
    if (!std::isfinite(quotient) || std::fabs(quotient) >= two_to_63)
        return false;
    const double nearest = std::round(quotient);
    return nearest != 0 && std::fabs(quotient - nearest) <= std::fabs(nearest) * 4e-16;
}

bool same(const value& left, const value& right, std::size_t depth) noexcept {
    if (left.is_number() && right.is_number())
        return compare(to_number(left), to_number(right)) == 0;
    if (left.kind() != right.kind() || depth == 0)
        return false;
    switch (left.kind()) {
    case boost::json::kind::null:
        return true;
    case boost::json::kind::bool_:
        return left.get_bool() == right.get_bool();
    case boost::json::kind::string:
        return left.get_string() == right.get_string();
    case boost::json::kind::array: {
        const auto& a = left.get_array();
        const auto& b = right.get_array();
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](const value& x, const value& y) {
                   return same(x, y, depth - 1);
               });
    }
    default:
        break;
    }
    const auto& a = left.get_object();
    const auto& b = right.get_object();
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const auto& member) {
               const value* other = b.if_contains(member.key());
               return other != nullptr && same(member.value(), *other, depth - 1);
           });
}

std::size_t hash_of(const value& item, std::size_t depth) noexcept {
    const auto text_hash = [](std::string_view text) { return std::hash<std::string_view>()(text); };
    if (item.is_number()) {
        const Number number = to_number(item);
        if (number.kind == Number::Kind::real)
            return mix(3, std::hash<double>()(number.real));
        return mix(static_cast<std::size_t>(number.kind), static_cast<std::size_t>(magnitude(number)));
    }
    switch (item.kind()) {
    case boost::json::kind::bool_:
        return item.get_bool() ? 11 : 13;
    case boost::json::kind::string:
        return mix(5, text_hash({item.get_string().data(), item.get_string().size()}));
    case boost::json::kind::array: {
        std::size_t out = mix(7, item.get_array().size());
        if (depth != 0)
            for (const value& element : item.get_array())
                out = mix(out, hash_of(element, depth - 1));
        return out;
    }
    case boost::json::kind::object: {
        // Members are unordered, so their hashes are added.
        std::size_t sum = 0;
        for (const auto& member : item.get_object()) {
            const auto key = text_hash({member.key().data(), member.key().size()});
            sum += depth != 0 ? mix(key, hash_of(member.value(), depth - 1)) : key;
        }
        return mix(mix(17, item.get_object().size()), sum);
    }
    default:
        return 19;
    }
}

} // namespace integration_gallery::schema
