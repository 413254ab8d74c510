#include "base/bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>

using namespace integration_gallery::base;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(bytes)

BOOST_AUTO_TEST_CASE(puts_the_most_significant_byte_first) {
    Bytes out;
    append_u32(out, 0x01020304u);
    append_u64(out, 0x05060708090a0b0cu);
    BOOST_TEST((as_text(out) == std::string_view("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c", 12)));
}

BOOST_AUTO_TEST_CASE(encodes_no_two_lists_of_fields_alike) {
    // every way to split one text over four fields
    const std::string text = "abcabcabcabc";
    std::set<std::string> seen;
    std::size_t splits = 0;
    for (std::size_t i = 0; i <= text.size(); ++i)
        for (std::size_t j = i; j <= text.size(); ++j)
            for (std::size_t k = j; k <= text.size(); ++k) {
                const std::array fields{
                    as_bytes(std::string_view(text).substr(0, i)), as_bytes(std::string_view(text).substr(i, j - i)),
                    as_bytes(std::string_view(text).substr(j, k - j)), as_bytes(std::string_view(text).substr(k))};
                seen.emplace(as_text(encode_fields(fields)));
                ++splits;
            }
    BOOST_TEST(seen.size() == splits);
}

BOOST_AUTO_TEST_CASE(compares_by_value) {
    BOOST_TEST(equal_constant_time(as_bytes("same"), as_bytes("same")));
    BOOST_TEST(!equal_constant_time(as_bytes("same"), as_bytes("sane")));
    BOOST_TEST(!equal_constant_time(as_bytes("same"), as_bytes("sam")));
    BOOST_TEST(equal_constant_time({}, {}));
}

BOOST_AUTO_TEST_CASE(wipes_what_it_is_given) {
    std::string text = "secret";
    wipe(std::as_writable_bytes(std::span(text)));
    BOOST_TEST((text == std::string(6, '\0')));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
