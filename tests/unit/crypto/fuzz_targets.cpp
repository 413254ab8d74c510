#include "base/bytes.hpp"
#include "crypto/key_text.hpp"
#include "crypto/random.hpp"
#include "crypto/sealed_record.hpp"
#include "unit/crypto/fuzz.hpp"
#include "unit/crypto/sample.hpp"
#include "vault/bound.hpp"
#include "vault/provider/key_set.hpp"

#include <integration_gallery/error.hpp>

#include <cstdlib>

using namespace integration_gallery;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

} // namespace

// Nobody who lacks the key can make a text that opens, but for the one that is known.
int fuzz_open_sealed(const std::uint8_t* data, std::size_t size) {
    static const test::Sample sample;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto record = crypto::parse_record(text)) {
        require(text.size() <= crypto::record_text_limit && record->key_id.size() == 26);
        const auto opened = crypto::open_record(sample.key, sample.context, *record);
        require(opened.has_value() == (text == test::known_answer));
    } else {
        require(text != test::known_answer);
    }
    // What stands in clear beside it.
    if (const auto bound = vault::read_bound(text))
        require(vault::read_bound(vault::write_bound(*bound)).has_value());
    // As a plaintext it comes back as it was, and opens nowhere else.
    if (size <= crypto::record_limit) {
        static crypto::SystemRandom random;
        const auto sealed = crypto::seal_record(sample.key, sample.context, base::as_bytes(text), random);
        const auto record = crypto::parse_record(sealed);
        require(record.has_value());
        const auto opened = crypto::open_record(sample.key, sample.context, *record);
        require(opened && opened->view() == text);
        auto elsewhere = sample.context;
        ++elsewhere.seal_revision;
        require(!crypto::open_record(sample.key, elsewhere, *record));
    }
    return 0;
}

// What is taken for a key is exactly what is written for it.
int fuzz_key_text(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = crypto::read_key_text(text);
    require(read.key.has_value() == (read.fault == crypto::KeyTextFault::none));
    if (read.key)
        require(crypto::write_key_text(read.key->bytes()).view() == text);
    try {
        const auto keys = vault::read_key_lines(text, "a fuzzer");
        require(!keys.names().known.empty());
        std::size_t lines = 1;
        for (const char character : text.substr(0, text.size() - (text.ends_with('\n') ? 1 : 0)))
            lines += character == '\n' ? 1 : 0;
        require(keys.names().known.size() == lines);
    } catch (const Error& error) {
        require(error.code().starts_with("key-text") && (size < 16 || error.detail().find(text) == std::string::npos));
    }
    if (size == 32) {
        const auto written = crypto::write_key_text(base::as_bytes(text));
        const auto again = crypto::read_key_text(written.view());
        require(again.key && again.key->view() == text);
    }
    return 0;
}
