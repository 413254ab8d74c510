#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::test {

/// A text that can be looked for in this process's memory without standing there itself.
class Hidden {
public:
    /// Of a text that the caller wipes.
    explicit Hidden(std::string_view text);
    /// The same random letters and digits for the same seed; reveal() shows them.
    static Hidden make(unsigned seed, std::size_t size);

    std::string reveal() const;
    std::size_t size() const { return m_masked.size(); }
    char at(std::size_t index) const;

    /// How often it stands in `size` bytes at `data`.
    std::size_t count(const char* data, std::size_t size) const;

private:
    Hidden() = default;
    std::vector<unsigned char> m_masked;
};

/// How often it stands in what may be read of this process: in all of it, or in what a core dump would hold (the
/// mappings without the kernel's mark "dd"; core_pattern and limits aside).
struct Sightings {
    std::size_t everywhere = 0;
    std::size_t in_core = 0;
};
Sightings scan_memory(const Hidden& text);

} // namespace integration_gallery::test
