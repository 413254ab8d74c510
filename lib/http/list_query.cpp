#include "http/list_query.hpp"

#include "base/short_hash.hpp"
#include "http/cursor.hpp"
#include "http/fields.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <charconv>

namespace integration_gallery::http {
namespace {

constexpr std::size_t largest_page = 200;
constexpr std::size_t usual_page = 50;

std::size_t read_limit(std::string_view text) {
    std::size_t limit = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (failed != std::errc() || end != text.data() + text.size() || limit < 1 || limit > largest_page)
        throw invalid_parameter("limit", "It is a number from 1 to " + std::to_string(largest_page) + ".");
    return limit;
}

/// A text to look for. It comes back in Link, escaped, so it has a limit of its own.
std::string_view read_text(const Target& target, std::string_view name) {
    constexpr std::size_t longest = 200;
    const auto text = parameter(target, name).value_or("");
    if (text.size() > longest)
        throw invalid_parameter(name, "It has at most " + std::to_string(longest) + " bytes.");
    return text;
}

Filter read_filter(const Target& target) {
    Filter filter{read_text(target, "q"), read_text(target, "category"), parameter(target, "state").value_or("")};
    if (!filter.status.empty() && filter.status != "on" && filter.status != "off" && filter.status != "needs-attention")
        throw invalid_parameter("state", "It is on, off or needs-attention.");
    return filter;
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
            c == '.' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

} // namespace

bool Filter::matches(const Card& card) const {
    const auto contains = [this](std::string_view in) {
        return std::search(in.begin(), in.end(), text.begin(), text.end(), [](char a, char b) {
                   return equal_ignoring_case({&a, 1}, {&b, 1});
               }) != in.end();
    };
    return (text.empty() || contains(card.name) || contains(card.display_name) || contains(card.description) ||
            std::any_of(card.aliases.begin(), card.aliases.end(), contains)) &&
           (category.empty() ||
            std::find(card.categories.begin(), card.categories.end(), category) != card.categories.end()) &&
           (status.empty() || card.state.status == status);
}

std::string ListQuery::tag_view() const {
    if (plain())
        return view.text();
    return view.text() + '-' + base::short_hash(scope, page.after + ' ' + std::to_string(page.limit));
}

std::string ListQuery::link_after(std::string_view last) const {
    std::string out = "<?limit=" + std::to_string(std::min(page.limit, largest_page));
    const auto add = [&out](std::string_view name, std::string_view value) {
        if (!value.empty())
            out.append("&").append(name).append("=").append(percent_encoded(value));
    };
    if (view.full) {
        add("view", "full");
        add("language", view.language);
    }
    add("q", filter.text);
    add("category", filter.category);
    add("state", filter.status);
    add("cursor", write_cursor(last, scope));
    return out + ">; rel=\"next\"";
}

ListQuery read_list_query(const Target& target, std::string_view project) {
    ListQuery query;
    query.view = read_view(target);
    query.filter = read_filter(target);
    query.scope = base::short_hash(base::short_hash(query.filter.text, query.filter.category),
                                   base::short_hash(query.filter.status, query.view.text())) +
                  std::string(project);
    const auto limit = parameter(target, "limit");
    const auto cursor = parameter(target, "cursor");
    query.page.asked = limit || cursor;
    if (limit)
        query.page.limit = read_limit(*limit);
    else if (cursor)
        query.page.limit = usual_page;
    if (cursor) {
        const auto after = read_cursor(*cursor, query.scope);
        if (!after)
            throw invalid_parameter("cursor", "It is what the Link of the page before said, with the same filters.");
        query.page.after = *after;
    }
    return query;
}

} // namespace integration_gallery::http
