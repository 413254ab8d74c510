#include "commands/list.hpp"

#include "support/exit_code.hpp"
#include "support/output.hpp"
#include "support/store.hpp"

#include <integration_gallery/documents.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

void line(const std::string& name, std::string_view state, Style style, std::string_view display_name) {
    std::cout << name << std::string(name.size() < 24 ? 24 - name.size() : 1, ' ');
    if (!state.empty())
        std::cout << styled(state, style) << std::string(state.size() < 16 ? 16 - state.size() : 1, ' ');
    std::cout << printable(display_name) << "\n";
}

void list_catalog(const ig::Catalog& catalog, bool json) {
    boost::json::array out;
    for (const ig::Manifest& manifest : catalog.manifests()) {
        if (json)
            out.push_back(boost::json::object{{"name", manifest.name()},
                                              {"displayName", manifest.display_name()},
                                              {"version", manifest.version()},
                                              {"damaged", manifest.damaged()}});
        else
            line(manifest.name(), manifest.damaged() ? "damaged" : "", Style::red, manifest.display_name());
    }
    if (json)
        std::cout << boost::json::serialize(out) << "\n";
}

} // namespace

int list(const ListArguments&, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    if (common.database.empty()) {
        list_catalog(catalog, common.json);
        return exit_done;
    }
    const ig::Gallery gallery = open_gallery(common, catalog);
    boost::json::array out;
    for (const ig::Card& card : open_session(gallery, common).list()) {
        if (common.json)
            out.push_back(ig::to_document(card, find_manifest(gallery.catalog(), card.name)));
        else
            line(card.name, card.state.status,
                 card.state.status == "on"    ? Style::green
                 : card.state.status == "off" ? Style::dim
                                              : Style::yellow,
                 card.display_name);
    }
    if (common.json)
        std::cout << boost::json::serialize(out) << "\n";
    return exit_done;
}

} // namespace command
