#include "catalog/migration_step.hpp"

#include "catalog/places.hpp"
#include "json/canonical.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace integration_gallery::catalog {
namespace {

using boost::json::object;
using boost::json::value;

[[noreturn]] void block(const std::string& pointer, std::string detail) {
    std::string message = "The stored settings do not allow a step of the migration at \"" + pointer + "\": " + detail;
    throw Error(Status::validation, "migration-blocked", std::move(message),
                {{pointer, "migration-blocked", std::move(detail), {}, ""}});
}

std::string text_at(const value& step, std::string_view member) {
    return std::string(step.at(member).get_string());
}

/// Gives a value another place: rename and move.
class Relocation final : public MigrationStep {
public:
    Relocation(std::string from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}

    void apply(value& document) const override { relocate(document, m_from, m_to); }
    void undo(value& document) const override { relocate(document, m_to, m_from); }
    std::string forwards(std::string_view pointer) const override { return follow(pointer, m_from, m_to); }
    std::string backwards(std::string_view pointer) const override { return follow(pointer, m_to, m_from); }

private:
    static void relocate(value& document, const std::string& from, const std::string& to) {
        const auto key = last_token(from);
        const auto new_key = last_token(to);
        const bool same_holder = from.substr(0, from.rfind('/')) == to.substr(0, to.rfind('/'));
        for (auto* holder : find_holders(document, from)) {
            if (!holder->contains(key))
                continue;
            const auto targets = same_holder ? std::vector<object*>{holder} : find_holders(document, to);
            if (targets.size() != 1)
                block(to, "the object that shall hold the member is not there.");
            if (targets.front()->contains(new_key))
                block(to, "there is something at this place already.");
            value moved = std::move(holder->at(key));
            holder->erase(key);
            targets.front()->emplace(new_key, std::move(moved));
        }
    }

    static std::string follow(std::string_view pointer, const std::string& from, const std::string& to) {
        if (const auto rest = tokens_below(pointer, from))
            return join_tokens(to, pointer, *rest);
        return with_element_key(pointer, from, [&](std::string& key, std::string&) { key = last_token(to); });
    }

    std::string m_from, m_to;
};

class DefaultValue final : public MigrationStep {
public:
    DefaultValue(std::string pointer, value content) : m_pointer(std::move(pointer)), m_value(std::move(content)) {}

    void apply(value& document) const override {
        for (auto* holder : find_holders(document, m_pointer))
            if (const auto key = last_token(m_pointer); !holder->contains(key))
                holder->emplace(key, m_value);
    }
    void undo(value& document) const override {
        const auto key = last_token(m_pointer);
        for (auto* holder : find_holders(document, m_pointer))
            if (const auto* member = holder->if_contains(key); member != nullptr && json::equal(*member, m_value))
                holder->erase(key);
    }

private:
    std::string m_pointer;
    value m_value;
};

class ValueMap final : public MigrationStep {
public:
    ValueMap(std::string pointer, const boost::json::array& pairs) : m_pointer(std::move(pointer)) {
        for (const auto& pair : pairs)
            m_pairs.emplace_back(pair.at("from"), pair.at("to"));
    }

    bool is_one_to_one() const {
        for (std::size_t i = 0; i < m_pairs.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (json::equal(m_pairs[i].first, m_pairs[j].first) ||
                    json::equal(m_pairs[i].second, m_pairs[j].second))
                    return false;
        return true;
    }

    void apply(value& document) const override {
        for (auto* one : find_all(document, m_pointer))
            replace(*one, &Pair::first, &Pair::second);
    }
    void undo(value& document) const override {
        for (auto* one : find_all(document, m_pointer))
            replace(*one, &Pair::second, &Pair::first);
    }
    std::string forwards(std::string_view pointer) const override {
        return follow(pointer, &Pair::first, &Pair::second);
    }
    std::string backwards(std::string_view pointer) const override {
        return follow(pointer, &Pair::second, &Pair::first);
    }

private:
    using Pair = std::pair<value, value>;

    std::string follow(std::string_view pointer, value Pair::*source, value Pair::*target) const {
        return with_element_key(pointer, m_pointer, [&](std::string&, std::string& text) {
            const value before(text);
            for (const auto& pair : m_pairs)
                if (json::equal(before, pair.*source) && (pair.*target).is_string()) {
                    text = (pair.*target).get_string();
                    return;
                }
        });
    }

    void replace(value& content, value Pair::*source, value Pair::*target) const {
        for (const auto& pair : m_pairs) {
            if (json::equal(content, pair.*source)) {
                content = pair.*target;
                return;
            }
        }
        if (!reversible)
            return;
        // A value that is nobody's source but somebody's target could not be told from a mapped one afterwards.
        for (const auto& pair : m_pairs)
            if (json::equal(content, pair.*target))
                block(m_pointer, "it has a value that only the other version knows.");
    }

    std::string m_pointer;
    std::vector<Pair> m_pairs;
};

class Wrap final : public MigrationStep {
public:
    Wrap(std::string pointer, std::string discriminator, std::string branch, std::string member)
        : m_pointer(std::move(pointer)), m_discriminator(std::move(discriminator)), m_branch(std::move(branch)),
          m_member(std::move(member)) {}

