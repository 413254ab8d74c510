#pragma once

#include <string>
#include <string_view>

/// What the name of a member says about it: for imported documents, which say too little, and for the linter.
namespace integration_gallery::catalog {

/// Its words in lower case, separated by spaces: "apiKey", "API_KEY" and "api-key" are "api key".
std::string words_of(std::string_view name);

/// Does the name sound like a secret: token, password, secret, API key, private key, credential…? Names of things about
/// a secret (token URL, key id, secret version) do not.
bool sounds_secret(std::string_view name);

/// Is it a name under which nothing secret stands beside secrets: user name, client id, e-mail, account, tenant…?
bool sounds_public(std::string_view name);

/// Does the name sound like the place that a request goes to: host, domain, base URL, endpoint, instance…?
bool sounds_like_destination(std::string_view name);

/// The name in camelCase: "client_id" is "clientId", "API_PASSWORD" is "apiPassword", "subDomain" stays.
std::string camel_case(std::string_view name);

} // namespace integration_gallery::catalog
