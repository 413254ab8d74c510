#include "support/host.hpp"
#include "support/test_data.hpp"
#include "unit/transfer/fuzz.hpp"
#include "unit/transfer/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>

using namespace integration_gallery;

namespace {

std::string changed(std::string input, RandomSource& random) {
    std::byte bytes[8];
    random.fill(bytes);
    const auto number = [&](std::size_t i) { return std::to_integer<std::size_t>(bytes[i]); };
    const auto at = (number(0) * 65536 + number(1) * 256 + number(2)) % input.size();
    switch (number(3) % 4) {
    case 0:
        input[at] = static_cast<char>(bytes[4]);
        break;
    case 1:
        input.erase(at, 1 + number(4) % 16);
        break;
    case 2:
        input.insert(at, input.substr(number(4) % input.size(), 1 + number(5)));
        break;
    default:
        input.resize(at);
    }
    return input;
}

void replay(int (*target)(const std::uint8_t*, std::size_t), const char* name, const std::vector<std::string>& corpus) {
    test::FakeRandom random(7);
    std::size_t runs = 0;
    const auto run = [&](const std::string& input) {
        ++runs;
        return target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0;
    };
    const int changes = test::long_run() ? 20'000 : 1'000;
    for (const auto& input : corpus) {
        BOOST_TEST(run(input));
        for (int i = 0; i < changes; ++i)
            BOOST_TEST(run(changed(input, random)));
    }
    std::cout << "fuzz_" << name << ": " << runs << " inputs\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(transfer)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(no_file_gets_past_its_seal) {
    test::FakeRandom random;
    const std::string lines = test::lines_of(test::sample_records());
    replay(fuzz_transfer_file, "transfer_file",
           {test::sealed(lines, test::known_key(), random), test::sealed("", test::known_key(), random),
            test::sealed(lines + std::string(70'000, ' '), test::known_key(), random)});
}

BOOST_AUTO_TEST_CASE(no_line_is_read_as_something_else) {
    const auto records = test::sample_records();
    std::vector<std::string> corpus{test::lines_of(records)};
    for (const auto& record : records)
        corpus.push_back(test::lines_of({record}));
    replay(fuzz_transfer_record, "transfer_record", corpus);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
