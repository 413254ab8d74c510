#pragma once

#include "http/target.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/http.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::http {

struct Context;
struct Exchange;
struct Reply;

/// What the body of an operation is.
enum class BodyKind { none, json, merge_patch };

/// What an operation answers with when it succeeds: decides on Accept.
enum class Produces {
    json,
    open_metrics,
    anything, ///< a file of its own type: Accept is not looked at
};

/// Answers one operation. Throws Problem, or lets an Error of the services pass.
using Handler = Reply (*)(const Context&, Exchange&);

/// One method of a route.
struct Operation {
    std::string_view method;      ///< GET stands for HEAD, too
    std::string_view id;          ///< operationId in the OpenAPI document
    std::optional<Action> action; ///< none: anybody may, signed in or not
    BodyKind body;
    Produces produces;
    Handler handler;
};

/// One row of the table: a path and what may be done there.
struct Route {
    /// The path below the mount. "{name}" is an integration's name, "{revision}" a number from 1 to max_revision,
    /// "{path}" at the end is all that follows.
    std::string_view pattern;
    RouteClass route_class;
    bool in_project; ///< needs Caller::project
    std::span<const Operation> operations;

    /// Does it belong to the API, and so to the OpenAPI document?
    bool is_api() const noexcept { return pattern.starts_with("/api/v1/"); }
    const Operation* find(std::string_view method) const noexcept;
    /// The field Allow: "GET, HEAD, PUT, OPTIONS".
    std::string allow() const;
    bool takes_patches() const noexcept { return find("PATCH") != nullptr; }
};

/// All of them.
std::span<const Route> routes() noexcept;

/// The largest revision that a target may name.
inline constexpr std::int64_t max_revision = 999'999'999'999'999;

/// What a target matches.
struct RouteMatch {
    const Route* route = nullptr; ///< nullptr: nothing
    std::string_view name;        ///< what stands for {name}; a view into the target
    std::int64_t revision = 0;    ///< what stands for {revision}
    std::string path;             ///< what stands for {path}
};
RouteMatch match_route(const Target& target);

} // namespace integration_gallery::http
