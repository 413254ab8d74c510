#include "catalog/migrations.hpp"

#include "json/canonical.hpp"
#include "json/read.hpp"
#include "support/host.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <string>

using integration_gallery::Error;
using integration_gallery::Issue;
using integration_gallery::catalog::Migrations;
using integration_gallery::json::canonical_text;
using integration_gallery::json::equal;
using integration_gallery::json::read;

namespace {

Migrations parse(const std::string& steps) {
    std::vector<Issue> issues;
    auto result = Migrations::parse(read(R"([{"from":"1","to":"2","steps":[)" + steps + "]}]"), "2", issues);
    BOOST_TEST(issues.empty(), (issues.empty() ? "" : issues.front().pointer + ": " + issues.front().detail));
    return result;
}

std::string forwards(const std::string& steps, const std::string& document) {
    return canonical_text(parse(steps).apply(read(document), "1", "2"));
}

/// The code of the failure, or the result.
std::string outcome(const Migrations& migrations, const std::string& document, const char* from, const char* to) {
    try {
        return canonical_text(migrations.apply(read(document), from, to));
    } catch (const Error& error) {
        return error.code();
    }
}

std::vector<std::string> issues_of(const std::string& list, const std::string& version = "2") {
    std::vector<Issue> issues;
    Migrations::parse(read(list), version, issues);
    std::vector<std::string> result;
    for (const auto& issue : issues)
        result.push_back(issue.code + " " + issue.pointer);
    return result;
}

/// A random document of the old version: members that the steps concern, and others beside them.
class Documents {
public:
    boost::json::value next() {
        boost::json::object authentication;
        if (chance())
            authentication["token"] = chance() ? "a" : "b";
        if (chance())
            authentication["region"] = chance() ? "eu" : "us";
        if (chance())
            authentication["extra"] = boost::json::array{1, "x", nullptr};
        boost::json::array entities;
        for (unsigned i = number() % 4; i > 0; --i) {
            boost::json::object entity{{"local", "task"}};
            if (chance())
                entity["conflict"] = number() % 3 == 0 ? "remote" : "local";
            if (chance())
                entity["remote"] = chance() ? "issue" : "note";
            entities.push_back(std::move(entity));
        }
        boost::json::object result{{"authentication", std::move(authentication)},
                                   {"dataMapping", boost::json::object{{"entities", std::move(entities)}}}};
        if (chance())
            result["syncSettings"] =
                chance() ? boost::json::object{{"mode", "full"}, {"size", number() % 5}} : boost::json::object();
        return result;
    }

private:
    unsigned number() {
        std::byte byte{};
        m_random.fill({&byte, 1});
        return std::to_integer<unsigned>(byte);
    }
    bool chance() { return number() % 2 == 0; }
    integration_gallery::test::FakeRandom m_random{11};
};

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(migrations)

BOOST_AUTO_TEST_CASE(each_operation_does_what_its_name_says) {
    BOOST_TEST(forwards(R"({"operation":"rename","pointer":"/authentication/token","name":"apiKey"})",
                        R"({"authentication":{"token":"x","y":1}})") == R"({"authentication":{"apiKey":"x","y":1}})");
    BOOST_TEST(forwards(R"({"operation":"move","from":"/syncSettings/host","to":"/authentication/host"})",
                        R"({"authentication":{},"syncSettings":{"host":"x"}})") ==
               R"({"authentication":{"host":"x"},"syncSettings":{}})");
    BOOST_TEST(forwards(R"({"operation":"setDefault","pointer":"/syncSettings/size","value":5,"inverse":"none"})",
                        R"({"syncSettings":{}})") == R"({"syncSettings":{"size":5}})");
    BOOST_TEST(forwards(R"({"operation":"setDefault","pointer":"/syncSettings/size","value":5,"inverse":"none"})",
                        R"({"syncSettings":{"size":1}})") == R"({"syncSettings":{"size":1}})");
    BOOST_TEST(
        forwards(
            R"({"operation":"mapValues","pointer":"/dataMapping/entities/*/remote","pairs":[{"from":"ticket","to":"issue"}],"inverse":"none"})",
            R"({"dataMapping":{"entities":[{"remote":"ticket"},{"remote":"note"}]}})") ==
        R"({"dataMapping":{"entities":[{"remote":"issue"},{"remote":"note"}]}})");
    BOOST_TEST(forwards(R"({"operation":"wrap","pointer":"/authentication","discriminator":"method","value":"apikey"})",
                        R"({"authentication":{"apiKey":"x"}})") ==
               R"({"authentication":{"apiKey":"x","method":"apikey"}})");
    BOOST_TEST(
        forwards(
            R"({"operation":"wrap","pointer":"/authentication","discriminator":"kind","value":"key","member":"credentials"})",
            R"({"authentication":{"apiKey":"x"}})") ==
        R"({"authentication":{"credentials":{"apiKey":"x"},"kind":"key"}})");
}

BOOST_AUTO_TEST_CASE(a_step_whose_place_is_absent_does_nothing) {
    for (const auto* step :
         {R"({"operation":"rename","pointer":"/authentication/a","name":"b"})",
          R"({"operation":"move","from":"/authentication/a","to":"/syncSettings/b"})",
          R"({"operation":"mapValues","pointer":"/authentication/a","pairs":[{"from":1,"to":2}],"inverse":"derived"})",
          R"({"operation":"setDefault","pointer":"/authentication/a","value":1,"inverse":"none"})",
          R"({"operation":"wrap","pointer":"/authentication","discriminator":"a","value":"b"})"})
        BOOST_TEST(forwards(step, R"({"dataMapping":{}})") == R"({"dataMapping":{}})");
}

BOOST_AUTO_TEST_CASE(never_overwrites) {
    const auto rename = parse(R"({"operation":"rename","pointer":"/authentication/a","name":"b"})");
    BOOST_TEST(outcome(rename, R"({"authentication":{"a":1,"b":2}})", "1", "2") == "migration-blocked");
    const auto move = parse(R"({"operation":"move","from":"/authentication/a","to":"/syncSettings/x/b"})");
    BOOST_TEST(outcome(move, R"({"authentication":{"a":1}})", "1", "2") == "migration-blocked");
    const auto wrap = parse(R"({"operation":"wrap","pointer":"/authentication","discriminator":"m","value":"v"})");
    BOOST_TEST(outcome(wrap, R"({"authentication":{"m":"other"}})", "1", "2") == "migration-blocked");
    BOOST_TEST(outcome(wrap, R"({"authentication":{"m":"other"}})", "2", "1") == "migration-blocked");
    const auto map = parse(
        R"({"operation":"mapValues","pointer":"/authentication/a","pairs":[{"from":1,"to":2}],"inverse":"derived"})");
    BOOST_TEST(outcome(map, R"({"authentication":{"a":2}})", "1", "2") == "migration-blocked");
}

BOOST_AUTO_TEST_CASE(going_back_restores_every_document) {
    const auto migrations = parse(R"(
        {"operation":"rename","pointer":"/authentication/token","name":"apiKey"},
        {"operation":"mapValues","pointer":"/authentication/region","pairs":[{"from":"eu","to":"europe"},{"from":"us","to":"america"}],"inverse":"derived"},
        {"operation":"mapValues","pointer":"/dataMapping/entities/*/conflict","pairs":[{"from":"local","to":"remote"},{"from":"remote","to":"local"}],"inverse":"derived"},
        {"operation":"rename","pointer":"/dataMapping/entities/*/remote","name":"their/object"},
        {"operation":"move","from":"/syncSettings/mode","to":"/authentication/mode"},
        {"operation":"setDefault","pointer":"/syncSettings/retries","value":3,"inverse":"derived"},
        {"operation":"wrap","pointer":"/authentication","discriminator":"method","value":"apikey","member":"credentials"},
        {"operation":"wrap","pointer":"/dataMapping/entities/*","discriminator":"kind","value":"pair"})");
    Documents documents;
    int changed = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto before = documents.next();
        const auto after = migrations.apply(before, "1", "2");
        changed += equal(before, after) ? 0 : 1;
        const auto again = migrations.apply(after, "2", "1");
        BOOST_TEST(equal(before, again), boost::json::serialize(before) + " became " + boost::json::serialize(again));
    }
    BOOST_TEST(changed == 2000);
    std::cout << "migrations: 2000 documents there and back\n";
}

BOOST_AUTO_TEST_CASE(secrets_find_their_new_place_and_the_old_one) {
    const auto migrations = parse(R"(
        {"operation":"rename","pointer":"/authentication/token","name":"apiKey"},
        {"operation":"wrap","pointer":"/authentication","discriminator":"method","value":"apikey","member":"credentials"},
        {"operation":"rename","pointer":"/syncSettings/hooks/*/key","name":"secret"})");
    const auto there = [&](const char* pointer) { return migrations.apply_to_pointer(pointer, "1", "2"); };
    const auto back = [&](const char* pointer) { return migrations.apply_to_pointer(pointer, "2", "1"); };
    BOOST_TEST(there("/authentication/token") == "/authentication/credentials/apiKey");
    BOOST_TEST(back("/authentication/credentials/apiKey") == "/authentication/token");
    BOOST_TEST(there("/authentication/other/x") == "/authentication/credentials/other/x");
    BOOST_TEST(there("/syncSettings/hooks/url=a~1b/key") == "/syncSettings/hooks/url=a~1b/secret");
    BOOST_TEST(back("/syncSettings/hooks/3/secret/x") == "/syncSettings/hooks/3/key/x");
    BOOST_TEST(there("/syncSettings/other") == "/syncSettings/other");
}

BOOST_AUTO_TEST_CASE(follows_several_versions_and_stops_where_there_is_no_way) {
    std::vector<Issue> issues;
    const auto migrations = Migrations::parse(read(R"([
        {"from":"2","to":"3","steps":[{"operation":"rename","pointer":"/authentication/b","name":"c"}]},
        {"from":"1","to":"2","steps":[{"operation":"rename","pointer":"/authentication/a","name":"b"}]},
        {"from":"3","to":"4","steps":[{"operation":"setDefault","pointer":"/authentication/d","value":1,"inverse":"none"}]}])"),
                                              "4", issues);
    BOOST_TEST(issues.empty());
    const std::string first = R"({"authentication":{"a":1}})";
    BOOST_TEST(outcome(migrations, first, "1", "1") == first);
    BOOST_TEST(outcome(migrations, first, "1", "3") == R"({"authentication":{"c":1}})");
    BOOST_TEST(outcome(migrations, first, "1", "4") == R"({"authentication":{"c":1,"d":1}})");
    BOOST_TEST(outcome(migrations, R"({"authentication":{"c":1}})", "3", "1") == first);
    BOOST_TEST(outcome(migrations, first, "4", "3") == "no-migration");
    BOOST_TEST(outcome(migrations, first, "0", "4") == "no-migration");
    BOOST_TEST(migrations.reaches("1", "4"));
    BOOST_TEST(!migrations.reaches("4", "1"));
    BOOST_TEST(outcome(Migrations(), first, "1", "2") == "no-migration");
    BOOST_TEST(outcome(Migrations(), first, "1", "1") == first);
}

