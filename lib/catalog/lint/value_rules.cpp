#include "catalog/definitions.hpp"
#include "catalog/lint/rules.hpp"
#include "catalog/lint/walk.hpp"
#include "catalog/localized_text.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

constexpr std::string_view section_id = "ig:section";

/// A JSON Pointer as the fragment of a URI (RFC 6901, section 6).
std::string as_fragment(std::string_view pointer) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "#";
    for (const char c : pointer) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.append({'%', hex[byte >> 4], hex[byte & 15]});
        }
    }
    return out;
}

/// Compiles single subschemas of a section where they stand, so that their references lead where they should.
class Checker {
public:
    Checker(const bj::value& section, const Definitions& definitions) {
        m_documents.reserve(definitions.shared().size() + 1);
        for (const auto& definition : definitions.shared())
            add(definition.id, definition.document);
        add(section_id, section);
    }

    std::shared_ptr<const schema::Schema> compile(std::string_view pointer) const {
        schema::CompileOptions options;
        options.level = schema::Level::compatible;
        options.resources = m_resources;
        try {
            return schema::Schema::compile(bj::object{{"$ref", std::string(section_id) + as_fragment(pointer)}},
                                           options);
        } catch (const Error& error) {
            if (error.status() != Status::validation)
                throw;
            return nullptr; // told by the compilation of the whole section
        }
    }

private:
    void add(std::string_view id, const bj::value& document) {
        m_documents.push_back(localize_schema(document, "en"));
        m_resources.push_back({id, &m_documents.back()});
    }
    std::vector<bj::value> m_documents;
    std::vector<schema::Resource> m_resources;
};

} // namespace

void check_values(const bj::object& manifest, const Definitions& definitions, LintSink& sink) {
    for (const auto& [name, section] : sections_of(manifest)) {
        const std::string prefix = "/settings/" + name;
        const Checker checker(*section, definitions);
        walk_schemas(*section, prefix, [&](const LintPlace& place) {
            const auto* fallback = place.schema.if_contains("default");
            const auto* examples = place.schema.if_contains("examples");
            if (place.tested || (fallback == nullptr && examples == nullptr))
                return;
            const auto schema = checker.compile(std::string_view(place.pointer).substr(prefix.size()));
            if (schema == nullptr)
                return;
            // The default of an object is a beginning: what is missing in it is not held against it.
            if (fallback != nullptr && !schema->validate(*fallback, schema::Completeness::draft).valid())
                sink.error(place.pointer + "/default", "default-invalid", "The default is refused by its own schema.",
                           "Give a default that fits, or remove it.");
            if (examples == nullptr || !examples->is_array())
                return;
            const auto& list = examples->get_array();
            for (std::size_t i = 0; i < list.size(); ++i)
                if (!schema->is_valid(list[i]))
                    sink.warning(place.pointer + "/examples/" + std::to_string(i), "example-invalid",
                                 "The example is refused by its own schema.",
                                 "Give an example that fits, or use x-ig-placeholder for a text that shows the form.");
        });
    }
}

} // namespace integration_gallery::catalog
