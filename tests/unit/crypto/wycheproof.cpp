#include "crypto/aes_gcm.hpp"
#include "crypto/hkdf.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstring>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::crypto;
namespace json = boost::json;

namespace {

using Bytes = std::vector<std::byte>;

Bytes from_hex(const json::value& value) {
    const std::string_view text = value.as_string();
    const auto digit = [](char character) {
        return static_cast<unsigned>(character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10);
    };
    Bytes bytes;
    for (std::size_t index = 0; index + 1 < text.size(); index += 2)
        bytes.push_back(static_cast<std::byte>(digit(text[index]) << 4 | digit(text[index + 1])));
    return bytes;
}

// Gives each vector with its group to `run`, which says whether the library took it, and compares with the verdict.
void for_each_vector(const std::string& file, std::size_t expected,
                     const std::function<bool(const json::object& group, const json::object& vector)>& run) {
    if (!test::have_test_data("wycheproof/" + file))
        return;
    const auto document = json::parse(test::read_file(test::test_data() / "wycheproof" / file));
    std::size_t valid = 0;
    std::size_t invalid = 0;
    for (const auto& group : document.at("testGroups").as_array())
        for (const auto& vector : group.at("tests").as_array()) {
            const bool good = vector.at("result").as_string() != "invalid";
            ++(good ? valid : invalid);
            BOOST_TEST(run(group.as_object(), vector.as_object()) == good,
                       file << " vector " << vector.at("tcId").to_number<int>());
        }
    std::cout << "Wycheproof " << file << ": " << valid + invalid << " vectors, " << valid << " valid, " << invalid
              << " invalid\n";
    BOOST_TEST(valid + invalid == expected);
    BOOST_TEST(document.at("numberOfTests").to_number<std::size_t>() == expected);
}

} // namespace

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(wycheproof)

BOOST_AUTO_TEST_CASE(aes_gcm_agrees) {
    for_each_vector("aes_gcm_test.json", 316, [](const json::object& group, const json::object& vector) {
        const auto key = from_hex(vector.at("key"));
        const auto nonce = from_hex(vector.at("iv"));
        const auto associated = from_hex(vector.at("aad"));
        const auto message = from_hex(vector.at("msg"));
        const auto sealed = from_hex(vector.at("ct"));
        const auto tag = from_hex(vector.at("tag"));
        BOOST_REQUIRE(group.at("tagSize").to_number<int>() == 128);
        if (tag.size() != gcm_tag_size || nonce.empty())
            return false; // the types of the call leave no other tag; a nonce of no bytes is no nonce
        AesGcm cipher(key.size());
        const std::span<const std::byte, gcm_tag_size> given(tag.data(), gcm_tag_size);
        auto text = sealed;
        const bool opened = cipher.open(key, nonce, associated, text, given);
        if (opened)
            BOOST_TEST((text == message));
        if (vector.at("result").as_string() == "valid") {
            std::array<std::byte, gcm_tag_size> made;
            text = message;
            cipher.seal(key, nonce, associated, text, made);
            BOOST_TEST((text == sealed && std::memcmp(made.data(), tag.data(), made.size()) == 0));
        }
        return opened;
    });
}

BOOST_AUTO_TEST_CASE(hkdf_sha256_agrees) {
    for_each_vector("hkdf_sha256_test.json", 86, [](const json::object&, const json::object& vector) {
        const auto salt = from_hex(vector.at("salt"));
        const auto key = from_hex(vector.at("ikm"));
        const auto info = from_hex(vector.at("info"));
        // RFC 5869, 2.2: HKDF-Extract is an HMAC under the salt, or under 32 zero bytes.
        const auto extracted = hmac_sha256(salt.empty() ? Bytes(32) : salt, key);
        std::vector<std::byte> out(vector.at("size").to_number<std::size_t>());
        try {
            hkdf_expand(extracted, info, out);
        } catch (const Error&) {
            return false;
        }
        return out == from_hex(vector.at("okm"));
    });
}

BOOST_AUTO_TEST_CASE(hmac_sha256_agrees) {
    for_each_vector("hmac_sha256_test.json", 174, [](const json::object& group, const json::object& vector) {
        const auto made = hmac_sha256(from_hex(vector.at("key")), from_hex(vector.at("msg")));
        const auto tag = from_hex(vector.at("tag"));
        BOOST_REQUIRE(tag.size() * 8 == group.at("tagSize").to_number<std::size_t>());
        return std::memcmp(made.data(), tag.data(), tag.size()) == 0;
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
