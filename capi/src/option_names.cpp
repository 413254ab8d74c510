#include "options.hpp"

#include <integration_gallery/documents.hpp>

#include <array>
#include <charconv>

namespace integration_gallery::capi {
namespace {

[[noreturn]] void refuse(std::string_view name, std::string_view allowed) {
    throw Error(Status::invalid_argument, "invalid-option",
                "The option " + std::string(name) + " takes " + std::string(allowed) + ".");
}

bool to_bool(std::string_view name, std::string_view value) {
    if (value != "true" && value != "false")
        refuse(name, "\"true\" or \"false\"");
    return value == "true";
}

std::chrono::milliseconds to_milliseconds(std::string_view name, std::string_view value) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem != std::errc() || end != value.data() + value.size())
        refuse(name, "a number of milliseconds");
    return std::chrono::milliseconds(number);
}

boost::json::object to_object(std::string_view name, std::string_view value) {
    auto document = read_document(value);
    if (!document.is_object())
        refuse(name, "a JSON object");
    return document.get_object();
}

struct Row {
    std::string_view name;
    void (*set)(ig_options& options, std::string_view name, std::string_view value);
};

using Text = std::string_view;
constexpr std::array rows{
    Row{"database.url", [](ig_options& o, Text, Text v) { o.values.database_url = v; }},
    Row{"database.synchronous", [](ig_options& o, Text n, Text v) { o.values.synchronous = to_bool(n, v); }},
    Row{"database.lease-limit-ms", [](ig_options& o, Text n, Text v) { o.values.lease_limit = to_milliseconds(n, v); }},
    Row{"key.file", [](ig_options& o, Text, Text v) { o.key_file = v; }},
    Row{"key.create", [](ig_options& o, Text n, Text v) { o.key_create = to_bool(n, v); }},
    Row{"key.environment",
        [](ig_options& o, Text, Text v) { o.values.key_provider = key_from_environment(std::string(v)); }},
    Row{"key.passphrase", [](ig_options& o, Text, Text v) { o.values.key_provider = key_from_passphrase(Secret(v)); }},
    Row{"catalog.shipped", [](ig_options& o, Text n, Text v) { o.shipped = to_bool(n, v); }},
    Row{"catalog.directory", [](ig_options& o, Text, Text v) { o.directories.emplace_back(v); }},
    Row{"catalog.hide", [](ig_options& o, Text, Text v) { o.hidden.emplace_back(v); }},
    Row{"host.model", [](ig_options& o, Text n, Text v) { o.values.host_model = to_object(n, v); }},
    Row{"http.require-preconditions",
        [](ig_options& o, Text n, Text v) { o.values.require_preconditions = to_bool(n, v); }},
    Row{"http.frame-ancestors", [](ig_options& o, Text, Text v) { o.values.frame_ancestors = v; }},
    Row{"http.trusted-origin", [](ig_options& o, Text, Text v) { o.values.trusted_origins.emplace_back(v); }},
    Row{"http.cors-origin", [](ig_options& o, Text, Text v) { o.values.cors_origins.emplace_back(v); }},
    Row{"http.cors-credentials", [](ig_options& o, Text n, Text v) { o.values.cors_credentials = to_bool(n, v); }},
    Row{"http.challenge", [](ig_options& o, Text, Text v) { o.values.challenge = std::string(v); }},
};

} // namespace

void set_option(ig_options& options, std::string_view name, std::string_view value) {
    std::string known;
    for (const auto& row : rows) {
        if (row.name == name) {
            row.set(options, name, value);
            return;
        }
        known += known.empty() ? "" : ", ";
        known += row.name;
    }
    throw Error(Status::invalid_argument, "unknown-option",
                "There is no option of that name; there are " + known + ".");
}

} // namespace integration_gallery::capi
