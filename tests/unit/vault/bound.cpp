#include "vault/bound.hpp"

#include "vault/seal_context.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace integration_gallery::vault;
using Pairs = std::vector<std::pair<std::string, std::string>>;

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(bound)

BOOST_AUTO_TEST_CASE(reads_what_it_wrote) {
    const Bound written{{"/authentication/site", "/a~1b"}, binding_digest(Pairs{{"/a", "1"}})};
    const auto read = read_bound(write_bound(written));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((read->pointers == written.pointers));
    BOOST_TEST((read->digest == written.digest));
}

BOOST_AUTO_TEST_CASE(refuses_what_it_did_not_write) {
    for (const std::string text :
         {"", "[]", "{}", R"(["/a"])", R"({"digest":"","pointers":[]})", R"({"digest":"AA","pointers":[]})",
          R"({"digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","pointers":[1]})",
          R"({"digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","pointers":[],"more":1})"})
        BOOST_TEST(!read_bound(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(binding_digest_of)

BOOST_AUTO_TEST_CASE(the_same_pairs_in_any_order_is_the_same) {
    const auto digest = binding_digest(Pairs{{"/a", "1"}, {"/b", "2"}});
    BOOST_TEST((digest == binding_digest(Pairs{{"/b", "2"}, {"/a", "1"}})));
    BOOST_TEST((digest != binding_digest(Pairs{{"/a", "2"}, {"/b", "1"}})));
    BOOST_TEST((digest != binding_digest(Pairs{{"/a", "1"}})));
    BOOST_TEST((digest != binding_digest(Pairs{{"/a", "1/b"}, {"", "2"}})));
    BOOST_TEST((binding_digest(Pairs{}) != binding_digest(Pairs{{"", ""}})));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
