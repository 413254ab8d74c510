#include "storage/url.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace integration_gallery;
using namespace integration_gallery::storage;

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(reads_the_path_of_an_sqlite_file) {
    const auto url = DatabaseUrl::parse("sqlite:///var/lib/app%20one/a=b%25.db");
    BOOST_TEST((url.engine() == Engine::sqlite));
    BOOST_TEST(url.path() == "/var/lib/app one/a=b%.db");
    BOOST_TEST(url.text() == "sqlite:///var/lib/app one/a=b%.db");
}

BOOST_AUTO_TEST_CASE(reads_hosts_user_and_options) {
    const auto url = DatabaseUrl::parse("postgresql://ada%40x:s3%2Fcret@h1:5433,[::1]:1,h-2/"
                                        "db%20one?target_session_attrs=read-write&sslmode=verify-full");
    BOOST_TEST((url.engine() == Engine::postgresql));
    BOOST_TEST(url.hosts().size() == 3u);
    BOOST_TEST(url.hosts()[0].name == "h1");
    BOOST_TEST(url.hosts()[0].port == 5433);
    BOOST_TEST(url.hosts()[1].name == "::1");
    BOOST_TEST(url.hosts()[1].port == 1);
    BOOST_TEST(url.hosts()[2].port == 0);
    BOOST_TEST(url.user() == "ada@x");
    BOOST_TEST(url.password() == "s3/cret");
    BOOST_TEST(url.database() == "db one");
    BOOST_TEST(url.option("sslmode") == "verify-full");
    BOOST_TEST(url.option("sslkey") == "");
    BOOST_TEST(url.text() == "postgresql://ada@x@h1:5433,[::1]:1,h-2/db one");
    BOOST_TEST((DatabaseUrl::parse("postgres://h/d").engine() == Engine::postgresql));
    BOOST_TEST((DatabaseUrl::parse("mysql://u@h/d").engine() == Engine::mysql));
    BOOST_TEST((DatabaseUrl::parse("mariadb://u@h/d?ssl-ca=/ca.pem").engine() == Engine::mysql));
}

BOOST_AUTO_TEST_CASE(never_tells_a_password) {
    BOOST_TEST(DatabaseUrl::parse("mysql://u:hunter2@h/d").text() == "mysql://u@h/d");
    for (const char* text :
         {"mysql://u:hunter2@h", "mysql://u:hunter2@h:x/d", "mysql://u:hunter2@/d", "mysql://u:hunter2@h/d?hunter2",
          "mysql://u:hunter2@h/d?socket", "pgsql://u:hunter2@h/d", "u:hunter2@h/d", "mysql://u:hunter2%zz@h/d",
          "mysql://u:hunter2@h/d#f", "postgresql://u:hunter2@[h/d", "sqlite://u:hunter2@h/d",
          "postgresql://u:hun/ter2@h/d", "mysql://u:hunter2@h/d?ssl-ca=a&ssl-ca=b", "mysql://u:p%00hunter2@h/d"}) {
        BOOST_CHECK_EXCEPTION(DatabaseUrl::parse(text), Error, [&](const Error& error) {
            BOOST_TEST(error.detail().find("hunter2") == std::string::npos, error.detail());
            BOOST_TEST(error.detail().find("ter2") == std::string::npos, error.detail());
            return error.status() == Status::invalid_argument && error.code() == "database-url";
        });
    }
}

BOOST_AUTO_TEST_CASE(refuses_a_path_that_depends_on_where_the_program_runs) {
    for (const char* text :
         {"sqlite://gallery.db", "sqlite:gallery.db", "sqlite://./gallery.db", "sqlite://", "sqlite:///folder/",
          "gallery.db", "", "sqlite:///a?mode=ro", "sqlite:///a%00b", "sqlite:///a%0Ab", "sqlite:///a%FF"})
        BOOST_CHECK_THROW(DatabaseUrl::parse(text), Error);
}

BOOST_AUTO_TEST_CASE(refuses_a_host_that_a_client_library_could_read_as_options) {
    for (const char* text : {"mysql://u@h;ssl-verify=0/d", "mysql://u@host=h/d", "postgresql://u@h'x/d",
                             "postgresql://u@h%20x/d", "postgresql://u@h:0/d", "postgresql://u@h:65536/d",
                             "postgresql://u@h:-1/d", "postgresql://u@h:/d", "postgresql://u@h,,g/d"})
        BOOST_CHECK_THROW(DatabaseUrl::parse(text), Error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
