#include "catalog/name_rules.hpp"

#include <algorithm>
#include <iterator>

namespace integration_gallery::catalog {
namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c + 32) : c;
}
char to_upper(char c) {
    return is_lower(c) ? static_cast<char>(c - 32) : c;
}

/// Does `words` hold `phrase` as whole words?
bool has(std::string_view words, std::string_view phrase) {
    for (auto at = words.find(phrase); at != std::string_view::npos; at = words.find(phrase, at + 1)) {
        const auto end = at + phrase.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
            return true;
    }
    return false;
}

template <typename List>
bool has_one_of(std::string_view words, const List& list) {
    return std::any_of(std::begin(list), std::end(list), [&](std::string_view phrase) { return has(words, phrase); });
}

constexpr std::string_view secret_words[] = {"secret",
                                             "secrets",
                                             "token",
                                             "tokens",
                                             "password",
                                             "passwd",
                                             "passphrase",
                                             "passcode",
                                             "pwd",
                                             "apikey",
                                             "api key",
                                             "access key",
                                             "private key",
                                             "privatekey",
                                             "ssh key",
                                             "jwt",
                                             "credential",
                                             "credentials",
                                             "pat",
                                             "license key",
                                             "key secret",
                                             "secret key",
                                             "app key",
                                             "auth key",
                                             "signing key",
                                             "pin",
                                             "clientsecret",
                                             "accesstoken",
                                             "refreshtoken",
                                             "authtoken",
                                             "authorization key",
                                             "hmac key",
                                             "account key",
                                             "shared key",
                                             "admin key",
                                             "service account json",
                                             "credentials json"};
// What is said about a secret rather than the secret itself: the last word of the name.
constexpr std::string_view about_words[] = {
    "url",    "uri",      "endpoint", "id",        "name",     "type",    "method",   "path",  "host",    "version",
    "expiry", "lifetime", "format",   "hint",      "mode",     "enabled", "location", "field", "header",  "algorithm",
    "date",   "time",     "domain",   "subdomain", "hostname", "server",  "region",   "days",  "minutes", "seconds"};
constexpr std::string_view public_words[] = {
    "username",   "user name",    "user id",      "client id",       "clientid",
    "email",      "account id",   "account",      "organization id", "organisation id",
    "org id",     "organization", "organisation", "tenant id",       "tenant",
    "company id", "company",      "workspace id", "workspace",       "site id",
    "site",       "project id",   "app id",       "application id",  "key id",
    "region",     "domain",       "subdomain",    "hostname",        "host",
    "port",       "scopes",       "scope",        "audience",        "issuer",
    "database",   "role arn",     "login",        "customer id",     "environment",
    "app link",   "merchant id",  "store id",     "shop id"};
constexpr std::string_view destination_words[] = {"host",       "hostname", "host name", "domain",         "subdomain",
                                                  "sub domain", "url",      "uri",       "base url",       "endpoint",
                                                  "server",     "instance", "site",      "tenant",         "shop",
                                                  "fqdn",       "address",  "cloud id",  "bucket endpoint"};
// Addresses that nothing is sent to.
constexpr std::string_view no_destination_words[] = {
    "email",      "redirect",    "callback", "mail",    "documentation", "docs", "params",
    "parameters", "certificate", "topic",    "virtual", "tenant name",   "path"};

} // namespace

std::string words_of(std::string_view name) {
    std::string words;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const char c = name[at];
        if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
            if (!words.empty() && words.back() != ' ')
                words += ' ';
            continue;
        }
        // A capital begins a word behind a small letter, or in front of one ("APIKey").
        const bool begins = is_upper(c) && at > 0 &&
                            (is_lower(name[at - 1]) || is_digit(name[at - 1]) ||
                             (is_upper(name[at - 1]) && at + 1 < name.size() && is_lower(name[at + 1])));
        if (begins && !words.empty() && words.back() != ' ')
            words += ' ';
        words += to_lower(c);
    }
    if (words.ends_with(' '))
        words.pop_back();
    return words;
}

bool sounds_secret(std::string_view name) {
    const auto words = words_of(name);
    const auto last = words.substr(words.rfind(' ') + 1);
    return has_one_of(words, secret_words) &&
           std::find(std::begin(about_words), std::end(about_words), last) == std::end(about_words);
}

bool sounds_public(std::string_view name) {
    const auto words = words_of(name);
    return std::any_of(std::begin(public_words), std::end(public_words), [&](std::string_view phrase) {
        return words == phrase || words.ends_with(std::string(" ").append(phrase));
    });
}

bool sounds_like_destination(std::string_view name) {
    const auto words = words_of(name);
    const bool is_about = words.ends_with(" id") && !has(words, "tenant");
    return !is_about && has_one_of(words, destination_words) && !has_one_of(words, no_destination_words);
}

std::string camel_case(std::string_view name) {
    const bool all_caps = std::none_of(name.begin(), name.end(), is_lower);
    std::string out;
    bool begins = false;
    for (const char c : name) {
        if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
            begins = !out.empty();
            continue;
        }
        if (out.empty())
            out += to_lower(c);
        else if (begins)
            out += to_upper(c);
        else
            out += all_caps ? to_lower(c) : c;
        begins = false;
    }
    return out;
}

} // namespace integration_gallery::catalog
