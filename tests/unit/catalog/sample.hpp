#pragma once

#include <string>
#include <string_view>

namespace integration_gallery::test {

/// The text of a small manifest; `rest` is more members, with a comma in front.
inline std::string sample_manifest(std::string_view name, std::string_view display_name = "Sample",
                                   std::string_view rest = "") {
    return R"({"manifestVersion":1,"name":")" + std::string(name) + R"(","displayName":")" + std::string(display_name) +
           R"(","description":{"en":"A sample.","de":"Ein Beispiel."},"categories":["testing"],"version":"1.0","settings":{"authentication":{
              "type":"object","default":{"method":"apikey"},"oneOf":[{"type":"object","title":{"en":"Key","de":"Schlüssel"},"additionalProperties":false,
              "required":["method","apiKey"],"properties":{"method":{"const":"apikey"},
              "apiKey":{"type":"string","title":{"en":"Key","de":"Schlüssel"},"writeOnly":true}}}]}})" +
           std::string(rest) + "}";
}

} // namespace integration_gallery::test
