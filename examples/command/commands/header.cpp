#include "commands/header.hpp"

#include "header/identifier.hpp"
#include "header/model.hpp"
#include "support/failure.hpp"
#include "support/files.hpp"

#include <integration_gallery/catalog.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

/// Is it "a" or "a::b", of identifiers as snake_case makes them or a person writes them?
bool is_namespace(std::string_view name) {
    bool begins = true;
    for (std::size_t index = 0; index < name.size(); ++index) {
        const char here = name[index];
        const bool letter = (here >= 'a' && here <= 'z') || (here >= 'A' && here <= 'Z') || here == '_';
        if (here == ':' && !begins && name.substr(index).starts_with("::")) {
            ++index;
            begins = true;
        } else if (letter || (!begins && here >= '0' && here <= '9')) {
            begins = false;
        } else {
            return false;
        }
    }
    return !begins;
}

} // namespace

int make_header(const HeaderArguments& arguments, const Common&) {
    ig::CatalogBuilder builder;
    builder.add_json(read_file(arguments.file));
    const ig::Catalog catalog = builder.build();
    const ig::Manifest& manifest = catalog.manifests().front();
    const std::string name_space = !arguments.name_space.empty()
                                       ? arguments.name_space
                                       : "integrations::" + header::namespace_name(manifest.name());
    if (!is_namespace(name_space))
        throw Failure("--namespace must be a name such as integrations::clickup.");
    const std::string text = header::write_header(header::make_model(manifest), name_space);
    if (arguments.output.empty())
        std::cout << text;
    else
        write_file(arguments.output, text);
    return exit_done;
}

} // namespace command
