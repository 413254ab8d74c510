#include "catalog/directory.hpp"

#include "base/bytes.hpp"
#include "base/identifier.hpp"
#include "catalog/logo.hpp"
#include "catalog/manifest_entry.hpp"
#include "json/read.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <fstream>
#include <set>

namespace integration_gallery::catalog {
namespace {

namespace filesystem = std::filesystem;

constexpr std::size_t maximum_manifest_bytes = 2 * 1024 * 1024;

/// At most `limit` bytes and one more, so that what is too long is seen as such without being read.
std::string read_file(const filesystem::path& path, std::size_t limit) {
    std::error_code code;
    std::ifstream file;
    if (filesystem::is_regular_file(path, code))
        file.open(path, std::ios::binary);
    std::string text(limit + 1, '\0');
    if (file.is_open())
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad())
        throw Error(Status::invalid_argument, "file-unreadable",
                    "The file " + path.filename().string() + " is missing or cannot be read.");
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// The name that a broken manifest gives itself, else the one that its place gives it; "" if neither is a name.
std::string name_of(const std::string& text, const std::string& place) {
    try {
        const auto document = json::read(text, {.bytes = maximum_manifest_bytes, .depth = 64, .elements = 200'000});
        const auto* object = document.if_object();
        const auto* name = object != nullptr ? object->if_contains("name") : nullptr;
        if (name != nullptr && name->is_string() && base::is_integration_name(name->get_string()))
            return std::string(name->get_string());
    } catch (const Error&) {
        // Not even JSON: the place has to do.
    }
    return base::is_integration_name(place) ? place : std::string();
}

LoadedFile load_file(const Definitions& definitions, const filesystem::path& path, std::string file,
                     const std::string& place) {
    LoadedFile result{std::move(file), nullptr, std::nullopt};
    std::string text;
    try {
        text = read_file(path, maximum_manifest_bytes);
        const auto logo = [&](std::string_view name) {
            const auto content = read_file(path.parent_path() / name, maximum_logo_bytes);
            const auto bytes = base::as_bytes(content);
            return std::vector<std::byte>(bytes.begin(), bytes.end());
        };
        result.entry = ManifestEntry::load(definitions, text, logo);
    } catch (const Error& error) {
        result.error = error;
        if (auto name = name_of(text, place); !name.empty())
            result.entry = ManifestEntry::damaged(std::move(name), error.detail());
    }
    return result;
}

std::vector<filesystem::path> sorted_entries(const filesystem::path& directory) {
    std::error_code code;
    std::vector<filesystem::path> entries;
    for (filesystem::directory_iterator at(directory, code), end; !code && at != end; at.increment(code))
        entries.push_back(at->path());
    if (code)
        throw Error(Status::invalid_argument, "directory-unreadable",
                    "The directory of manifests " + directory.string() + " cannot be listed: " + code.message() + ".");
    std::sort(entries.begin(), entries.end());
    return entries;
}

} // namespace

std::vector<LoadedFile> load_directory(const Definitions& definitions, const filesystem::path& directory) {
    std::vector<LoadedFile> result;
    std::set<std::string> names;
    for (const auto& path : sorted_entries(directory)) {
        const auto name = path.filename().string();
        std::error_code code;
        LoadedFile loaded;
        if (filesystem::is_directory(path, code)) {
            if (!filesystem::exists(path / "manifest.json", code))
                continue;
            loaded = load_file(definitions, path / "manifest.json", name + "/manifest.json", name);
        } else if (path.extension() == ".json") {
            loaded = load_file(definitions, path, name, path.stem().string());
        } else {
            continue;
        }
        if (loaded.entry && !names.insert(loaded.entry->name).second) {
            loaded.error = Error(Status::invalid_argument, "duplicate-name",
                                 "Another file of this directory is the manifest of " + loaded.entry->name +
                                     " already. Remove one of them, or give it another name.");
            loaded.entry = nullptr;
        }
        result.push_back(std::move(loaded));
    }
    return result;
}

} // namespace integration_gallery::catalog
