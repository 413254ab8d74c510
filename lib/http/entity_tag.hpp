#pragma once

#include "http/fields.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Strong entity tags that name a stored revision, and the conditions on them (RFC 9110, 8.8.3 and 13.1).
namespace integration_gallery::http {

/// A tag of ours: `"<revision>.<view>.<scope>.<build>"`.
struct EntityTag {
    std::int64_t revision = 0;
    std::string view;  ///< which representation: "plain", "full-de"
    std::string scope; ///< whose: made from project and integration, so that a tag of one project is none of another
    std::string build; ///< from which catalog: a new manifest changes the answer without changing the revision

    /// The field's value, with its quotes.
    std::string text() const;
};

/// The tags of an If-Match or If-None-Match field.
class TagCondition {
public:
    /// Reads the fields of that name. What is not a tag matches nothing.
    TagCondition(const Fields& fields, std::string_view name) : m_list(fields.list(name)) {}

    bool present() const noexcept { return m_list.has_value(); }
    /// Is it "*"?
    bool any() const noexcept { return m_list && *m_list == "*"; }
    /// Does it name exactly this tag, in quotes? A weak mark ("W/") and the suffix that a compressing proxy adds are
    /// not held against it: the tag names a revision, not bytes (a deviation from RFC 9110, for our own tags).
    bool names(std::string_view tag) const;
    /// Does it name this revision of this scope, in whatever view?
    bool names_revision(const EntityTag& tag) const;

private:
    std::optional<std::string> m_list;
};

} // namespace integration_gallery::http
