#include "catalog/mapping_rules.hpp"

#include "catalog/field_type.hpp"
#include "json/canonical.hpp"
#include "json/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace integration_gallery::catalog {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

const array* array_at(const object& holder, std::string_view member) {
    const auto* found = holder.if_contains(member);
    return found != nullptr ? found->if_array() : nullptr;
}

std::string text_at(const object& holder, std::string_view member, std::string_view fallback = "") {
    const auto* found = holder.if_contains(member);
    return std::string(found != nullptr && found->is_string() ? std::string_view(found->get_string()) : fallback);
}

bool is_enabled(const object& holder) {
    const auto* found = holder.if_contains("enabled");
    return found == nullptr || !found->is_bool() || found->get_bool();
}

std::string below(const std::string& pointer, std::string_view token) {
    std::string result = pointer;
    json::append_token(result, token);
    return result;
}

std::string below(const std::string& pointer, std::size_t index) {
    std::string result = pointer;
    json::append_token(result, index);
    return result;
}

/// Checks the entities of one document.
class Checker {
public:
    Checker(const ObjectModel& host_model, const ObjectModel& remote_objects, std::vector<Issue>& issues)
        : m_host(host_model), m_remote(remote_objects), m_issues(issues) {}

    void entity(const object& entity, const std::string& pointer) {
        m_host_object = find_object(m_host, entity, "local", pointer);
        m_remote_object = find_object(m_remote, entity, "remote", pointer);
        m_direction = text_at(entity, "direction");
        m_targets.clear();
        const auto* fields = array_at(entity, "fields");
        for (std::size_t i = 0; fields != nullptr && i < fields->size(); ++i)
            if (const auto* field = (*fields)[i].if_object())
                check_field(*field, below(below(pointer, "fields"), i));
        const auto* matches = array_at(entity, "match");
        for (std::size_t i = 0; matches != nullptr && i < matches->size(); ++i)
            if (const auto* match = (*matches)[i].if_object())
                check_match(*match, fields, below(below(pointer, "match"), i));
        if (const auto* filter = entity.if_contains("filter"))
            check_condition(*filter, below(pointer, "filter"));
    }

private:
    void tell(std::string pointer, std::string code, std::string detail) {
        m_issues.push_back({std::move(pointer), std::move(code), std::move(detail), {}, ""});
    }

    const ObjectModel::Object* find_object(const ObjectModel& model, const object& entity, std::string_view side,
                                           const std::string& pointer) {
        const auto name = text_at(entity, side);
        const auto* found = model.find(name);
        if (found == nullptr && !model.empty() && entity.contains(side)) {
            std::string known;
            for (const auto& one : model.objects())
                known += (known.empty() ? "" : ", ") + one.name;
            tell(below(pointer, side), "unknown-object", "Choose one of the objects of this side: " + known + ".");
        }
        return found;
    }

    /// The field, or nullptr after saying that there is none; also nullptr where the object is not known.
    const ObjectModel::Field* find_field(const ObjectModel::Object* holder, const object& pair, std::string_view side,
                                         const std::string& pointer) {
        if (holder == nullptr || !pair.contains(side))
            return nullptr;
        const auto* found = holder->find(text_at(pair, side));
        if (found == nullptr)
            tell(below(pointer, side), "unknown-field", "Choose a field of the object " + holder->name + ".");
        return found;
    }

    void check_field(const object& field, const std::string& pointer) {
        const auto* local = find_field(m_host_object, field, "local", pointer);
        const auto* remote = find_field(m_remote_object, field, "remote", pointer);
        check_values(field, local, "local", pointer);
        check_values(field, remote, "remote", pointer);
        if (!is_enabled(field))
            return;
        auto direction = text_at(field, "direction", "inherit");
        if (direction == "inherit")
            direction = m_direction;
        if (direction == "inbound" || direction == "bidirectional")
            check_way(field, {remote, local, "local", "transformInbound"}, pointer);
        if (direction == "outbound" || direction == "bidirectional")
            check_way(field, {local, remote, "remote", "transformOutbound"}, pointer);
    }

    struct Way {
        const ObjectModel::Field* source;
        const ObjectModel::Field* target;
        std::string_view target_side;
        std::string_view transforms;
    };

    void check_way(const object& field, const Way& way, const std::string& pointer) {
        const auto name = text_at(field, way.target_side);
        if (!m_targets.insert(std::string(way.target_side) + "/" + name).second)
            tell(below(pointer, way.target_side), "duplicate-target",
                 "Another field of this object is written to the same place. Remove one of them, or change its "
                 "direction.");
        if (way.target != nullptr && way.target->read_only)
            tell(below(pointer, way.target_side), "read-only-field",
                 "This field is written by its own side only. Choose the other direction.");
        if (way.source == nullptr || way.target == nullptr || (is_person(*way.source) && is_person(*way.target)))
            return;
        const auto* pipeline = array_at(field, way.transforms);
        std::ptrdiff_t failed = -1;
        const auto result = transform(FieldType::of(*way.source), pipeline != nullptr ? *pipeline : array(), failed);
        if (failed >= 0)
            tell(below(below(pointer, way.transforms), static_cast<std::size_t>(failed)), "type-mismatch",
                 "This step cannot take what it is given here.");
        else if (!has_value_map(field) && !fits(result, FieldType::of(*way.target)))
            tell(below(pointer, way.target_side), "type-mismatch",
                 "The types do not fit: " + describe(*way.source) + " cannot become " + describe(*way.target) +
                     ". Add a transform, or choose another field.");
    }

