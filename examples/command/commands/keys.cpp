#include "commands/keys.hpp"

#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {

namespace ig = integration_gallery;

int list_keys(const KeysListArguments&, const Common& common) {
    if (common.key_file.empty())
        throw Failure("Name the file of the keys with --key-file.");
    const ig::KeyNames names = ig::key_file(common.key_file)->keys();
    boost::json::array known;
    for (const auto& id : names.known) {
        if (common.json)
            known.emplace_back(id);
        else
            std::cout << printable(id) << (id == names.active ? "  " + styled("active", Style::green) : "") << "\n";
    }
    if (common.json)
        std::cout << boost::json::serialize(boost::json::object{{"active", names.active}, {"known", known}}) << "\n";
    return exit_done;
}

int generate_key(const KeysGenerateArguments& arguments, const Common& common) {
    ig::Secret text = ig::make_key_text();
    if (arguments.file.empty()) {
        if (common.json)
            throw Failure("A key on standard output is a text; name a FILE with --json.");
        std::cout << text.view() << "\n";
        return exit_done;
    }
    create_private_file(arguments.file, text.view());
    Common made = common;
    made.key_file = arguments.file;
    return list_keys({}, made);
}

} // namespace command
