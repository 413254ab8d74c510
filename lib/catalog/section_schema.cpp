#include "catalog/section_schema.hpp"

#include "catalog/localized_text.hpp"
#include "schema/schema.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace integration_gallery::catalog {
namespace {

/// Adds every text that stands under "$ref".
void collect_references(const boost::json::value& value, std::set<std::string>& out) {
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            if (member.key() == "$ref" && member.value().is_string())
                out.emplace(member.value().get_string());
            collect_references(member.value(), out);
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& item : *array)
            collect_references(item, out);
    }
}

bool refers_to(const std::set<std::string>& references, std::string_view id) {
    for (const auto& reference : references)
        if (reference == id || reference.starts_with(std::string(id) + "#"))
            return true;
    return false;
}

std::shared_ptr<const schema::Schema> compile_in(const boost::json::value& document,
                                                 const std::vector<const Definition*>& definitions, bool lenient,
                                                 std::string_view language) {
    std::vector<boost::json::value> documents;
    documents.reserve(definitions.size());
    std::vector<schema::Resource> resources;
    for (const auto* definition : definitions) {
        documents.push_back(localize_schema(definition->document, language));
        resources.push_back({definition->id, &documents.back()});
    }
    schema::CompileOptions options;
    options.level = lenient ? schema::Level::compatible : schema::Level::strict;
    options.resources = resources;
    return schema::Schema::compile(localize_schema(document, language), options);
}

} // namespace

std::shared_ptr<const SectionSchema> SectionSchema::compile(const boost::json::value& document,
                                                            const std::vector<Definition>& definitions, bool lenient) {
    std::set<std::string> references;
    collect_references(document, references);
    std::vector<const Definition*> used;
    auto languages = languages_of(document);
    for (const auto& definition : definitions) {
        if (!refers_to(references, definition.id))
            continue;
        used.push_back(&definition);
        languages.merge(languages_of(definition.document));
    }
    auto result = std::make_shared<SectionSchema>();
    result->m_schema = compile_in(document, used, lenient, "en");
    languages.erase("en");
    for (const auto& language : languages)
        result->m_forms.emplace_back(language, compile_in(document, used, lenient, language)->form());
    return result;
}

const boost::json::value& SectionSchema::form(std::string_view language) const noexcept {
    for (const auto tag : {language, language.substr(0, language.find('-'))})
        for (const auto& [name, document] : m_forms)
            if (name == tag)
                return document;
    return m_schema->form();
}

} // namespace integration_gallery::catalog
