#include "crypto/sealed_record.hpp"

#include "crypto/random.hpp"
#include "support/host.hpp"
#include "support/test_data.hpp"
#include "unit/crypto/sample.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <iostream>
#include <set>
#include <vector>

using namespace integration_gallery;
using namespace integration_gallery::crypto;

namespace {

std::optional<Secret> open_text(const test::Sample& sample, std::string_view text) {
    const auto record = parse_record(text);
    // The key id is part of what is asked for: the caller looks the key up by it.
    return record && record->key_id == sample.context.key_id ? open_record(sample.key, sample.context, *record)
                                                             : std::nullopt;
}

std::string seal_text(const test::Sample& sample, std::string_view plaintext, RandomSource& random) {
    return seal_record(sample.key, sample.context, base::as_bytes(plaintext), random);
}

} // namespace

BOOST_AUTO_TEST_SUITE(crypto)
BOOST_AUTO_TEST_SUITE(sealed_record)

BOOST_AUTO_TEST_CASE(gives_the_known_answer) {
    const test::Sample sample;
    test::CountingRandom random;
    BOOST_TEST(seal_text(sample, test::known_secret, random) == test::known_answer);
    const auto opened = open_text(sample, test::known_answer);
    BOOST_REQUIRE(opened.has_value());
    BOOST_TEST((opened->view() == test::known_secret));
}

BOOST_AUTO_TEST_CASE(opens_what_was_sealed_at_every_length) {
    const test::Sample sample;
    SystemRandom random;
    std::vector<std::size_t> lengths;
    for (std::size_t length = 0; length <= 2000; ++length)
        lengths.push_back(length);
    for (std::size_t edge = 2048; edge <= record_limit; edge += edge < 8192 ? 256 : 1024)
        for (std::size_t length = edge - 2; length <= std::min(edge + 1, record_limit); ++length)
            lengths.push_back(length);
    std::string plaintext;
    for (const auto length : lengths) {
        plaintext.assign(length, '\0');
        for (std::size_t index = 0; index < length; ++index)
            plaintext[index] = static_cast<char>(index % 7 == 0 ? 0x80 : index % 5 == 0 ? 0 : index);
        const auto text = seal_text(sample, plaintext, random);
        const auto opened = open_text(sample, text);
        BOOST_REQUIRE_MESSAGE(opened && opened->view() == plaintext, "length " << length);
        BOOST_REQUIRE(text.size() <= record_text_limit);
    }
    std::cout << "round trips: " << lengths.size() << " lengths\n";
    plaintext.assign(record_limit + 1, 'x');
    BOOST_CHECK_EXCEPTION(seal_text(sample, plaintext, random), Error, [](const Error& error) {
        return error.status() == Status::limit && error.code() == "secret-too-long";
    });
}

BOOST_AUTO_TEST_CASE(shows_lengths_only_in_steps) {
    const test::Sample sample;
    SystemRandom random;
    std::set<std::size_t> sizes;
    for (std::size_t length = 0; length <= 1023; ++length)
        sizes.insert(seal_text(sample, std::string(length, 'a'), random).size());
    BOOST_TEST(sizes.size() == 16u);
    BOOST_TEST(seal_text(sample, std::string(63, 'a'), random).size() == 214u);
    BOOST_TEST(seal_text(sample, std::string(64, 'a'), random).size() == 299u);
}

