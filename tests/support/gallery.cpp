#include "support/gallery.hpp"

#include "support/canary.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/keys.hpp>

namespace integration_gallery::test {

std::vector<std::string> test_manifests() {
    return {
        R"({"manifestVersion":1,"name":"simple","displayName":"Simple","description":"Has one key.","categories":["test"],
            "version":"1","settings":{"authentication":{"type":"object","additionalProperties":false,
            "required":["method","apiKey"],"properties":{"method":{"const":"apikey","default":"apikey"},
            "apiKey":{"type":"string","title":"API key","writeOnly":true,"minLength":1}}},
            "dataMapping":{"$ref":"ig:data-mapping"},"syncSettings":{"$ref":"ig:sync-settings"}},
            "remoteObjects":{"task":{"title":"Task","fields":{"name":{"title":"Name","type":"string","role":"title"}}}}})",
        R"({"manifestVersion":1,"name":"hosted","displayName":{"en":"Hosted","de":"Gehostet"},"description":"Has a site.",
            "categories":["test","other"],"version":"1","settings":{"authentication":{"type":"object","oneOf":[
            {"title":"Key","additionalProperties":false,"required":["method","site","token"],"properties":{
              "method":{"const":"apikey"},"site":{"type":"string","writeOnly":false,"x-ig-destination":true},
              "token":{"type":"string","writeOnly":true}}},
            {"title":"Password","additionalProperties":false,"required":["method","user","password"],"properties":{
              "method":{"const":"basic"},"user":{"type":"string","writeOnly":false},
              "password":{"type":"string","writeOnly":true}}}]},
            "syncSettings":{"$ref":"ig:sync-settings"}}})",
        R"({"manifestVersion":1,"name":"listed","displayName":"Listed","description":"Has secrets in a list.",
            "categories":["test"],"version":"1","settings":{"authentication":{"type":"object","additionalProperties":false,
            "properties":{"headers":{"type":"array","items":{"type":"object","additionalProperties":false,"x-ig-key":"name",
            "required":["name","value"],"properties":{"name":{"type":"string","writeOnly":false},
            "value":{"type":"string","writeOnly":true}}}}}}}})",
        R"({"manifestVersion":1,"name":"open","displayName":"Open","description":"Needs nothing.","categories":["other"],
            "version":"1","settings":{"authentication":{"type":"object","additionalProperties":false,"properties":{
            "note":{"type":"string","writeOnly":false,"default":"none"}}}}})"};
}

Catalog test_catalog() {
    CatalogBuilder builder;
    for (const auto& manifest : test_manifests())
        builder.add_json(manifest);
    return builder.build();
}

TestStore::~TestStore() {
    refuse_canary(bytes(), "the database");
    refuse_canary(logger->text(), "the log");
    for (const auto& event : audit->events())
        refuse_canary(event, "the audit");
}

std::string TestStore::url() const {
    return "sqlite://" + database().string();
}

Options TestStore::options() const {
    Options options;
    options.database_url = url();
    options.key_provider = integration_gallery::key_file(key_file(), {.create_if_missing = true});
    options.catalog = test_catalog();
    options.authorizer = authorizer;
    options.audit = audit;
    options.logger = logger;
    options.clock = clock;
    return options;
}

std::string TestStore::bytes() const {
    std::string all;
    for (const char* suffix : {"", "-wal"})
        if (const auto path = database().string() + suffix; std::filesystem::exists(path))
            all += read_file(path);
    return all;
}

} // namespace integration_gallery::test
