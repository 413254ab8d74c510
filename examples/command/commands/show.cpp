#include "commands/show.hpp"

#include "support/exit_code.hpp"
#include "support/output.hpp"
#include "support/store.hpp"

#include <integration_gallery/documents.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

void print(const boost::json::value& document, bool json) {
    std::cout << (json ? boost::json::serialize(document) + "\n" : pretty(document));
}

} // namespace

int show(const ShowArguments& arguments, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    const ig::Manifest& manifest = find_manifest(catalog, arguments.name);
    if (common.database.empty()) {
        print(manifest.document(), common.json);
        return exit_done;
    }
    const ig::Gallery gallery = open_gallery(common, catalog);
    print(ig::to_document(open_session(gallery, common).get(arguments.name), manifest), common.json);
    return exit_done;
}

} // namespace command
