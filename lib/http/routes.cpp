#include "base/identifier.hpp"
#include "http/handlers.hpp"
#include "http/route.hpp"

#include <array>

namespace integration_gallery::http {
namespace {

using enum BodyKind;

constexpr Operation list_operations[] = {
    {"GET", "listIntegrations", Action::catalog_read, none, Produces::json, list_integrations},
};
constexpr Operation settings_operations[] = {
    {"GET", "getSettings", Action::config_read, none, Produces::json, read_settings},
    {"PUT", "putSettings", Action::config_write, json, Produces::json, put_settings},
    {"PATCH", "patchSettings", Action::config_write, merge_patch, Produces::json, patch_settings},
    {"DELETE", "deleteSettings", Action::config_write, none, Produces::json, delete_settings},
};
constexpr Operation status_operations[] = {
    {"GET", "getStatus", Action::config_read, none, Produces::json, read_status},
};
constexpr Operation credentials_operations[] = {
    {"GET", "getCredentials", Action::config_read, none, Produces::json, read_credentials},
    {"PUT", "putCredentials", Action::secret_write, json, Produces::json, put_credentials},
};
constexpr Operation schema_operations[] = {
    {"GET", "getSchema", Action::catalog_read, none, Produces::json, read_schema},
};
constexpr Operation logo_operations[] = {
    {"GET", "getLogo", Action::page_view, none, Produces::anything, read_logo},
};
constexpr Operation history_operations[] = {
    {"GET", "listVersions", Action::history_read, none, Produces::json, list_versions},
};
constexpr Operation version_operations[] = {
    {"GET", "getVersion", Action::history_read, none, Produces::json, read_version},
};
constexpr Operation difference_operations[] = {
    {"GET", "getDifference", Action::history_read, none, Produces::json, compare_versions},
};
constexpr Operation restore_operations[] = {
    {"POST", "restoreVersion", Action::config_write, none, Produces::json, restore_version},
};
constexpr Operation live_operations[] = {
    {"GET", "isLive", std::nullopt, none, Produces::json, is_live},
};
constexpr Operation ready_operations[] = {
    {"GET", "isReady", std::nullopt, none, Produces::json, is_ready},
};
constexpr Operation metrics_operations[] = {
    {"GET", "getMetrics", Action::metrics_read, none, Produces::open_metrics, give_metrics},
};
constexpr Operation openapi_operations[] = {
    {"GET", "getOpenApi", Action::catalog_read, none, Produces::json, give_openapi},
};
constexpr Operation redirect_operations[] = {
    {"GET", "", Action::page_view, none, Produces::anything, redirect_to_page},
};
constexpr Operation page_operations[] = {
    {"GET", "", Action::page_view, none, Produces::anything, show_page},
};
constexpr Operation asset_operations[] = {
    {"GET", "", std::nullopt, none, Produces::anything, give_asset},
};

constexpr Route table[] = {
    {"/api/v1/integrations", RouteClass::store, true, list_operations},
    {"/api/v1/integrations/{name}", RouteClass::store, true, settings_operations},
    {"/api/v1/integrations/{name}/status", RouteClass::store, true, status_operations},
    {"/api/v1/integrations/{name}/credentials", RouteClass::store, true, credentials_operations},
    {"/api/v1/integrations/{name}/history", RouteClass::store, true, history_operations},
    {"/api/v1/integrations/{name}/history/{revision}", RouteClass::store, true, version_operations},
    {"/api/v1/integrations/{name}/history/{revision}/diff", RouteClass::store, true, difference_operations},
    {"/api/v1/integrations/{name}/history/{revision}/restore", RouteClass::store, true, restore_operations},
    {"/api/v1/integrations/{name}/schema", RouteClass::pure, false, schema_operations},
    {"/api/v1/integrations/{name}/logo", RouteClass::pure, false, logo_operations},
    {"/api/v1/health/live", RouteClass::pure, false, live_operations},
    {"/api/v1/health/ready", RouteClass::store, false, ready_operations},
    {"/api/v1/metrics", RouteClass::pure, false, metrics_operations},
    {"/api/v1/openapi.json", RouteClass::pure, false, openapi_operations},
    {"/admin/integrations", RouteClass::pure, false, redirect_operations},
    {"/admin/integrations/", RouteClass::pure, false, page_operations},
    {"/admin/integrations/assets/{path}", RouteClass::pure, false, asset_operations},
};

/// One spelling for each number: no sign, no zero in front.
bool read_revision(std::string_view text, std::int64_t& revision) noexcept {
    if (text.empty() || text.size() > 15 || text.front() == '0')
        return false;
    revision = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
        revision = revision * 10 + (c - '0');
    }
    return true;
}

bool matches(const Route& route, const Target& target, RouteMatch& match) {
    std::string_view pattern = route.pattern;
    for (std::size_t i = 0; i < target.segments.size(); ++i) {
        if (pattern.empty())
            return false;
        pattern.remove_prefix(1); // its slash
        const auto end = pattern.find('/');
        const std::string_view part = pattern.substr(0, end);
        const std::string& segment = target.segments[i];
        if (part == "{path}") {
            match.path = segment;
            while (++i < target.segments.size())
                match.path += '/' + target.segments[i];
            return true;
        }
        if (part == "{name}") {
            if (!base::is_integration_name(segment))
                return false;
            match.name = segment;
        } else if (part == "{revision}") {
            if (!read_revision(segment, match.revision))
                return false;
        } else if (part != segment) {
            return false;
        }
        pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end);
    }
    return pattern.empty();
}

} // namespace

const Operation* Route::find(std::string_view method) const noexcept {
    for (const Operation& operation : operations)
        if (operation.method == method || (method == "HEAD" && operation.method == "GET"))
            return &operation;
    return nullptr;
}

std::string Route::allow() const {
    std::string out;
    for (const Operation& operation : operations) {
        out += operation.method;
        out += operation.method == "GET" ? ", HEAD, " : ", ";
    }
    return out + "OPTIONS";
}

std::span<const Route> routes() noexcept {
    return table;
}

RouteMatch match_route(const Target& target) {
    for (const Route& route : table) {
        RouteMatch match;
        if (matches(route, target, match)) {
            match.route = &route;
            return match;
        }
    }
    return {};
}

} // namespace integration_gallery::http
