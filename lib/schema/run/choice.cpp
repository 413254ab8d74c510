#include "schema/run/choice.hpp"

#include <boost/json/object.hpp>

namespace integration_gallery::schema {
namespace {

NodeIndex by_discriminator(const BranchTable& table, const boost::json::value* item) noexcept {
    if (table.discriminator.empty())
        return none;
    const auto* members = item != nullptr ? item->if_object() : nullptr;
    if (item != nullptr && members == nullptr)
        return none;
    const auto* given = members != nullptr ? members->if_contains(table.discriminator) : nullptr;
    if (given == nullptr)
        return table.default_value.empty() ? none : table.branch_of(table.default_value);
    const auto* text = given->if_string();
    return text == nullptr ? none : table.branch_of({text->data(), text->size()});
}

} // namespace

NodeIndex chosen_branch(const BranchTable& table, const boost::json::value* item) noexcept {
    if (table.branches.size() == 1)
        return table.branches.front();
    const NodeIndex branch = by_discriminator(table, item);
    if (branch != none || item == nullptr)
        return branch;
    return table.branch_of_type(type_of(*item));
}

bool is_decided(const BranchTable& table, const boost::json::value* item) noexcept {
    return table.branches.size() == 1 || by_discriminator(table, item) != none;
}

} // namespace integration_gallery::schema
