#pragma once

#include "schema/schema.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Where secrets stand in the document of a section, and the marks that stand for them (schema::kept_secret).
namespace integration_gallery::settings {

/// What the schema says of a document once its defaults are applied: two documents that are equal then are the same.
schema::Annotations annotated_with_defaults(const schema::Schema& schema, const boost::json::value& document);

/// Removes the member at a pointer into an object; does nothing if it is not there. The parents stay. An array element
/// is never removed, only a member.
void remove_member(boost::json::value& document, std::string_view pointer);

/// Removes what x-ig-visible-when hides, until nothing is hidden any more.
void remove_hidden(const schema::Schema& schema, boost::json::value& document);

/// Puts `item` at `pointer`, making the objects on the way. False, and nothing changed, where an array or a value of
/// another kind stands in the way.
bool put_member(boost::json::value& document, std::string_view pointer, boost::json::value item);

/// The pointer of an identity (schema::SecretPlace::identity) in a document: "key=value" becomes the index of that
/// element. Nothing if an array lacks it; members that are missing are assumed.
std::optional<std::string> resolve_identity(const boost::json::value& document, std::string_view identity);

/// The mark, for put_member.
boost::json::value kept_mark();
bool is_kept_mark(const boost::json::value& item);

} // namespace integration_gallery::settings
