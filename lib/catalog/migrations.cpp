#include "catalog/migrations.hpp"

#include "catalog/migration_step.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace integration_gallery::catalog {

Migrations Migrations::parse(const boost::json::value& list, std::string_view version, std::vector<Issue>& issues) {
    Migrations result;
    std::set<std::string> starts;
    std::set<std::string> ends;
    std::size_t index = 0;
    for (const auto& item : list.get_array()) {
        const auto pointer = "/migrations/" + std::to_string(index++);
        Migration migration;
        migration.from = item.at("from").get_string();
        migration.to = item.at("to").get_string();
        if (migration.from == migration.to && migration.from != version)
            issues.push_back(
                {pointer + "/to", "migration-order", "Lead to another version than the one it starts at.", {}, ""});
        if (migration.from == version)
            issues.push_back(
                {pointer + "/from", "migration-order", "Do not lead away from the manifest's own version.", {}, ""});
        if (!starts.insert(migration.from).second)
            issues.push_back({pointer + "/from", "migration-order", "Give each version one way to the next.", {}, ""});
        if (!ends.insert(migration.to).second)
            issues.push_back({pointer + "/to", "migration-order", "Give each version one way from the last.", {}, ""});
        std::size_t step_index = 0;
        for (const auto& step : item.at("steps").get_array()) {
            migration.steps.push_back(
                MigrationStep::parse(step, pointer + "/steps/" + std::to_string(step_index++), issues));
            migration.reversible = migration.reversible && migration.steps.back()->reversible;
        }
        result.m_migrations.push_back(std::move(migration));
    }
    if (!issues.empty())
        return result;
    for (std::size_t i = 0; i < result.m_migrations.size(); ++i)
        if (!result.reaches(result.m_migrations[i].from, version))
            issues.push_back({"/migrations/" + std::to_string(i),
                              "migration-order",
                              "The steps from here do not lead to the version of the manifest.",
                              {},
                              ""});
    return result;
}

/// Versions have one way to the next and one from the last, so the graph is a set of lines: look along both directions.
std::optional<std::vector<Migrations::Leg>> Migrations::find_way(std::string_view from, std::string_view to) const {
    for (const bool forwards : {true, false}) {
        std::vector<Leg> legs;
        auto at = from;
        while (at != to && legs.size() < m_migrations.size()) {
            const auto next = std::find_if(m_migrations.begin(), m_migrations.end(), [&](const Migration& migration) {
                return forwards ? migration.from == at : migration.to == at && migration.reversible;
            });
            if (next == m_migrations.end())
                break;
            legs.push_back({&*next, forwards});
            at = forwards ? next->to : next->from;
        }
        if (at == to)
            return legs;
    }
    return std::nullopt;
}

std::vector<Migrations::Leg> Migrations::way(std::string_view from, std::string_view to) const {
    if (auto legs = find_way(from, to))
        return std::move(*legs);
    throw Error(Status::validation, "no-migration",
                "The manifest has no way from version " + std::string(from) + " to version " + std::string(to) +
                    ". Add it to its migrations, or use a manifest of the stored version.");
}

bool Migrations::reaches(std::string_view from, std::string_view to) const {
    return find_way(from, to).has_value();
}

boost::json::value Migrations::apply(const boost::json::value& document, std::string_view from,
                                     std::string_view to) const {
    boost::json::value result = document;
    for (const auto& leg : way(from, to)) {
        const auto& steps = leg.migration->steps;
        if (leg.forwards)
            std::for_each(steps.begin(), steps.end(), [&](const auto& step) { step->apply(result); });
        else
            std::for_each(steps.rbegin(), steps.rend(), [&](const auto& step) { step->undo(result); });
    }
    return result;
}

std::string Migrations::apply_to_pointer(std::string_view pointer, std::string_view from, std::string_view to) const {
    std::string result(pointer);
    for (const auto& leg : way(from, to)) {
        const auto& steps = leg.migration->steps;
        if (leg.forwards)
            std::for_each(steps.begin(), steps.end(), [&](const auto& step) { result = step->forwards(result); });
        else
            std::for_each(steps.rbegin(), steps.rend(), [&](const auto& step) { result = step->backwards(result); });
    }
    return result;
}

} // namespace integration_gallery::catalog
