#include "http/cursor.hpp"

#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include "base/short_hash.hpp"

namespace integration_gallery::http {

std::string write_cursor(std::string_view after, std::string_view scope) {
    return base::encode_base64url(base::as_bytes(base::short_hash(scope, after) + std::string(after)));
}

std::optional<std::string> read_cursor(std::string_view cursor, std::string_view scope) {
    constexpr std::size_t mark = 16;
    const auto bytes = base::decode_base64url(cursor);
    if (!bytes || bytes->size() <= mark)
        return std::nullopt;
    const std::string_view text = base::as_text(*bytes);
    std::string after(text.substr(mark));
    if (text.substr(0, mark) != base::short_hash(scope, after))
        return std::nullopt;
    return after;
}

} // namespace integration_gallery::http
