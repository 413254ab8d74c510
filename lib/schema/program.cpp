#include "schema/program.hpp"

#include <algorithm>
#include <cstring>

namespace integration_gallery::schema {
namespace {

constexpr std::size_t few = 8;

std::uint32_t hash_name(std::string_view name) noexcept {
    std::uint32_t out = 2166136261u ^ static_cast<std::uint32_t>(name.size());
    for (const char c : name)
        out = (out ^ static_cast<unsigned char>(c)) * 16777619u;
    return out ^ (out >> 15);
}

/// Names are short, and a call of memcmp for each would take longer than the comparison.
bool same_name(const std::string& left, std::string_view right) noexcept {
    const std::size_t size = right.size();
    if (left.size() != size)
        return false;
    const auto differ = [a = left.data(), b = right.data()]<class Word>(std::size_t at, Word) {
        Word one, other;
        std::memcpy(&one, a + at, sizeof one);
        std::memcpy(&other, b + at, sizeof other);
        return one != other;
    };
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8)
            if (differ(at, std::uint64_t{}))
                return false;
        return !differ(size - 8, std::uint64_t{});
    }
    if (size >= 4)
        return !differ(0, std::uint32_t{}) && !differ(size - 4, std::uint32_t{});
    return size == 0 ||
           (!differ(0, std::uint8_t{}) && !differ(size / 2, std::uint8_t{}) && !differ(size - 1, std::uint8_t{}));
}

} // namespace

void ObjectTable::index() {
    required_count = static_cast<std::uint32_t>(
        std::count_if(members.begin(), members.end(), [](const Member& member) { return member.required; }));
    slots.clear();
    if (members.size() <= few)
        return;
    std::size_t size = 16;
    while (size < members.size() * 2)
        size *= 2;
    slots.assign(size, none);
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        std::size_t at = hash_name(members[i].name) & (size - 1);
        while (slots[at] != none)
            at = (at + 1) & (size - 1);
        slots[at] = i;
    }
}

const Member* ObjectTable::find(std::string_view name) const noexcept {
    if (slots.empty()) {
        for (const Member& member : members)
            if (same_name(member.name, name))
                return &member;
        return nullptr;
    }
    const std::size_t last = slots.size() - 1;
    for (std::size_t at = hash_name(name) & last; slots[at] != none; at = (at + 1) & last)
        if (same_name(members[slots[at]].name, name))
            return &members[slots[at]];
    return nullptr;
}

const Member* ObjectTable::find(std::string_view name, std::uint32_t& expected) const noexcept {
    const auto count = static_cast<std::uint32_t>(members.size());
    if (expected >= count)
        expected = 0;
    if (slots.empty()) {
        for (std::uint32_t tried = 0, at = expected; tried < count; ++tried, at = at + 1 == count ? 0 : at + 1)
            if (same_name(members[at].name, name)) {
                expected = at + 1;
                return &members[at];
            }
        return nullptr;
    }
    if (same_name(members[expected].name, name))
        return &members[expected++];
    const Member* found = find(name);
    if (found != nullptr)
        expected = static_cast<std::uint32_t>(found - members.data()) + 1;
    return found;
}

NodeIndex BranchTable::branch_of(std::string_view value) const noexcept {
    for (const auto& [name, branch] : by_value)
        if (name == value)
            return branch;
    return none;
}

NodeIndex BranchTable::branch_of_type(std::uint8_t type) const noexcept {
    NodeIndex found = none;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if ((branch_types[i] & type) == 0)
            continue;
        if (found != none)
            return none;
        found = branches[i];
    }
    return found;
}

std::uint8_t type_of_real(const boost::json::value& value) noexcept {
    return is_whole(to_number(value)) ? type_bit::integer : type_bit::fraction;
}

std::string describe_types(std::uint8_t types) {
    std::vector<std::string_view> words;
    const auto add = [&](std::uint8_t bits, std::string_view word) {
        if ((types & bits) == bits)
            words.push_back(word);
    };
    add(type_bit::string, "a text");
    if ((types & type_bit::number) == type_bit::number)
        words.push_back("a number");
    else
        add(type_bit::integer, "a whole number");
    add(type_bit::boolean, "true or false");
    add(type_bit::array, "a list");
    add(type_bit::object, "an object");
    add(type_bit::null, "null");
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0)
            out += i + 1 == words.size() ? " or " : ", ";
        out += words[i];
    }
    return out;
}

} // namespace integration_gallery::schema
