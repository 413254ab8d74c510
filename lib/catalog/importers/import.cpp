#include "base/utf8.hpp"
#include "catalog/definitions.hpp"
#include "catalog/importers/airbyte.hpp"
#include "catalog/importers/nango.hpp"
#include "catalog/importers/plain_text.hpp"
#include "catalog/importers/yaml.hpp"
#include "catalog/manifest_entry.hpp"
#include "json/read.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/import.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace integration_gallery {
namespace {

namespace bj = boost::json;
using catalog::EntryNotes;
using catalog::ImportEntry;
using catalog::NangoProvider;

constexpr json::Limits file_limits{.bytes = 16 * 1024 * 1024, .depth = 64, .elements = 2'000'000, .string = 256 * 1024};

/// What a file holds, before it is known whose it is.
struct Content {
    bj::value document; ///< of JSON, or the YAML mapping as an object
    std::vector<NangoProvider> providers;
};

bool looks_like_json(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[');
}

Content read(std::string_view text) {
    Content content;
    if (looks_like_json(text)) {
        content.document = json::read(text, file_limits);
        if (const auto* object = content.document.if_object())
            for (const auto& member : *object)
                content.providers.push_back({std::string(member.key()), member.value(), {}});
        return content;
    }
    bj::object all;
    for (auto& entry : catalog::read_yaml_mapping(text)) {
        if (entry.problem.empty())
            all[entry.key] = entry.value;
        content.providers.push_back({std::move(entry.key), std::move(entry.value), std::move(entry.problem)});
    }
    content.document = std::move(all);
    return content;
}

bool is_nango(const Content& content) {
    return std::any_of(content.providers.begin(), content.providers.end(),
                       [](const NangoProvider& provider) { return catalog::is_nango_provider(provider.value); });
}

/// A name that no other integration of the result has, at most 63 characters long.
std::string unique_name(const std::string& wanted, const std::set<std::string>& taken) {
    const auto base = wanted.empty() ? std::string("integration") : wanted.substr(0, 56);
    auto name = base;
    for (std::size_t number = 2; taken.contains(name); ++number)
        name = base + "-" + std::to_string(number);
    return name;
}

/// Would a catalog take it? If not, the note says what it would complain of first.
bool loads(const catalog::Definitions& definitions, const bj::object& manifest, EntryNotes& notes) {
    try {
        catalog::ManifestEntry::load(definitions, bj::serialize(manifest), {});
        return true;
    } catch (const Error& error) {
        if (error.status() == Status::no_memory || error.status() == Status::internal)
            throw;
        const bool has_issue = !error.issues().empty();
        notes.skip({has_issue ? error.issues().front().pointer : "", "manifest-invalid",
                    "The manifest that this gives cannot be used: " +
                        (has_issue ? error.issues().front().detail : error.detail())});
        return false;
    }
}

std::string_view severity_name(ImportNote::Severity severity) {
    switch (severity) {
    case ImportNote::Severity::note:
        return "note";
    case ImportNote::Severity::warning:
        return "warning";
    case ImportNote::Severity::skipped:
        break;
    }
    return "skipped";
}

} // namespace

ManifestImportResult import_manifests(std::string_view text, const ManifestImportOptions& options) {
    if (text.size() > file_limits.bytes)
        throw Error(Status::limit, "too-large", "The file is larger than 16 MiB.");
    const auto content = read(text);
    ManifestImportResult result;
    std::vector<ImportEntry> entries;
    if (catalog::is_airbyte(content.document)) {
        result.format = "airbyte";
        entries = catalog::import_airbyte(content.document, options, result.notes);
    } else if (is_nango(content)) {
        result.format = "nango";
        entries = catalog::import_nango(content.providers, result.notes);
    } else {
        throw Error(
            Status::invalid_argument, "import-format-unknown",
            "The file holds neither Airbyte specifications (connectionSpecification) nor Nango providers (auth_mode).");
    }

    const catalog::Definitions definitions;
    std::set<std::string> taken;
    result.entries = entries.size();
    for (auto& entry : entries) {
        if (entry.skipped)
            continue;
        bj::object manifest{{"manifestVersion", 1}, {"name", unique_name(entry.wanted_name, taken)}};
        for (auto& member : entry.document)
            manifest[member.key()] = std::move(member.value());
        EntryNotes notes(entry.name, result.notes);
        if (!loads(definitions, manifest, notes))
            continue;
        std::string name(manifest.at("name").get_string());
        taken.insert(name);
        result.manifests.push_back({std::move(name), std::move(entry.name), std::move(manifest)});
    }
    return result;
}

bj::object to_json(const ManifestImportResult& result) {
    bj::array notes;
    std::size_t skipped = 0;
    std::size_t warnings = 0;
    for (const auto& note : result.notes) {
        skipped += note.severity == ImportNote::Severity::skipped ? 1u : 0u;
        warnings += note.severity == ImportNote::Severity::warning ? 1u : 0u;
        notes.push_back(bj::object{{"severity", severity_name(note.severity)},
                                   {"entry", note.entry},
                                   {"pointer", note.pointer},
                                   {"rule", note.rule},
                                   {"message", note.message}});
    }
    bj::array names;
    for (const auto& manifest : result.manifests)
        names.push_back(bj::object{{"name", manifest.name}, {"entry", manifest.entry}});
    return {{"format", result.format}, {"entries", result.entries}, {"imported", std::move(names)},
            {"skipped", skipped},      {"warnings", warnings},      {"notes", std::move(notes)}};
}

} // namespace integration_gallery
