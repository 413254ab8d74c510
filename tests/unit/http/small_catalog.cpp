#include "unit/http/small_catalog.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>

namespace integration_gallery::test {
namespace {

std::string manifest(std::string_view name) {
    boost::json::value document = boost::json::parse(R"({
        "manifestVersion": 1, "version": "1.0",
        "categories": ["tests"],
        "settings": {
            "authentication": {
                "type": "object", "default": {"method": "apikey"},
                "oneOf": [
                    {"type": "object", "additionalProperties": false, "required": ["method", "apiKey"],
                     "properties": {"method": {"const": "apikey"},
                                    "apiKey": {"type": "string", "writeOnly": true, "minLength": 1}}},
                    {"type": "object", "additionalProperties": false, "required": ["method", "user", "password", "host"],
                     "properties": {"method": {"const": "basic"},
                                    "user": {"type": "string", "writeOnly": false},
                                    "host": {"type": "string", "writeOnly": false, "x-ig-destination": true},
                                    "password": {"type": "string", "writeOnly": true}}}]},
            "dataMapping": {"type": "object", "additionalProperties": false,
                            "properties": {"note": {"type": "string", "maxLength": 20},
                                           "list": {"type": "array", "items": {"type": "string"}}}},
            "syncSettings": {"type": "object", "additionalProperties": false,
                             "properties": {"minutes": {"type": "integer", "minimum": 1, "default": 60}}}}})");
    auto& object = document.as_object();
    object["name"] = name;
    object["aliases"] =
        boost::json::array{"The old " + std::string(name), "first letter " + std::string(name.substr(0, 1))};
    object["displayName"] = boost::json::object{{"en", "The " + std::string(name)}, {"de", "Das " + std::string(name)}};
    object["description"] =
        boost::json::object{{"en", std::string(name) + " in English"}, {"de", std::string(name) + " auf Deutsch"}};
    return boost::json::serialize(document);
}

} // namespace

const Catalog& small_catalog() {
    static const Catalog catalog = [] {
        CatalogBuilder builder;
        builder.add_json(manifest("alpha"));
        builder.add_json(manifest("beta"));
        return builder.build();
    }();
    return catalog;
}

} // namespace integration_gallery::test
