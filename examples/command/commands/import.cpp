#include "commands/import.hpp"

#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"

#include <integration_gallery/import.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <iostream>
#include <utility>
#include <vector>

namespace command {
namespace {

namespace fs = std::filesystem;
namespace ig = integration_gallery;

void make_folder(const fs::path& folder) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem || !fs::is_directory(folder, problem))
        throw Failure("Cannot make the folder " + folder.string() + (problem ? ": " + problem.message() : "") + ".");
}

/// What has to be written: files that say the same already are left alone.
std::vector<std::pair<fs::path, std::string>> changes(const ig::ManifestImportResult& result,
                                                      const ImportArguments& arguments) {
    std::vector<std::pair<fs::path, std::string>> out;
    for (const auto& manifest : result.manifests) {
        fs::path path = arguments.output / (manifest.name + ".json");
        std::string content = pretty(manifest.document);
        std::error_code problem;
        if (fs::exists(fs::symlink_status(path, problem))) {
            if (fs::is_regular_file(path, problem) && read_file(path) == content)
                continue;
            if (!arguments.force)
                throw Failure("There is another " + path.string() +
                              " already; nothing was written. Choose another folder, or replace it with --force.");
        }
        out.emplace_back(std::move(path), std::move(content));
    }
    return out;
}

void print(const ig::ManifestImportResult& result, const fs::path& output) {
    static constexpr std::array<std::pair<const char*, Style>, 3> kinds{
        {{"note", Style::dim}, {"warning", Style::yellow}, {"skipped", Style::red}}};
    for (const auto& note : result.notes) {
        const auto& [name, style] = kinds[static_cast<std::size_t>(note.severity)];
        std::cout << styled(name, style) << " " << styled(printable(note.entry), Style::bold)
                  << printable(note.pointer.empty() ? "" : " at " + note.pointer) << ": " << printable(note.message)
                  << " (" << note.rule << ")\n";
    }
    std::cout << result.manifests.size() << " of " << counted(result.entries, "entry", "entries") << " imported from "
              << result.format << " into " << printable(output.string()) << "\n";
}

} // namespace

int import(const ImportArguments& arguments, const Common& common) {
    const ig::ManifestImportResult result = ig::import_manifests(read_file(arguments.file), {.name = arguments.name});
    const auto files = changes(result, arguments);
    if (!result.manifests.empty())
        make_folder(arguments.output);
    for (const auto& [path, content] : files)
        write_file(path, content);
    if (common.json)
        std::cout << boost::json::serialize(ig::to_json(result)) << "\n";
    else
        print(result, arguments.output);
    return result.manifests.empty() ? exit_found : exit_done;
}

} // namespace command
