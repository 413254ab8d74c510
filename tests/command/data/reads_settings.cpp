// Reads documents through the headers that test_header.py made; the document stands on standard input.
#include "clickup.hpp"
#include "jira.hpp"

#include <iostream>
#include <iterator>
#include <string>
#include <type_traits>

namespace clickup = integrations::clickup;
namespace jira = integrations::jira;

// What a worker may rely on is known to the compiler.
using Interval = clickup::SyncSettingsScheduleInterval;
static_assert(std::is_enum_v<clickup::SyncSettingsDirection>);
static_assert(clickup::AuthenticationApikey::api_key_secret == "/authentication/apiKey");
static_assert(std::is_same_v<std::variant_alternative_t<0, jira::Authentication>, jira::AuthenticationApikey>);
static_assert(std::is_same_v<decltype(std::declval<const clickup::SyncSettings&>().limits()),
                             const std::optional<clickup::SyncSettingsLimits>&>);

namespace {

struct Stored {
    boost::json::object authentication;
    boost::json::object data_mapping;
    boost::json::object sync_settings;
};

int read(const std::string& which, const boost::json::object& document) {
    if (which == "jira") {
        const auto settings = jira::Settings::from_json(document);
        std::cout << std::get<jira::AuthenticationApikey>(settings.authentication()).site() << "\n";
        return 0;
    }
    const auto settings = clickup::Settings::from_json(document);
    const clickup::SyncSettings& sync = settings.sync_settings();
    std::cout << to_string(sync.direction()) << " " << settings.authentication().index() << "\n";
    if (const auto* interval = std::get_if<Interval>(&sync.schedule()))
        std::cout << "every " << interval->every() << " from " << to_string(interval->anchor()) << "\n";
    if (sync.limits())
        std::cout << "page size " << sync.limits()->page_size().value_or(-1) << ", run time "
                  << sync.limits()->maximum_run_time() << "\n";
    for (const auto& entity : settings.data_mapping().entities()) {
        std::cout << entity.local() << " to " << entity.remote() << ", " << entity.fields().size() << " fields\n";
        if (!entity.filter())
            continue;
        const auto& negation = std::get<clickup::ConditionNot>(*entity.filter());
        const auto& all = std::get<clickup::ConditionAll>(negation.not_()).all();
        const auto& last = std::get<clickup::ConditionField>(all.back());
        std::cout << all.size() << " conditions, " << last.field() << " " << to_string(last.operator_()) << " "
                  << (last.value() ? last.value()->as_int64() : 0) << "\n";
    }
    const Stored stored{document.at("authentication").as_object(), {}, document.at("syncSettings").as_object()};
    return clickup::Settings::from(stored).sync_settings().direction() == sync.direction() ? 0 : 1;
}

} // namespace

int main(int, char** argv) {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    try {
        return read(argv[1], boost::json::parse(text).as_object());
    } catch (const clickup::Mismatch& problem) {
        std::cerr << problem.pointer() << "|" << problem.what() << "\n";
        return 3;
    } catch (const jira::Mismatch& problem) {
        std::cerr << problem.pointer() << "|" << problem.what() << "\n";
        return 3;
    }
}
