#include "crypto/key_text.hpp"

#include "base/base64url.hpp"
#include "base/identifier.hpp"
#include "support/host.hpp"
#include "unit/crypto/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace integration_gallery;
using namespace integration_gallery::crypto;

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(key_text)

BOOST_AUTO_TEST_CASE(reads_what_it_wrote) {
    test::FakeRandom random;
    for (int round = 0; round < 200; ++round) {
        std::array<std::byte, 32> key;
        random.fill(key);
        const auto text = write_key_text(key);
        BOOST_REQUIRE(text.size() == 56u);
        const auto read = read_key_text(text.view());
        BOOST_REQUIRE(read.key.has_value());
        BOOST_TEST((*read.key == Secret(std::span<const std::byte>(key))));
    }
}

BOOST_AUTO_TEST_CASE(has_a_fixed_form) {
    // The checksum is the one of zlib.crc32 over "igk1_" and the 43 characters.
    BOOST_TEST(write_key_text(test::counting<32>(0)).view() ==
               "igk1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_2shs6z0");
}

BOOST_AUTO_TEST_CASE(refuses_every_substituted_character) {
    const auto text = std::string(write_key_text(test::counting<32>(7)).view());
    std::size_t tried = 0;
    for (std::size_t position = 0; position < text.size(); ++position)
        for (int other = 0; other < 256; ++other) {
            std::string changed = text;
            changed[position] = static_cast<char>(other);
            if (changed == text)
                continue;
            ++tried;
            const auto read = read_key_text(changed);
            BOOST_REQUIRE_MESSAGE(!read.key && read.fault != KeyTextFault::none,
                                  "position " << position << " character " << other);
        }
    BOOST_TEST(tried == 56u * 255u);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_cut_off_added_or_encoded_twice) {
    const auto text = std::string(write_key_text(test::counting<32>(7)).view());
    for (std::size_t length = 0; length < text.size(); ++length)
        BOOST_TEST((read_key_text(text.substr(0, length)).fault ==
                    (length > 5 ? KeyTextFault::truncated : KeyTextFault::form)));
    BOOST_TEST((read_key_text(text + "0").fault == KeyTextFault::form));
    BOOST_TEST((read_key_text(text + "\n").fault == KeyTextFault::form));
    BOOST_TEST((read_key_text(base::encode_base64url(base::as_bytes(text))).fault == KeyTextFault::encoded));
    std::string hex;
    for (const char character : text) {
        hex += "0123456789abcdef"[static_cast<unsigned char>(character) >> 4];
        hex += "0123456789abcdef"[static_cast<unsigned char>(character) & 15];
    }
    BOOST_TEST((read_key_text(hex).fault == KeyTextFault::encoded));
    std::string swapped = text;
    std::swap(swapped[10], swapped[11]);
    BOOST_TEST((read_key_text(swapped).fault == KeyTextFault::checksum));
}

BOOST_AUTO_TEST_CASE(derives_an_id_that_differs_by_key) {
    const auto id = key_id_of(test::counting<32>(0));
    BOOST_TEST(base::is_identifier(id));
    BOOST_TEST(id == key_id_of(test::counting<32>(0)));
    BOOST_TEST(id != key_id_of(test::counting<32>(1)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
