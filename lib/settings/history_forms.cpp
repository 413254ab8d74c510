#include "settings/history_forms.hpp"

#include "base/clock.hpp"
#include "base/time_text.hpp"

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

object head_form(const HistoryHead& head) {
    return {{"sequence", head.sequence}, {"hash", head.hash}};
}

} // namespace

object entry_form(const HistoryEntry& entry) {
    return {{"revision", entry.revision},
            {"sequence", entry.sequence},
            {"kind", entry.kind},
            {"at", base::to_rfc3339(base::to_microseconds(entry.at))},
            {"by", entry.by},
            {"enabled", entry.enabled},
            {"manifestVersion", entry.manifest_version},
            {"restoredFrom", entry.restored_from == 0 ? value(nullptr) : value(entry.restored_from)},
            {"secrets",
             {{"set", to_array(entry.set)}, {"kept", to_array(entry.kept)}, {"cleared", to_array(entry.cleared)}}},
            {"hash", entry.hash}};
}

object version_form(const HistoryVersion& version) {
    object out = entry_form(version.entry);
    out["authentication"] = version.authentication;
    out["dataMapping"] = version.data_mapping;
    out["syncSettings"] = version.sync_settings;
    return out;
}

object page_form(const HistoryPage& page) {
    boost::json::array versions;
    for (const auto& entry : page.entries)
        versions.push_back(entry_form(entry));
    return {{"versions", std::move(versions)}, {"next", page.next ? value(*page.next) : value(nullptr)}};
}

object changes_form(const Changes& changes) {
    boost::json::array list;
    for (const auto& change : changes.changes) {
        object item{{"integration", change.integration}};
        for (auto& member : entry_form(change.entry))
            item.insert(member);
        list.push_back(std::move(item));
    }
    return {{"changes", std::move(list)},
            {"next", changes.next},
            {"more", changes.more},
            {"incomplete", changes.incomplete}};
}

boost::json::array differences_form(const std::vector<Difference>& differences) {
    boost::json::array out;
    for (const auto& difference : differences) {
        object item{{"pointer", difference.pointer}};
        if (difference.before)
            item["before"] = *difference.before;
        if (difference.after)
            item["after"] = *difference.after;
        out.push_back(std::move(item));
    }
    return out;
}

object report_form(const HistoryReport& report) {
    boost::json::array findings;
    for (const auto& finding : report.findings)
        findings.push_back({{"code", finding.code},
                            {"sequence", finding.sequence},
                            {"integration", finding.integration},
                            {"detail", finding.detail}});
    return {{"intact", report.intact()},
            {"checked", report.checked},
            {"first", report.first},
            {"head", head_form(report.head)},
            {"signedHead", report.signed_head ? value(head_form(*report.signed_head)) : value(nullptr)},
            {"findings", std::move(findings)},
            {"findingCount", report.finding_count}};
}

} // namespace integration_gallery::settings
