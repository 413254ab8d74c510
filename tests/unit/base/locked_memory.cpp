#include "base/locked_memory.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery::base;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(locked_memory_)

BOOST_AUTO_TEST_CASE(gives_blocks_that_do_not_overlap_and_takes_them_back) {
    struct Block {
        unsigned char* data;
        std::size_t size;
        unsigned char fill;
    };
    const auto before = locked_memory();
    std::vector<Block> blocks;
    std::mt19937 random(5);
    const auto check = [](const Block& block) {
        for (std::size_t index = 0; index < block.size; ++index)
            if (block.data[index] != block.fill)
                return false;
        return true;
    };
    for (int round = 0; round < 20'000; ++round) {
        if (blocks.empty() || random() % 5 < 3) {
            const std::size_t size = random() % 20 == 0 ? random() % 70'000 : random() % 700;
            auto* data = static_cast<unsigned char*>(allocate_locked(size));
            BOOST_REQUIRE(reinterpret_cast<std::uintptr_t>(data) % locked_alignment == 0u);
            blocks.push_back({data, size, static_cast<unsigned char>(random())});
            std::memset(data, blocks.back().fill, size);
        } else {
            std::swap(blocks[random() % blocks.size()], blocks.back());
            BOOST_REQUIRE(check(blocks.back()));
            release_locked(blocks.back().data, blocks.back().size);
            blocks.pop_back();
        }
    }
    for (const auto& block : blocks) {
        BOOST_REQUIRE(check(block));
        release_locked(block.data, block.size);
    }
    const auto after = locked_memory();
    BOOST_TEST(after.used == before.used);
    BOOST_TEST(after.mapped <= before.mapped + 65536); // everything has found its other half again
}

BOOST_AUTO_TEST_CASE(serves_many_threads) {
    const auto before = locked_memory().used;
    std::vector<std::thread> threads;
    for (unsigned seed = 0; seed < 8; ++seed)
        threads.emplace_back([seed] {
            std::mt19937 random(seed);
            for (int round = 0; round < 2000; ++round) {
                const std::size_t size = random() % 4000 + 1;
                void* data = allocate_locked(size);
                std::memset(data, static_cast<int>(seed), size);
                release_locked(data, size);
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(locked_memory().used == before);
}

BOOST_AUTO_TEST_CASE(works_and_says_so_where_nothing_may_be_locked) {
    const pid_t child = fork();
    if (child == 0) {
        // Root may lock what it likes, so the child gives that up.
        const rlimit none{0, 0};
        const bool limited = ::setrlimit(RLIMIT_MEMLOCK, &none) == 0 && (::geteuid() != 0 || ::setuid(65534) == 0);
        void* data = allocate_locked(100'000);
        std::memset(data, 7, 100'000);
#ifdef __SANITIZE_ADDRESS__
        const bool told = true; // the sanitizer makes mlock() do nothing, and say that it has
#else
        const bool told = locked_memory().unlocked >= 100'000;
#endif
        release_locked(data, 100'000);
        _exit(limited && told ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_CASE(is_guarded_on_both_sides) {
    for (const std::ptrdiff_t offset : {std::ptrdiff_t{-1}, std::ptrdiff_t{102'400}}) {
        const pid_t child = fork();
        if (child == 0) {
            ::close(2); // a sanitizer would tell of it at length
            auto* data = static_cast<volatile char*>(allocate_locked(102'400));
            data[offset] = 1;
            _exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        BOOST_TEST(status != 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