    void apply(value& document) const override {
        for (auto* one : find_all(document, m_pointer)) {
            auto* content = one->if_object();
            if (content == nullptr)
                continue;
            if (m_member.empty()) {
                if (content->contains(m_discriminator))
                    block(m_pointer, "it has the discriminator already.");
                content->emplace(m_discriminator, m_branch);
            } else {
                object outer;
                outer.emplace(m_discriminator, m_branch);
                outer.emplace(m_member, std::move(*content));
                *one = std::move(outer);
            }
        }
    }

    void undo(value& document) const override {
        for (auto* one : find_all(document, m_pointer)) {
            auto* content = one->if_object();
            if (content == nullptr)
                continue;
            const auto* branch = content->if_contains(m_discriminator);
            if (branch == nullptr || !branch->is_string() || branch->get_string() != m_branch)
                block(m_pointer, "the older version does not know this branch.");
            if (m_member.empty()) {
                content->erase(m_discriminator);
                continue;
            }
            auto* inner = content->if_contains(m_member);
            if (inner == nullptr || !inner->is_object() || content->size() != 2)
                block(m_pointer, "it has members that the older version has no place for.");
            value freed = std::move(*inner);
            *one = std::move(freed);
        }
    }

    std::string forwards(std::string_view pointer) const override {
        const auto rest = tokens_below(pointer, m_pointer);
        return rest && !rest->empty() && !m_member.empty() ? join_tokens(inside(), pointer, *rest)
                                                           : std::string(pointer);
    }
    std::string backwards(std::string_view pointer) const override {
        if (m_member.empty())
            return std::string(pointer);
        const auto rest = tokens_below(pointer, inside());
        return rest ? join_tokens(m_pointer, pointer, *rest) : std::string(pointer);
    }

private:
    std::string inside() const {
        std::string pointer = m_pointer;
        json::append_token(pointer, std::string_view(m_member));
        return pointer;
    }

    std::string m_pointer, m_discriminator, m_branch, m_member;
};

/// Does a pointer name a place in a section, or, where `whole` is allowed, a section?
bool is_place(std::string_view pointer, bool whole) {
    const auto tokens = json::split_pointer(pointer);
    if (!tokens || tokens->size() < (whole ? 1u : 2u))
        return false;
    const auto& section = tokens->front();
    return section == "authentication" || section == "dataMapping" || section == "syncSettings";
}

void expect_place(const value& step, std::string_view member, bool whole, const std::string& pointer,
                  std::vector<Issue>& issues) {
    if (!is_place(text_at(step, member), whole))
        issues.push_back({pointer + "/" + std::string(member),
                          "migration-place",
                          "Name a place in /authentication, /dataMapping or /syncSettings.",
                          {},
                          ""});
}

} // namespace

MigrationStep::~MigrationStep() = default;

std::shared_ptr<const MigrationStep> MigrationStep::parse(const value& step, const std::string& pointer,
                                                          std::vector<Issue>& issues) {
    const auto operation = text_at(step, "operation");
    const auto* inverse = step.get_object().if_contains("inverse");
    const bool reversible = inverse == nullptr || inverse->get_string() == "derived";
    const auto finish = [&](auto result) -> std::shared_ptr<const MigrationStep> {
        result->reversible = reversible;
        return result;
    };
    expect_place(step, operation == "move" ? "from" : "pointer", operation == "wrap", pointer, issues);
    if (operation == "rename") {
        const auto from = text_at(step, "pointer");
        return finish(std::make_shared<Relocation>(from, with_last_token(from, text_at(step, "name"))));
    }
    if (operation == "move") {
        const auto from = text_at(step, "from");
        const auto to = text_at(step, "to");
        expect_place(step, "to", false, pointer, issues);
        if (json::is_within(to, from) || json::is_within(from, to))
            issues.push_back(
                {pointer + "/to", "migration-place", "Move to a place that is neither in nor around it.", {}, ""});
        if (from.find("/*") != std::string::npos || to.find("/*") != std::string::npos)
            issues.push_back({pointer, "migration-place", "A move has one place at each end: do without *.", {}, ""});
        return finish(std::make_shared<Relocation>(from, to));
    }
    if (operation == "setDefault")
        return finish(std::make_shared<DefaultValue>(text_at(step, "pointer"), step.at("value")));
    if (operation == "mapValues") {
        auto result = std::make_shared<ValueMap>(text_at(step, "pointer"), step.at("pairs").get_array());
        if (reversible && !result->is_one_to_one())
            issues.push_back({pointer + "/inverse",
                              "no-inverse",
                              "Two pairs have the same value on one side: say \"none\", or make the values differ.",
                              {},
                              ""});
        return finish(std::move(result));
    }
    const auto* member = step.get_object().if_contains("member");
    return finish(std::make_shared<Wrap>(text_at(step, "pointer"), text_at(step, "discriminator"),
                                         text_at(step, "value"),
                                         member != nullptr ? std::string(member->get_string()) : std::string()));
}

} // namespace integration_gallery::catalog
