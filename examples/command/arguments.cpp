#include "arguments.hpp"

#include "commands/check.hpp"
#include "commands/compare.hpp"
#include "commands/completion.hpp"
#include "commands/enable.hpp"
#include "commands/header.hpp"
#include "commands/history.hpp"
#include "commands/import.hpp"
#include "commands/key_jobs.hpp"
#include "commands/keys.hpp"
#include "commands/lint.hpp"
#include "commands/list.hpp"
#if defined(IG_COMMAND_SERVES)
#include "commands/serve.hpp"
#endif
#include "commands/set.hpp"
#include "commands/settings.hpp"
#include "commands/show.hpp"
#include "commands/transfer.hpp"
#include "commands/what_breaks.hpp"
#include "support/exit_code.hpp"
#include "support/failure.hpp"
#include "usage.hpp"

#include <integration_gallery/version.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

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
        ->type_name("URL")
        ->envname("INTEGRATION_GALLERY_DATABASE");
    app.add_option("--database-file", common.database_file, "A file with that URL, for one that holds a password")
        ->type_name("FILE")
        ->envname("INTEGRATION_GALLERY_DATABASE_FILE");
    app.add_option("--key-file", common.key_file, "The file with the keys of the store")
        ->type_name("FILE")
        ->envname("INTEGRATION_GALLERY_KEY_FILE");
    app.add_option("--project", common.project, "Whose settings")->envname("INTEGRATION_GALLERY_PROJECT");
    app.add_option("--manifests", common.manifests, "A directory of own manifests, beside the shipped ones")
        ->type_name("DIR")
        ->envname("INTEGRATION_GALLERY_MANIFESTS");
    app.add_option("--host-model", common.host_model, "The host's own objects and fields, for data mappings")
        ->type_name("FILE")
        ->envname("INTEGRATION_GALLERY_HOST_MODEL");
    app.add_option("--audit", common.audit, "Append each audit event to this file, one JSON document a line")
        ->type_name("FILE")
        ->envname("INTEGRATION_GALLERY_AUDIT");
    app.add_flag("--json", common.json, "One JSON document on standard output, for programs");
}

void add_author_commands(CLI::App& app, Request& request) {
    auto linter = add(app, request, "lint", "Say what is wrong with manifests", lint);
    linter.app.add_option("FILE", linter.arguments.files, "Manifests; - is standard input")->required();
    linter.app.add_option("--older", linter.arguments.older, "The version in use: say what would break")
        ->type_name("FILE");

    auto importer = add(app, request, "import", "Make manifests of Airbyte specifications or Nango providers", import);
    importer.app.add_option("FILE", importer.arguments.file, "JSON or YAML; - is standard input")->required();
    importer.app.add_option("-o,--output", importer.arguments.output, "The directory for <name>.json")
        ->type_name("DIR")
        ->required();
    importer.app.add_option("--name", importer.arguments.name, "The name, where the file has one integration");
    importer.app.add_flag("--force", importer.arguments.force, "Replace files that say something else");

    auto writer =
        add(app, request, "header", "Write a C++ header with typed access to a manifest's settings", make_header);
    writer.app.add_option("FILE", writer.arguments.file, "The manifest; - is standard input")->required();
    writer.app.add_option("-o,--output", writer.arguments.output, "Where to write it (standard output)")
        ->type_name("FILE");
    writer.app.add_option("--namespace", writer.arguments.name_space, "Its namespace (integrations::<name>)");
}

void add_job_options(CLI::App& app, JobArguments& arguments) {
    app.add_flag("--dry-run", arguments.dry_run, "Say how much there is to do, and change nothing");
    app.add_option("--batch", arguments.batch, "How many are changed in one transaction (100)")
        ->check(CLI::Range(1, 1000));
}

