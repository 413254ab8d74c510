#pragma once

#include "catalog/importers/entry.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// One member of the section `authentication` that is made.
struct NangoField {
    std::string name; ///< in camelCase
    boost::json::object schema;
    bool required = true;
    bool secret = false;
    bool guarded = false; ///< a pattern, a format or a list of values limits what can be put in
};

/// The fields of a provider, and how its placeholders call them.
class NangoFields {
public:
    /// Reads the sections credentials, connection_config, integration_config and assertion_option, and adds what the
    /// mode of authentication takes for granted. Throws EntryRefused for a field of an unknown type.
    NangoFields(const boost::json::object& provider, std::string_view auth_mode, EntryNotes& notes);

    /// The field that a placeholder such as "connectionConfig.domain" or "apiKey" stands for, or nullptr.
    NangoField* find(std::string_view placeholder);
    const NangoField* find(std::string_view placeholder) const;

    /// Marks every field that a URL of the provider has in its host part as a destination, and limits one that is not
    /// limited to what a host can be: with `evil.example/` in it, the credentials would go elsewhere.
    void guard_hosts(const boost::json::object& provider, EntryNotes& notes);

    /// The schema of the section, with `method` in front.
    boost::json::object section(std::string_view method) const;

private:
    void add_section(const boost::json::object& provider, std::string_view section, std::string_view prefix,
                     EntryNotes& notes);
    void add_granted(std::string_view name, std::string_view title, bool secret, bool required = true,
                     bool multiline = false);
    void add_mode(const boost::json::object& provider, std::string_view auth_mode);
    void sort();
    void guard_url(std::string_view url, bool is_url, EntryNotes& notes);
    void guard(std::string_view placeholder, bool whole_host, bool whole_url, EntryNotes& notes);

    std::vector<NangoField> m_fields;
    std::map<std::string, std::size_t, std::less<>> m_placeholders;
    std::vector<std::pair<int, double>> m_ranks; // of m_fields: group, order
};

/// The name that our manifests have for a mode of authentication, "" if it is unknown: "apikey" for API_KEY.
std::string_view method_of(std::string_view auth_mode);

} // namespace integration_gallery::catalog
