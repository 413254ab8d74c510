#pragma once

/// An integration that changes from version to version, and settings of its first.
namespace integration_gallery::test::mover {

/// The first version: a key, a site that it is sent to, headers with values that are secret, and a mode.
inline constexpr const char* first_version =
    R"({"manifestVersion":1,"name":"mover","displayName":"Mover","description":"Moves.","categories":["test"],
    "version":"1.0.0","settings":{"authentication":{"type":"object","additionalProperties":false,
    "required":["token"],"properties":{
      "site":{"type":"string","writeOnly":false,"x-ig-destination":true},
      "token":{"type":"string","writeOnly":true},
      "headers":{"type":"array","items":{"type":"object","additionalProperties":false,"x-ig-key":"name",
        "required":["name","value"],"properties":{"name":{"type":"string","writeOnly":false},
        "value":{"type":"string","writeOnly":true}}}}}},
    "syncSettings":{"type":"object","additionalProperties":false,"properties":{"mode":{"enum":["fast","slow"]}}}}})";

/// The second: the key has another name and place, the headers' key as well, the modes other words.
inline constexpr const char* second_version =
    R"({"manifestVersion":1,"name":"mover","displayName":"Mover","description":"Moves.","categories":["test"],
    "version":"2.0.0","settings":{"authentication":{"type":"object","additionalProperties":false,
    "required":["login"],"properties":{
      "site":{"type":"string","writeOnly":false,"x-ig-destination":true},
      "login":{"type":"object","additionalProperties":false,"required":["apiToken"],
        "properties":{"apiToken":{"type":"string","writeOnly":true}}},
      "headers":{"type":"array","items":{"type":"object","additionalProperties":false,"x-ig-key":"title",
        "required":["title","content"],"properties":{"title":{"type":"string","writeOnly":false},
        "content":{"type":"string","writeOnly":true}}}}}},
    "syncSettings":{"type":"object","additionalProperties":false,"properties":{"mode":{"enum":["quick","thorough"]}}}},
    "migrations":[{"from":"1.0.0","to":"2.0.0","steps":[
      {"operation":"move","from":"/authentication/token","to":"/authentication/login/apiToken"},
      {"operation":"rename","pointer":"/authentication/headers/*/name","name":"title"},
      {"operation":"rename","pointer":"/authentication/headers/*/value","name":"content"},
      {"operation":"mapValues","inverse":"derived","pointer":"/syncSettings/mode","pairs":[
        {"from":"fast","to":"quick"},{"from":"slow","to":"thorough"}]}]}]})";

/// A third, whose migration from the first is refused by settings that have a mode.
inline constexpr const char* blocked_version =
    R"({"manifestVersion":1,"name":"mover","displayName":"Mover","description":"Moves.","categories":["test"],
    "version":"3.0.0","settings":{"authentication":{"type":"object","properties":{
      "token":{"type":"string","writeOnly":true}}},"syncSettings":{"type":"object"}},
    "migrations":[{"from":"1.0.0","to":"3.0.0","steps":[
      {"operation":"setDefault","inverse":"derived","pointer":"/syncSettings/how","value":"slow"},
      {"operation":"move","from":"/syncSettings/mode","to":"/syncSettings/how"}]}]})";

inline constexpr const char* stored_first =
    R"({"enabled":true,"authentication":{"site":"https://one.example","token":"t-0-k-e-n",
    "headers":[{"name":"a","value":"alpha"},{"name":"b","value":"beta"}]},"syncSettings":{"mode":"slow"}})";

} // namespace integration_gallery::test::mover