void add_key_jobs(CLI::App& keys, Request& request) {
    static const char* const everywhere = "Of all projects, not of --project";
    auto rotator =
        add(keys, request, "rotate", "Give projects new data keys and seal their secrets again", rotate_keys);
    add_job_options(rotator.app, rotator.arguments.job);
    rotator.app.add_flag("--all-projects", rotator.arguments.all_projects, everywhere);
    rotator.app.add_flag("--compromised", rotator.arguments.compromised,
                         "Others may know the old keys: destroy them as soon as nothing is sealed under them");
    auto* resume = rotator.app.add_flag("--resume", rotator.arguments.resume,
                                        "Make no new keys: go on with sealing again where a rotation was stopped");
    rotator.app
        .add_option("--made-before", rotator.arguments.made_before,
                    "Replace keys made before this time only, such as 2026-11-22T18:00:00Z")
        ->excludes(resume);
    rotator.app
        .add_option("--grace-days", rotator.arguments.grace_days,
                    "After how many days a replaced key is destroyed (30)")
        ->check(CLI::Range(0, 36500));

    auto wrapper =
        add(keys, request, "rewrap", "Wrap every data key again under the first key of the key file", rewrap_keys);
    add_job_options(wrapper.app, wrapper.arguments.job);
    wrapper.app
        .add_option("--wait", wrapper.arguments.wait_seconds,
                    "So many seconds for processes that do not hold the new key yet (0)")
        ->check(CLI::Range(0, 86400));
    wrapper.app.add_flag("--ignore-hosts", wrapper.arguments.ignore_hosts,
                         "Go ahead although they do not: they open no secret until they do");

    auto sealer = add(keys, request, "reseal", "Seal secrets again whose manifest names their destinations differently",
                      reseal_secrets);
    add_job_options(sealer.app, sealer.arguments.job);
    sealer.app.add_flag("--all-projects", sealer.arguments.all_projects, everywhere);

    auto doctor =
        add(keys, request, "doctor", "Say what does not open or does not fit together; changes nothing", examine_keys);
    doctor.app.add_flag("--all-projects", doctor.arguments.all_projects, everywhere);

    auto shredder = add(keys, request, "shred", "Destroy all keys of --project: its secrets are gone", shred_project);
    shredder.app.add_option("--confirm", shredder.arguments.confirmation, "The project's name once more");
}

void add_operator_commands(CLI::App& app, Request& request) {
    add(app, request, "list", "List the integrations and where they stand in the project", list);
    auto shower = add(app, request, "show", "Show the settings of an integration, without secrets", show);
    shower.app.add_option("NAME", shower.arguments.name, "The integration")->required();
    auto enabler = add(app, request, "enable", "Switch an integration on", enable);
    enabler.app.add_option("NAME", enabler.arguments.name, "The integration")->required();
    auto disabler = add(app, request, "disable", "Switch an integration off", disable);
    disabler.app.add_option("NAME", disabler.arguments.name, "The integration")->required();

    auto setter = add(app, request, "set", "Set a secret or a setting; the value comes from a prompt or a file", set);
    setter.app.add_option("NAME", setter.arguments.name, "The integration")->required();
    setter.app.add_option("POINTER", setter.arguments.pointer, "Where, such as /authentication/apiKey")->required();
    auto* file = setter.app.add_option("--file", setter.arguments.file, "The value's file; - is standard input")
                     ->type_name("FILE");
    auto* text =
        setter.app.add_flag("--text", setter.arguments.text, "The value is a text, even if it looks like JSON");
    setter.app.add_flag("--clear", setter.arguments.clear, "Take the value away")->excludes(file)->excludes(text);

    CLI::App* settings = app.add_subcommand("settings", "Look at settings before they are used")->require_subcommand(1);
    auto checker = add(*settings, request, "check", "Say what is wrong with settings; stores nothing", check_settings);
    checker.app.add_option("NAME", checker.arguments.name, "The integration")->required();
    checker.app
        .add_option("--file", checker.arguments.file,
                    "An update that is to be checked instead of what is stored; - is standard input")
        ->type_name("FILE");
    auto remover = add(app, request, "remove", "Forget the settings and secrets of an integration", remove_settings);
    remover.app.add_option("NAME", remover.arguments.name, "The integration")->required();
    remover.app.add_option("--if-revision", remover.arguments.if_revision, "Only if this is the stored revision");
    remover.app.add_option("--confirm", remover.arguments.confirmation, "The integration's name once more");

    auto comparer = add(app, request, "compare",
                        "Say whether a secret, from a prompt or a file, is the stored one; opens nothing", compare);
    comparer.app.add_option("NAME", comparer.arguments.name, "The integration")->required();
    comparer.app.add_option("POINTER", comparer.arguments.pointer, "Where, such as /authentication/apiKey")->required();
    comparer.app.add_option("--file", comparer.arguments.file, "The secret's file; - is standard input");

    auto asker = add(app, request, "what-breaks",
                     "Say what manifests would do to stored settings, before they are used", what_breaks);
    asker.app.add_option("FILE", asker.arguments.manifests, "Manifests and directories that would be added");
    asker.app.add_option("--hide", asker.arguments.hidden, "An integration that would be left out");

    add(app, request, "check", "Look at manifests, keys and store", check);

    CLI::App* keys = app.add_subcommand("keys", "Make, rotate, examine and destroy keys")->require_subcommand(1);
    add(*keys, request, "list", "List the ids of the keys in the key file", list_keys);
    auto generator = add(*keys, request, "generate", "Make a new key", generate_key);
    generator.app.add_option("FILE", generator.arguments.file, "The key file to make (standard output)");
    add_key_jobs(*keys, request);
}