    static std::string describe(const ObjectModel::Field& field) {
        return field.name + " (" + (field.format.empty() ? field.type : field.type + ", " + field.format) + ")";
    }

    static const array* pairs_of(const object& field) {
        const auto* map = field.if_contains("valueMap");
        return map != nullptr && map->is_object() ? array_at(map->get_object(), "pairs") : nullptr;
    }

    /// With pairs, what comes out is what the pairs say, unless other values pass through.
    static bool has_value_map(const object& field) {
        const auto* pairs = pairs_of(field);
        return pairs != nullptr && !pairs->empty() &&
               text_at(field.at("valueMap").get_object(), "unmapped", "error") != "passThrough";
    }

    void check_values(const object& field, const ObjectModel::Field* known, std::string_view side,
                      const std::string& pointer) {
        const auto* pairs = pairs_of(field);
        if (pairs == nullptr || known == nullptr || known->values.empty())
            return;
        for (std::size_t i = 0; i < pairs->size(); ++i) {
            const auto* pair = (*pairs)[i].if_object();
            const auto* content = pair != nullptr ? pair->if_contains(side) : nullptr;
            if (content == nullptr || std::any_of(known->values.begin(), known->values.end(),
                                                  [&](const value& one) { return json::equal(one, *content); }))
                continue;
            tell(below(below(below(below(pointer, "valueMap"), "pairs"), i), side), "unknown-value",
                 "Choose one of the values of the field " + known->name + ".");
        }
    }

    void check_match(const object& match, const array* fields, const std::string& pointer) {
        const auto* local = find_field(m_host_object, match, "local", pointer);
        const auto* remote = find_field(m_remote_object, match, "remote", pointer);
        const bool known =
            (local != nullptr || m_host_object == nullptr) && (remote != nullptr || m_remote_object == nullptr);
        const auto same_pair = [&](const value& one) {
            const auto* field = one.if_object();
            return field != nullptr && is_enabled(*field) && text_at(*field, "local") == text_at(match, "local") &&
                   text_at(*field, "remote") == text_at(match, "remote");
        };
        if (known && (fields == nullptr || std::none_of(fields->begin(), fields->end(), same_pair)))
            tell(pointer, "unmapped-match",
                 "Map these two fields onto each other as well: they tell which records are the same.");
    }

    /// A filter names fields of the object that records come from.
    void check_condition(const value& condition, const std::string& pointer) {
        const auto* node = condition.if_object();
        if (node == nullptr)
            return;
        for (const auto* list : {"all", "any"})
            if (const auto* items = array_at(*node, list))
                for (std::size_t i = 0; i < items->size(); ++i)
                    check_condition((*items)[i], below(below(pointer, list), i));
        if (const auto* inner = node->if_contains("not"))
            check_condition(*inner, below(pointer, "not"));
        const auto name = text_at(*node, "field");
        const auto lacks = [&](const ObjectModel::Object* one) { return one != nullptr && one->find(name) == nullptr; };
        const bool missing = m_direction == "inbound"    ? lacks(m_remote_object)
                             : m_direction == "outbound" ? lacks(m_host_object)
                                                         : lacks(m_remote_object) && lacks(m_host_object);
        if (node->contains("field") && missing)
            tell(below(pointer, "field"), "unknown-field", "Choose a field of the object that the records come from.");
    }

    const ObjectModel& m_host;
    const ObjectModel& m_remote;
    std::vector<Issue>& m_issues;
    const ObjectModel::Object* m_host_object = nullptr;
    const ObjectModel::Object* m_remote_object = nullptr;
    std::string m_direction;
    std::set<std::string> m_targets; // "local/name" and "remote/name" that something is written to
};

} // namespace

std::vector<Issue> check_mapping(const value& mapping, const ObjectModel& host_model, const ObjectModel& remote_objects,
                                 std::string_view prefix) {
    std::vector<Issue> issues;
    const auto* document = mapping.if_object();
    const auto* entities = document != nullptr ? array_at(*document, "entities") : nullptr;
    Checker checker(host_model, remote_objects, issues);
    for (std::size_t i = 0; entities != nullptr && i < entities->size(); ++i)
        if (const auto* entity = (*entities)[i].if_object())
            checker.entity(*entity, below(std::string(prefix) + "/entities", i));
    return issues;
}

} // namespace integration_gallery::catalog
