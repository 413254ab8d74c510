#pragma once

#include <boost/json/object.hpp>

#include <span>
#include <string_view>

namespace integration_gallery::catalog {

/// A field that a mode of authentication takes for granted: the file does not declare it.
struct GrantedField {
    std::string_view name;
    std::string_view title;
    bool secret;
    bool required = true;
    bool multiline = false;
    bool (*needed)(const boost::json::object& provider) = nullptr; ///< nullptr: always
};

/// The fields that the mode takes for granted, perhaps none.
std::span<const GrantedField> granted_fields(std::string_view auth_mode);

} // namespace integration_gallery::catalog
