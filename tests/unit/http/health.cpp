#include "http/key_watch.hpp"
#include "unit/http/support.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/secret.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

/// A key service that may go away, and that may lose its key. Wraps by flipping bits.
class KeyService final : public KeyProvider {
public:
    bool there = true;
    std::string key = "k1";
    int calls = 0;

    std::string name() const override { return "service"; }
    KeyNames keys() override {
        ++calls;
        if (!there)
            throw Error(Status::key, "key-unavailable", "The key service at keys.internal does not answer.");
        return {key, {key}};
    }
    std::vector<std::byte> wrap(std::string_view, std::span<const std::byte> plaintext, std::span<const std::byte>,
                                std::chrono::milliseconds) override {
        std::vector<std::byte> out(plaintext.begin(), plaintext.end());
        for (std::byte& byte : out)
            byte ^= std::byte{0x5A};
        return out;
    }
    Secret unwrap(std::string_view, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override {
        const auto plain = wrap(key, wrapped, context, limit);
        return Secret(std::string_view(reinterpret_cast<const char*>(plain.data()), plain.size()));
    }
};

std::shared_ptr<KeyService> service;
std::shared_ptr<FakeClock> clock_of_house;

void with_service(Options& options) {
    service = std::make_shared<KeyService>();
    clock_of_house = std::make_shared<FakeClock>();
    options.key_provider = service;
    options.clock = clock_of_house;
}

std::string ready_for_anybody(const House& house) {
    const auto response = house.send({.target = "/api/v1/health/ready", .subject = "", .project = ""});
    return std::to_string(response.status()) + ' ' + std::string(response.body());
}

/// "pass: store pass, keys pass, catalog pass"
std::string checks(const House& house) {
    const auto document = parse_body(house.get("/api/v1/health/ready")).as_object();
    std::string out(document.at("status").as_string());
    for (const auto& check : document.at("checks").as_array())
        out.append(out.find(':') == std::string::npos ? ": " : ", ")
            .append(check.at("name").as_string())
            .append(" ")
            .append(check.at("status").as_string());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(health)

BOOST_AUTO_TEST_CASE(ready_means_that_store_keys_and_catalog_are_there) {
    const House house(with_service);
    BOOST_TEST(checks(house) == "pass: store pass, keys pass, catalog pass");
    BOOST_TEST(ready_for_anybody(house) == R"(200 {"status":"pass"})");
}

BOOST_AUTO_TEST_CASE(keys_that_are_away_are_seen_and_seen_again) {
    const House house(with_service);
    service->there = false;
    BOOST_TEST(checks(house) == "fail: store pass, keys fail, catalog pass");
    const auto response = house.get("/api/v1/health/ready");
    BOOST_TEST(response.status() == 503);
    BOOST_TEST(response.header("Retry-After") == "5");
    // why it is so is the operator's business
    BOOST_TEST(response.body().find("keys.internal") == std::string_view::npos);
    BOOST_TEST(house.logger->text().find("keys.internal") != std::string::npos);
    BOOST_TEST(house.get("/api/v1/health/live").status() == 200);
    service->there = true;
    clock_of_house->advance(std::chrono::seconds(6));
    BOOST_TEST(ready_for_anybody(house) == R"(200 {"status":"pass"})");
}

BOOST_AUTO_TEST_CASE(another_key_than_the_stores_is_not_ready) {
    const House house(with_service);
    service->key = "k2";
    BOOST_TEST(checks(house) == "fail: store pass, keys fail, catalog pass");
}

BOOST_AUTO_TEST_CASE(whoever_asks_often_does_not_ask_the_key_service_often) {
    const House house(with_service);
    ready_for_anybody(house);
    const int calls = service->calls;
    for (int i = 0; i < 100; ++i)
        ready_for_anybody(house);
    BOOST_TEST(service->calls == calls);
    clock_of_house->advance(std::chrono::seconds(5));
    ready_for_anybody(house);
    BOOST_TEST(service->calls > calls);
}

BOOST_AUTO_TEST_CASE(a_store_that_is_away_is_not_ready) {
    const House house(with_service);
    ready_for_anybody(house);
    house.database->sql("alter table ig_project rename to elsewhere");
    const auto answer = ready_for_anybody(house);
    BOOST_TEST(answer == R"(503 {"status":"fail"})");
}

BOOST_AUTO_TEST_CASE(a_look_is_remembered_for_its_time) {
    integration_gallery::http::KeyWatch watch;
    int looks = 0;
    const auto look = [&](bool there) {
        return [&looks, there] {
            ++looks;
            return there;
        };
    };
    const std::chrono::system_clock::time_point start{std::chrono::hours(1)};
    BOOST_TEST(!watch.are_there(start, look(false)));
    BOOST_TEST(!watch.are_there(start + std::chrono::seconds(4), look(true)));
    BOOST_TEST(watch.are_there(start + std::chrono::seconds(5), look(true)));
    BOOST_TEST(looks == 2);
    BOOST_TEST(!watch.are_there(start - std::chrono::minutes(30), look(false))); // the clock was put back
    BOOST_TEST(looks == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
