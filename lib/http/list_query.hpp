#pragma once

#include "http/settings_query.hpp"
#include "http/target.hpp"

#include <integration_gallery/settings.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace integration_gallery::http {

/// Which integrations are wanted; an empty text wants all.
struct Filter {
    std::string_view text;     ///< stands somewhere in a name, an alias or the description
    std::string_view category; ///< is one of the categories
    std::string_view status;   ///< is the state's

    bool empty() const noexcept { return text.empty() && category.empty() && status.empty(); }
    bool matches(const Card& card) const;
};

/// Which of them.
struct Page {
    /// What a list without parameters holds at most.
    static constexpr std::size_t whole = 1000;

    std::string after; ///< the name of the last one before the page; empty: from the beginning
    std::size_t limit = whole;
    bool asked = false; ///< `limit` or `cursor` was given
};

/// Everything that a request for the list says. Views into the target, which must outlive it.
struct ListQuery {
    View view;
    Filter filter;
    Page page;
    std::string scope; ///< of cursors

    /// Is it a list that many ask for, and that is worth keeping?
    bool plain() const noexcept { return filter.empty() && !page.asked; }
    /// How it stands in a tag: queries that differ give texts that differ.
    std::string tag_view() const;
    /// The field Link that leads to what follows `last`: a relative reference, as only browsers know what stands in
    /// front of the mount.
    std::string link_after(std::string_view last) const;
};

/// Reads `view`, `language`, `q`, `category`, `state`, `limit` (1 to 200; 50 where only a cursor is given) and
/// `cursor`. What is wrong is a Problem (400, "invalid-parameter").
ListQuery read_list_query(const Target& target, std::string_view project);

} // namespace integration_gallery::http
