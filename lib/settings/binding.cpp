#include "settings/binding.hpp"

#include "json/canonical.hpp"
#include "json/pointer.hpp"
#include "settings/places.hpp"
#include "vault/bound.hpp"
#include "vault/seal_context.hpp"

#include <algorithm>

namespace integration_gallery::settings {
namespace {

using Documents = std::array<boost::json::value, section_count>;

std::optional<std::string> value_at(const Documents& documents, const std::string& identity) {
    for (std::size_t i = 0; i < section_count; ++i) {
        if (!json::is_within(identity, section_pointer(i)))
            continue;
        const auto pointer = resolve_identity(documents[i], identity.substr(section_pointer(i).size()));
        const auto* value = pointer ? json::find(documents[i], *pointer) : nullptr;
        if (value != nullptr && !value->is_null())
            return json::canonical_text(*value);
    }
    return std::nullopt;
}

/// Looks for values under which the old pointers give the old digest: a pointer that is gone may have been renamed to
/// any that is new.
class Search {
public:
    Search(const vault::Bound& bound, const Documents& documents, const Destinations& today) : m_bound(bound) {
        for (const auto& pointer : bound.pointers) {
            m_pairs.emplace_back(pointer, "");
            if (auto value = value_at(documents, pointer))
                m_pairs.back().second = *std::move(value);
            else
                m_open.push_back(m_pairs.size() - 1);
        }
        for (const auto& [pointer, value] : today)
            if (std::find(bound.pointers.begin(), bound.pointers.end(), pointer) == bound.pointers.end())
                m_values.push_back(value);
    }

    bool run(std::size_t next = 0) {
        if (next == m_open.size())
            return --m_tries >= 0 && vault::binding_digest(m_pairs) == m_bound.digest;
        for (const auto& value : m_values) {
            if (m_tries <= 0)
                return false;
            m_pairs[m_open[next]].second = value;
            if (run(next + 1))
                return true;
        }
        return false;
    }

private:
    const vault::Bound& m_bound;
    Destinations m_pairs;
    std::vector<std::size_t> m_open;
    std::vector<std::string> m_values;
    int m_tries = 10'000;
};

} // namespace

Binding compare_binding(const Schemas& schemas, const Record& record, const storage::SecretRow& slot) {
    const Documents documents = marked_documents(schemas, record);
    Binding out;
    out.today = find_destinations(schemas, documents);
    const auto bound = vault::read_bound(slot.bound);
    if (!bound)
        return out;
    out.sealed_for = bound->digest;
    if (bound->digest == vault::binding_digest(out.today))
        out.state = Binding::State::current;
    else if (Search(*bound, documents, out.today).run())
        out.state = Binding::State::renamed;
    return out;
}

} // namespace integration_gallery::settings
