#include "base/fork_mark.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

using integration_gallery::base::ForkMark;

namespace {

/// What `look` says in a child.
template <class Look>
bool in_a_child(Look look) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(look() ? 0 : 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(fork_mark)

BOOST_AUTO_TEST_CASE(is_not_there_in_a_child_until_it_is_set_there) {
    ForkMark mark;
    BOOST_TEST(mark.is_here());
    BOOST_TEST(in_a_child([&] { return !mark.is_here(); }));
    BOOST_TEST(in_a_child([&] {
        mark.set();
        return mark.is_here();
    }));
    BOOST_TEST(mark.is_here()); // what a child sets is its own
}

BOOST_AUTO_TEST_CASE(is_not_there_in_the_child_of_a_child) {
    ForkMark mark;
    BOOST_TEST(in_a_child([&] {
        mark.set();
        return in_a_child([&] { return !mark.is_here(); });
    }));
}

BOOST_AUTO_TEST_CASE(are_each_of_their_own) {
    ForkMark first;
    ForkMark second;
    BOOST_TEST(in_a_child([&] {
        first.set();
        return first.is_here() && !second.is_here();
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
