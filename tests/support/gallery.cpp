#include "support/gallery.hpp"

#include "support/canary.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/keys.hpp>

#include <fstream>

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

std::shared_ptr<KeyProvider> key_file_for(const Database& database, const std::filesystem::path& path) {
    if (database.server() != nullptr && !std::filesystem::exists(path)) {
        std::ofstream(path) << make_key_text().view() << '\n';
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    return integration_gallery::key_file(path, {.create_if_missing = true});
}

TestStore::~TestStore() {
    refuse_canary(bytes(), "the database");
    refuse_canary(logger->text(), "the log");
    for (const auto& event : audit->events())
        refuse_canary(event, "the audit");
}

std::string TestStore::url() const {
    return m_database->url();
}

Options TestStore::options() const {
    Options options;
    options.database_url = url();
    options.key_provider = key_file_for(*m_database, key_file());
    options.catalog = test_catalog();
    options.authorizer = authorizer;
    options.audit = audit;
    options.logger = logger;
    options.clock = clock;
    return options;
}

} // namespace integration_gallery::test