void add_history_commands(CLI::App& app, Request& request) {
    CLI::App* history = app.add_subcommand("history", "Versions of the settings")->require_subcommand(1);
    auto lister = add(*history, request, "list", "List the changes of an integration, newest first", list_history);
    lister.app.add_option("NAME", lister.arguments.name, "The integration")->required();
    lister.app.add_option("--limit", lister.arguments.limit, "How many (50)")->check(CLI::Range(1, 200));
    lister.app.add_option("--before", lister.arguments.before, "Only those with a lower revision");
    auto shower = add(*history, request, "show", "Show the settings as they were after a change", show_version);
    shower.app.add_option("NAME", shower.arguments.name, "The integration")->required();
    shower.app.add_option("REVISION", shower.arguments.revision, "Which change")->required();
    auto differ = add(*history, request, "diff", "Show what a change changed", compare_versions);
    differ.app.add_option("NAME", differ.arguments.name, "The integration")->required();
    differ.app.add_option("REVISION", differ.arguments.revision, "Which change")->required();
    differ.app.add_option("--from", differ.arguments.from, "Compare with this one; 0 is nothing stored");
    auto restorer = add(*history, request, "restore", "Bring the settings of a version back", restore_version);
    restorer.app.add_option("NAME", restorer.arguments.name, "The integration")->required();
    restorer.app.add_option("REVISION", restorer.arguments.revision, "Which version")->required();
    restorer.app.add_option("--if-revision", restorer.arguments.if_revision, "Only if this is the stored revision");
    restorer.app.add_flag("--dry-run", restorer.arguments.dry_run, "Check only");
    auto verifier = add(*history, request, "verify", "Say whether the history of the project is whole", verify_history);
    verifier.app.add_option("--head", verifier.arguments.head, "SEQUENCE:HASH that an earlier verify has shown");
    auto retainer =
        add(*history, request, "retain", "Forget old versions of the project and sign the rest", retain_history);
    retainer.app.add_option("--older-than", retainer.arguments.days, "Forget versions older than so many days")
        ->required()
        ->check(CLI::Range(0, 36500));
    retainer.app.add_option("--keep", retainer.arguments.keep, "But never the newest so many")
        ->check(CLI::NonNegativeNumber);
    retainer.app.add_flag("--accept-damage", retainer.arguments.accept_damage,
                          "Forget what does not fit together, too");
    retainer.app.add_flag("--dry-run", retainer.arguments.dry_run, "Count only");
}

#if defined(IG_COMMAND_SERVES)
void add_server(CLI::App& app, Request& request) {
    auto server =
        add(app, request, "serve", "Serve the page and the REST API on this machine, for a quick look", serve);
    server.app.add_option("--port", server.arguments.port, "The port of 127.0.0.1 (8080); 0 is any that is free")
        ->check(CLI::Range(0, 65535));
}
#endif

void add_seal(CLI::App& app, SealArguments& seal) {
    auto* key =
        app.add_option("--seal-key", seal.key_file, "The key file that the file is sealed to")->type_name("FILE");
    app.add_option("--passphrase-file", seal.passphrase_file, "The passphrase's file; - is standard input")
        ->type_name("FILE")
        ->excludes(key);
}

