#include "base/utf8.hpp"

namespace integration_gallery::base {

bool is_utf8(std::string_view text) noexcept {
    std::size_t i = 0;
    const auto at = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const auto continues = [&](std::size_t index, unsigned low, unsigned high) {
        return index < text.size() && at(index) >= low && at(index) <= high;
    };
    while (i < text.size()) {
        const unsigned lead = at(i);
        if (lead < 0x80) {
            i += 1;
        } else if (lead >= 0xC2 && lead <= 0xDF) {
            if (!continues(i + 1, 0x80, 0xBF))
                return false;
            i += 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
            const unsigned high = lead == 0xED ? 0x9F : 0xBF;
            if (!continues(i + 1, low, high) || !continues(i + 2, 0x80, 0xBF))
                return false;
            i += 3;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
            const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
            if (!continues(i + 1, low, high) || !continues(i + 2, 0x80, 0xBF) || !continues(i + 3, 0x80, 0xBF))
                return false;
            i += 4;
        } else {
            return false;
        }
    }
    return true;
}

std::size_t count_code_points(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    return count;
}

} // namespace integration_gallery::base
