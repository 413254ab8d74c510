#include "storage/names.hpp"

#include "base/identifier.hpp"
#include "base/utf8.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <string>

namespace integration_gallery::storage {
namespace {

constexpr std::size_t key_limit = 191;
constexpr std::size_t ascii_limit = 64;

[[noreturn]] void refuse(std::string_view what, std::string_view allowed) {
    throw Error(Status::invalid_argument, "invalid-name",
                "the " + std::string(what) + " is not usable: allowed are " + std::string(allowed));
}

bool is_label(std::string_view text) noexcept {
    return base::is_utf8(text) && base::count_code_points(text) <= key_limit &&
           std::none_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < 0x20 || byte == 0x7F;
           });
}

} // namespace

void check_project(std::string_view text) {
    if (!base::is_project_name(text))
        refuse("name of the project",
               "1 to 191 bytes of UTF-8 without control characters and without spaces at the ends");
}

void check_integration(std::string_view text) {
    if (!base::is_integration_name(text))
        refuse("name of the integration", "1 to 63 characters of a-z, 0-9, '-' and '_', a letter or digit first");
}

void check_key(std::string_view text, std::string_view what) {
    if (text.empty() || !is_label(text) || text.front() == ' ' || text.back() == ' ')
        refuse(what, "1 to 191 characters of UTF-8 without control characters and without spaces at the ends");
}

void check_ascii(std::string_view text, std::string_view what) {
    if (text.size() > ascii_limit ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; }))
        refuse(what, "at most 64 printable ASCII characters without spaces");
}

void check_label(std::string_view text, std::string_view what) {
    if (!is_label(text))
        refuse(what, "at most 191 characters of UTF-8 without control characters");
}

} // namespace integration_gallery::storage
