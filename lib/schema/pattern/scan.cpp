#include "schema/pattern/scan.hpp"

#include <algorithm>
#include <bit>

namespace integration_gallery::schema {
namespace {

constexpr std::size_t most_places = 64;
constexpr int deepest_group = 16;

/// ASCII characters.
struct Set {
    std::uint64_t low = 0, high = 0;

    void add(unsigned char c) { (c < 64 ? low : high) |= std::uint64_t{1} << (c & 63); }
    void add(unsigned char first, unsigned char last) {
        for (unsigned c = first; c <= last; ++c)
            add(static_cast<unsigned char>(c));
    }
    bool empty() const { return (low | high) == 0; }
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Calls `use` with the number of each bit.
template <class Use>
void each_bit(std::uint64_t bits, Use&& use) {
    for (; bits != 0; bits &= bits - 1)
        use(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Reads a pattern and places its characters (Glushkov's construction). Every function says false for what it leaves to
/// RE2.
class Reader {
public:
    explicit Reader(std::string_view text) : m_in(text) {}

    template <class Table>
    bool run(Table& out) {
        out.from_start = take('^');
        out.to_end = m_in.ends_with('$') && !m_in.ends_with("\\$");
        if (out.to_end)
            m_in.remove_suffix(1);
        Part whole;
        bool several = false;
        if (!alternatives(whole, 0, several) || !m_in.empty() || (several && (out.from_start || out.to_end)))
            return false;
        for (std::size_t place = 0; place < m_places.size(); ++place) {
            const std::uint64_t bit = std::uint64_t{1} << place;
            each_bit(m_places[place].low, [&](std::size_t c) { out.takes[c] |= bit; });
            each_bit(m_places[place].high, [&](std::size_t c) { out.takes[c + 64] |= bit; });
        }
        out.follow = std::move(m_follow);
        out.first = whole.first;
        out.last = whole.last;
        out.nullable = whole.nullable;
        return true;
    }

private:
    /// A piece of the pattern: the places where it can begin and end, and those that are its own.
    struct Part {
        std::uint64_t first = 0, last = 0;
        bool nullable = true;
        std::size_t from = 0, to = 0;
    };

    bool take(char c) {
        const bool there = m_in.starts_with(c);
        m_in.remove_prefix(there ? 1 : 0);
        return there;
    }

    void link(std::uint64_t from, std::uint64_t to) {
        each_bit(from, [&](std::size_t place) { m_follow[place] |= to; });
    }

    void append(Part& front, const Part& back) {
        link(front.last, back.first);
        front.first |= front.nullable ? back.first : 0;
        front.last = back.last | (back.nullable ? front.last : 0);
        front.nullable = front.nullable && back.nullable;
        front.to = back.to;
    }

    bool alternatives(Part& out, int depth, bool& several) {
        if (depth > deepest_group)
            return false;
        if (!sequence(out, depth))
            return false;
        while (take('|')) {
            several = true;
            Part other;
            if (!sequence(other, depth))
                return false;
            out.first |= other.first;
            out.last |= other.last;
            out.nullable = out.nullable || other.nullable;
            out.to = other.to;
        }
        return true;
    }

    /// At least one atom, up to `|`, `)` or the end.
    bool sequence(Part& out, int depth) {
        out = {};
        out.from = out.to = m_places.size();
        do {
            Part part;
            if (!atom(part, depth) || !quantifier(part))
                return false;
            append(out, part);
        } while (!m_in.empty() && m_in.front() != '|' && m_in.front() != ')');
        return true;
    }

    bool atom(Part& out, int depth) {
        if (m_in.empty())
            return false;
        if (take('(')) {
            if (take('?') && !take(':'))
                return false;
            bool several = false;
            return alternatives(out, depth + 1, several) && take(')');
        }
        Set set;
        if (take('[') ? !read_class(set) : !character(set))
            return false;
        if (set.empty() || m_places.size() == most_places)
            return false;
        const std::uint64_t bit = std::uint64_t{1} << m_places.size();
        out = {bit, bit, false, m_places.size(), m_places.size() + 1};
        m_places.push_back(set);
        m_follow.push_back(0);
        return true;
    }

    bool character(Set& set) {
        const char c = m_in.front();
        if (static_cast<unsigned char>(c) >= 0x80 ||
            std::string_view("^$.*+?{}[]()|").find(c) != std::string_view::npos)
            return false;
        m_in.remove_prefix(1);
        if (c == '\\')
            return escape(set);
        set.add(static_cast<unsigned char>(c));
        return true;
    }

    /// What follows a backslash: \d, \w or ASCII punctuation.
    bool escape(Set& set) {
        if (m_in.empty())
            return false;
        const char c = m_in.front();
        m_in.remove_prefix(1);
        if (c == 'd' || c == 'w') {
            set.add('0', '9');
            if (c == 'w') {
                set.add('A', 'Z');
                set.add('a', 'z');
                set.add('_');
            }
            return true;
        }
        if (c <= ' ' || c >= 0x7F || is_letter(c) || is_digit(c) || c == '_')
            return false;
        set.add(static_cast<unsigned char>(c));
        return true;
    }

    bool read_class(Set& set) {
        if (m_in.starts_with('^'))
            return false;
        while (!take(']')) {
            if (m_in.empty() || static_cast<unsigned char>(m_in.front()) >= 0x80)
                return false;
            if (take('\\')) {
                if (!escape(set) || (m_in.starts_with('-') && !m_in.starts_with("-]")))
                    return false;
                continue;
            }
            const auto first = static_cast<unsigned char>(m_in.front());
            m_in.remove_prefix(1);
            if (m_in.size() < 2 || m_in[0] != '-' || m_in[1] == ']') {
                set.add(first);
                continue;
            }
            const auto last = static_cast<unsigned char>(m_in[1]);
            if (last >= 0x80 || last == '\\' || last < first)
                return false;
            set.add(first, last);
            m_in.remove_prefix(2);
        }
        return true;
    }

    bool quantifier(Part& part) {
        if (m_in.empty())
            return true;
        const char c = m_in.front();
        if (c != '*' && c != '+' && c != '?' && c != '{')
            return true;
        m_in.remove_prefix(1);
        if (c == '{') {
            if (!counts(part))
                return false;
        } else {
            if (c != '?')
                link(part.last, part.first);
            part.nullable = part.nullable || c != '+';
        }
        // A lazy quantifier, or a second one, which is wrong.
        return m_in.empty() || std::string_view("*+?{").find(m_in.front()) == std::string_view::npos;
    }

    bool number(std::size_t& out) {
        const auto digits = std::min(m_in.find_first_not_of("0123456789"), m_in.size());
        if (digits == 0 || digits > 3)
            return false;
        out = 0;
        for (std::size_t i = 0; i < digits; ++i)
            out = out * 10 + static_cast<std::size_t>(m_in[i] - '0');
        m_in.remove_prefix(digits);
        return true;
    }

    /// {2}, {2,} or {2,5}: so many copies, of which each that need not be there leads to the next only.
    bool counts(Part& part) {
        std::size_t least = 0;
        if (!number(least))
            return false;
        std::size_t most = least;
        bool open = false;
        if (take(',')) {
            open = m_in.starts_with('}');
            if (!open && !number(most))
                return false;
        }
        if (!take('}') || part.nullable || most < least)
            return false;
        const std::size_t copies = open ? std::max<std::size_t>(least, 1) : most;
        if (copies == 0 || (part.to - part.from) * (copies - 1) + m_places.size() > most_places)
            return false;
        const Part one = part;
        Part before = one;
        std::uint64_t last = least <= 1 ? one.last : 0;
        for (std::size_t copy = 2; copy <= copies; ++copy) {
            const Part next = copied(one, before.to);
            link(before.last, next.first);
            if (copy >= least)
                last |= next.last;
            before = next;
        }
        if (open)
            link(before.last, before.first);
        part = {one.first, last, least == 0, one.from, before.to};
        return true;
    }

    /// A copy whose places begin at `from`, the first free one. It does not have what a former copy leads to.
    Part copied(const Part& part, std::size_t from) {
        const std::size_t distance = from - part.from;
        const std::uint64_t own = mask(part.to) & ~mask(part.from);
        for (std::size_t place = part.from; place < part.to; ++place) {
            m_places.push_back(Set(m_places[place]));
            m_follow.push_back((m_follow[place] & own) << distance);
        }
        return {part.first << distance, part.last << distance, part.nullable, from, from + (part.to - part.from)};
    }

    static std::uint64_t mask(std::size_t places) {
        return places >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << places) - 1;
    }

    std::string_view m_in;
    std::vector<Set> m_places;
    std::vector<std::uint64_t> m_follow;
};

} // namespace

std::optional<Scan> Scan::compile(std::string_view ecma_pattern) {
    Scan out;
    if (!Reader(ecma_pattern).run(out.m_table))
        return std::nullopt;
    return out;
}

bool Scan::matches(std::string_view text) const noexcept {
    if (m_table.nullable && (!m_table.from_start || !m_table.to_end || text.empty()))
        return true;
    std::uint64_t active = 0;
    std::uint64_t begin = m_table.first;
    for (const char given : text) {
        std::uint64_t next = begin;
        for (std::uint64_t rest = active; rest != 0; rest &= rest - 1)
            next |= m_table.follow[static_cast<std::size_t>(std::countr_zero(rest))];
        const auto c = static_cast<unsigned char>(given);
        active = c < 0x80 ? next & m_table.takes[c] : 0;
        if (m_table.from_start) {
            if (active == 0)
                return false;
            begin = 0;
        }
        if (!m_table.to_end && (active & m_table.last) != 0)
            return true;
    }
    return (active & m_table.last) != 0;
}

} // namespace integration_gallery::schema
