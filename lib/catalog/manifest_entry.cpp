#include "catalog/manifest_entry.hpp"

#include "base/bytes.hpp"
#include "base/short_hash.hpp"
#include "catalog/definitions.hpp"
#include "catalog/logo.hpp"
#include "catalog/migrations.hpp"
#include "catalog/object_model.hpp"
#include "catalog/section_schema.hpp"
#include "json/read.hpp"
#include "schema/schema.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>

namespace integration_gallery::catalog {
namespace {

/// A manifest may be longer than a settings document: 981 of Nango's providers stand in one file of 1.3 MB.
constexpr json::Limits manifest_limits{.bytes = 2 * 1024 * 1024, .depth = 64, .elements = 200'000};

constexpr std::array sections{Section::authentication, Section::data_mapping, Section::sync_settings};

std::string text_of(const boost::json::object& object, std::string_view member) {
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

[[noreturn]] void refuse(std::vector<Issue> issues, std::size_t count) {
    std::string detail = count == 1 ? "The manifest is wrong in one place"
                                    : "The manifest is wrong in " + std::to_string(count) + " places";
    detail += ": at \"" + issues.front().pointer + "\": " + issues.front().detail;
    throw Error(Status::validation, "manifest-invalid", std::move(detail), std::move(issues), count);
}

/// The schema of a section; a manifest that does not say takes the library's own.
boost::json::value section_document(const boost::json::object& settings, Section section) {
    if (const auto* own = settings.if_contains(section_name(section)))
        return *own;
    return boost::json::object{{"$ref", section == Section::data_mapping ? "ig:data-mapping" : "ig:sync-settings"}};
}

void compile_sections(ManifestEntry& entry, const Definitions& definitions) {
    const auto& manifest = entry.document.get_object();
    const bool lenient = manifest.contains("origin");
    std::vector<Issue> issues;
    std::size_t count = 0;
    for (const auto section : sections) {
        auto& target = entry.sections[static_cast<std::size_t>(section)];
        const auto document = section_document(manifest.at("settings").get_object(), section);
        target = definitions.compiled(document);
        if (target)
            continue;
        try {
            target = SectionSchema::compile(document, definitions.shared(), lenient);
        } catch (const Error& error) {
            if (error.status() != Status::validation)
                throw;
            for (auto issue : error.issues()) {
                issue.pointer = "/settings/" + std::string(section_name(section)) + issue.pointer;
                issues.push_back(std::move(issue));
            }
            count += error.issue_count();
        }
    }
    if (!issues.empty())
        refuse(std::move(issues), count);
}

void read_objects(ManifestEntry& entry) {
    const auto* objects = entry.document.get_object().if_contains("remoteObjects");
    if (objects == nullptr) {
        entry.remote_objects = std::make_shared<const ObjectModel>();
        return;
    }
    auto issues = ObjectModel::check_roles(*objects);
    for (auto& issue : issues)
        issue.pointer.insert(0, "/remoteObjects");
    if (!issues.empty()) {
        const auto count = issues.size();
        refuse(std::move(issues), count);
    }
    entry.remote_objects = std::make_shared<const ObjectModel>(ObjectModel::build(*objects));
}

void read_migrations(ManifestEntry& entry) {
    const auto* list = entry.document.get_object().if_contains("migrations");
    std::vector<Issue> issues;
    entry.migrations = std::make_shared<const Migrations>(
        list != nullptr ? Migrations::parse(*list, entry.version, issues) : Migrations());
    if (!issues.empty()) {
        const auto count = issues.size();
        refuse(std::move(issues), count);
    }
}

std::vector<std::byte> tile_of(std::string_view name, std::string_view display_name) {
    const auto text = make_tile(name, display_name);
    const auto bytes = base::as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::shared_ptr<const ManifestEntry> ManifestEntry::load(const Definitions& definitions, std::string_view text,
                                                         const LogoFile& logo_file) {
    auto entry = std::make_shared<ManifestEntry>();
    entry->document = json::read(text, manifest_limits);
    auto report = definitions.manifest().validate(entry->document);
    if (!report.valid())
        refuse(std::move(report.issues), report.count);

    const auto& manifest = entry->document.get_object();
    entry->name = text_of(manifest, "name");
    entry->display_name = LocalizedText::from(manifest.if_contains("displayName"));
    entry->description = LocalizedText::from(manifest.if_contains("description"));
    for (const auto& category : manifest.at("categories").get_array())
        entry->categories.emplace_back(category.get_string());
    if (const auto* aliases = manifest.if_contains("aliases"))
        for (const auto& alias : aliases->get_array())
            entry->aliases.emplace_back(alias.get_string());
    entry->version = text_of(manifest, "version");
    entry->documentation_url = text_of(manifest, "documentationUrl");
    compile_sections(*entry, definitions);
    read_objects(*entry);
    read_migrations(*entry);

    entry->set_tile(entry->display_name.in("en"));
    if (const auto file = text_of(manifest, "logo"); !file.empty())
        entry->set_logo(logo_file(file));
    return entry;
}

std::shared_ptr<const ManifestEntry> ManifestEntry::damaged(std::string name, std::string damage) {
    auto entry = std::make_shared<ManifestEntry>();
    entry->display_name = LocalizedText(name);
    entry->name = std::move(name);
    entry->set_tile(entry->name);
    entry->damage = std::move(damage);
    return entry;
}

void ManifestEntry::set_logo(std::vector<std::byte> content) {
    std::string refusal;
    const auto type = integration_gallery::catalog::logo_media_type(content, refusal);
    if (!type) {
        const std::string detail = "The logo cannot be used: " + refusal + ".";
        throw Error(Status::validation, "logo-invalid", detail, {{"/logo", "logo-invalid", detail, {}, ""}});
    }
    logo_media_type = *type;
    logo = std::move(content);
    logo_hash = base::short_hash(base::as_text(logo));
    logo_generated = false;
}

void ManifestEntry::set_tile(std::string_view shown_name) {
    logo_media_type = "image/svg+xml";
    logo = tile_of(name, shown_name);
    logo_hash = base::short_hash(base::as_text(logo));
    logo_generated = true;
}

const std::shared_ptr<const schema::Schema>& ManifestEntry::schema(Section section) const noexcept {
    const auto& compiled = sections[static_cast<std::size_t>(section)];
    return compiled ? compiled->schema() : m_no_schema;
}

const boost::json::value& ManifestEntry::form(Section section, std::string_view language) const noexcept {
    const auto& compiled = sections[static_cast<std::size_t>(section)];
    return compiled ? compiled->form(language) : m_no_form;
}

} // namespace integration_gallery::catalog
