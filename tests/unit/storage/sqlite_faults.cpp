#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"
#include "unit/storage/sqlite_raw.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <functional>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

struct Place {
    test::TemporaryFolder folder;
    std::string path = (folder.path() / "gallery.db").string();

    StoreOptions options(int milliseconds = 300) const {
        StoreOptions out;
        out.url = "sqlite://" + path;
        out.time_limit = std::chrono::milliseconds(milliseconds);
        return out;
    }
};

/// The code of the Error that a body ends with; "" if it ends without.
std::string code_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        BOOST_TEST_MESSAGE(error.detail());
        return error.code();
    }
    return "";
}

/// Runs a body in a child that may give up rights; the code that it returns.
std::string in_child(const std::function<std::string()>& body) {
    int ends[2];
    if (pipe(ends) != 0)
        throw std::runtime_error("cannot make a pipe");
    const pid_t child = fork();
    if (child == 0) {
        std::string code = "crashed";
        try {
            code = body();
        } catch (const Error& error) {
            code = error.code();
        } catch (...) {
        }
        const auto written = write(ends[1], code.data(), code.size());
        _exit(written < 0 ? 1 : 0);
    }
    close(ends[1]);
    std::string out(100, '\0');
    const auto size = read(ends[0], out.data(), out.size());
    close(ends[0]);
    waitpid(child, nullptr, 0);
    out.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return out;
}

/// Root may write everything, so the test is somebody else for a moment.
void become_nobody() {
    if (geteuid() == 0 && (setgid(65'534) != 0 || setuid(65'534) != 0))
        _exit(3);
}

/// What the system answers to SQLite's writes; 0: what it really does.
int write_error = 0;

ssize_t write_or_fail(int file, const void* bytes, std::size_t size, off_t at) {
    if (write_error == 0)
        return pwrite(file, bytes, size, at);
    errno = write_error;
    return -1;
}

ssize_t write_here_or_fail(int file, const void* bytes, std::size_t size) {
    if (write_error == 0)
        return write(file, bytes, size);
    errno = write_error;
    return -1;
}

