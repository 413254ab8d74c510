#include <integration_gallery/secret.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>

using integration_gallery::Secret;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(secret)

BOOST_AUTO_TEST_CASE(does_not_turn_into_text_by_itself) {
    static_assert(!std::is_convertible_v<Secret, std::string>);
    static_assert(!std::is_convertible_v<Secret, std::string_view>);
    static_assert(!std::is_convertible_v<const char*, Secret>);
    BOOST_TEST((Secret("abc").view() == "abc"));
}

BOOST_AUTO_TEST_CASE(copies_and_moves) {
    Secret one("abc");
    Secret copy = one;
    BOOST_TEST((copy == one));
    Secret moved = std::move(one);
    BOOST_TEST((moved == copy));
    BOOST_TEST(!(moved == Secret("abd")));
    moved = Secret("other");
    BOOST_TEST((moved.view() == "other"));
    copy = moved;
    BOOST_TEST((copy.view() == "other"));
}

BOOST_AUTO_TEST_CASE(wipes_what_it_cuts_off) {
    Secret secret("abcdef");
    const auto all = secret.writable();
    secret.truncate(2);
    BOOST_TEST((secret.view() == "ab"));
    for (std::size_t i = 2; i < 6; ++i)
        BOOST_TEST((all[i] == std::byte{0}));
    secret.truncate(9);
    BOOST_TEST(secret.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
