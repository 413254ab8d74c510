#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::catalog {

/// A text for people in one or more languages: in JSON a string (English), or an object of language tags with "en"
/// among them.
class LocalizedText {
public:
    LocalizedText() = default;
    /// The same text for every language.
    explicit LocalizedText(std::string text);
    /// Reads the JSON form; anything else is empty.
    static LocalizedText from(const boost::json::value* value);

    /// The text in the exact language, else the primary one, else English, else the first; "" if there is none.
    std::string_view in(std::string_view language) const noexcept;

private:
    std::vector<std::pair<std::string, std::string>> m_texts; // by language tag
};

/// Is it the object form: language tags as members, "en" among them, and strings as values?
bool is_text_object(const boost::json::value& value) noexcept;

/// A copy of a JSON Schema in which every text for people (title, description, x-ig-placeholder, x-ig-group, x-ig-unit)
/// is a plain string in one language. Only keywords are touched: a property that is named "title", and what stands in
/// const, enum, default and examples, stays as it is.
boost::json::value localize_schema(const boost::json::value& schema, std::string_view language);

/// A copy of an object model (remoteObjects, a host model) with its titles and descriptions in one language.
boost::json::value localize_model(const boost::json::value& model, std::string_view language);

/// A copy of a JSON Schema with English texts, in which those that the dictionary knows have the other language as
/// well.
boost::json::value add_language(const boost::json::value& schema, std::string_view language,
                                const boost::json::object& dictionary);

/// The language tags that occur in the texts of a JSON Schema.
std::set<std::string> languages_of(const boost::json::value& schema);

} // namespace integration_gallery::catalog
