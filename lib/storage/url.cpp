#include "storage/url.hpp"

#include "base/utf8.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace integration_gallery::storage {
namespace {

constexpr std::array<std::string_view, 12> postgresql_options{"application_name",
                                                              "channel_binding",
                                                              "connect_timeout",
                                                              "gssencmode",
                                                              "passfile",
                                                              "service",
                                                              "sslcert",
                                                              "sslkey",
                                                              "sslmode",
                                                              "sslrootcert",
                                                              "target_session_attrs",
                                                              "tcp_user_timeout"};
constexpr std::array<std::string_view, 6> mysql_options{"connect_timeout", "socket",  "ssl-ca",
                                                        "ssl-cert",        "ssl-key", "ssl-verify"};

[[noreturn]] void refuse(std::string sentence) {
    throw Error(Status::invalid_argument, "database-url", "the database URL " + std::move(sentence));
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Percent-decodes one part; control characters and bad UTF-8 are refused, since no engine can carry them all.
std::string decode(std::string_view text, std::string_view what) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            refuse("has a '%' that is not followed by two hexadecimal digits in its " + std::string(what));
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    const bool control = std::any_of(out.begin(), out.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
    if (control || !base::is_utf8(out))
        refuse("has control characters or bad UTF-8 in its " + std::string(what));
    return out;
}

/// Splits at the first `mark`: what stands before it, and what stands after it if it is there.
std::pair<std::string_view, std::optional<std::string_view>> split(std::string_view text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos)
        return {text, std::nullopt};
    return {text.substr(0, at), text.substr(at + 1)};
}

bool is_host_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_';
    });
}

bool is_bracketed_address(std::string_view name) noexcept {
    return name.size() >= 2 && name.size() <= 45 &&
           std::all_of(name.begin(), name.end(), [](char c) { return hex_digit(c) >= 0 || c == ':' || c == '.'; });
}

DatabaseHost read_host(std::string_view text) {
    DatabaseHost host;
    std::optional<std::string_view> port;
    if (!text.empty() && text.front() == '[') {
        const auto end = text.find(']');
        if (end == std::string_view::npos || !is_bracketed_address(text.substr(1, end - 1)))
            refuse("has a host in brackets that is no IPv6 address");
        host.name = text.substr(1, end - 1);
        const auto rest = text.substr(end + 1);
        if (!rest.empty() && rest.front() != ':')
            refuse("has something other than a port after the brackets of a host");
        if (!rest.empty())
            port = rest.substr(1);
    } else {
        auto [name, after] = split(text, ':');
        if (!is_host_name(name))
            refuse("has a host name that is empty or holds something else than letters, digits, '.', '-' and '_'");
        host.name = name;
        port = after;
    }
    if (port) {
        unsigned number = 0;
        const auto [end, failed] = std::from_chars(port->data(), port->data() + port->size(), number);
        if (failed != std::errc{} || end != port->data() + port->size() || number == 0 || number > 65'535)
            refuse("has a port that is no number from 1 to 65535");
        host.port = static_cast<std::uint16_t>(number);
    }
    return host;
}

std::map<std::string, std::string> read_options(std::string_view text, std::span<const std::string_view> known) {
    std::map<std::string, std::string> out;
    for (std::optional<std::string_view> rest = text; rest;) {
        auto [pair, after] = split(*rest, '&');
        rest = after;
        auto [name, value] = split(pair, '=');
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string names;
            for (const auto candidate : known)
                names += (names.empty() ? "" : ", ") + std::string(candidate);
            // The name is not repeated: "?secret" would be one.
            refuse(known.empty() ? "of an SQLite file takes no options after '?'"
                                 : "has an option that is not known; known are " + names);
        }
        if (!value || value->empty())
            refuse("has no value for the option " + std::string(name));
        if (!out.emplace(name, decode(*value, name)).second)
            refuse("has the option " + std::string(name) + " twice");
    }
    return out;
}

} // namespace

std::string_view engine_name(Engine engine) noexcept {
    switch (engine) {
    case Engine::sqlite:
        return "sqlite";
    case Engine::postgresql:
        return "postgresql";
    case Engine::mysql:
        break;
    }
    return "mysql";
}

DatabaseUrl DatabaseUrl::parse(std::string_view text) {
    static constexpr std::string_view forms = "sqlite:///absolute/path, postgresql://user@host/database or "
                                              "mysql://user@host/database";
    DatabaseUrl url;
    const auto colon = text.find("://");
    const std::string_view scheme = colon == std::string_view::npos ? "" : text.substr(0, colon);
    if (scheme == "sqlite")
        url.m_engine = Engine::sqlite;
    else if (scheme == "postgresql" || scheme == "postgres")
        url.m_engine = Engine::postgresql;
    else if (scheme == "mysql" || scheme == "mariadb")
        url.m_engine = Engine::mysql;
    else
        refuse("must have one of these forms: " + std::string(forms));

    auto [place, options] = split(text.substr(colon + 3), '?');
    if (place.find('#') != std::string_view::npos)
        refuse("must not hold a '#'; write it as %23");
    if (url.m_engine == Engine::sqlite) {
        if (options)
            url.m_options = read_options(*options, {});
        url.m_path = decode(place, "path");
        if (url.m_path.empty() || url.m_path.front() != '/')
            refuse("must name an absolute path, with three slashes: sqlite:///var/lib/app/gallery.db");
        if (url.m_path.back() == '/')
            refuse("must name a file, not a folder");
        return url;
    }

    if (options)
        url.m_options = url.m_engine == Engine::postgresql ? read_options(*options, postgresql_options)
                                                           : read_options(*options, mysql_options);
    auto [authority, database] = split(place, '/');
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        auto [user, password] = split(authority.substr(0, at), ':');
        url.m_user = decode(user, "user");
        if (password)
            url.m_password = decode(*password, "password");
        authority = authority.substr(at + 1);
    }
    for (std::optional<std::string_view> rest = authority; rest;) {
        auto [host, after] = split(*rest, ',');
        url.m_hosts.push_back(read_host(host));
        rest = after;
    }
    url.m_database = database ? decode(*database, "database name") : "";
    if (url.m_database.empty())
        refuse("must name a database: " + std::string(forms));
    return url;
}

std::string_view DatabaseUrl::option(const std::string& name) const {
    const auto found = m_options.find(name);
    return found != m_options.end() ? std::string_view(found->second) : std::string_view();
}

std::string DatabaseUrl::text() const {
    std::string out = std::string(engine_name(m_engine)) + "://";
    if (m_engine == Engine::sqlite)
        return out + m_path;
    if (!m_user.empty())
        out += m_user + "@";
    for (std::size_t i = 0; i < m_hosts.size(); ++i) {
        const auto& host = m_hosts[i];
        out += i == 0 ? "" : ",";
        out += host.name.find(':') == std::string::npos ? host.name : "[" + host.name + "]";
        if (host.port != 0)
            out += ":" + std::to_string(host.port);
    }
    return out + "/" + m_database;
}

} // namespace integration_gallery::storage
