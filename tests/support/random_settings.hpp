#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace integration_gallery::test {

/// Random settings schemas with secrets in every kind of place (branches, nested objects, keyed arrays, maps), and
/// random updates for them. The same seed gives the same.
class RandomSettings {
public:
    /// Stands in every secret that update() makes.
    static constexpr std::string_view canary = "c4n4ry";

    explicit RandomSettings(std::uint64_t seed) : m_state(seed) {}

    /// A schema for the section `authentication`.
    boost::json::value schema();

    /// An update in the specification's form that fits the schema as a draft: some members left out, some secrets set,
    /// some cleared, some said to be kept.
    boost::json::object update(const boost::json::value& schema);

private:
    std::uint64_t next(std::uint64_t below);
    bool chance(unsigned percent) { return next(100) < percent; }
    boost::json::object object_schema(int depth);
    boost::json::value member_schema(int depth);
    boost::json::value value_for(const boost::json::value& schema);
    boost::json::value object_for(const boost::json::object& schema);
    boost::json::value secret();

    std::uint64_t m_state;
};

} // namespace integration_gallery::test
