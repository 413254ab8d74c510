#include "unit/transfer/fuzz.hpp"
#include "unit/transfer/sample.hpp"

#include <integration_gallery/error.hpp>

#include <cstdlib>
#include <sstream>

using namespace integration_gallery;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

/// Is it one of those that transfer.hpp promises?
void require_refusal(const Error& error) {
    require(error.code() == "export-damaged" || error.code() == "export-not-recognized" ||
            error.code() == "export-too-new" || error.code() == "export-key-wrong");
}

} // namespace

int fuzz_transfer_file(const std::uint8_t* data, std::size_t size) {
    static const ExportKey key = test::known_key();
    std::istringstream file(std::string(reinterpret_cast<const char*>(data), size));
    try {
        transfer::SealedReader reader(file, key);
        transfer::RecordReader records([&] { return reader.next(); });
        while (!std::holds_alternative<transfer::EndRecord>(records.read())) {
        }
    } catch (const Error& error) {
        require_refusal(error);
    }
    return 0;
}

int fuzz_transfer_record(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const std::string again = test::read_and_write(text, 1000);
        require(test::read_and_write(again, 7) == again);
    } catch (const Error& error) {
        require_refusal(error);
    }
    return 0;
}
