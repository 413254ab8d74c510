#include "commands/compare.hpp"

#include "support/exit_code.hpp"
#include "support/output.hpp"
#include "support/store.hpp"
#include "support/value.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {

int compare(const CompareArguments& arguments, const Common& common) {
    const auto catalog = load_catalog(common);
    const auto gallery = open_gallery(common, catalog);
    const auto session = open_session(gallery, common);
    const auto secret = !arguments.file.empty() ? read_value(arguments.file)
                        : !has_person()
                            ? read_value("-")
                            : ask_value(arguments.name + " " + printable(arguments.pointer) + " (not shown): ", true);
    const bool same = session.is_secret(arguments.name, arguments.pointer, secret, "comparison from the command line");
    if (common.json)
        std::cout << boost::json::serialize(boost::json::object{{"same", same}}) << "\n";
    else
        std::cout << arguments.name << " " << printable(arguments.pointer)
                  << (same ? " is this secret" : " is another secret") << "\n";
    return same ? exit_done : exit_found;
}

} // namespace command
