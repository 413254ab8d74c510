#include "commands/transfer.hpp"

#include "support/exit_code.hpp"
#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"
#include "support/progress.hpp"
#include "support/store.hpp"
#include "support/value.hpp"

#include <integration_gallery/transfer.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

ig::ExportKey read_key(const SealArguments& arguments, bool twice) {
    if (!arguments.key_file.empty())
        return ig::ExportKey::file(arguments.key_file);
    if (!arguments.passphrase_file.empty())
        return ig::ExportKey::passphrase(read_value(arguments.passphrase_file));
    if (!has_person())
        throw Failure("Name what the file is sealed to: --seal-key FILE or --passphrase-file FILE.");
    ig::Secret passphrase = ask_value("Passphrase of the file: ", true);
    if (twice && !(ask_value("Once more: ", true) == passphrase))
        throw Failure("The two passphrases are not the same.");
    return ig::ExportKey::passphrase(std::move(passphrase));
}

boost::json::object to_object(const ig::TransferCounts& counts) {
    return {{"projects", counts.projects},
            {"integrations", counts.integrations},
            {"secrets", counts.secrets},
            {"versions", counts.versions}};
}

std::string words(const ig::TransferCounts& counts) {
    const auto say = [](std::int64_t count, const char* one, const char* many) {
        return counted(static_cast<std::size_t>(count), one, many);
    };
    return say(counts.projects, "project", "projects") + ", " +
           say(counts.integrations, "integration", "integrations") + ", " + say(counts.secrets, "secret", "secrets") +
           ", " + say(counts.versions, "version", "versions");
}

template <class Work>
auto with_progress(bool json, Work&& work) {
    const ProgressLine line(json); // gone, whatever happens
    return work(line.watch());
}

} // namespace

int export_store(const ExportArguments& arguments, const Common& common) {
    if (!arguments.all && common.project.empty())
        throw Failure("Name the project with --project, or export every one with --all.");
    const ig::ExportKey key = read_key(arguments.seal, true);
    const ig::Gallery gallery = open_gallery(common, load_catalog(common));
    const auto result = with_progress(common.json, [&](ig::TransferWatch watch) {
        ig::ExportOptions options;
        if (!arguments.all)
            options.project = common.project;
        options.skip_unreadable = arguments.skip_unreadable;
        options.subject = operator_name();
        options.watch = std::move(watch);
        return gallery.export_to(arguments.file, key, options);
    });
    if (common.json) {
        auto document = to_object(result.counts);
        document["unreadable"] = result.unreadable;
        std::cout << boost::json::serialize(document) << "\n";
    } else {
        std::cout << arguments.file.string() << ": " << words(result.counts) << "\n";
        if (result.unreadable > 0)
            std::cout << styled("left out: " + std::to_string(result.unreadable) + " that do not open", Style::yellow)
                      << "\n";
    }
    return result.unreadable > 0 ? exit_found : exit_done;
}

int import_store(const ImportStoreArguments& arguments, const Common& common) {
    const ig::ExportKey key = read_key(arguments.seal, false);
    const ig::Gallery gallery = open_gallery(common, load_catalog(common), arguments.create);
    const auto result = with_progress(common.json, [&](ig::TransferWatch watch) {
        ig::ImportOptions options;
        options.on_conflict = arguments.skip        ? ig::OnConflict::skip
                              : arguments.overwrite ? ig::OnConflict::overwrite
                                                    : ig::OnConflict::refuse;
        options.dry_run = arguments.dry_run;
        options.subject = operator_name();
        options.watch = std::move(watch);
        return gallery.import_from(arguments.file, key, options);
    });
    if (common.json) {
        auto document = to_object(result.counts);
        document["skipped"] = result.skipped;
        document["overwritten"] = result.overwritten;
        document["dryRun"] = arguments.dry_run;
        std::cout << boost::json::serialize(document) << "\n";
    } else {
        std::cout << (arguments.dry_run ? "would import " : "imported ") << words(result.counts) << "; skipped "
                  << result.skipped << ", overwritten " << result.overwritten << "\n";
    }
    return exit_done;
}

int migrate_to(const MigrateArguments& arguments, const Common& common) {
    if (common.database.empty())
        throw Failure("Name the store that is to be moved with --database.");
    const std::string target = arguments.url_file.empty() ? arguments.url : read_url(arguments.url_file);
    if (target.empty())
        throw Failure("Name the database that it is moved to, as an argument or with --url-file.");
    require_store(common.database);
    const auto result = with_progress(common.json, [&](ig::TransferWatch watch) {
        return ig::move_store(common.database, target, {.watch = std::move(watch)});
    });
    if (common.json) {
        auto document = to_object(result.counts);
        document["rows"] = result.rows;
        std::cout << boost::json::serialize(document) << "\n";
    } else {
        std::cout << "moved " << counted(static_cast<std::size_t>(result.rows), "row", "rows") << ": "
                  << words(result.counts) << "\n"
                  << "Give the hosts the new URL and the same key; the old store was not changed.\n";
    }
    return exit_done;
}

int back_up(const BackupArguments& arguments, const Common& common) {
    const ig::Gallery gallery = open_gallery(common, load_catalog(common));
    gallery.back_up(arguments.file);
    std::error_code problem;
    const auto size = std::filesystem::file_size(arguments.file, problem);
    if (common.json)
        std::cout << boost::json::serialize(boost::json::object{{"file", arguments.file.string()}, {"bytes", size}})
                  << "\n";
    else
        std::cout << arguments.file.string() << ": " << counted(size, "byte", "bytes")
                  << "; keep the key file apart from it\n";
    return exit_done;
}

} // namespace command