BOOST_AUTO_TEST_CASE(refuses_every_flipped_bit) {
    const test::Sample sample;
    SystemRandom random;
    std::size_t flips = 0;
    for (const std::size_t length : {0u, 63u, 200u, 500u, 1000u}) {
        auto record = *parse_record(seal_text(sample, std::string(length, 's'), random));
        BOOST_REQUIRE(open_record(sample.key, sample.context, record));
        for (std::size_t bit = 0; bit < record.body.size() * 8; ++bit, ++flips) {
            const auto mask = static_cast<std::byte>(1u << (bit % 8));
            record.body[bit / 8] ^= mask;
            BOOST_REQUIRE_MESSAGE(!open_record(sample.key, sample.context, record), "bit " << bit);
            record.body[bit / 8] ^= mask;
        }
    }
    std::cout << "flipped bits refused: " << flips << '\n';
    BOOST_TEST(flips >= 15'000u);
}

BOOST_AUTO_TEST_CASE(refuses_every_substituted_character) {
    const test::Sample sample;
    const std::string text(test::known_answer);
    std::size_t tried = 0;
    std::size_t by_form = 0;
    for (std::size_t position = 0; position < text.size(); ++position)
        for (int other = 0; other < 256; ++other) {
            std::string changed = text;
            changed[position] = static_cast<char>(other);
            if (changed == text)
                continue;
            ++tried;
            by_form += parse_record(changed) ? 0u : 1u;
            BOOST_REQUIRE_MESSAGE(!open_text(sample, changed), "position " << position << " character " << other);
        }
    std::cout << "substituted characters refused: " << tried << ", of them without a key: " << by_form << '\n';
    BOOST_TEST(tried >= 54000u);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_cut_off_or_added) {
    const test::Sample sample;
    const std::string text(test::known_answer);
    for (std::size_t length = 0; length < text.size(); ++length)
        BOOST_REQUIRE(!open_text(sample, text.substr(0, length)));
    for (std::size_t length = 1; length <= 300; ++length)
        BOOST_REQUIRE(!open_text(sample, text + std::string(length, 'A')));
    for (const std::string_view end : {"=", "==", " ", "\n", ".", "+", "/"})
        BOOST_TEST(!open_text(sample, text + std::string(end)));
    BOOST_TEST(!open_text(sample, text + std::string(1, '\0')));
    BOOST_TEST(!open_text(sample, " " + text));
}

BOOST_AUTO_TEST_CASE(takes_nothing_but_igs1_for_a_sealed_value) {
    const test::Sample sample;
    test::FakeRandom random;
    std::size_t tried = 0;
    for (const std::string_view other :
         {"", "igs1.", "igs0.", "igs2.", "null", "{}", R"({"apiKey":"pk_1"})", "plain"}) {
        BOOST_TEST(!parse_record(other));
        BOOST_TEST(!parse_record(std::string(other) + std::string(test::known_answer.substr(5))) != (other == "igs1."));
        ++tried;
    }
    for (; tried < 1000; ++tried) {
        std::string noise(tried % 300, '\0');
        random.fill(std::as_writable_bytes(std::span(noise)));
        BOOST_REQUIRE(!parse_record(noise));
    }
}

BOOST_AUTO_TEST_CASE(refuses_each_changed_member_of_the_context) {
    const test::Sample sample;
    auto binding = sample.binding;
    binding[31] ^= std::byte{1};
    auto store = sample.store_id;
    store[0] ^= std::byte{1};
    const std::vector<std::function<void(RecordContext&)>> changes{
        [](auto& context) { context.key_id = "01hzy3k5q8r9t0v1w2x3y4z5a7"; },
        [&](auto& context) { context.store_id = store; },
        [](auto& context) { context.project = "proj-2"; },
        [](auto& context) { context.project = "proj-1 "; },
        [](auto& context) { context.record = "rec-2"; },
        [](auto& context) { context.record = ""; },
        [](auto& context) { context.integration = "slac"; },
        [](auto& context) { context.slot = "token"; },
        [](auto& context) { context.seal_revision = 2; },
        [](auto& context) { context.seal_revision = 4; },
        [&](auto& context) { context.binding = binding; },
        [](auto& context) { context.project = "proj-1rec-1", context.record = ""; },
    };
    const auto record = *parse_record(test::known_answer);
    for (std::size_t index = 0; index < changes.size(); ++index) {
        auto context = sample.context;
        changes[index](context);
        BOOST_TEST(!open_record(sample.key, context, record), "change " << index);
    }
    const SealingKey other(test::counting<32>(1), SealingPurpose::record);
    BOOST_TEST(!open_record(other, sample.context, record));
    const SealingKey wrapping(sample.key_bytes, SealingPurpose::wrapping);
    BOOST_TEST(!open_record(wrapping, sample.context, record));
}

BOOST_AUTO_TEST_CASE(refuses_every_swap_of_two_rows) {
    const test::Sample sample;
    SystemRandom random;
    const std::size_t rows = 150;
    std::vector<std::string> names;
    std::vector<SealedRecord> sealed;
    const auto context_of = [&](std::size_t row) {
        auto context = sample.context;
        context.record = names[row];
        return context;
    };
    for (std::size_t row = 0; row < rows; ++row)
        names.push_back("rec-" + std::to_string(row));
    for (std::size_t row = 0; row < rows; ++row)
        sealed.push_back(*parse_record(seal_record(sample.key, context_of(row), base::as_bytes("same"), random)));
    std::size_t opened = 0;
    std::size_t refused = 0;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t other = 0; other < rows; ++other)
            ++(open_record(sample.key, context_of(row), sealed[other]) ? opened : refused);
    BOOST_TEST(opened == rows);
    BOOST_TEST(refused == rows * (rows - 1));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
