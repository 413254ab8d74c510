#include "support/canary.hpp"

#include "base/base64url.hpp"
#include "base/bytes.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace integration_gallery::test {
namespace {

std::string hex(std::string_view text, const char* digits, const char* before = "") {
    std::string out;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        out += before;
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

constexpr const char* lower = "0123456789abcdef";
constexpr const char* upper = "0123456789ABCDEF";

/// Base64 of the secret where `offset` other bytes stand in front of it, without the characters that those share.
std::string base64(std::string_view secret, std::size_t offset) {
    const std::string padded = std::string(offset, '\0') + std::string(secret);
    auto text = base::encode_base64url(base::as_bytes(padded));
    text = text.substr((offset * 8 + 5) / 6);
    return text.substr(0, text.size() - 2);
}

} // namespace

std::vector<std::pair<std::string, std::string>> canary_forms(std::string_view secret) {
    std::vector<std::pair<std::string, std::string>> forms{
        {"raw", std::string(secret)},
        {"hex", hex(secret, lower)},
        {"HEX", hex(secret, upper)},
        {"percent", hex(secret, upper, "%")},
        {"percent in lower case", hex(secret, lower, "%")},
        {"JSON escapes", hex(secret, lower, "\\u00")},
        {"reversed", std::string(secret.rbegin(), secret.rend())},
    };
    std::string percent;
    std::string json;
    std::string wide;
    for (const char character : secret) {
        const bool plain =
            (character >= '0' && character <= '9') || ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
        percent += plain ? std::string(1, character) : hex({&character, 1}, upper, "%");
        json += character == '"' || character == '\\' || character == '/' ? std::string{'\\', character}
                                                                          : std::string(1, character);
        wide += character;
        wide += '\0';
    }
    forms.emplace_back("percent where needed", percent);
    forms.emplace_back("JSON escapes where needed", json);
    forms.emplace_back("UTF-16", wide);
    for (std::size_t offset = 0; offset < 3; ++offset) {
        auto text = base64(secret, offset);
        forms.emplace_back("Base64url", text);
        std::replace(text.begin(), text.end(), '-', '+');
        std::replace(text.begin(), text.end(), '_', '/');
        forms.emplace_back("Base64", std::move(text));
    }
    return forms;
}

std::string find_canary(std::string_view text, std::string_view secret) {
    for (const auto& [name, form] : canary_forms(secret))
        if (text.find(form) != std::string_view::npos)
            return name;
    return "";
}

void refuse_canary(std::string_view text, const char* where) {
    const auto form = find_canary(text);
    if (form.empty())
        return;
    std::fprintf(stderr, "a secret stands in %s, in the form: %s\n", where, form.c_str());
    std::abort();
}

} // namespace integration_gallery::test
