#pragma once

#include <boost/json/value.hpp>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::schema {
class Schema;
}

namespace integration_gallery::catalog {

/// A JSON Schema that others may refer to, with its texts in all languages.
struct Definition {
    std::string id; ///< such as "ig:data-mapping"
    boost::json::value document;
};

/// The schema of one section: compiled once, with a form document for each language of its texts. Immutable, any
/// thread.
class SectionSchema {
public:
    /// `lenient` reads the schema as an imported one: unknown keywords are ignored. Throws Error (validation,
    /// "schema-invalid") with pointers into `document`.
    static std::shared_ptr<const SectionSchema> compile(const boost::json::value& document,
                                                        const std::vector<Definition>& definitions, bool lenient);

    const std::shared_ptr<const schema::Schema>& schema() const noexcept { return m_schema; }
    /// The self-contained schema for the form in the language, or what stands in for it.
    const boost::json::value& form(std::string_view language) const noexcept;

private:
    std::shared_ptr<const schema::Schema> m_schema;
    std::vector<std::pair<std::string, boost::json::value>> m_forms; // by language, without English
};

} // namespace integration_gallery::catalog
