#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "settings/history_forms.hpp"
#include "settings/service.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/key_maintenance.hpp>

#include <boost/json/array.hpp>

namespace integration_gallery {

boost::json::value read_document(std::string_view text) {
    return json::read(text, {}, json::scrubbed_memory());
}

boost::json::object to_document(const Settings& settings, const Manifest& manifest, std::string_view language) {
    return settings::full_form(settings, manifest, language);
}

boost::json::object to_document(const Card& card, const Manifest& manifest) {
    return settings::card_form(card, manifest);
}

boost::json::object to_document(const HistoryEntry& entry) {
    return settings::entry_form(entry);
}

boost::json::object to_document(const HistoryVersion& version) {
    return settings::version_form(version);
}

boost::json::object to_document(const HistoryPage& page) {
    return settings::page_form(page);
}

boost::json::array to_document(const std::vector<Difference>& differences) {
    return settings::differences_form(differences);
}

boost::json::object to_document(const Preview& preview, const Manifest& manifest, std::string_view language) {
    boost::json::object out = settings::full_form(preview.settings, manifest, language);
    out["differences"] = settings::differences_form(preview.differences);
    return out;
}

boost::json::object to_document(const Changes& changes) {
    return settings::changes_form(changes);
}

boost::json::object to_document(const HistoryReport& report) {
    return settings::report_form(report);
}

boost::json::object to_document(const JobResult& result) {
    boost::json::array faults;
    for (const auto& fault : result.faults)
        faults.push_back(boost::json::object{{"project", fault.project},
                                             {"integration", fault.integration},
                                             {"subject", fault.subject},
                                             {"code", fault.code}});
    boost::json::array hosts;
    for (const auto& host : result.hosts_lacking_key)
        hosts.emplace_back(host);
    return {{"done", result.progress.done},         {"left", result.progress.left},
            {"faults", result.progress.faults},     {"perSecond", result.progress.per_second},
            {"finished", result.finished},          {"target", result.target},
            {"keysReplaced", result.keys_replaced}, {"keysDestroyed", result.keys_destroyed},
            {"faultList", std::move(faults)},       {"hostsLackingKey", std::move(hosts)}};
}

boost::json::object to_document(const KeyFinding& finding) {
    return {{"code", finding.code},
            {"project", finding.project},
            {"integration", finding.integration},
            {"subject", finding.subject},
            {"advice", finding.advice}};
}

} // namespace integration_gallery
