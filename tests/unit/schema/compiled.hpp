#pragma once

#include "schema/schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <vector>

namespace integration_gallery::schema::test {

inline boost::json::value json(const std::string& text) {
    return boost::json::parse(text);
}

inline std::shared_ptr<const Schema> compiled(const std::string& text, Level level = Level::strict) {
    CompileOptions options;
    options.level = level;
    return Schema::compile(json(text), options);
}

/// "pointer code" of every issue, in order.
inline std::vector<std::string> told(const Report& report) {
    std::vector<std::string> out;
    for (const Issue& issue : report.issues)
        out.push_back(issue.pointer + " " + issue.code);
    return out;
}

inline std::vector<std::string> told(const std::string& schema, const std::string& instance,
                                     Completeness completeness = Completeness::complete) {
    return told(compiled(schema)->validate(json(instance), completeness));
}

/// "pointer rule" of every error of a schema that must not compile, and of every warning with a '?' in front.
inline std::vector<std::string> found(const std::string& schema, const CompileOptions& options = {}) {
    std::vector<Finding> findings;
    try {
        Schema::compile(json(schema), options, &findings);
    } catch (const Error&) {
    }
    std::vector<std::string> out;
    for (const Finding& finding : findings)
        out.push_back((finding.is_error ? "" : "?") + finding.pointer + " " + finding.rule);
    return out;
}

using Lines = std::vector<std::string>;

} // namespace integration_gallery::schema::test
