#include "catalog/manifest_entry.hpp"
#include "catalog/object_model.hpp"

#include <integration_gallery/manifest.hpp>

#include <boost/json/object.hpp>

namespace integration_gallery {

std::string_view section_name(Section section) noexcept {
    switch (section) {
    case Section::authentication:
        return "authentication";
    case Section::data_mapping:
        return "dataMapping";
    case Section::sync_settings:
        return "syncSettings";
    }
    return "";
}

const std::string& Manifest::name() const noexcept {
    return m_entry->name;
}

std::string_view Manifest::display_name(std::string_view language) const noexcept {
    return m_entry->display_name.in(language);
}

std::string_view Manifest::description(std::string_view language) const noexcept {
    return m_entry->description.in(language);
}

std::span<const std::string> Manifest::categories() const noexcept {
    return m_entry->categories;
}

std::span<const std::string> Manifest::aliases() const noexcept {
    return m_entry->aliases;
}

std::string_view Manifest::version() const noexcept {
    return m_entry->version;
}

std::string_view Manifest::documentation_url() const noexcept {
    return m_entry->documentation_url;
}

Logo Manifest::logo() const noexcept {
    return {m_entry->logo_media_type, m_entry->logo, m_entry->logo_generated};
}

bool Manifest::damaged() const noexcept {
    return m_entry->is_damaged();
}

const std::string& Manifest::damage() const noexcept {
    return m_entry->damage;
}

const boost::json::value& Manifest::document() const noexcept {
    return m_entry->document;
}

boost::json::value Manifest::form(Section section, std::string_view language) const {
    return m_entry->form(section, language);
}

boost::json::value Manifest::remote_objects(std::string_view language) const {
    if (m_entry->remote_objects == nullptr)
        return boost::json::object();
    return catalog::localize_model(m_entry->remote_objects->document(), language);
}

} // namespace integration_gallery
