#pragma once

#include <boost/json/value.hpp>

#include <compare>
#include <cstdint>

namespace integration_gallery::schema {

/// A JSON number without loss: Boost.JSON keeps integers beyond int64 as uint64, and everything else as a double.
struct Number {
    enum class Kind : std::uint8_t { negative, natural, real } kind = Kind::natural;
    std::int64_t negative = 0; ///< below zero
    std::uint64_t natural = 0;
    double real = 0;
};

/// Undefined for what is no number.
Number to_number(const boost::json::value& value) noexcept;

/// Exact, also between integers and doubles. Total: Boost.JSON's documents hold no NaN.
std::strong_ordering compare(const Number& left, const Number& right) noexcept;

/// Has it no fraction? 1.0 and 1e300 have none.
bool is_whole(const Number& number) noexcept;

/// Is it a whole multiple of `divisor`, which is above zero? Exact for integers; for decimals within the last bits of a
/// double, since 0.0075 is to be a multiple of 0.0001.
bool is_multiple(const Number& number, const Number& divisor) noexcept;

/// Are two values the same JSON value? Numbers exactly by value. `depth` bounds the nesting; beyond it, false.
bool same(const boost::json::value& left, const boost::json::value& right, std::size_t depth) noexcept;

/// Equal values give equal hashes. Looks at most `depth` levels deep.
std::size_t hash_of(const boost::json::value& value, std::size_t depth) noexcept;

} // namespace integration_gallery::schema
