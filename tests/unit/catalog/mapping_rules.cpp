#include "catalog/mapping_rules.hpp"

#include "json/read.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using integration_gallery::catalog::check_mapping;
using integration_gallery::catalog::ObjectModel;
using integration_gallery::catalog::suggest_mapping;
using integration_gallery::json::read;

namespace {

ObjectModel host() {
    return ObjectModel::build(read(R"({"task":{"title":"Task","fields":{
        "id":{"title":"ID","type":"string","role":"identifier"},
        "name":{"title":"Name","type":"string","role":"title"},
        "status":{"title":"Status","type":"string","role":"status","values":["open","done"]},
        "assignee":{"title":"Assignee","type":"string","format":"email","role":"assignee"},
        "due":{"title":"Due","type":"string","format":"date","role":"dueDate"},
        "hours":{"title":"Hours","type":"number","role":"estimate"},
        "count":{"title":"Count","type":"integer"},
        "labels":{"title":"Labels","type":"array","role":"labels"},
        "done":{"title":"Done","type":"boolean"},
        "created":{"title":"Created","type":"string","format":"date-time","role":"createdAt","readOnly":true}}}})"));
}

ObjectModel remote() {
    return ObjectModel::build(read(R"({"issue":{"title":"Issue","role":"task","fields":{
        "key":{"title":"Key","type":"integer","role":"identifier","readOnly":true},
        "summary":{"title":"Summary","type":"string","role":"title"},
        "state":{"title":"State","type":"string","role":"status","values":["Open","Closed"]},
        "owner":{"title":"Owner","type":"object","role":"assignee"},
        "due_ms":{"title":"Due","type":"integer","format":"unix-milliseconds","role":"dueDate"},
        "points":{"title":"Points","type":"integer","role":"estimate"},
        "tags":{"title":"Tags","type":"string","role":"labels"},
        "created":{"title":"Created","type":"string","format":"date-time","role":"createdAt","readOnly":true}}}})"));
}

/// Codes and pointers of a mapping with these fields and one match, separated by blanks.
std::string check(const std::string& fields, const std::string& direction = "inbound",
                  const std::string& match = R"({"local":"name","remote":"summary"})", const std::string& rest = "") {
    const auto document = read(R"({"entities":[{"local":"task","remote":"issue","direction":")" + direction +
                               R"(","match":[)" + match + R"(],"fields":[{"local":"name","remote":"summary"})" +
                               (fields.empty() ? "" : "," + fields) + "]" + rest + "}]}");
    std::string result;
    for (const auto& issue : check_mapping(document, host(), remote(), ""))
        result +=
            (result.empty() ? "" : " ") + issue.code + " " + issue.pointer.substr(std::string("/entities/0").size());
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(mapping_rules)

BOOST_AUTO_TEST_CASE(accepts_a_mapping_that_fits) {
    BOOST_TEST(check("") == "");
    BOOST_TEST(check(R"({"local":"hours","remote":"points"})") == "");
    BOOST_TEST(check(R"({"local":"assignee","remote":"owner"})", "bidirectional") == "");
}

BOOST_AUTO_TEST_CASE(objects_and_fields_exist_on_their_side) {
    const auto document = read(
        R"({"entities":[{"local":"tusk","remote":"issues","direction":"inbound","match":[],"fields":[{"local":"x","remote":"y"}]}]})");
    const auto issues = check_mapping(document, host(), remote());
    BOOST_REQUIRE(issues.size() == 2u);
    BOOST_TEST(issues[0].pointer == "/dataMapping/entities/0/local");
    BOOST_TEST(issues[0].code == "unknown-object");
    BOOST_TEST(issues[0].detail.find("tusk") == std::string::npos);
    BOOST_TEST(issues[1].pointer == "/dataMapping/entities/0/remote");
    BOOST_TEST(check(R"({"local":"x","remote":"y"})") ==
               "unknown-field /fields/1/local unknown-field /fields/1/remote");
    BOOST_TEST(check("", "inbound", R"({"local":"x","remote":"summary"})") == "unknown-field /match/0/local");
}

BOOST_AUTO_TEST_CASE(a_side_that_is_not_known_is_not_checked) {
    const auto document = read(
        R"({"entities":[{"local":"a","remote":"b","direction":"inbound","match":[{"local":"c","remote":"d"}],"fields":[{"local":"c","remote":"d"}]}]})");
    BOOST_TEST(check_mapping(document, {}, {}).empty());
    BOOST_TEST(check_mapping(document, host(), {}).size() == 1u);
    BOOST_TEST(check_mapping(document, {}, remote()).size() == 1u);
}

