#include "base/base64url.hpp"
#include "crypto/key_text.hpp"
#include "support/on_sqlite.hpp"
#include "support/test_data.hpp"
#include "unit/vault/opened_store.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <fstream>
#include <iostream>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using test::code_of;
using test::detail_of;

namespace {

std::string id_in_key_file(const std::filesystem::path& path) {
    auto text = test::read_file(path);
    text.pop_back();
    return crypto::key_id_of(crypto::read_key_text(text).key->bytes());
}

void write_file(const std::filesystem::path& path, std::string_view text, ::mode_t mode = 0600) {
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << text;
    ::chmod(path.c_str(), mode);
}

std::string new_key_line() {
    return std::string(make_key_text().view()) + "\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(start)

BOOST_AUTO_TEST_CASE(makes_key_and_store_where_neither_was, *test::on_sqlite()) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    struct stat status {};
    BOOST_REQUIRE(::stat(at.key_path().c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600u);
    BOOST_TEST(test::read_file(at.key_path()).size() == 57u);
    auto again = at.open();
    BOOST_TEST(test::load_secret(again, "p", "slack") == "xoxb-1");
    // Nothing else is left in the folder: no draft of the key file.
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(at.folder.path()))
        files += entry.path().filename().string().starts_with("gallery.") ? 1u : 100u;
    BOOST_TEST(files <= 4u);
}

BOOST_AUTO_TEST_CASE(uses_a_valid_key_file_beside_an_empty_store) {
    test::OpenedStore at;
    const auto line = new_key_line();
    write_file(at.key_path(), line);
    auto opened = at.open();
    BOOST_TEST(test::read_file(at.key_path()) == line);
    BOOST_TEST(at.database->sql("select active_kek from ig_store") == id_in_key_file(at.key_path()));
}

BOOST_AUTO_TEST_CASE(makes_no_key_unless_it_is_asked_to) {
    test::OpenedStore at;
    const auto provider = key_file(at.key_path());
    BOOST_TEST(code_of([&] { at.open_with(*provider); }) == "key-missing");
    BOOST_TEST(!std::filesystem::exists(at.key_path()));
    BOOST_TEST(at.bytes().empty());
}

BOOST_AUTO_TEST_CASE(makes_no_new_key_for_a_store_that_holds_something, *test::on_sqlite()) {
    test::OpenedStore at;
    at.open();
    const auto id = id_in_key_file(at.key_path());
    std::filesystem::remove(at.key_path());
    const auto before = at.bytes();
    const auto detail = detail_of([&] { at.open(); });
    BOOST_TEST(code_of([&] { at.open(); }) == "key-missing");
    BOOST_TEST(detail.find(id) != std::string::npos, detail);
    BOOST_TEST(!std::filesystem::exists(at.key_path()));
    BOOST_TEST((at.bytes() == before));
}

BOOST_AUTO_TEST_CASE(refuses_every_wrong_key_and_writes_nothing) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    const auto right = test::read_file(at.key_path());
    const auto right_id = id_in_key_file(at.key_path());
    const auto before = at.bytes();
    for (int round = 0; round < 100; ++round) {
        write_file(at.key_path(), new_key_line());
        const auto wrong_id = id_in_key_file(at.key_path());
        try {
            at.open();
            BOOST_FAIL("a wrong key was taken");
        } catch (const Error& error) {
            BOOST_TEST((error.status() == Status::key));
            BOOST_TEST(error.code() == "key-mismatch");
            BOOST_TEST(error.detail().find(right_id) != std::string::npos, error.detail());
            BOOST_TEST(error.detail().find(wrong_id) != std::string::npos, error.detail());
        }
        BOOST_REQUIRE((at.bytes() == before));
    }
    write_file(at.key_path(), right);
    auto opened = at.open();
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(refuses_a_wrong_key_and_writes_nothing_after_a_kill, *test::on_sqlite()) {
    test::OpenedStore at;
    const int ended = test::in_child([&] {
        auto opened = at.open();
        test::store_secret(opened, "p", "slack", "xoxb-1");
        ::raise(SIGKILL);
    });
    BOOST_REQUIRE(ended == -SIGKILL);
    const auto right = test::read_file(at.key_path());
    const auto before = at.bytes();
    BOOST_REQUIRE(std::filesystem::file_size(storage::DatabaseUrl::parse(at.database->url()).path() + "-wal") > 1000u);
    write_file(at.key_path(), new_key_line());
    BOOST_TEST(code_of([&] { at.open(); }) == "key-mismatch");
    BOOST_TEST((at.bytes() == before));
    // The same when the refused process itself is killed rather than ended.
    test::in_child([&] {
        code_of([&] { at.open(); });
        ::raise(SIGKILL);
    });
    BOOST_TEST((at.bytes() == before));
    write_file(at.key_path(), right);
    auto opened = at.open();
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(refuses_a_key_with_the_right_id_and_other_bytes) {
    // The id is derived from the key, so only the store can be made to lie about it.
    test::OpenedStore at;
    at.open();
    const auto old_id = id_in_key_file(at.key_path());
    write_file(at.key_path(), new_key_line());
    const auto new_id = id_in_key_file(at.key_path());
    at.database->sql("update ig_kek set kek_id='" + new_id + "';update ig_store set active_kek='" + new_id +
                     "' where active_kek='" + old_id + "'");
    BOOST_TEST(code_of([&] { at.open(); }) == "key-mismatch");
}

BOOST_AUTO_TEST_CASE(refuses_a_store_that_a_newer_version_has_changed) {
    test::OpenedStore at;
    at.open();
    at.database->sql("update ig_store set min_read_format=2");
    at.database->settle();
    const auto before = at.bytes();
    BOOST_TEST(code_of([&] { at.open(); }) == "store-too-new");
    BOOST_TEST((at.bytes() == before));
    at.database->sql("update ig_store set min_read_format=1; update ig_schema set version=1000");
    BOOST_TEST(code_of([&] { at.open(); }) == "store-too-new");
}

BOOST_AUTO_TEST_CASE(refuses_sealed_values_without_the_row_that_names_the_store) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    at.database->sql("delete from ig_store");
    at.database->settle();
    const auto before = at.bytes();
    BOOST_TEST(code_of([&] { at.open(); }) == "store-damaged");
    BOOST_TEST((at.bytes() == before));
}

BOOST_AUTO_TEST_CASE(refuses_key_files_that_others_can_use) {
    test::OpenedStore at;
    for (const ::mode_t mode : {0640u, 0604u, 0620u, 0602u, 0610u, 0644u, 0666u, 0777u}) {
        write_file(at.key_path(), new_key_line(), mode);
        BOOST_TEST(code_of([&] { at.open(); }) == "key-file-permissions", "mode " << mode);
    }
    write_file(at.key_path(), new_key_line(), 0400);
    BOOST_TEST(code_of([&] { at.open(); }) == "");
}

BOOST_AUTO_TEST_CASE(refuses_key_files_that_are_not_exactly_keys) {
    test::OpenedStore at;
    const auto line = new_key_line();
    const auto key = line.substr(0, line.size() - 1);
    const std::vector<std::string> texts{"",
                                         "\n",
                                         line + "\n",
                                         key + "\r\n",
                                         " " + line,
                                         "\xEF\xBB\xBF" + line,
                                         line.substr(1),
                                         key + key,
                                         line + line,
                                         line + "# a comment\n",
                                         std::string(70'000, 'a')};
    for (std::size_t index = 0; index < texts.size(); ++index) {
        write_file(at.key_path(), texts[index]);
        BOOST_TEST(code_of([&] { at.open(); }) == "key-text", "text " << index);
        const auto detail = detail_of([&] { at.open(); });
        BOOST_TEST(detail.find(key.substr(5, 20)) == std::string::npos);
    }
    // The usual accidents have a code and a sentence of their own.
    auto changed = key;
    changed[20] = changed[20] == 'a' ? 'b' : 'a';
    const std::vector<std::array<std::string, 3>> accidents{
        {line.substr(0, 40), "key-text-truncated", "cut off"},
        {key.substr(0, key.size() - 1) + "\n", "key-text-truncated", "cut off"},
        {base::encode_base64url(base::as_bytes(key)) + "\n", "key-text-encoded", "encoded once more"},
        {base::encode_base64url(base::as_bytes(line)) + "==\n", "key-text-encoded", "encoded once more"},
        {changed + "\n", "key-text-checksum", "a character was changed"}};
    for (const auto& [text, code, sentence] : accidents) {
        write_file(at.key_path(), text);
        BOOST_TEST(code_of([&] { at.open(); }) == code);
        const auto detail = detail_of([&] { at.open(); });
        BOOST_TEST(detail.find(sentence) != std::string::npos, detail);
        BOOST_TEST(detail.find(text.substr(5, 20)) == std::string::npos);
    }
    BOOST_TEST(at.bytes().empty());
    std::filesystem::remove(at.key_path());
    std::filesystem::create_directory(at.key_path());
    BOOST_TEST(code_of([&] { at.open(); }) == "key-file-unreadable");
}

BOOST_AUTO_TEST_CASE(says_when_the_folder_of_the_key_is_missing, *test::on_sqlite()) {
    test::OpenedStore at;
    const auto provider = key_file(at.folder.path() / "no" / "such" / "gallery.key", {true});
    BOOST_TEST(code_of([&] { at.open_with(*provider); }) == "key-file-create");
    BOOST_TEST(at.bytes().empty());
}

BOOST_AUTO_TEST_CASE(makes_one_key_and_one_store_for_many_processes_at_once, *test::on_sqlite()) {
    for (int round = 0; round < 5; ++round) {
        test::OpenedStore at;
        std::vector<::pid_t> children;
        for (int child = 0; child < 8; ++child) {
            const auto id = ::fork();
            BOOST_REQUIRE(id >= 0);
            if (id == 0) {
                int code = 1;
                try {
                    auto opened = at.open();
                    test::store_secret(opened, "p", "from-" + std::to_string(child), "value");
                    code = 0;
                } catch (...) {
                }
                ::_exit(code);
            }
            children.push_back(id);
        }
        for (const auto id : children) {
            int status = 0;
            ::waitpid(id, &status, 0);
            BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
        }
        auto opened = at.open();
        for (int child = 0; child < 8; ++child)
            BOOST_TEST(test::load_secret(opened, "p", "from-" + std::to_string(child)) == "value");
        BOOST_TEST(at.database->sql("select count(*) from ig_store") == "1");
        BOOST_TEST(at.database->sql("select count(*) from ig_kek") == "1");
        BOOST_TEST(at.database->sql("select count(*) from ig_dek where state='active'") == "1");
        BOOST_TEST(at.database->sql("select count(*) from ig_dek") == "1");
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
