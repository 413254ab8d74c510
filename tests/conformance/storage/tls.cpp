// What the URL can say about TLS and passwords.
#include "conformance/storage/database.hpp"
#include "support/servers/certificates.hpp"
#include "support/servers/server.hpp"
#include "support/servers/tcp_proxy.hpp"
#include "support/servers/tools.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

constexpr Query postgresql_encrypted{"select case when ssl then 'yes' else 'no' end from pg_stat_ssl where "
                                     "pid=pg_backend_pid()",
                                     "t"};
constexpr Query mysql_encrypted{"select case when variable_value>'' then 'yes' else 'no' end from "
                                "information_schema.session_status where variable_name='ssl_cipher'",
                                "t"};

/// "yes" or "no": whether the connection is encrypted; or the code of the failure, with which nothing was told.
std::string connect(const std::string& url) {
    try {
        StoreOptions options;
        options.url = url;
        options.time_limit = std::chrono::milliseconds(5'000);
        Store store(options);
        return store.read_one([](Transaction& t) {
            std::string answer;
            t.each(t.engine() == Engine::postgresql ? postgresql_encrypted : mysql_encrypted, {},
                   [&](Row& row) { answer = row.text(0); });
            return answer;
        });
    } catch (const Error& error) {
        BOOST_TEST(error.detail().find("'word") == std::string::npos, error.detail());
        return error.code();
    }
}

bool refused(const std::string& answer) {
    return answer == "storage-denied" || answer == "storage-unavailable";
}

struct Urls {
    explicit Urls(const test::Database& database, const std::string& port = {})
        : postgresql(database.engine() == Engine::postgresql),
          base(port.empty() ? database.url() : database.url_through(port)), authority(database.server()->authority()) {
        base = base.substr(0, base.find('?'));
    }

    /// The usual way to ask for TLS and for the right server, by the name that is in its certificate or by its address.
    std::string verified(const std::string& host, const std::string& certificate) const {
        return test::replaced(base, "@127.0.0.1", "@" + host) +
               (postgresql ? "?sslmode=verify-full&sslrootcert=" : "?ssl-ca=") + certificate;
    }

    bool postgresql;
    std::string base;
    std::string authority;
};

} // namespace

IG_SERVER_CONFORMANCE(tls, encrypts_and_knows_the_server) {
    const Urls urls(database);
    BOOST_TEST(connect(urls.verified("localhost", urls.authority)) == "yes");
    BOOST_TEST(connect(database.url()) == "no"); // what is not asked for
}

IG_SERVER_CONFORMANCE(tls, refuses_a_server_with_another_name) {
    const Urls urls(database);
    BOOST_TEST(refused(connect(urls.verified("127.0.0.1", urls.authority))));
}

IG_SERVER_CONFORMANCE(tls, refuses_a_server_of_another_authority) {
    const test::TemporaryFolder folder;
    const std::string stranger = test::Certificates::make_stranger(folder.path());
    BOOST_TEST(refused(connect(Urls(database).verified("localhost", stranger))));
}

IG_SERVER_CONFORMANCE(tls, refuses_a_server_that_says_it_has_none) {
    test::TcpProxy proxy(database.server()->port());
    const Urls urls(database, proxy.port());
    BOOST_TEST(connect(urls.verified("localhost", urls.authority)) == "yes");
    proxy.deny_tls();
    BOOST_TEST(refused(connect(urls.verified("localhost", urls.authority))));
}

IG_SERVER_CONFORMANCE(tls, can_leave_the_name_unchecked) {
    const Urls urls(database);
    const std::string options = urls.postgresql ? "?sslmode=verify-ca&sslrootcert=" + urls.authority
                                                : "?ssl-verify=off&ssl-ca=" + urls.authority;
    BOOST_TEST(connect(urls.base + options) == "yes");
    const test::TemporaryFolder folder;
    const std::string stranger = test::Certificates::make_stranger(folder.path());
    BOOST_TEST(refused(connect(test::replaced(urls.base + options, urls.authority, stranger))));
}

IG_SERVER_CONFORMANCE(tls, can_be_what_the_server_asks_of_a_user) {
    const Urls urls(database);
    if (urls.postgresql)
        return; // pg_hba.conf says so there, and refuses as it refuses a password
    const auto as_tls = [&](const std::string& url) {
        return test::replaced(url, "ig:pass%20'word%5C=%25", "tls:pass");
    };
    BOOST_TEST(refused(connect(as_tls(urls.base))));
    BOOST_TEST(connect(as_tls(urls.verified("localhost", urls.authority))) == "yes");
}

IG_SERVER_CONFORMANCE(tls, shows_a_certificate_of_our_own_that_takes_the_place_of_a_password) {
    const Urls urls(database);
    const test::TemporaryFolder folder; // the clients want a key that belongs to them
    const auto made = std::filesystem::path(urls.authority).parent_path();
    const auto key = folder.path() / "own.key";
    std::ofstream(key) << test::read_file(made / "server.key");
    std::filesystem::permissions(key, std::filesystem::perms(0600));
    const std::string user = urls.postgresql ? "localhost@" : "certified@";
    const std::string url = test::replaced(urls.verified("localhost", urls.authority), "ig:pass%20'word%5C=%25@", user);
    const std::string own = urls.postgresql
                                ? "&sslcert=" + (made / "server.pem").string() + "&sslkey=" + key.string()
                                : "&ssl-cert=" + (made / "server.pem").string() + "&ssl-key=" + key.string();
    BOOST_TEST(connect(url + own) == "yes");
    BOOST_TEST(refused(connect(url)));
}

IG_SERVER_CONFORMANCE(tls, takes_the_password_from_a_file_that_only_we_can_read) {
    const Urls urls(database);
    if (!urls.postgresql)
        return;
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "passwords";
    std::ofstream(file) << "127.0.0.1:*:*:ig:pass 'word\\\\=%\n";
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    const std::string url = test::replaced(urls.base, ":pass%20'word%5C=%25@", "@") + "?passfile=" + file.string();
    BOOST_TEST(!refused(connect(url)));
    BOOST_TEST(refused(connect(test::replaced(url, "passwords", "nothing"))));
}
