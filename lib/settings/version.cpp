#include "settings/version.hpp"

#include "base/clock.hpp"
#include "base/time_text.hpp"
#include "json/canonical.hpp"
#include "json/pointer.hpp"
#include "json/read.hpp"
#include "settings/record.hpp"
#include "settings/service.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace integration_gallery::settings {
namespace {

using boost::json::object;
using boost::json::value;

boost::json::array to_array(const std::vector<std::string>& texts) {
    boost::json::array out;
    for (const auto& text : texts)
        out.emplace_back(text);
    return out;
}

[[noreturn]] void damaged() {
    throw Error(Status::storage, "record-damaged",
                "A version of these settings cannot be read. Verify the history of the project to see which were "
                "altered.");
}

std::vector<std::string> read_marks(const object& all, std::string_view name) {
    std::vector<std::string> out;
    const auto* list = all.if_contains(name);
    if (list == nullptr || !list->is_array())
        damaged();
    for (const auto& item : list->get_array()) {
        if (!item.is_string())
            damaged();
        out.emplace_back(item.get_string());
    }
    return out;
}

void compare(std::vector<Difference>& out, const std::string& pointer, const value* before, const value* after) {
    if (before != nullptr && after != nullptr && before->is_object() && after->is_object()) {
        std::set<std::string_view> names;
        for (const auto& member : before->get_object())
            names.insert(member.key());
        for (const auto& member : after->get_object())
            names.insert(member.key());
        for (const auto name : names) {
            std::string below = pointer;
            json::append_token(below, name);
            compare(out, below, before->get_object().if_contains(name), after->get_object().if_contains(name));
        }
        return;
    }
    if (before != nullptr && after != nullptr && json::equal(*before, *after))
        return;
    const auto copy = [](const value* item) { return item != nullptr ? std::optional<value>(*item) : std::nullopt; };
    out.push_back({pointer, copy(before), copy(after)});
}

} // namespace

Marks marks_of(const Plan& plan) {
    return {plan.set_pointers, plan.kept_pointers, plan.cleared};
}

storage::HistoryRow make_version(const storage::SettingsRow& row, const Origin& origin, const Marks& marks) {
    storage::HistoryRow version;
    version.project = row.project;
    version.integration = row.integration;
    version.revision = row.revision;
    version.kind = origin.kind;
    version.enabled = row.enabled;
    version.document = row.document;
    version.secrets = boost::json::serialize(
        object{{"set", to_array(marks.set)}, {"kept", to_array(marks.kept)}, {"cleared", to_array(marks.cleared)}});
    version.manifest_version = row.manifest_version;
    version.restored_from = origin.restored_from;
    version.at_us = row.updated_us;
    version.actor = row.updated_by;
    return version;
}

HistoryEntry read_entry(const storage::HistoryRow& row) {
    HistoryEntry out;
    out.revision = row.revision;
    out.sequence = row.sequence;
    out.kind = row.kind;
    out.at = base::from_microseconds(row.at_us);
    out.by = row.actor;
    out.enabled = row.enabled;
    out.manifest_version = row.manifest_version;
    out.restored_from = row.restored_from;
    out.hash = row.hash;
    value marks;
    try {
        marks = json::read(row.secrets, {.bytes = 4u * 1024 * 1024, .elements = 100'000});
    } catch (const Error&) {
        damaged();
    }
    if (!marks.is_object())
        damaged();
    out.set = read_marks(marks.get_object(), "set");
    out.kept = read_marks(marks.get_object(), "kept");
    out.cleared = read_marks(marks.get_object(), "cleared");
    return out;
}

HistoryVersion read_version(const storage::HistoryRow& row) {
    Record record;
    try {
        read_documents(record, row.document);
    } catch (const Error&) {
        damaged();
    }
    return {read_entry(row), std::move(record.documents[0]), std::move(record.documents[1]),
            std::move(record.documents[2])};
}

std::vector<Difference> compare_versions(const HistoryVersion& before, const HistoryVersion& after) {
    const auto whole = [](const HistoryVersion& version) {
        return value{{"authentication", version.authentication},
                     {"dataMapping", version.data_mapping},
                     {"syncSettings", version.sync_settings}};
    };
    std::vector<Difference> out;
    const value switched_before(before.entry.enabled);
    const value switched_after(after.entry.enabled);
    compare(out, "/enabled", &switched_before, &switched_after);
    const value left = whole(before);
    const value right = whole(after);
    compare(out, "", &left, &right);
    return out;
}

std::vector<Difference> compare_settings(const Settings& before, const Settings& after) {
    const auto as_version = [](const Settings& settings) {
        HistoryVersion version{{}, settings.authentication, settings.data_mapping, settings.sync_settings};
        version.entry.enabled = settings.enabled;
        return version;
    };
    std::vector<Difference> out = compare_versions(as_version(before), as_version(after));
    const auto form = [](const Settings& settings, const std::string& pointer) -> std::optional<value> {
        const auto found = settings.secrets.find(pointer);
        if (found == settings.secrets.end() || !found->second.set)
            return std::nullopt;
        object item{{"set", true}, {"updatedBy", found->second.updated_by}};
        if (found->second.updated_at)
            item["updatedAt"] = base::to_rfc3339(base::to_microseconds(*found->second.updated_at));
        return value(std::move(item));
    };
    std::set<std::string> pointers;
    for (const Settings* settings : {&before, &after})
        for (const auto& [pointer, state] : settings->secrets)
            pointers.insert(pointer);
    for (const auto& pointer : pointers) {
        auto left = form(before, pointer);
        auto right = form(after, pointer);
        if (left.has_value() != right.has_value() || (left && !json::equal(*left, *right)))
            out.push_back({pointer, std::move(left), std::move(right)});
    }
    return out;
}

} // namespace integration_gallery::settings
