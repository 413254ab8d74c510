#include "commands/settings.hpp"

#include "support/failure.hpp"
#include "support/output.hpp"
#include "support/store.hpp"
#include "support/value.hpp"

#include <integration_gallery/documents.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

/// The update that is to be checked: that of the file, or what would switch the stored settings on.
boost::json::object update_of(const SettingsCheckArguments& arguments, const boost::json::storage_ptr& memory) {
    if (arguments.file.empty())
        return boost::json::object({{"enabled", true}}, memory);
    const ig::Secret text = read_value(arguments.file);
    const boost::json::value document(ig::read_document(text.view()), memory);
    if (!document.is_object())
        throw Failure("An update is a JSON object of enabled, authentication, dataMapping and syncSettings.");
    return {document.get_object(), memory};
}

void print(const std::vector<ig::Issue>& issues) {
    for (const auto& issue : issues)
        std::cout << "  " << styled(issue.pointer.empty() ? "the whole document" : printable(issue.pointer), Style::red)
                  << ": " << printable(issue.detail) << " (" << issue.code << ")\n";
}

} // namespace

int check_settings(const SettingsCheckArguments& arguments, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    find_manifest(catalog, arguments.name);
    const auto memory = wiped_memory();
    const boost::json::object update = update_of(arguments, memory);
    const ig::Gallery gallery = open_gallery(common, catalog);
    const ig::Session session = open_session(gallery, common);
    ig::UpdateOptions options;
    options.form = arguments.file.empty() ? ig::Form::full : ig::Form::plain;
    options.dry_run = true;
    std::vector<ig::Issue> issues;
    try {
        session.put(arguments.name, update, options);
        if (arguments.file.empty())
            issues = session.get(arguments.name).state.reasons;
    } catch (const ig::Error& error) {
        if (error.status() != ig::Status::validation || error.issues().empty())
            throw;
        issues = error.issues();
    }
    if (common.json) {
        boost::json::array found;
        for (const auto& issue : issues)
            found.push_back(
                boost::json::object{{"pointer", issue.pointer}, {"code", issue.code}, {"detail", issue.detail}});
        std::cout << boost::json::serialize(
                         boost::json::object{{"name", arguments.name}, {"ok", issues.empty()}, {"issues", found}})
                  << "\n";
    } else if (issues.empty()) {
        std::cout << arguments.name
                  << (arguments.file.empty() ? " is complete" : " would take these settings; nothing was stored")
                  << "\n";
    } else {
        std::cout << styled(arguments.name, Style::bold) << ": " << counted(issues.size(), "fault", "faults") << "\n";
        print(issues);
    }
    return issues.empty() ? exit_done : exit_found;
}

int remove_settings(const RemoveArguments& arguments, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    find_manifest(catalog, arguments.name);
    std::string confirmation = arguments.confirmation;
    if (confirmation.empty() && has_person()) {
        std::cerr << "This forgets the settings and the secrets of " << arguments.name << " in the project "
                  << printable(common.project) << ". Write its name to go on: " << std::flush;
        std::getline(std::cin, confirmation);
    }
    if (confirmation != arguments.name)
        throw Failure("Nothing was removed: confirm it with the integration's name, in --confirm or on a terminal.");
    const ig::Gallery gallery = open_gallery(common, catalog);
    const auto revision = open_session(gallery, common).remove(arguments.name, arguments.if_revision);
    if (common.json)
        std::cout << boost::json::serialize(boost::json::object{{"name", arguments.name}, {"revision", revision}})
                  << "\n";
    else if (revision == 0)
        std::cout << "nothing was ever stored for " << arguments.name << "\n";
    else
        std::cout << arguments.name << " is off and has no settings and no secrets, revision " << revision
                  << "; its history stays\n";
    return exit_done;
}

} // namespace command