/// SQLite's own way to put something in the place of the system's calls, for the life of this object.
class FailingWrites {
public:
    FailingWrites() {
        for (const char* name : {"pwrite", "pwrite64"})
            set(name, reinterpret_cast<sqlite3_syscall_ptr>(write_or_fail));
        set("write", reinterpret_cast<sqlite3_syscall_ptr>(write_here_or_fail));
    }
    ~FailingWrites() {
        write_error = 0;
        for (const char* name : {"pwrite", "pwrite64", "write"})
            set(name, nullptr);
    }
    FailingWrites(const FailingWrites&) = delete;
    FailingWrites& operator=(const FailingWrites&) = delete;

private:
    static void set(const char* name, sqlite3_syscall_ptr function) {
        sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
        system->xSetSystemCall(system, name, function);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(sqlite_faults)

BOOST_AUTO_TEST_CASE(says_that_the_folder_is_missing) {
    const Place place;
    StoreOptions options;
    options.url = "sqlite://" + place.folder.path().string() + "/nowhere/gallery.db";
    BOOST_TEST(code_of([&] { Store store(options); }) == "storage-cannot-open");
    BOOST_TEST(code_of([&] { Store::inspect(options); }) == "storage-cannot-open");
}

BOOST_AUTO_TEST_CASE(says_that_the_path_is_a_folder) {
    const Place place;
    std::filesystem::create_directory(place.path);
    BOOST_TEST(code_of([&] { Store store(place.options()); }) == "storage-cannot-open");
    BOOST_TEST(code_of([&] { Store::inspect(place.options()); }) == "storage-cannot-open");
}

BOOST_AUTO_TEST_CASE(says_that_the_file_is_no_database) {
    const Place place;
    const std::string text(5'000, 'x');
    std::ofstream(place.path) << text;
    BOOST_TEST(code_of([&] { Store store(place.options()); }) == "not-a-database");
    BOOST_TEST(code_of([&] { Store::inspect(place.options()); }) == "not-a-database");
    BOOST_TEST(test::read_file(place.path) == text);
}

BOOST_AUTO_TEST_CASE(says_that_the_file_is_damaged) {
    const Place place;
    {
        Store store(place.options());
        store.migrate();
        store.write([](Transaction& t) {
            auto row = test::settings_row();
            row.document.assign(200'000, 'x');
            insert_settings(t, row);
        });
    }
    {
        std::fstream stream(place.path, std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 2; page < 20; ++page) {
            stream.seekp(page * 4096);
            stream << std::string(4096, '\x7F');
        }
    }
    Store store(place.options());
    BOOST_TEST(code_of([&] {
                   store.read_one([](Transaction& t) { return find_settings(t, "p1", "jira"); });
                   store.write([](Transaction& t) { insert_dek(t, test::dek_row()); });
                   store.read_one([](Transaction& t) { return list_keks(t); });
               }) == "storage-damaged");
}

BOOST_AUTO_TEST_CASE(says_that_a_folder_cannot_be_written) {
    const Place place;
    chmod(place.folder.path().c_str(), 0755);
    BOOST_TEST(in_child([&]() -> std::string {
                   become_nobody();
                   if (geteuid() != 0 && access(place.folder.path().c_str(), W_OK) == 0)
                       chmod(place.folder.path().c_str(), 0555);
                   Store store(place.options());
                   return "opened";
               }) == "storage-cannot-open");
}

BOOST_AUTO_TEST_CASE(says_that_a_file_cannot_be_written) {
    const Place place;
    Store(place.options()).migrate();
    chmod(place.folder.path().c_str(), 0755);
    chmod(place.path.c_str(), 0444);
    BOOST_TEST(in_child([&]() -> std::string {
                   become_nobody();
                   Store store(place.options());
                   return "opened";
               }) == "storage-read-only");
}

BOOST_AUTO_TEST_CASE(says_that_others_keep_it_busy_and_goes_on_afterwards) {
    const Place place;
    Store store(place.options());
    store.migrate();
    test::RawSqlite raw(place.path);
    raw.run("begin immediate");
    const auto bump = [&] { store.write([](Transaction& t) { bump_project(t, "p1", 1); }); };
    BOOST_TEST(code_of(bump) == "storage-busy");
    BOOST_TEST(store.read_one([](Transaction& t) { return project_revision(t, "p1"); }) == 0);
    raw.run("rollback");
    BOOST_TEST(code_of(bump) == "");
}

BOOST_AUTO_TEST_CASE(says_that_the_disk_is_full_loses_nothing_and_goes_on_afterwards) {
    const Place place;
    BOOST_TEST(in_child([&]() -> std::string {
                   std::signal(SIGXFSZ, SIG_IGN);
                   Store store(place.options());
                   store.migrate();
                   const auto insert = [&](const char* name, std::size_t size) {
                       return code_of([&] {
                           auto row = test::settings_row("p1", name);
                           row.document.assign(size, 'x');
                           store.write([&](Transaction& t) { insert_settings(t, row); });
                       });
                   };
                   if (!insert("a", 10).empty())
                       return "the first insert failed";
                   const rlimit before = [] {
                       rlimit limit{};
                       getrlimit(RLIMIT_FSIZE, &limit);
                       return limit;
                   }();
                   rlimit small = before;
                   small.rlim_cur = 1'000'000;
                   setrlimit(RLIMIT_FSIZE, &small);
                   const std::string code = insert("b", 3'000'000);
                   if (code != "storage-full" && code != "storage-io")
                       return "a full disk gave '" + code + "'";
                   if (store.read_one([](Transaction& t) { return list_status(t, "p1"); }).size() != 1)
                       return "something was lost";
                   if (!insert("c", 10).empty())
                       return "a small insert failed";
                   setrlimit(RLIMIT_FSIZE, &before);
                   if (!insert("b", 3'000'000).empty())
                       return "it did not go on";
                   return store.read_one([](Transaction& t) { return list_status(t, "p1"); }).size() == 3 ? "good"
                                                                                                          : "lost";
               }) == "good");
}

BOOST_AUTO_TEST_CASE(loses_nothing_to_a_disk_without_room_or_without_leave_to_write) {
    const Place place;
    Store store(place.options());
    store.migrate();
    const FailingWrites failing;
    const auto insert = [&](const std::string& name) {
        return code_of(
            [&] { store.write([&](Transaction& t) { insert_settings(t, test::settings_row("p1", name)); }); });
    };
    BOOST_TEST(insert("before") == "");
    std::size_t rows = 1;
    for (const int error : {ENOSPC, EROFS}) {
        write_error = error;
        const auto code = insert("during");
        // What else fails than a disk without room leaves open what a crash would make of the log.
        BOOST_TEST((error == ENOSPC ? code == "storage-full" : code == "storage-io" || code == "commit-unknown"), code);
        BOOST_TEST(store.read_one([](Transaction& t) { return list_status(t, "p1"); }).size() == rows);
        write_error = 0;
        BOOST_TEST(insert("after-" + std::to_string(error)) == "");
        BOOST_TEST(store.read_one([](Transaction& t) { return list_status(t, "p1"); }).size() == ++rows);
    }
    BOOST_TEST(test::RawSqlite(place.path).run("pragma integrity_check") == "ok");
}

BOOST_AUTO_TEST_CASE(says_which_engines_are_not_built) {
    StoreOptions options;
#if !defined(IG_WITH_POSTGRESQL)
    options.url = "postgresql://u@localhost/d";
    BOOST_TEST(code_of([&] { Store store(options); }) == "engine-not-built");
    BOOST_TEST(code_of([&] { Store::inspect(options); }) == "engine-not-built");
#endif
    options.url = "oracle://u@localhost/d";
    BOOST_TEST(code_of([&] { Store store(options); }) == "database-url");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
