#include "commands/history.hpp"

#include "support/exit_code.hpp"
#include "support/failure.hpp"
#include "support/output.hpp"
#include "support/progress.hpp"
#include "support/store.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/history.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>
#include <iostream>

namespace command {
namespace {

namespace ig = integration_gallery;

struct Opened {
    explicit Opened(const Common& common)
        : gallery(open_gallery(common, load_catalog(common))), session(open_session(gallery, common)) {}
    ig::Gallery gallery;
    ig::Session session;
};

void print(const boost::json::value& document, bool json) {
    std::cout << (json ? boost::json::serialize(document) + "\n" : pretty(document));
}

/// A member of an entry's form, such as its time.
std::string text_of(const boost::json::object& entry, const char* name) {
    return std::string(entry.at(name).as_string());
}

std::string marks(const ig::HistoryEntry& entry) {
    std::string out;
    for (const auto& pointer : entry.set)
        out += "  set " + pointer;
    for (const auto& pointer : entry.cleared)
        out += "  cleared " + pointer;
    return out;
}

std::optional<ig::HistoryHead> read_head(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    ig::HistoryHead head;
    const auto colon = text.find(':');
    const char* end = text.data() + (colon == std::string::npos ? 0 : colon);
    const auto [stopped, fault] = std::from_chars(text.data(), end, head.sequence);
    if (colon == std::string::npos || fault != std::errc() || stopped != end || head.sequence < 0)
        throw Failure("--head is what verify has shown before: SEQUENCE:HASH.");
    head.hash = text.substr(colon + 1);
    return head;
}

} // namespace

int list_history(const HistoryListArguments& arguments, const Common& common) {
    const Opened store(common);
    ig::HistoryQuery query;
    query.limit = arguments.limit;
    if (arguments.before > 0)
        query.before = arguments.before;
    const auto page = store.session.history(arguments.name, query);
    if (common.json) {
        print(ig::to_document(page), true);
        return exit_done;
    }
    for (const auto& entry : page.entries) {
        const auto form = ig::to_document(entry);
        std::cout << styled(std::to_string(entry.revision), Style::bold) << "  " << text_of(form, "at") << "  "
                  << entry.kind
                  << (entry.restored_from > 0 ? " of " + std::to_string(entry.restored_from) : std::string()) << "  "
                  << printable(entry.by) << printable(marks(entry)) << "\n";
    }
    if (page.next)
        std::cout << styled("more with --before " + std::to_string(*page.next), Style::dim) << "\n";
    return exit_done;
}

int show_version(const HistoryShowArguments& arguments, const Common& common) {
    const Opened store(common);
    print(ig::to_document(store.session.version(arguments.name, arguments.revision)), common.json);
    return exit_done;
}

int compare_versions(const HistoryDiffArguments& arguments, const Common& common) {
    const Opened store(common);
    std::int64_t from = arguments.from;
    if (from < 0) {
        const auto page = store.session.history(arguments.name, {.limit = 1, .before = arguments.revision});
        from = page.entries.empty() ? 0 : page.entries.front().revision;
    }
    const auto differences = store.session.difference(arguments.name, from, arguments.revision);
    if (common.json) {
        print(boost::json::object{{"from", from},
                                  {"to", arguments.revision},
                                  {"differences", ig::to_document(differences)}},
              true);
        return exit_done;
    }
    for (const auto& difference : differences) {
        std::cout << styled(printable(difference.pointer), Style::bold) << "\n";
        if (difference.before)
            std::cout << styled("- " + boost::json::serialize(*difference.before), Style::red) << "\n";
        if (difference.after)
            std::cout << styled("+ " + boost::json::serialize(*difference.after), Style::green) << "\n";
    }
    return exit_done;
}

int restore_version(const HistoryRestoreArguments& arguments, const Common& common) {
    const ig::Catalog catalog = load_catalog(common);
    const ig::Manifest& manifest = find_manifest(catalog, arguments.name);
    const Opened store(common);
    ig::RestoreOptions options;
    if (arguments.if_revision >= 0)
        options.expected_revision = arguments.if_revision;
    options.dry_run = arguments.dry_run;
    const auto settings = store.session.restore(arguments.name, arguments.revision, options);
    if (common.json)
        print(ig::to_document(settings, manifest), true);
    else
        std::cout << arguments.name << (arguments.dry_run ? " would have" : " has") << " the settings of version "
                  << arguments.revision << (arguments.dry_run ? "" : ", revision " + std::to_string(settings.revision))
                  << "\n";
    return exit_done;
}

int verify_history(const HistoryVerifyArguments& arguments, const Common& common) {
    const auto head = read_head(arguments.head);
    const Opened store(common);
    const auto report = [&] {
        const ProgressLine line(common.json);
        return store.gallery.verify_history(common.project, head, line.watch_job("versions"));
    }();
    if (common.json) {
        print(ig::to_document(report), true);
        return report.intact() ? exit_done : exit_found;
    }
    for (const auto& finding : report.findings)
        std::cout << styled(finding.code, Style::red)
                  << (finding.integration.empty() ? "" : " " + printable(finding.integration)) << ": " << finding.detail
                  << "\n";
    std::cout << (report.intact() ? styled("intact", Style::green) : styled("not intact", Style::red)) << ": "
              << counted(static_cast<std::size_t>(report.checked), "version", "versions") << ", head "
              << report.head.sequence << ":" << report.head.hash << "\n";
    if (report.signed_head)
        std::cout << "signed up to " << report.signed_head->sequence << "\n";
    return report.intact() ? exit_done : exit_found;
}

int retain_history(const HistoryRetainArguments& arguments, const Common& common) {
    const Opened store(common);
    ig::Retention retention;
    retention.before = std::chrono::system_clock::now() - std::chrono::hours(24) * arguments.days;
    retention.keep = arguments.keep;
    retention.accept_damage = arguments.accept_damage;
    retention.dry_run = arguments.dry_run;
    const auto result = [&] {
        const ProgressLine line(common.json);
        retention.progress = line.watch_job("versions");
        return store.gallery.retain_history(common.project, retention, operator_name());
    }();
    if (common.json)
        print(boost::json::object{{"removed", result.removed},
                                  {"signedHead", {{"sequence", result.head.sequence}, {"hash", result.head.hash}}}},
              true);
    else
        std::cout << counted(static_cast<std::size_t>(result.removed), "version", "versions")
                  << (arguments.dry_run ? " would be" : "") << " removed; signed up to " << result.head.sequence
                  << "\n";
    return exit_done;
}

} // namespace command
