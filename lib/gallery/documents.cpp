#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "settings/service.hpp"

#include <integration_gallery/documents.hpp>

namespace integration_gallery {

boost::json::value read_document(std::string_view text) {
    return json::read(text, {}, json::scrubbed_memory());
}

boost::json::object to_document(const Settings& settings, const Manifest& manifest, std::string_view language) {
    return settings::full_form(settings, manifest, language);
}

boost::json::object to_document(const Card& card, const Manifest& manifest) {
    return settings::card_form(card, manifest);
}

} // namespace integration_gallery
