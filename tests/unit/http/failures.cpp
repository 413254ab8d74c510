#include "support/on_sqlite.hpp"
#include "unit/http/support.hpp"
#include "unit/storage/sqlite_raw.hpp"

#include <boost/test/unit_test.hpp>

#include <new>
#include <stdexcept>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

const std::string alpha = "/api/v1/integrations/alpha";

/// Throws what it is made for.
template <class Failure>
class ThrowingAuthorizer final : public Authorizer {
public:
    bool allows(const Caller&, Action, std::string_view, std::string_view) override { throw Failure(); }
};

class FailingRandom final : public RandomSource {
public:
    void fill(std::span<std::byte>) override { throw std::runtime_error(std::string(secret_text)); }
};

class FailingClock final : public Clock {
public:
    std::chrono::system_clock::time_point now() override { throw std::runtime_error("no time"); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(an_authorizer_that_fails_keeps_everybody_out) {
    const House house([](Options& options) { options.authorizer = std::make_shared<FailingAuthorizer>(); });
    const auto before = house.stored_bytes();
    for (const auto& response : {house.get(alpha), house.put(alpha, std::string(alpha_settings))}) {
        BOOST_TEST(response.status() == 500);
        BOOST_TEST(problem_code(response) == "internal");
        BOOST_TEST(response.body().find("authorizer") == std::string_view::npos);
    }
    BOOST_TEST((house.stored_bytes() == before));
    BOOST_TEST(house.get("/api/v1/health/live").status() == 200);
}

BOOST_AUTO_TEST_CASE(what_is_thrown_never_gets_out) {
    struct Odd {};
    const House odd([](Options& options) { options.authorizer = std::make_shared<ThrowingAuthorizer<Odd>>(); });
    BOOST_TEST(odd.get(alpha).status() == 500);
    const House poor(
        [](Options& options) { options.authorizer = std::make_shared<ThrowingAuthorizer<std::bad_alloc>>(); });
    const auto response = poor.get(alpha);
    BOOST_TEST(response.status() == 503);
    BOOST_TEST(problem_code(response) == "out-of-memory");
    BOOST_TEST(response.header("Retry-After") == "5");
}

BOOST_AUTO_TEST_CASE(without_random_bytes_there_is_a_problem_and_no_crash) {
    House house;
    Options options = house.options;
    options.random = std::make_shared<FailingRandom>();
    const auto api = Gallery::open(options).http();
    Request request{};
    request.method = "GET";
    request.target = "/api/v1/health/live";
    BOOST_TEST(api.handle(request).status() == 500);
    BOOST_TEST(house.logger->text().find(secret_text) == std::string::npos);
    request.request_id = "given";
    BOOST_TEST(api.handle(request).status() == 200);
}

BOOST_AUTO_TEST_CASE(a_store_that_is_locked_is_503, *on_sqlite()) {
    const House house([](Options& options) { options.lease_limit = std::chrono::milliseconds(100); });
    BOOST_TEST(house.put(alpha, std::string(alpha_settings)).status() == 200);
    {
        RawSqlite blocker(storage::DatabaseUrl::parse(house.database->url()).path());
        blocker.run("BEGIN IMMEDIATE"); // as another process may
        const auto response = house.put(alpha, R"({"enabled":false})");
        BOOST_TEST(response.status() == 503);
        BOOST_TEST(problem_code(response) == "storage-unavailable");
        BOOST_TEST(!response.header("Retry-After").empty());
        BOOST_TEST(house.get(alpha).status() == 200); // reading goes on
    }
    BOOST_TEST(house.put(alpha, R"({"enabled":false})").status() == 200);
}

BOOST_AUTO_TEST_CASE(an_audit_sink_that_fails_does_not_undo_a_denial) {
    const House house([](Options& options) {
        options.audit = std::make_shared<FailingAuditSink>();
        options.authorizer = std::make_shared<FakeAuthorizer>(std::set<std::string>{});
    });
    BOOST_TEST(house.get(alpha).status() == 403);
    BOOST_TEST(house.logger->text().find("the audit sink failed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_clock_that_fails_changes_nothing) {
    House house;
    Options options = house.options;
    options.clock = std::make_shared<FailingClock>();
    const auto api = Gallery::open(options).http();
    const auto before = house.stored_bytes();
    const HeaderField json{"Content-Type", "application/json"};
    Request request{};
    request.method = "PUT";
    request.target = alpha;
    request.headers = {&json, 1};
    request.body = alpha_settings;
    request.caller = {.subject = "ada", .project = "apollo"};
    const auto response = api.handle(request);
    BOOST_TEST(response.status() == 500);
    BOOST_TEST(problem_code(response) == "internal");
    BOOST_TEST((house.stored_bytes() == before));
    BOOST_TEST(house.get(alpha).header("ETag").starts_with("\"0."));
}

BOOST_AUTO_TEST_CASE(each_request_is_logged_without_values) {
    const House house;
    house.send(
        {.method = "PUT",
         .target = alpha + "?x=" + std::string(secret_text),
         .headers = {{"Content-Type", "application/json"}, {"Cookie", secret_text}, {"Authorization", secret_text}},
         .body = std::string(alpha_settings),
         .request_id = "r-17"});
    const auto log = house.logger->text();
    BOOST_TEST(log.find("request_id=r-17") != std::string::npos, log);
    BOOST_TEST(log.find("method=PUT route=/api/v1/integrations/{name} status=200 duration_us=") != std::string::npos);
    BOOST_TEST(log.find(secret_text) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
