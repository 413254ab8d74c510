#include "base/base64url.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration_gallery::base;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(base64url)

BOOST_AUTO_TEST_CASE(writes_the_vectors_of_rfc_4648_without_padding) {
    BOOST_TEST(encode_base64url(as_bytes("")) == "");
    BOOST_TEST(encode_base64url(as_bytes("f")) == "Zg");
    BOOST_TEST(encode_base64url(as_bytes("fo")) == "Zm8");
    BOOST_TEST(encode_base64url(as_bytes("foo")) == "Zm9v");
    BOOST_TEST(encode_base64url(as_bytes("foobar")) == "Zm9vYmFy");
    BOOST_TEST(encode_base64url(as_bytes("\xfb\xff")) == "-_8");
}

BOOST_AUTO_TEST_CASE(reads_back_what_it_wrote_at_every_length) {
    Bytes bytes;
    for (unsigned i = 0; i < 300; ++i) {
        const auto back = decode_base64url(encode_base64url(bytes));
        BOOST_REQUIRE(back.has_value());
        BOOST_TEST((*back == bytes));
        bytes.push_back(static_cast<std::byte>(i * 37));
    }
}

BOOST_AUTO_TEST_CASE(refuses_every_other_spelling) {
    for (const auto* text : {"Zg==", "Zg=", "Z", "Zh", "Zm9", "Zm9v ", " Zm9v", "Zm9v\n", "Zm+v", "Zm/v", "Zm9vZ"})
        BOOST_TEST(!decode_base64url(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
