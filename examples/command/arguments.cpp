#include "arguments.hpp"

#include "commands/header.hpp"
#include "commands/import.hpp"
#include "commands/lint.hpp"
#include "support/exit_code.hpp"

#include <integration_gallery/version.hpp>

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace command {
namespace {

/// A command and the place for its arguments, which live as long as the work does.
template <class Arguments>
struct Added {
    CLI::App& app;
    Arguments& arguments;
};

template <class Arguments>
Added<Arguments> add(CLI::App& parent, Request& request, const std::string& name, const std::string& help,
                     int (*run)(const Arguments&, const Common&)) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* app = parent.add_subcommand(name, help);
    app->callback([&request, run, arguments] {
        request.work = [run, arguments](const Common& common) { return run(*arguments, common); };
    });
    return {*app, *arguments};
}

void add_common(CLI::App& app, Common& common) {
    app.add_option("--database", common.database, "The store, such as sqlite:///var/lib/app/gallery.db")
        ->envname("INTEGRATION_GALLERY_DATABASE");
    app.add_option("--key-file", common.key_file, "The file with the keys of the store")
        ->envname("INTEGRATION_GALLERY_KEY_FILE");
    app.add_option("--project", common.project, "Whose settings")->envname("INTEGRATION_GALLERY_PROJECT");
    app.add_option("--manifests", common.manifests, "A directory of own manifests, beside the shipped ones")
        ->envname("INTEGRATION_GALLERY_MANIFESTS");
    app.add_flag("--json", common.json, "One JSON document on standard output, for programs");
}

void add_author_commands(CLI::App& app, Request& request) {
    auto linter = add(app, request, "lint", "Say what is wrong with manifests", lint);
    linter.app.add_option("FILE", linter.arguments.files, "Manifests; - is standard input")->required();
    linter.app.add_option("--older", linter.arguments.older, "The version in use: say what would break");

    auto importer = add(app, request, "import", "Make manifests of Airbyte specifications or Nango providers", import);
    importer.app.add_option("FILE", importer.arguments.file, "JSON or YAML; - is standard input")->required();
    importer.app.add_option("-o,--output", importer.arguments.output, "The directory for <name>.json")->required();
    importer.app.add_option("--name", importer.arguments.name, "The name, where the file has one integration");
    importer.app.add_flag("--force", importer.arguments.force, "Replace files that say something else");

    auto writer =
        add(app, request, "header", "Write a C++ header with typed access to a manifest's settings", make_header);
    writer.app.add_option("FILE", writer.arguments.file, "The manifest; - is standard input")->required();
    writer.app.add_option("-o,--output", writer.arguments.output, "Where to write it (standard output)");
    writer.app.add_option("--namespace", writer.arguments.name_space, "Its namespace (integrations::<name>)");
}

} // namespace

Request read_arguments(int count, const char* const* values) {
    Request request;
    CLI::App app("Integration Gallery: catalog, settings and keys from the command line.", "integration-gallery");
    app.fallthrough();
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string(integration_gallery::version()));
    add_common(app, request.common);
    add_author_commands(app, request);
    try {
        app.parse(count, values);
    } catch (const CLI::ParseError& problem) {
        request.work = nullptr;
        request.exit_code = app.exit(problem) == 0 ? exit_done : exit_usage;
    }
    return request;
}

} // namespace command
