#include "crypto/context.hpp"

#include "unit/crypto/sample.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace integration_gallery;
using namespace integration_gallery::crypto;

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(record_context)

BOOST_AUTO_TEST_CASE(encodes_different_fields_differently) {
    test::Sample sample;
    const std::string text = "abcdefghijkl";
    std::set<base::Bytes> encodings;
    std::size_t splits = 0;
    for (std::size_t first = 0; first <= text.size(); ++first)
        for (std::size_t second = first; second <= text.size(); ++second)
            for (std::size_t third = second; third <= text.size(); ++third, ++splits) {
                const std::string_view view = text;
                sample.context.project = view.substr(0, first);
                sample.context.record = view.substr(first, second - first);
                sample.context.integration = view.substr(second, third - second);
                sample.context.slot = view.substr(third);
                encodings.insert(encode_context(sample.context));
            }
    BOOST_TEST(splits == 455u);
    BOOST_TEST(encodings.size() == splits);
}

BOOST_AUTO_TEST_CASE(puts_lengths_in_front_of_every_field) {
    const test::Sample sample;
    const auto encoded = encode_context(sample.context);
    // 4 for the count, 9 fields with 4 each, and the fields.
    BOOST_TEST(encoded.size() == 4 + 9 * 4 + 29 + 32 + 16 + 6 + 5 + 5 + 6 + 8 + 32u);
}

BOOST_AUTO_TEST_CASE(refuses_a_binding_or_store_id_of_the_wrong_length) {
    test::Sample sample;
    sample.context.binding = sample.context.binding.first(31);
    BOOST_CHECK_THROW(encode_context(sample.context), Error);
    sample.context.binding = sample.binding;
    sample.context.store_id = {};
    BOOST_CHECK_THROW(encode_context(sample.context), Error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
