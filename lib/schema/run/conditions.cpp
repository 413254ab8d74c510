#include "schema/run/evaluator.hpp"

#include <algorithm>
#include <charconv>

namespace integration_gallery::schema {
namespace {

const boost::json::value* follow(const boost::json::value& root, const std::vector<std::string>& tokens) {
    const boost::json::value* at = &root;
    for (const std::string& token : tokens) {
        if (const auto* members = at->if_object()) {
            at = members->if_contains(token);
        } else if (const auto* elements = at->if_array()) {
            std::size_t index = 0;
            const char* const end = token.data() + token.size();
            const auto read = std::from_chars(token.data(), end, index);
            at = read.ec == std::errc() && read.ptr == end && index < elements->size() ? &(*elements)[index] : nullptr;
        } else {
            at = nullptr;
        }
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

} // namespace

bool Evaluator::visible(std::uint32_t index) const {
    const Condition& condition = m_program.conditions[index];
    const auto met = [&](std::uint32_t part) { return visible(part); };
    switch (condition.kind) {
    case Condition::Kind::all:
        return std::all_of(condition.parts.begin(), condition.parts.end(), met);
    case Condition::Kind::any:
        return std::any_of(condition.parts.begin(), condition.parts.end(), met);
    case Condition::Kind::negation:
        return !visible(condition.parts.front());
    default:
        break;
    }
    const value* given = follow(m_root, condition.tokens);
    if (condition.kind == Condition::Kind::exists)
        return (given != nullptr) == condition.exists;
    if (given == nullptr)
        given = condition.fallback;
    return given != nullptr && std::any_of(condition.values.begin(), condition.values.end(), [&](const value& wanted) {
               return same(*given, wanted, m_program.limits.depth);
           });
}

} // namespace integration_gallery::schema
