#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace command {

/// A way to set a text off on a terminal.
enum class Style { bold, red, yellow, green, dim };

/// The text for standard output, set off if that is a terminal which wants colours (NO_COLOR unset).
std::string styled(std::string_view text, Style style);

/// The text with its control characters made visible: what comes from a file must not steer a terminal.
std::string printable(std::string_view text);

/// The document as people write it: two spaces a level, short ones on one line. Ends with a line feed.
std::string pretty(const boost::json::value& document);

/// "1 file", "2 files".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// Says on standard error what went wrong; as a problem document (RFC 9457) on one line with `json`.
void report(const integration_gallery::Error& error, bool json);
void report(std::string_view sentence, bool json);

} // namespace command
