#include "schema/run/evaluator.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace integration_gallery::schema {
namespace {

/// Up to this many elements are compared pair by pair with their hashes on the stack.
constexpr std::size_t few = 64;
constexpr std::size_t hashed_levels = 4;

} // namespace

bool Evaluator::run_array(NodeIndex node, const Instruction& instruction, const array& elements, const Path& path) {
    const auto count = [&] {
        Number number;
        number.natural = elements.size();
        return number;
    };
    switch (instruction.op) {
    case Op::min_items:
        return m_lenient || compare(count(), m_program.numbers[instruction.at]) >= 0 ||
               tell_bound(node, "minItems", "Give at least # elements.", instruction.at, path);
    case Op::max_items:
        return compare(count(), m_program.numbers[instruction.at]) <= 0 ||
               tell_bound(node, "maxItems", "Give at most # elements.", instruction.at, path);
    default:
        return elements.size() <= few ? run_unique(node, elements, path) : run_unique_large(node, elements, path);
    }
}

bool Evaluator::run_items(NodeIndex node, const ArrayTable& table, const array& elements, const Path& path) {
    bool ok = true;
    const std::size_t prefix = std::min(table.prefix.size(), elements.size());
    if (table.rest != none && elements.size() > prefix && m_program.nodes[table.rest].refuses_all) {
        if (m_report == nullptr)
            return false;
        ok = tell_too_long(node, table, path);
    }
    const bool rest = ok && table.rest != none;
    const std::size_t end = rest ? elements.size() : prefix;
    for (std::size_t i = 0; i < end; ++i) {
        const Path below{&path, {}, i};
        ok = run(i < prefix ? table.prefix[i] : table.rest, elements[i], below) && ok;
        if ((!ok && m_report == nullptr) || m_stop != Stop::no)
            return false;
    }
    return (!table.distinct || run_distinct(node, table, elements, path)) && ok;
}

bool Evaluator::run_distinct(NodeIndex node, const ArrayTable& table, const array& elements, const Path& path) {
    const auto key_of = [&](const value& element) -> const value* {
        const object* members = element.if_object();
        return members != nullptr ? members->if_contains(table.key) : nullptr;
    };
    bool ok = true;
    for (std::size_t i = 1; i < elements.size(); ++i) {
        const value* key = key_of(elements[i]);
        if (key == nullptr || !step(i))
            continue;
        for (std::size_t j = 0; j < i; ++j) {
            const value* other = key_of(elements[j]);
            if (other == nullptr || !same(*key, *other, m_program.limits.depth))
                continue;
            if (m_report == nullptr)
                return false;
            const Path element{&path, {}, i};
            const Path member{&element, table.key};
            ok = tell({node, table.rest_keyword, "duplicate-key"}, member,
                      "Another element has the same value here; it tells the elements and their secrets apart, so give "
                      "each its own.",
                      {{"key", table.key}});
            break;
        }
    }
    return ok;
}

bool Evaluator::run_contains(NodeIndex node, const ContainsTable& table, const array& elements, const Path& path) {
    std::uint64_t found = 0;
    // Counted exactly in a draft, too: what is incomplete must not count against maxContains.
    const bool lenient = std::exchange(m_lenient, false);
    for (std::size_t i = 0; i < elements.size() && found <= table.maximum; ++i) {
        const Path below{&path, {}, i};
        if (test(table.node, elements[i], below))
            ++found;
        if (m_stop != Stop::no ||
            (found >= table.minimum && table.maximum == std::numeric_limits<std::uint64_t>::max()))
            break;
    }
    m_lenient = lenient;
    if (m_stop != Stop::no)
        return false;
    if (found > table.maximum)
        return tell_contains(node, table, true, path);
    return found >= table.minimum || m_lenient || tell_contains(node, table, false, path);
}

bool Evaluator::run_unique(NodeIndex node, const array& elements, const Path& path) {
    if (elements.size() < 2)
        return true;
    std::array<std::size_t, few> hashes;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        hashes[i] = hash_of(elements[i], hashed_levels);
        for (std::size_t j = 0; j < i; ++j)
            if (hashes[i] == hashes[j] && step() && same(elements[i], elements[j], m_program.limits.depth))
                return m_report != nullptr && tell({node, "uniqueItems", ""}, path,
                                                   "Elements " + std::to_string(j + 1) + " and " +
                                                       std::to_string(i + 1) + " are the same; remove one of them.",
                                                   {{"first", j}, {"second", i}});
    }
    return true;
}

bool Evaluator::run_unique_large(NodeIndex node, const array& elements, const Path& path) {
    if (!step(elements.size()))
        return false;
    std::vector<std::pair<std::size_t, std::size_t>> hashes;
    hashes.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i)
        hashes.emplace_back(hash_of(elements[i], hashed_levels), i);
    std::sort(hashes.begin(), hashes.end());
    for (std::size_t i = 1; i < hashes.size(); ++i)
        for (std::size_t j = i; j-- > 0 && hashes[j].first == hashes[i].first;) {
            if (!step())
                return false;
            if (same(elements[hashes[i].second], elements[hashes[j].second], m_program.limits.depth))
                return m_report != nullptr &&
                       tell({node, "uniqueItems", ""}, path,
                            "Elements " + std::to_string(hashes[j].second + 1) + " and " +
                                std::to_string(hashes[i].second + 1) + " are the same; remove one of them.",
                            {{"first", hashes[j].second}, {"second", hashes[i].second}});
        }
    return true;
}

} // namespace integration_gallery::schema
