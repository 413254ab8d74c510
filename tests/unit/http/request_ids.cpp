#include "http/request_ids.hpp"

#include "base/identifier.hpp"
#include "support/host.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using integration_gallery::http::RequestIds;

namespace {

/// Counts how often it is asked; fails when it is told to.
class CountedRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override {
        if (fails)
            throw std::runtime_error("no random bytes");
        ++asked;
        m_random.fill(out);
    }
    std::atomic<int> asked = 0;
    bool fails = false;

private:
    test::FakeRandom m_random;
};

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(request_ids)

BOOST_AUTO_TEST_CASE(are_identifiers_of_which_none_is_given_twice) {
    CountedRandom random;
    RequestIds ids(random);
    std::set<std::string> given;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = ids.next();
        BOOST_TEST(base::is_identifier(id));
        BOOST_TEST(given.insert(id).second);
    }
    BOOST_TEST(random.asked == (1000 + 63) / 64); // the system is asked for 64 at once
}

BOOST_AUTO_TEST_CASE(are_not_given_twice_to_different_threads) {
    CountedRandom random;
    RequestIds ids(random);
    std::vector<std::vector<std::string>> given(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : given)
            threads.emplace_back([&ids, &mine] {
                for (int i = 0; i < 500; ++i)
                    mine.push_back(ids.next());
            });
    }
    std::set<std::string> all;
    for (const auto& mine : given)
        all.insert(mine.begin(), mine.end());
    BOOST_TEST(all.size() == 2000u);
}

BOOST_AUTO_TEST_CASE(of_a_child_are_drawn_by_the_child) {
    CountedRandom random;
    RequestIds ids(random);
    ids.next();
    const pid_t child = ::fork();
    if (child == 0) {
        random.asked = 0;
        ids.next();
        ids.next();
        ::_exit(random.asked == 1 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(status == 0);
    ids.next();
    BOOST_TEST(random.asked == 1);
}

BOOST_AUTO_TEST_CASE(are_none_while_the_source_fails_and_come_back_with_it) {
    CountedRandom random;
    RequestIds ids(random);
    random.fails = true;
    BOOST_CHECK_THROW(ids.next(), std::runtime_error);
    random.fails = false;
    const std::string first = ids.next();
    random.fails = true;
    for (int i = 1; i < 64; ++i)
        BOOST_TEST(ids.next() != first); // drawn before
    BOOST_CHECK_THROW(ids.next(), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
