#include "catalog/importers/nango_modes.hpp"

#include "catalog/importers/entry.hpp"
#include "catalog/importers/nango_fields.hpp"

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

using Provider = boost::json::object;

bool wants_certificate(const Provider& provider) {
    return is_true(provider, "require_client_certificate");
}
bool wants_secret(const Provider& provider) {
    return text_member(provider, "token_request_auth_method") != "private_key_jwt";
}
bool is_static(const Provider& provider) {
    return text_member(provider, "client_registration") == "static";
}

constexpr GrantedField api_key[] = {{"apiKey", "API key", true}};
constexpr GrantedField basic[] = {{"username", "User name", false}, {"password", "Password", true}};
constexpr GrantedField oauth2[] = {
    {"clientId", "Client ID", false}, {"clientSecret", "Client secret", true}, {"scopes", "Scopes", false, false}};
constexpr GrantedField oauth1[] = {{"clientId", "Consumer key", false}, {"clientSecret", "Consumer secret", true}};
constexpr GrantedField client_credentials[] = {
    {"clientId", "Client ID", false},
    {"clientSecret", "Client secret", true, true, false, wants_secret},
    {"clientCertificate", "Client certificate", false, true, true, wants_certificate},
    {"clientPrivateKey", "Private key of the certificate", true, true, true, wants_certificate}};
constexpr GrantedField mcp[] = {{"clientId", "Client ID", false, true, false, is_static},
                                {"clientSecret", "Client secret", true, true, false, is_static}};
constexpr GrantedField bill[] = {{"username", "User name", false},
                                 {"password", "Password", true},
                                 {"organizationId", "Organization ID", false},
                                 {"devKey", "Developer key", true}};
constexpr GrantedField aws[] = {{"roleArn", "Role ARN", false}};
constexpr GrantedField token_based[] = {{"oauthClientIdOverride", "Client ID", false, false},
                                        {"oauthClientSecretOverride", "Client secret", true, false},
                                        {"tokenId", "Token ID", true},
                                        {"tokenSecret", "Token secret", true}};
constexpr GrantedField app[] = {
    {"appId", "App ID", false}, {"appLink", "Link to the app", false}, {"privateKey", "Private key", true, true, true}};
constexpr GrantedField custom[] = {{"clientId", "Client ID", false},
                                   {"clientSecret", "Client secret", true},
                                   {"appId", "App ID", false},
                                   {"appLink", "Link to the app", false},
                                   {"privateKey", "Private key", true, true, true}};
constexpr GrantedField app_store[] = {{"privateKeyId", "Key ID", false},
                                      {"issuerId", "Issuer ID", false},
                                      {"privateKey", "Private key", true, true, true}};
constexpr GrantedField tableau[] = {{"patName", "Name of the personal access token", false},
                                    {"patSecret", "Personal access token", true},
                                    {"contentUrl", "Site", false, false}};

struct Mode {
    std::string_view name;
    std::string_view method;
    std::span<const GrantedField> fields = {};
};

constexpr Mode modes[] = {
    {"API_KEY", "apikey", api_key},
    {"BASIC", "basic", basic},
    {"OAUTH2", "oauth2", oauth2},
    {"OAUTH2_CC", "oauth2-client-credentials", client_credentials},
    {"OAUTH1", "oauth1", oauth1},
    {"TWO_STEP", "two-step"},
    {"JWT", "jwt"},
    {"MCP_OAUTH2", "mcp-oauth2", mcp},
    {"MCP_OAUTH2_GENERIC", "mcp-oauth2-generic"},
    {"BILL", "bill", bill},
    {"AWS_SIGV4", "aws-sigv4", aws},
    {"SIGNATURE", "signature", basic},
    {"TBA", "token-based", token_based},
    {"APP", "app", app},
    {"CUSTOM", "custom", custom},
    {"APP_STORE", "app-store", app_store},
    {"TABLEAU", "tableau", tableau},
    {"INSTALL_PLUGIN", "install-plugin"},
    {"NONE", "none"},
};

const Mode* find_mode(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(modes), std::end(modes), [&](const Mode& mode) { return mode.name == name; });
    return found == std::end(modes) ? nullptr : found;
}

} // namespace

std::span<const GrantedField> granted_fields(std::string_view auth_mode) {
    const auto* mode = find_mode(auth_mode);
    return mode != nullptr ? mode->fields : std::span<const GrantedField>{};
}

std::string_view method_of(std::string_view auth_mode) {
    const auto* mode = find_mode(auth_mode);
    return mode != nullptr ? mode->method : std::string_view{};
}

} // namespace integration_gallery::catalog
