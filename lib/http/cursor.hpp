#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Where the next page of a list begins, as text that clients hand back unread.
///
/// A cursor carries a mark of its scope, so that one that was altered, or comes from another project or another filter,
/// is told from a good one. The mark is no secret: a cursor gives nobody anything, because a page is only ever taken
/// out of what the caller may list anyway.
namespace integration_gallery::http {

/// `scope` says which list: project, view, filters.
std::string write_cursor(std::string_view after, std::string_view scope);

/// The name after which the page begins; nothing if the cursor is not one of that scope.
std::optional<std::string> read_cursor(std::string_view cursor, std::string_view scope);

} // namespace integration_gallery::http
