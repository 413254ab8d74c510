#include "catalog/field_type.hpp"
#include "catalog/mapping_rules.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <optional>

namespace integration_gallery::catalog {
namespace {

using boost::json::array;
using boost::json::object;

/// By which role a record is recognised, the best first, and how its values are compared.
struct MatchRole {
    std::string_view role;
    std::string_view compare;
};
constexpr std::array match_roles{MatchRole{"identifier", "exact"}, MatchRole{"email", "normalizedEmail"},
                                 MatchRole{"key", "exact"}, MatchRole{"title", "trimmed"},
                                 MatchRole{"name", "trimmed"}};

const ObjectModel::Field* find_role(const ObjectModel::Object& holder, std::string_view role) {
    for (const auto& field : holder.fields)
        if (field.role == role)
            return &field;
    return nullptr;
}

std::string fold(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c != ' ' && c != '_' && c != '-')
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

/// Where both sides have a known set of texts: the pairs that mean the same by their names.
array pair_values(const ObjectModel::Field& local, const ObjectModel::Field& remote) {
    array pairs;
    for (const auto& one : local.values)
        for (const auto& other : remote.values)
            if (one.is_string() && other.is_string() && fold(one.get_string()) == fold(other.get_string()))
                pairs.push_back(object{{"local", one}, {"remote", other}});
    return pairs;
}

/// The pair as a field of a mapping, or nothing where no transform makes it fit.
std::optional<object> pair_up(const ObjectModel::Field& local, const ObjectModel::Field& remote) {
    object field{{"local", local.name}, {"remote", remote.name}};
    const auto source = FieldType::of(remote);
    const auto target = FieldType::of(local);
    if (!local.values.empty() && !remote.values.empty()) {
        auto pairs = pair_values(local, remote);
        if (pairs.empty())
            return std::nullopt;
        field["valueMap"] = object{{"pairs", std::move(pairs)}, {"unmapped", "error"}};
        return field;
    }
    if ((is_person(local) && is_person(remote)) || fits(source, target))
        return field;
    if (!source.time.empty() && !target.time.empty()) {
        field["transformInbound"] =
            array{object{{"operation", "formatDate"}, {"from", source.time}, {"to", target.time}}};
        return field;
    }
    if (target.kind == FieldType::Kind::text && target.time.empty() && source.kind != FieldType::Kind::list &&
        source.kind != FieldType::Kind::object) {
        field["transformInbound"] = array{object{{"operation", "toString"}}};
        return field;
    }
    return std::nullopt;
}

std::optional<object> join(const ObjectModel::Object& local, const ObjectModel::Object& remote) {
    array fields;
    array match;
    for (const auto& field : local.fields) {
        const auto* other = field.role.empty() || field.read_only ? nullptr : find_role(remote, field.role);
        if (other == nullptr)
            continue;
        if (auto pair = pair_up(field, *other))
            fields.push_back(std::move(*pair));
    }
    for (const auto& [role, compare] : match_roles) {
        const auto* one = find_role(local, role);
        const auto* other = find_role(remote, role);
        if (one == nullptr || other == nullptr)
            continue;
        const auto* pair_local = one->name.c_str();
        for (const auto& field : fields)
            if (field.at("local").get_string() == pair_local && match.empty())
                match.push_back(object{{"local", one->name}, {"remote", other->name}, {"compare", compare}});
    }
    if (match.empty())
        return std::nullopt;
    return object{{"local", local.name},
                  {"remote", remote.name},
                  {"direction", "inbound"},
                  {"match", match},
                  {"fields", std::move(fields)}};
}

} // namespace

boost::json::value suggest_mapping(const ObjectModel& host_model, const ObjectModel& remote_objects) {
    array entities;
    for (const auto& local : host_model.objects()) {
        for (const auto& remote : remote_objects.objects()) {
            if (local.role != remote.role)
                continue;
            if (auto entity = join(local, remote))
                entities.push_back(std::move(*entity));
            break;
        }
    }
    return object{{"entities", std::move(entities)}};
}

} // namespace integration_gallery::catalog
