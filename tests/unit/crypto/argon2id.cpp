#include "crypto/argon2id.hpp"

#include "base/bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace integration_gallery;
using namespace integration_gallery::crypto;

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(passphrase_hash)

// From the reference implementation's own tests (phc-winner-argon2, test.c: Argon2id, version 0x13).
BOOST_AUTO_TEST_CASE(gives_the_reference_implementations_answers) {
    struct Case {
        std::uint32_t passes, memory_kib, lanes;
        std::string_view passphrase, salt, answer;
    };
    const Case cases[] = {
        {2, 256, 1, "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"},
        {2, 256, 2, "password", "somesalt", "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"},
        {2, 65536, 1, "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"},
    };
    for (const auto& item : cases) {
        std::array<std::byte, 32> out;
        argon2id(base::as_bytes(item.passphrase), base::as_bytes(item.salt), {item.memory_kib, item.passes, item.lanes},
                 out);
        std::string hex;
        for (const auto byte : out)
            for (const unsigned half : {std::to_integer<unsigned>(byte) >> 4, std::to_integer<unsigned>(byte) & 15u})
                hex.push_back("0123456789abcdef"[half]);
        BOOST_TEST(hex == item.answer);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
