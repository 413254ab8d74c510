#include "support/memory_scan.hpp"

#include "base/bytes.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>
#include <stdexcept>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace integration_gallery::test {
namespace {

constexpr unsigned char mask = 0xa5;
constexpr std::size_t block = 1 << 20;

struct Region {
    std::uint64_t start;
    std::uint64_t end;
    bool dumped;
};

std::vector<Region> read_regions() {
    std::vector<Region> out;
    std::ifstream stream("/proc/self/smaps");
    bool wanted = false;
    for (std::string line; std::getline(stream, line);) {
        std::uint64_t start = 0;
        std::uint64_t end = 0;
        char readable = '-';
        if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %c", &start, &end, &readable) == 3) {
            // The shadow of a sanitizer takes terabytes and holds none of our bytes.
            wanted = readable == 'r' && end - start < (std::uint64_t{1} << 32) && line.find("[v") == std::string::npos;
            if (wanted)
                out.push_back({start, end, true});
        } else if (wanted && line.starts_with("VmFlags:")) {
            out.back().dumped = line.find(" dd") == std::string::npos;
        }
    }
    return out;
}

} // namespace

Hidden::Hidden(std::string_view text) {
    for (const char character : text)
        m_masked.push_back(static_cast<unsigned char>(static_cast<unsigned char>(character) ^ mask));
}

Hidden Hidden::make(unsigned seed, std::size_t size) {
    Hidden out;
    std::mt19937 random(seed);
    for (std::size_t index = 0; index < size; ++index)
        out.m_masked.push_back(static_cast<unsigned char>(static_cast<unsigned char>('A' + random() % 26) ^ mask));
    return out;
}

std::string Hidden::reveal() const {
    std::string out;
    for (const auto byte : m_masked)
        out += static_cast<char>(byte ^ mask);
    return out;
}

char Hidden::at(std::size_t index) const {
    return static_cast<char>(m_masked[index] ^ mask);
}

std::size_t Hidden::count(const char* data, std::size_t size) const {
    std::size_t found = 0;
    const int first = m_masked.front() ^ mask;
    for (const char* at = data; size >= m_masked.size();) {
        const auto* next = static_cast<const char*>(std::memchr(at, first, size - m_masked.size() + 1));
        if (next == nullptr)
            return found;
        std::size_t same = 1;
        while (same < m_masked.size() && (static_cast<unsigned char>(next[same]) ^ mask) == m_masked[same])
            ++same;
        found += same == m_masked.size() ? std::size_t{1} : std::size_t{0};
        size -= static_cast<std::size_t>(next - at) + 1;
        at = next + 1;
    }
    return found;
}

Sightings scan_memory(const Hidden& text) {
    Sightings out;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    // Of its own, so that what was copied into it is not found again.
    void* mapped = ::mmap(nullptr, block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory < 0 || mapped == MAP_FAILED)
        throw std::runtime_error("this process's memory cannot be read");
    auto* buffer = static_cast<char*>(mapped);
    const auto own = reinterpret_cast<std::uint64_t>(mapped);
    for (const auto& region : read_regions()) {
        if (own >= region.start && own < region.end && region.end - region.start == block)
            continue;
        const std::uint64_t step = block - (text.size() - 1);
        for (std::uint64_t at = region.start; at < region.end; at += step) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block, region.end - at));
            const auto got = ::pread(memory, buffer, wanted, static_cast<off_t>(at));
            if (got <= 0)
                continue;
            const auto found = text.count(buffer, static_cast<std::size_t>(got));
            out.everywhere += found;
            out.in_core += region.dumped ? found : 0;
            base::wipe({reinterpret_cast<std::byte*>(buffer), static_cast<std::size_t>(got)});
        }
    }
    ::munmap(mapped, block);
    ::close(memory);
    return out;
}

} // namespace integration_gallery::test
