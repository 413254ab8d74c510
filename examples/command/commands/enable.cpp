#include "commands/enable.hpp"

#include "support/exit_code.hpp"
#include "support/store.hpp"

#include <integration_gallery/documents.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

int turn(const EnableArguments& arguments, const Common& common, bool on) {
    const ig::Catalog catalog = load_catalog(common);
    const ig::Manifest& manifest = find_manifest(catalog, arguments.name);
    const ig::Gallery gallery = open_gallery(common, catalog);
    const ig::Settings settings = open_session(gallery, common).set_enabled(arguments.name, on);
    if (common.json)
        std::cout << boost::json::serialize(ig::to_document(settings, manifest)) << "\n";
    else
        std::cout << arguments.name << " is " << (settings.enabled ? "on" : "off") << ", revision " << settings.revision
                  << "\n";
    return exit_done;
}

} // namespace

int enable(const EnableArguments& arguments, const Common& common) {
    return turn(arguments, common, true);
}

int disable(const EnableArguments& arguments, const Common& common) {
    return turn(arguments, common, false);
}

} // namespace command
