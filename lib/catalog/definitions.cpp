#include "catalog/definitions.hpp"

#include "base/embedded.hpp"
#include "catalog/localized_text.hpp"
#include "json/read.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>

#include <string>

namespace integration_gallery::base {
extern const EmbeddedFile catalog_definitions[];
extern const std::size_t catalog_definitions_count;
} // namespace integration_gallery::base

namespace integration_gallery::catalog {

std::string_view Definitions::file(std::string_view path) {
    for (std::size_t i = 0; i < base::catalog_definitions_count; ++i)
        if (base::catalog_definitions[i].path == path)
            return base::catalog_definitions[i].content;
    throw Error(Status::internal, "embedded-file-missing", "The library was built without " + std::string(path) + ".");
}

Definitions::Definitions() {
    const auto german = json::read(file("definitions/texts.de.json"));
    for (const auto* name : {"data-mapping", "sync-settings"}) {
        const auto document = json::read(file("definitions/" + std::string(name) + ".schema.json"));
        m_shared.push_back({"ig:" + std::string(name), add_language(document, "de", german.get_object())});
    }
    for (const auto& definition : m_shared)
        m_compiled.push_back(SectionSchema::compile(boost::json::object{{"$ref", definition.id}}, m_shared, false));

    const auto object_model = json::read(file("definitions/object-model.schema.json"));
    const schema::Resource resources[] = {{"ig:object-model", &object_model}};
    schema::CompileOptions options;
    options.resources = resources;
    m_manifest = schema::Schema::compile(json::read(file("manifest.schema.json")), options);
}

std::shared_ptr<const SectionSchema> Definitions::compiled(const boost::json::value& section) const noexcept {
    const auto* object = section.if_object();
    if (object == nullptr || object->size() != 1)
        return nullptr;
    const auto* reference = object->if_contains("$ref");
    if (reference == nullptr || !reference->is_string())
        return nullptr;
    for (std::size_t i = 0; i < m_shared.size(); ++i)
        if (reference->get_string() == m_shared[i].id)
            return m_compiled[i];
    return nullptr;
}

} // namespace integration_gallery::catalog