BOOST_AUTO_TEST_CASE(says_what_an_author_did_wrong) {
    const auto one = [](const std::string& step) {
        return issues_of(R"([{"from":"1","to":"2","steps":[)" + step + "]}]");
    };
    using List = std::vector<std::string>;
    BOOST_TEST(one(R"({"operation":"rename","pointer":"/authentication","name":"x"})") ==
               List{"migration-place /migrations/0/steps/0/pointer"});
    BOOST_TEST(one(R"({"operation":"rename","pointer":"/enabled/x","name":"x"})") ==
               List{"migration-place /migrations/0/steps/0/pointer"});
    BOOST_TEST(one(R"({"operation":"move","from":"/authentication/a","to":"/authentication/a/b"})") ==
               List{"migration-place /migrations/0/steps/0/to"});
    BOOST_TEST(one(R"({"operation":"move","from":"/dataMapping/a/*/b","to":"/authentication/b"})") ==
               List{"migration-place /migrations/0/steps/0"});
    BOOST_TEST(
        one(R"({"operation":"mapValues","pointer":"/authentication/a","pairs":[{"from":1,"to":3},{"from":2,"to":3}],"inverse":"derived"})") ==
        List{"no-inverse /migrations/0/steps/0/inverse"});
    BOOST_TEST(
        one(R"({"operation":"mapValues","pointer":"/authentication/a","pairs":[{"from":1,"to":3},{"from":2,"to":3}],"inverse":"none"})") ==
        List{});
    const std::string steps = R"("steps":[{"operation":"rename","pointer":"/authentication/a","name":"b"}]})";
    BOOST_TEST(issues_of(R"([{"from":"1","to":"1",)" + steps + "]", "1") == List{"migration-order /migrations/0/from"});
    BOOST_TEST(issues_of(R"([{"from":"1","to":"1",)" + steps + "]", "2") == (List{"migration-order /migrations/0/to"}));
    BOOST_TEST(issues_of(R"([{"from":"1","to":"2",)" + steps + "]", "3") == List{"migration-order /migrations/0"});
    BOOST_TEST(issues_of(R"([{"from":"1","to":"2",)" + steps + R"(,{"from":"1","to":"3",)" + steps + "]", "2") ==
               List{"migration-order /migrations/1/from"});
    BOOST_TEST(issues_of(R"([{"from":"1","to":"2",)" + steps + R"(,{"from":"2","to":"1",)" + steps + "]", "2") ==
               List{"migration-order /migrations/1/from"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
