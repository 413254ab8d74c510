#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::test {

/// How a sample document is made.
struct SampleOptions {
    std::size_t branch = 0; ///< of every oneOf and anyOf, modulo the number of its branches
    bool all = true;        ///< optional members, too
    std::string secret;     ///< stands at the end of every secret, if its schema lets it
};

/// A document that fits `schema`, a form (schema::Schema::form, Manifest::form): references point into it. Covers what
/// settings use; whoever asks checks that it is valid.
boost::json::value sample_document(const boost::json::value& schema, const SampleOptions& options = {});

/// A text that a pattern matches, for patterns of literals, classes, groups, alternatives and quantifiers; nothing for
/// others.
std::optional<std::string> sample_text(std::string_view pattern, std::size_t shortest = 0);

/// How many branches of a oneOf there are at most at one place: as many values of SampleOptions::branch make a
/// difference.
std::size_t most_branches(const boost::json::value& schema);

} // namespace integration_gallery::test
