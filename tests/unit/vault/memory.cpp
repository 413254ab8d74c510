// What is left of secrets in memory. Each secret is made in a child process, so that this one has it only where the
// library puts it.
#include "base/locked_memory.hpp"
#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "support/gallery.hpp"
#include "support/memory_scan.hpp"
#include "support/test_data.hpp"
#include "unit/vault/opened_store.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace integration_gallery;
using test::Hidden;
using test::scan_memory;

namespace {

/// Stores a secret from a process that ends then.
void plant(const test::TestStore& store, const Hidden& secret) {
    BOOST_REQUIRE(
        test::in_child([&] {
            const boost::json::object document{{"authentication", boost::json::object{{"apiKey", secret.reveal()}}}};
            store.open().session("demo", "ada").put("simple", document, {.form = Form::plain, .expected_revision = {}});
        }) == 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(the_scan_finds_what_is_there) {
    const auto text = Hidden::make(1, 48);
    BOOST_TEST(scan_memory(text).everywhere == 0u);
    // A sanitizer marks the beginning of what was freed.
    const auto* freed = new std::string(std::string(64, 'x') + text.reveal());
    BOOST_TEST(scan_memory(text).in_core >= 1u);
    delete freed;
    BOOST_TEST(scan_memory(text).in_core >= 1u); // ordinary memory keeps what was in it
}

BOOST_AUTO_TEST_CASE(an_opened_secret_stands_in_no_core_dump_and_nowhere_after_it_was_closed) {
    for (const std::size_t size : {96u, 4096u, 30'000u}) {
        const test::TestStore store;
        const auto secret = Hidden::make(static_cast<unsigned>(size), size);
        plant(store, secret);
        const auto gallery = store.open();
        const auto session = gallery.session("demo", "worker");
        BOOST_TEST(scan_memory(secret).everywhere == 0u);
        {
            const auto credentials = session.credentials("simple", "test");
            BOOST_REQUIRE(credentials.secret("/authentication/apiKey") != nullptr);
            const auto seen = scan_memory(secret);
            BOOST_TEST(seen.everywhere == 1u);
            BOOST_TEST(seen.in_core == 0u);
            const auto copy = credentials;
            BOOST_TEST(scan_memory(secret).in_core == 0u);
        }
        BOOST_TEST(scan_memory(secret).everywhere == 0u);
        // Kept by an update, sealed again by a rotation, taken away by a switch: it is opened in each but the last.
        session.put(
            "simple",
            boost::json::parse(R"({"syncSettings":{"schedule":{"type":"interval","every":"PT30M"}}})").as_object());
        gallery.key_maintenance("op").rotate({});
        session.set_enabled("simple", true);
        gallery.key_maintenance("op").doctor();
        BOOST_TEST(scan_memory(secret).everywhere == 0u);
    }
}

BOOST_AUTO_TEST_CASE(failures_leave_nothing_behind) {
    const test::TestStore store;
    const auto secret = Hidden::make(3, 512);
    plant(store, secret);
    {
        // A sink that refuses: the secret was open by then.
        auto options = store.options();
        options.audit = std::make_shared<test::FailingAuditSink>();
        const auto gallery = Gallery::open(std::move(options));
        BOOST_TEST(test::code_of([&] { gallery.session("demo", "worker").credentials("simple", "test"); }) ==
                   "audit-failed");
        BOOST_TEST(scan_memory(secret).everywhere == 0u);
    }
    // The last byte of the tag: everything was decrypted before it was found to be wrong.
    const auto sealed = store.database().sql("select sealed from ig_secret");
    auto changed = sealed;
    changed[changed.size() - 3] = changed[changed.size() - 3] == 'A' ? 'B' : 'A';
    store.database().sql("update ig_secret set sealed='" + changed + "'");
    const auto gallery = store.open();
    BOOST_TEST(test::code_of([&] { gallery.session("demo", "worker").credentials("simple", "test"); }) ==
               "secret-unreadable");
    BOOST_TEST(scan_memory(secret).everywhere == 0u);
}

BOOST_AUTO_TEST_CASE(the_key_file_is_in_no_core_dump) {
    const test::TestStore store;
    plant(store, Hidden::make(4, 40));
    const auto key = [&] {
        auto text = test::read_file(store.key_file());
        const Hidden out(std::string_view(text).substr(5, 43));
        std::memset(text.data(), 0, text.size());
        asm volatile("" : : "r"(text.data()) : "memory");
        return out;
    }();
    const auto before = scan_memory(key).everywhere;
    const auto gallery = store.open();
    const auto credentials = gallery.session("demo", "worker").credentials("simple", "test");
    // The test's own reading may have left copies, and those may go.
    BOOST_TEST(scan_memory(key).everywhere <= before);
}

BOOST_AUTO_TEST_CASE(a_real_core_dump_holds_no_secret) {
    const test::TestStore store;
    const auto secret = Hidden::make(5, 200);
    const auto control = Hidden::make(6, 200);
    plant(store, secret);
    const test::TemporaryFolder folder;
    const auto child = fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        for (const int number : {SIGABRT, SIGSEGV})
            ::signal(number, SIG_DFL);
        const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &unlimited);
        if (::chdir(folder.path().c_str()) != 0)
            _exit(2);
        try {
            const auto gallery = store.open();
            const auto credentials = gallery.session("demo", "worker").credentials("simple", "test");
            const std::string seen = control.reveal();
            ::kill(::getpid(), SIGABRT);
            _exit(seen.empty() || credentials.secrets().empty() ? 4 : 3);
        } catch (...) {
            _exit(5);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(WIFSIGNALED(status));
    std::filesystem::path core;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().filename().string().starts_with("core"))
            core = entry.path();
    if (core.empty()) {
        BOOST_TEST_MESSAGE("the system writes no core file here; the scans above stand for it");
        return;
    }
    std::ifstream stream(core, std::ios::binary);
    std::vector<char> buffer(std::size_t{1} << 22);
    std::size_t found = 0;
    std::size_t controls = 0;
    std::size_t kept = 0;
    for (;;) {
        stream.read(buffer.data() + kept, static_cast<std::streamsize>(buffer.size() - kept));
        const auto got = kept + static_cast<std::size_t>(stream.gcount());
        found += secret.count(buffer.data(), got);
        controls += control.count(buffer.data(), got);
        if (stream.gcount() == 0)
            break;
        kept = std::min<std::size_t>(got, 199);
        std::memmove(buffer.data(), buffer.data() + got - kept, kept);
    }
    BOOST_TEST(found == 0u);
    BOOST_TEST(controls >= 1u);
    BOOST_TEST_MESSAGE("a core dump of " << std::filesystem::file_size(core) << " bytes was searched");
}

BOOST_AUTO_TEST_CASE(a_parsed_document_is_wiped) {
    // Boost.JSON takes a text with escapes another way than one without.
    for (const std::string_view head : {R"({"key":")", R"({"key":"\n)"}) {
        const auto secret = Hidden::make(7, 300);
        const auto end = test::in_child([&] {
            {
                Secret text(head.size() + secret.size() + 2);
                std::memcpy(text.writable().data(), head.data(), head.size());
                for (std::size_t index = 0; index < secret.size(); ++index)
                    text.writable()[head.size() + index] = static_cast<std::byte>(secret.at(index));
                std::memcpy(text.writable().data() + head.size() + secret.size(), "\"}", 2);
                const auto document = json::read(text.view(), {}, json::scrubbed_memory());
                const auto seen = scan_memory(secret);
                if (seen.everywhere < 2 || seen.in_core != 0)
                    _exit(1);
            }
            if (scan_memory(secret).everywhere != 0)
                _exit(2);
        });
        BOOST_TEST(end == 0, head);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
