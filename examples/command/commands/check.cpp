#include "commands/check.hpp"

#include "support/failure.hpp"
#include "support/output.hpp"
#include "support/store.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <functional>
#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

/// What was looked at, and what was found.
class Report {
public:
    explicit Report(bool json) : m_json(json) {}

    void say(std::string_view subject, bool good, const std::string& detail) {
        m_good = m_good && good;
        if (m_json)
            m_checks.push_back(boost::json::object{{"subject", subject}, {"ok", good}, {"detail", detail}});
        else
            std::cout << styled(good ? "good" : "BAD ", good ? Style::green : Style::red) << "  "
                      << styled(subject, Style::bold) << ": " << printable(detail) << "\n";
    }

    /// Does `look`; what it throws is what is wrong with the subject.
    void look(std::string_view subject, const std::function<void()>& look) {
        try {
            look();
        } catch (const ig::Error& error) {
            say(subject, false, error.detail() + " (" + error.code() + ")");
        } catch (const Failure& failure) {
            say(subject, false, failure.what());
        }
    }

    int end() const {
        if (m_json)
            std::cout << boost::json::serialize(boost::json::object{{"ok", m_good}, {"checks", m_checks}}) << "\n";
        return m_good ? exit_done : exit_found;
    }

private:
    bool m_json;
    bool m_good = true;
    boost::json::array m_checks;
};

void check_manifests(Report& report, const Common& common, ig::Catalog& catalog) {
    ig::CatalogReport directory;
    catalog = load_catalog(common, &directory);
    for (const auto& failure : directory.failures)
        report.say("manifests", false, failure.file + ": " + failure.error.detail());
    if (directory.failures.empty())
        report.say("manifests", true,
                   counted(catalog.manifests().size(), "integration", "integrations") + ", " +
                       std::to_string(directory.added.size()) + " added and " +
                       std::to_string(directory.replaced.size()) + " replaced by own ones");
}

void check_project(Report& report, const Common& common, const ig::Gallery& gallery) {
    std::size_t on = 0;
    bool good = true;
    for (const ig::Card& card : open_session(gallery, common).list()) {
        on += card.enabled ? 1 : 0;
        if (card.state.status != "needs-attention")
            continue;
        good = false;
        std::string reasons;
        for (const auto& reason : card.state.reasons)
            reasons +=
                (reasons.empty() ? "" : " ") + (reason.pointer.empty() ? "" : reason.pointer + ": ") + reason.detail;
        report.say("project", false, card.name + " needs attention. " + reasons);
    }
    if (good)
        report.say("project", true, counted(on, "integration is", "integrations are") + " on");
}

} // namespace

int check(const CheckArguments&, const Common& common) {
    Report report(common.json);
    ig::Catalog catalog;
    report.look("manifests", [&] { check_manifests(report, common, catalog); });
    if (!common.key_file.empty()) {
        report.look("keys", [&] {
            const auto keys = ig::key_file(common.key_file)->keys();
            report.say("keys", true, counted(keys.known.size(), "key", "keys") + ", active is " + keys.active);
        });
    }
    if (!common.database.empty()) {
        report.look("store", [&] {
            const ig::Gallery gallery = open_gallery(common, catalog);
            report.say("store", true, "it opens, and its keys are those of the file");
            if (!common.project.empty())
                report.look("project", [&] { check_project(report, common, gallery); });
        });
    }
    return report.end();
}

} // namespace command