BOOST_AUTO_TEST_CASE(types_fit_in_the_direction_in_use) {
    BOOST_TEST(check(R"({"local":"count","remote":"tags"})") == "type-mismatch /fields/1/local");
    BOOST_TEST(check(R"({"local":"count","remote":"tags"})", "outbound") == "type-mismatch /fields/1/remote");
    BOOST_TEST(check(R"({"local":"hours","remote":"points"})", "outbound") == "type-mismatch /fields/1/remote");
    BOOST_TEST(check(R"({"local":"hours","remote":"points","direction":"inbound"})", "outbound") == "");
    BOOST_TEST(check(R"({"local":"hours","remote":"points","enabled":false})", "outbound") == "");
    BOOST_TEST(check(R"({"local":"due","remote":"due_ms"})") == "type-mismatch /fields/1/local");
    BOOST_TEST(check(R"({"local":"due","remote":"summary"})") == "type-mismatch /fields/1/local");
    BOOST_TEST(check(R"({"local":"due","remote":"created"})") == "type-mismatch /fields/1/local");
    BOOST_TEST(check(R"({"local":"labels","remote":"tags"})") == "type-mismatch /fields/1/local");
}

BOOST_AUTO_TEST_CASE(transforms_are_considered) {
    const auto with = [](const char* local, const char* remote, const char* steps) {
        return check(std::string(R"({"local":")") + local + R"(","remote":")" + remote + R"(","transformInbound":[)" +
                     steps + "]}");
    };
    BOOST_TEST(with("count", "summary", R"({"operation":"trim"},{"operation":"toNumber"})") == "");
    BOOST_TEST(with("labels", "tags", R"({"operation":"split","separator":","})") == "");
    BOOST_TEST(with("due", "due_ms", R"({"operation":"formatDate","from":"unix-milliseconds","to":"date"})") == "");
    BOOST_TEST(with("due", "due_ms", R"({"operation":"formatDate","from":"unix-milliseconds","to":"date-time"})") ==
               "type-mismatch /fields/1/local");
    BOOST_TEST(with("done", "state", R"({"operation":"toBoolean"})") == "");
    BOOST_TEST(with("hours", "points", R"({"operation":"scale","factor":0.5})") == "");
    BOOST_TEST(with("count", "points", R"({"operation":"scale","factor":0.5})") == "type-mismatch /fields/1/local");
    BOOST_TEST(with("count", "points", R"({"operation":"upperCase"})") == "type-mismatch /fields/1/transformInbound/0");
    BOOST_TEST(with("labels", "tags", R"({"operation":"trim"},{"operation":"join","separator":","})") ==
               "type-mismatch /fields/1/transformInbound/1");
    BOOST_TEST(with("id", "key", R"({"operation":"template","template":"#{}"})") == "");
}

BOOST_AUTO_TEST_CASE(a_value_map_replaces_the_type_unless_values_pass_through) {
    BOOST_TEST(check(R"({"local":"done","remote":"state","valueMap":{"pairs":[{"local":true,"remote":"Closed"}]}})") ==
               "");
    BOOST_TEST(
        check(
            R"({"local":"done","remote":"state","valueMap":{"pairs":[{"local":true,"remote":"Closed"}],"unmapped":"passThrough"}})") ==
        "type-mismatch /fields/1/local");
    BOOST_TEST(
        check(
            R"({"local":"status","remote":"state","valueMap":{"pairs":[{"local":"open","remote":"Open"},{"local":"shut","remote":"closed"}]}})") ==
        "unknown-value /fields/1/valueMap/pairs/1/local unknown-value /fields/1/valueMap/pairs/1/remote");
}

BOOST_AUTO_TEST_CASE(matched_fields_are_mapped) {
    BOOST_TEST(check("", "inbound", R"({"local":"status","remote":"state"})") == "unmapped-match /match/0");
    BOOST_TEST(check(R"({"local":"status","remote":"state","enabled":false})", "inbound",
                     R"({"local":"status","remote":"state"})") == "unmapped-match /match/0");
    BOOST_TEST(check(R"({"local":"status","remote":"state"})", "inbound", R"({"local":"status","remote":"state"})") ==
               "");
}

BOOST_AUTO_TEST_CASE(no_two_fields_write_the_same_place) {
    const char* twice = R"({"local":"name","remote":"state"})";
    BOOST_TEST(check(twice) == "duplicate-target /fields/1/local");
    BOOST_TEST(check(twice, "bidirectional") == "duplicate-target /fields/1/local");
    BOOST_TEST(check(twice, "outbound") == "");
    BOOST_TEST(check(R"({"local":"name","remote":"state","direction":"outbound"})") == "");
    BOOST_TEST(check(R"({"local":"name","remote":"state","enabled":false})") == "");
    BOOST_TEST(check(R"({"local":"status","remote":"summary"})") == "");
    BOOST_TEST(check(R"({"local":"status","remote":"summary"})", "outbound") == "duplicate-target /fields/1/remote");
}

BOOST_AUTO_TEST_CASE(nothing_is_written_where_only_the_other_side_writes) {
    BOOST_TEST(check(R"({"local":"created","remote":"created"})") == "read-only-field /fields/1/local");
    BOOST_TEST(check(R"({"local":"created","remote":"created"})", "outbound") == "read-only-field /fields/1/remote");
}

BOOST_AUTO_TEST_CASE(a_filter_names_fields_of_the_source) {
    const auto filter = [](const std::string& condition, const char* direction) {
        return check("", direction, R"({"local":"name","remote":"summary"})", R"(,"filter":)" + condition);
    };
    const std::string state = R"({"all":[{"not":{"field":"state","operator":"equals","value":"Open"}}]})";
    BOOST_TEST(filter(state, "inbound") == "");
    BOOST_TEST(filter(state, "outbound") == "unknown-field /filter/all/0/not/field");
    BOOST_TEST(filter(state, "bidirectional") == "");
    BOOST_TEST(filter(R"({"any":[{"field":"nothing","operator":"exists"}]})", "bidirectional") ==
               "unknown-field /filter/any/0/field");
}

BOOST_AUTO_TEST_CASE(a_document_of_another_form_gives_no_issues) {
    for (const auto* text :
         {"null", "1", "[]", "{}", R"({"entities":1})", R"({"entities":[1,{},{"fields":[1]}]})",
          R"({"entities":[{"fields":[{"transformInbound":[1,{}],"valueMap":3}],"match":{},"filter":[]}]})"})
        BOOST_TEST(check_mapping(read(text), host(), remote()).empty(), text);
    const auto odd = read(R"({"entities":[{"local":"task","remote":"issue","direction":"inbound","match":[],
        "fields":[{"local":"name","remote":"summary","transformInbound":[1,{"operation":"formatDate"}]}]}]})");
    BOOST_TEST(check_mapping(odd, host(), remote()).empty());
}

