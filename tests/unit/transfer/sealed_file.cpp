#include "transfer/sealed_file.hpp"

#include "support/host.hpp"
#include "support/temporary_folder.hpp"
#include "unit/transfer/sample.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace integration_gallery;
using namespace integration_gallery::transfer;
using test::known_key;
using test::sealed;

namespace {

std::string opened(const std::string& file, const ExportKey& key) {
    std::istringstream stream(file);
    SealedReader reader(stream, key);
    std::string out;
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next())
        out += base::as_text(piece);
    return out;
}

std::string code_of(const std::string& file, const ExportKey& key) {
    try {
        opened(file, key);
    } catch (const Error& error) {
        return error.code();
    }
    return "ok";
}

ExportKey other_key() {
    return ExportKey::text(make_key_text());
}

} // namespace

BOOST_AUTO_TEST_SUITE(transfer)
BOOST_AUTO_TEST_SUITE(sealed_file)

BOOST_AUTO_TEST_CASE(gives_back_what_was_sealed_at_every_border) {
    test::FakeRandom random;
    for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 200'000u}) {
        std::string text(size, 'x');
        for (std::size_t i = 0; i < size; ++i)
            text[i] = static_cast<char>('a' + i % 26);
        const std::string file = sealed(text, known_key(), random);
        const std::size_t head = file.find('\n') + 1;
        const std::size_t chunks = size == 0 ? 1 : (size + chunk_size - 1) / chunk_size;
        BOOST_TEST(file.size() == head + commitment_size + size + 16 * chunks);
        BOOST_TEST((opened(file, known_key()) == text), size);
        BOOST_TEST((size < 16 || file.find(text.substr(0, 16)) == std::string::npos));
    }
}

BOOST_AUTO_TEST_CASE(two_files_of_the_same_have_nothing_in_common) {
    test::FakeRandom random;
    const std::string text(1000, 'x');
    const std::string one = sealed(text, known_key(), random);
    const std::string two = sealed(text, known_key(), random);
    const auto head = one.find('\n');
    BOOST_TEST(one.substr(head, 64) != two.substr(head, 64));
    BOOST_TEST(one.substr(one.size() - 64) != two.substr(two.size() - 64));
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_off_anywhere_is_refused) {
    test::FakeRandom random;
    const std::string file = sealed(std::string(140'000, 'x'), known_key(), random);
    const std::size_t head = file.find('\n') + 1;
    std::vector<std::size_t> lengths{0, 1, head - 1, head, head + 31, head + 32, head + 33, file.size() - 1};
    for (std::size_t chunk = 1; chunk < 3; ++chunk)
        for (const std::size_t off : {0u, 1u, 15u, 16u})
            lengths.push_back(head + 32 + chunk * (chunk_size + 16) - off);
    for (const std::size_t length : lengths) {
        const std::string code = code_of(file.substr(0, length), known_key());
        BOOST_TEST((code == "export-damaged" || (length < head && code == "export-not-recognized")),
                   length << ": " << code);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_was_altered_anywhere_is_refused) {
    test::FakeRandom random;
    const std::string file = sealed(std::string(70'000, 'x'), known_key(), random);
    const std::size_t head = file.find('\n') + 1;
    std::size_t tried = 0;
    for (std::size_t at = 0; at < file.size(); at += at < head + 64 ? 1 : 997) {
        std::string altered = file;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        const std::string code = code_of(altered, known_key());
        ++tried;
        BOOST_TEST((code.starts_with("export-")), at << ": " << code);
        if (at >= head + 32)
            BOOST_TEST(code == "export-damaged");
    }
    BOOST_TEST(tried > 200u);
    // the chunks in another order, one twice, one left out, something behind the end
    const std::size_t begin = head + 32;
    const std::size_t first = chunk_size + 16;
    BOOST_TEST(code_of(file.substr(0, begin) + file.substr(begin + first) + file.substr(begin, first), known_key()) ==
               "export-damaged");
    BOOST_TEST(code_of(file.substr(0, begin + first) + file.substr(begin, first) + file.substr(begin + first),
                       known_key()) == "export-damaged");
    BOOST_TEST(code_of(file.substr(0, begin) + file.substr(begin + first), known_key()) == "export-damaged");
    BOOST_TEST(code_of(file + "x", known_key()) == "export-damaged");
    BOOST_TEST(code_of(file + file, known_key()) == "export-damaged");
}

BOOST_AUTO_TEST_CASE(another_key_is_told_from_a_damaged_file) {
    test::FakeRandom random;
    const std::string file = sealed("text", known_key(), random);
    BOOST_TEST(code_of(file, other_key()) == "export-key-wrong");
    BOOST_TEST(code_of(file, ExportKey::passphrase(Secret(std::string_view("long enough")))) == "export-key-wrong");
    // of a key that only claims to have the right id, the commitment says no
    std::string forged = file;
    const auto other = other_key();
    forged.replace(forged.find(known_key().id()), 26, other.id());
    BOOST_TEST(code_of(forged, other) == "export-key-wrong");
}

BOOST_AUTO_TEST_CASE(other_files_and_newer_versions_are_named_as_what_they_are) {
    test::FakeRandom random;
    const std::string file = sealed("text", known_key(), random);
    BOOST_TEST(code_of("", known_key()) == "export-not-recognized");
    BOOST_TEST(code_of("SQLite format 3", known_key()) == "export-not-recognized");
    BOOST_TEST(code_of("{}\n", known_key()) == "export-not-recognized");
    BOOST_TEST(code_of("{" + std::string(10'000, ' '), known_key()) == "export-not-recognized");
    std::string newer = file;
    newer.replace(newer.find("\"version\":1"), 11, "\"version\":2");
    BOOST_TEST(code_of(newer, known_key()) == "export-too-new");
    std::string older = file;
    older.replace(older.find("\"version\":1"), 11, "\"version\":0");
    BOOST_TEST(code_of(older, known_key()) == "export-damaged");
}

BOOST_AUTO_TEST_CASE(a_passphrase_opens_what_it_sealed_and_costs_no_more_than_it_may) {
    test::FakeRandom random;
    const auto key = ExportKey::passphrase(Secret(std::string_view("correct horse battery")));
    const std::string file = sealed("text", key, random);
    BOOST_TEST(opened(file, key) == "text");
    BOOST_TEST(code_of(file, ExportKey::passphrase(Secret(std::string_view("correct horse batterx")))) ==
               "export-key-wrong");
    BOOST_TEST(code_of(file, known_key()) == "export-key-wrong");
    std::string dear = file;
    dear.replace(dear.find("65536"), 5, "99999999");
    BOOST_TEST(code_of(dear, key) == "export-damaged");
    BOOST_CHECK_EXCEPTION(ExportKey::passphrase(Secret(std::string_view("short"))), Error,
                          [](const Error& error) { return error.code() == "passphrase-too-short"; });
}

BOOST_AUTO_TEST_CASE(a_key_file_is_read_as_that_of_a_store) {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "seal.key";
    std::ofstream(path) << make_key_text().view() << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    test::FakeRandom random;
    BOOST_TEST(opened(sealed("text", ExportKey::file(path), random), ExportKey::file(path)) == "text");
    std::filesystem::permissions(path, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    BOOST_CHECK_EXCEPTION(ExportKey::file(path), Error,
                          [](const Error& error) { return error.code() == "key-file-permissions"; });
    BOOST_CHECK_EXCEPTION(ExportKey::text(Secret(std::string_view("key_x"))), Error,
                          [](const Error& error) { return error.code() == "key-text"; });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
