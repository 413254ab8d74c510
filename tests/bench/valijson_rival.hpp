#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <vector>

/// Another validator with schemas compiled.
class Rival {
public:
    virtual ~Rival() = default;
    /// Does the document fit the schema of that index?
    virtual bool is_valid(std::size_t schema, const boost::json::value& document) = 0;
};

/// valijson over Boost.JSON; nullptr where it was not there to build with.
std::unique_ptr<Rival> make_valijson_rival(const std::vector<const boost::json::value*>& schemas);