void add_transfer_commands(CLI::App& app, Request& request) {
    auto exporter = add(app, request, "export", "Write projects into one sealed file", export_store);
    exporter.app.add_option("FILE", exporter.arguments.file, "The file to make")->required();
    add_seal(exporter.app, exporter.arguments.seal);
    exporter.app.add_flag("--all", exporter.arguments.all, "Every project, whichever --project names");
    exporter.app.add_flag("--skip-unreadable", exporter.arguments.skip_unreadable,
                          "Leave out secrets that do not open");
    auto importer = add(app, request, "import-store", "Read the sealed file of an export into the store", import_store);
    importer.app.add_option("FILE", importer.arguments.file, "The file of an export")->required();
    add_seal(importer.app, importer.arguments.seal);
    auto* skip = importer.app.add_flag("--skip", importer.arguments.skip, "Leave projects alone that are there");
    importer.app.add_flag("--overwrite", importer.arguments.overwrite, "Put the file's settings in place of theirs")
        ->excludes(skip);
    importer.app.add_flag("--create", importer.arguments.create, "Make the SQLite store if there is none");
    importer.app.add_flag("--dry-run", importer.arguments.dry_run, "Check only");
    auto mover = add(app, request, "migrate-to", "Copy the whole store into an empty database", migrate_to);
    auto* url = mover.app.add_option("URL", mover.arguments.url, "Where to, such as postgresql://user@host/database");
    mover.app
        .add_option("--url-file", mover.arguments.url_file,
                    "A file with that URL, for one that holds a password; - is standard input")
        ->type_name("FILE")
        ->excludes(url);
    auto saver = add(app, request, "backup", "Copy an SQLite store that is in use", back_up);
    saver.app.add_option("FILE", saver.arguments.file, "The file to make")->required();
}

/// What there is, for those who complete and print it. What is called FILE or DIR is a path.
CommandText describe(const CLI::App& app) {
    CommandText out{app.get_name(), app.get_description(), {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        if (option == app.get_help_ptr() && app.get_parent() != nullptr)
            continue; // the program has it already
        OptionText text;
        for (const auto& name : option->get_lnames())
            text.names.push_back("--" + name);
        for (const auto& name : option->get_snames())
            text.names.push_back("-" + name);
        const bool flag = option->get_items_expected_max() == 0;
        std::string type = option->get_type_name();
        type = type.substr(0, type.find(':')); // what stands behind it is the range
        if (type == "INT" || type == "UINT")
            type = "N";
        if (type == "TEXT" || type.empty())
            type = "VALUE";
        text.argument = option->get_positional() ? option->get_name(true) : flag ? "" : type;
        text.help = option->get_description();
        text.variable = option->get_envname();
        text.required = option->get_required();
        text.is_path = text.argument == "FILE" || text.argument == "DIR";
        out.options.push_back(std::move(text));
    }
    for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; }))
        out.commands.push_back(describe(*below));
    return out;
}

void add_text_commands(CLI::App& app, Request& request) {
    const auto arguments = std::make_shared<CompletionArguments>();
    CLI::App* completion = app.add_subcommand("completion", "Print what a shell needs to complete this command");
    completion->add_option("SHELL", arguments->shell, "bash, zsh or fish")->required();
    completion->callback([&app, &request, arguments] {
        request.work = [arguments, text = describe(app)](const Common&) { return print_completion(*arguments, text); };
    });
    CLI::App* manual = app.add_subcommand("manual", "Print the manual page, for man");
    manual->callback(
        [&app, &request] { request.work = [text = describe(app)](const Common&) { return print_manual(text); }; });
}

} // namespace

namespace {

/// Whether an argument is a URL that others could read a password in.
bool holds_password(std::string_view argument) {
    const auto scheme = argument.find("://");
    if (scheme == std::string_view::npos)
        return false;
    const auto authority = argument.substr(scheme + 3, argument.find_first_of("/?#", scheme + 3) - (scheme + 3));
    const auto user = authority.rfind('@');
    return user != std::string_view::npos && authority.substr(0, user).find(':') != std::string_view::npos;
}

} // namespace

bool wants_json(int count, const char* const* values) {
    return std::any_of(values + 1, values + count,
                       [](const char* value) { return std::string_view(value) == "--json"; });
}

Request read_arguments(int count, const char* const* values) {
    for (int index = 1; index < count; ++index)
        if (holds_password(values[index]))
            throw Failure(
                "Others can read the arguments of a program, and one of these holds a password. Give the URL in "
                "a file (--database-file, --url-file) or in the environment (INTEGRATION_GALLERY_DATABASE).");
    Request request;
    CLI::App app("Integration Gallery: catalog, settings and keys from the command line.", "integration-gallery");
    app.fallthrough();
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string(integration_gallery::version()));
    add_common(app, request.common);
    add_author_commands(app, request);
    add_operator_commands(app, request);
    add_history_commands(app, request);
    add_transfer_commands(app, request);
#if defined(IG_COMMAND_SERVES)
    add_server(app, request);
#endif
    add_text_commands(app, request);
    try {
        app.parse(count, values);
    } catch (const CLI::Success& asked) { // for the help or the version
        request.work = nullptr;
        app.exit(asked);
    } catch (const CLI::ParseError& problem) {
        throw Failure(what_is_wrong(app, problem));
    }
    return request;
}

} // namespace command
