#pragma once

#include <span>
#include <string_view>

namespace integration_gallery::page {

/// One file of the admin page, compiled into the library. Every view lives as long as the library is loaded.
struct Asset {
    std::string_view path;       ///< below `assets/`, with forward slashes; `index.html` is the shell page
    std::string_view media_type; ///< with the charset where the type is text
    std::string_view content;
    std::string_view gzip; ///< the same bytes compressed when the library was built; empty where that saves nothing
    std::string_view etag; ///< a strong validator with its quotes, made from the content
};

/// Every file of the page, ordered by path. Constant; safe from any thread.
std::span<const Asset> assets() noexcept;

/// Names one build of the page: lower-case hexadecimal digits made from the content of all files. The shell page refers
/// to its files as `assets/<version>/<path>`, so that an answer to such an address may be cached for ever.
std::string_view assets_version() noexcept;

/// The file at `path`, which is what follows `assets/` in an address: `<path>`, or `<version>/<path>` with the version
/// of this build. Null for anything else. `index.html` answers M/admin/integrations/ itself. O(log n).
const Asset* find_asset(std::string_view path) noexcept;

/// True when `path` begins with this build's version: such an answer never changes ("immutable"); any other is to be
/// revalidated with its ETag.
bool is_versioned(std::string_view path) noexcept;

/// The Content-Security-Policy of the shell page, to be followed by the sources that may frame it: `'none'` unless the
/// host allows some.
inline constexpr std::string_view content_security_policy_without_frames =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

} // namespace integration_gallery::page
