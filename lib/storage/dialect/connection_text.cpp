#include "storage/dialect/connection_text.hpp"

#include <integration_gallery/error.hpp>

#include <soci/version.h>

namespace integration_gallery::storage {
namespace {

std::string escape(std::string_view value, std::string_view special) {
    std::string out;
    for (const char c : value) {
        if (special.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

[[noreturn]] void refuse(std::string_view name) {
    throw Error(Status::invalid_argument, "database-url",
                "the database URL has a value for " + std::string(name) +
                    " whose quotes and spaces cannot be handed to the database client together; for a password use a "
                    "password file (passfile)");
}

} // namespace

void append_postgresql(std::string& text, std::string_view name, std::string_view value) {
    const bool spaces = value.find(' ') != std::string_view::npos;
    const bool double_quotes = value.find('"') != std::string_view::npos;
    const bool single_quotes = value.find('\'') != std::string_view::npos;
    std::string quoted;
#if SOCI_VERSION < 400100
    // 4.0 hands the client library's own quoting on, but ends a value at a space unless it stands in double quotes.
    static_cast<void>(single_quotes);
    quoted = "'" + escape(value, "'\\") + "'";
    if (spaces && double_quotes)
        refuse(name);
    if (spaces)
        quoted = '"' + quoted + '"';
#else
    // 4.1 quotes again for the client library, without doubling backslashes.
    static_cast<void>(spaces);
    if (double_quotes && single_quotes)
        refuse(name);
    const char quote = double_quotes ? '\'' : '"';
    quoted = quote + escape(value, "\\") + quote;
#endif
    text.append(text.empty() ? "" : " ").append(name).append("=").append(quoted);
}

void append_mysql(std::string& text, std::string_view name, std::string_view value) {
    text.append(text.empty() ? "" : " ").append(name).append("='").append(escape(value, "'\\")).append("'");
}

} // namespace integration_gallery::storage
