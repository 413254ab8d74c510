// What libFuzzer calls: IG_FUZZ_TARGET is the function of this program.
#include <cstddef>
#include <cstdint>

int IG_FUZZ_TARGET(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return IG_FUZZ_TARGET(data, size);
}