BOOST_AUTO_TEST_CASE(the_suggestion_joins_equal_roles_and_keeps_the_rules) {
    const auto suggestion = suggest_mapping(host(), remote());
    BOOST_TEST(check_mapping(suggestion, host(), remote()).empty());
    const auto text = boost::json::serialize(suggestion);
    BOOST_TEST(
        text ==
        R"({"entities":[{"local":"task","remote":"issue","direction":"inbound",)"
        R"("match":[{"local":"id","remote":"key","compare":"exact"}],"fields":[)"
        R"({"local":"id","remote":"key","transformInbound":[{"operation":"toString"}]},)"
        R"({"local":"name","remote":"summary"},)"
        R"({"local":"status","remote":"state","valueMap":{"pairs":[{"local":"open","remote":"Open"}],"unmapped":"error"}},)"
        R"({"local":"assignee","remote":"owner"},)"
        R"({"local":"due","remote":"due_ms","transformInbound":[{"operation":"formatDate","from":"unix-milliseconds","to":"date"}]},)"
        R"({"local":"hours","remote":"points"}]}]})");
}

BOOST_AUTO_TEST_CASE(there_is_no_suggestion_without_common_roles) {
    BOOST_TEST(boost::json::serialize(suggest_mapping(host(), {})) == R"({"entities":[]})");
    BOOST_TEST(boost::json::serialize(suggest_mapping({}, remote())) == R"({"entities":[]})");
    const auto other = ObjectModel::build(
        read(R"({"task":{"title":"T","fields":{"a":{"title":"A","type":"string","role":"colour"}}}})"));
    BOOST_TEST(boost::json::serialize(suggest_mapping(host(), other)) == R"({"entities":[]})");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
