#include "http/byte_cache.hpp"

#include <boost/test/unit_test.hpp>

using integration_gallery::http::ByteCache;

namespace {

ByteCache::Body body(std::size_t size, char c = 'x') {
    return std::make_shared<const std::string>(size, c);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(byte_cache)

BOOST_AUTO_TEST_CASE(gives_the_same_bytes_without_a_copy) {
    ByteCache cache(1000);
    const auto kept = body(10);
    cache.put("key", "1", {kept, {}});
    BOOST_TEST(cache.find("key", "1").body.get() == kept.get());
    BOOST_TEST(cache.find("other", "1").body == nullptr);
}

BOOST_AUTO_TEST_CASE(forgets_what_was_made_from_an_older_revision) {
    ByteCache cache(1000);
    cache.put("key", "1", {body(10), {}});
    BOOST_TEST(cache.find("key", "2").body == nullptr);
    cache.put("key", "2", {body(20), {}});
    BOOST_TEST(cache.find("key", "1").body == nullptr);
    BOOST_TEST(cache.find("key", "2").body->size() == 20u);
    BOOST_TEST(cache.bytes() == 3u + 1u + 20u);
}

BOOST_AUTO_TEST_CASE(drops_the_least_recently_used_beyond_its_bytes) {
    ByteCache cache(36); // each entry has 2 + 10 bytes
    cache.put("a", "1", {body(10), {}});
    cache.put("b", "1", {body(10), {}});
    cache.put("c", "1", {body(10), {}});
    BOOST_TEST(cache.bytes() == 36u);
    BOOST_TEST(cache.find("a", "1").body != nullptr);
    cache.put("d", "1", {body(10), {}});
    BOOST_TEST(cache.find("b", "1").body == nullptr);
    BOOST_TEST(cache.find("a", "1").body != nullptr);
    BOOST_TEST(cache.find("c", "1").body != nullptr);
    BOOST_TEST(cache.find("d", "1").body != nullptr);
    BOOST_TEST(cache.bytes() == 36u);
}

BOOST_AUTO_TEST_CASE(does_not_keep_one_that_is_too_large_and_forgets_what_it_replaced) {
    ByteCache cache(20);
    cache.put("a", "1", {body(18), {}});
    BOOST_TEST(cache.find("a", "1").body != nullptr);
    cache.put("a", "2", {body(19), {}});
    BOOST_TEST(cache.find("a", "1").body == nullptr);
    BOOST_TEST(cache.find("a", "2").body == nullptr);
    BOOST_TEST(cache.bytes() == 0u);
}

BOOST_AUTO_TEST_CASE(gives_the_tag_with_the_body) {
    ByteCache cache(1000);
    cache.put("key", "1", {body(10), "\"tag\""});
    BOOST_TEST(cache.find("key", "1").etag == "\"tag\"");
    BOOST_TEST(cache.find("key", "2").etag.empty());
    BOOST_TEST(cache.bytes() == 3u + 1u + 10u + 5u);
}

BOOST_AUTO_TEST_CASE(takes_what_was_right_at_a_stamp_for_right_at_that_one_only) {
    ByteCache cache(1000);
    cache.put("key", "1", {body(10), {}}, "stamp 1");
    BOOST_TEST(cache.find_at("key", "stamp 1").body != nullptr);
    BOOST_TEST(cache.find_at("key", "stamp 2").body == nullptr);
    BOOST_TEST(cache.find_at("other", "stamp 1").body == nullptr);
    // the store went on, and holds what it held
    BOOST_TEST(cache.find("key", "1", "stamp 2").body != nullptr);
    BOOST_TEST(cache.find_at("key", "stamp 2").body != nullptr);
    BOOST_TEST(cache.find_at("key", "stamp 1").body == nullptr);
    // what is not found confirms nothing
    BOOST_TEST(cache.find("key", "2", "stamp 3").body == nullptr);
    BOOST_TEST(cache.find_at("key", "stamp 3").body == nullptr);
}

BOOST_AUTO_TEST_CASE(takes_no_stamp_for_no_knowledge) {
    ByteCache cache(1000);
    cache.put("key", "1", {body(10), {}});
    BOOST_TEST(cache.find_at("key", "").body == nullptr);
    cache.put("key", "1", {body(10), {}}, "stamp 1");
    BOOST_TEST(cache.find("key", "1").body != nullptr); // read where there was no stamp
    BOOST_TEST(cache.find_at("key", "").body == nullptr);
    BOOST_TEST(cache.find_at("key", "stamp 1").body == nullptr);
}

BOOST_AUTO_TEST_CASE(leaves_a_body_to_those_who_still_hold_it) {
    ByteCache cache(15);
    cache.put("a", "1", {body(10, 'a'), {}});
    const auto held = cache.find("a", "1").body;
    cache.put("b", "1", {body(10, 'b'), {}});
    BOOST_TEST(cache.find("a", "1").body == nullptr);
    BOOST_TEST(*held == std::string(10, 'a'));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
