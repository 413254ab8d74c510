#include "support/connectors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::test {
namespace {

namespace bj = boost::json;

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15u + 1) {}
    std::uint64_t below(std::uint64_t count) {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state % count;
    }
    bool chance(unsigned percent) { return below(100) < percent; }

private:
    std::uint64_t m_state;
};

bj::object text(const char* title) {
    return {{"type", "string"}, {"title", title}};
}

bj::object secret(const char* title) {
    bj::object out = text(title);
    out["airbyte_secret"] = true;
    return out;
}

/// One of the members that connectors have beside their credentials.
void add_member(bj::object& properties, Dice& dice, unsigned order) {
    const auto name = [&](const char* stem) { return stem + std::to_string(order); };
    bj::object schema;
    switch (dice.below(9)) {
    case 0:
        schema = text("Start Date");
        schema["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
        schema["examples"] = bj::array{"2017-01-25T00:00:00Z"};
        properties[name("start_date")] = std::move(schema);
        return;
    case 1:
        schema = {{"type", "integer"}, {"minimum", 1}, {"maximum", 365}, {"default", 30}, {"order", order}};
        properties[name("lookback_window")] = std::move(schema);
        return;
    case 2:
        schema = text("Region");
        schema["enum"] = bj::array{"", "us-east-1", "eu-central-1"};
        schema["default"] = "";
        properties[name("region")] = std::move(schema);
        return;
    case 3:
        properties[name("streams")] = {{"type", "array"}, {"items", {{"type", "string"}}}, {"uniqueItems", true}};
        return;
    case 4:
        properties[name("reports")] = {
            {"type", "array"},
            {"items",
             {{"type", "object"},
              {"required", {"name"}},
              {"properties",
               {{"name", text("Name")}, {"level", {{"type", "string"}, {"enum", {"ad", "campaign"}}}}}}}}};
        return;
    case 5:
        properties[name("use_cache")] = {{"type", "boolean"}, {"default", true}};
        return;
    case 6:
        schema = text("Note");
        schema["description"] = "Read <a href=\"https://docs.example/x\">this</a>.<br>Then use <account>.";
        properties[name("note")] = std::move(schema);
        return;
    case 7:
        properties[name("ratio")] = {{"type", {"number", "null"}}, {"exclusiveMinimum", 0}};
        return;
    default:
        schema = text("Certificate");
        schema["airbyte_secret"] = true;
        schema["multiline"] = true;
        properties[name("certificate")] = std::move(schema);
    }
}

bj::object credentials(Dice& dice) {
    const bool by_enum = dice.chance(20);
    const auto tag = [&](const char* name) {
        bj::object out{{"type", "string"}, {"order", 0}};
        if (by_enum)
            out["enum"] = bj::array{name};
        else
            out["const"] = name;
        return out;
    };
    bj::array branches;
    branches.push_back({{"title", "OAuth 2.0"},
                        {"type", "object"},
                        {"required", {"auth_type", "client_id", "client_secret", "refresh_token"}},
                        {"properties",
                         {{"auth_type", tag("oauth2.0")},
                          {"client_id", text("Client ID")},
                          {"client_secret", secret("Client Secret")},
                          {"refresh_token", secret("Refresh Token")}}}});
    branches.push_back({{"title", "API Key"},
                        {"type", "object"},
                        {"additionalProperties", dice.chance(50)},
                        {"required", {"api_key"}},
                        {"properties", {{"auth_type", tag("api_key")}, {"api_key", secret("API Key")}}}});
    if (dice.chance(30))
        branches.push_back(
            {{"title", "SSH"},
             {"type", "object"},
             {"required", {"auth_type", "tunnel"}},
             {"properties",
              {{"auth_type", tag("ssh")},
               {"tunnel",
                {{"type", "object"},
                 {"oneOf",
                  {{{"title", "Key"},
                    {"required", {"method", "ssh_key"}},
                    {"properties", {{"method", {{"const", "key"}}}, {"ssh_key", secret("SSH Key")}}}},
                   {{"title", "Password"},
                    {"required", {"method", "user_password"}},
                    {"properties",
                     {{"method", {{"const", "password"}}}, {"user_password", secret("Password")}}}}}}}}}}});
    bj::object out{{"type", "object"}, {"title", "Credentials"}, {"oneOf", std::move(branches)}};
    if (dice.chance(20)) { // members beside the branches, which a closed branch would refuse
        out["properties"] = bj::object{{"account", text("Account")}};
        out["oneOf"].as_array()[1].as_object().erase("additionalProperties");
    }
    return out;
}

bj::object specification(Dice& dice) {
    bj::object properties;
    bj::array required;
    if (dice.chance(60)) {
        properties["credentials"] = credentials(dice);
        required.emplace_back("credentials");
    } else {
        properties["host"] = text("Host");
        properties["username"] = text("User");
        properties["password"] = secret("Password");
        required = {"host", "password"};
    }
    if (dice.chance(10))
        properties["headers"] = {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
    if (dice.chance(10))
        properties["extra"] = {{"type", "object"}, {"additionalProperties", true}};
    const auto members = dice.below(8);
    for (unsigned i = 0; i < members; ++i)
        add_member(properties, dice, i + 1);
    bj::object out{{"$schema", "http://json-schema.org/draft-07/schema#"},
                   {"title", "Made Up Spec"},
                   {"type", "object"},
                   {"required", std::move(required)},
                   {"properties", std::move(properties)}};
    if (dice.chance(80))
        out["additionalProperties"] = dice.chance(50);
    return out;
}

bj::array connectors(unsigned count, const char* side, Dice& dice) {
    bj::array out;
    for (unsigned i = 0; i < count; ++i)
        out.push_back({{"name", "Made Up " + std::to_string(i)},
                       {"dockerRepository", "made/" + std::string(side) + "-" + std::to_string(i)},
                       {"dockerImageTag", "0.1." + std::to_string(i)},
                       {"documentationUrl", "https://docs.example/" + std::to_string(i)},
                       {"spec", {{"connectionSpecification", specification(dice)}}}});
    return out;
}

} // namespace

std::string made_airbyte_registry(unsigned count, std::uint64_t seed) {
    Dice dice(seed);
    bj::object out;
    out["sources"] = connectors(count, "source", dice);
    out["destinations"] = connectors(count, "destination", dice);
    return bj::serialize(out);
}

std::string made_nango_providers(unsigned count, std::uint64_t seed) {
    Dice dice(seed);
    std::string out;
    for (unsigned i = 0; i < count; ++i) {
        const std::string name = "made-" + std::to_string(i);
        out +=
            name + ":\n    display_name: Made Up " + std::to_string(i) + "\n    categories:\n        - productivity\n";
        const auto mode = dice.below(5);
        const bool hosted = dice.chance(60);
        static constexpr const char* modes[] = {"API_KEY", "BASIC", "OAUTH2", "OAUTH2_CC", "TWO_STEP"};
        out += std::string("    auth_mode: ") + modes[mode] + "\n";
        const std::string host = hosted ? "${connectionConfig.subdomain}.example.com" : name + ".example.com";
        if (mode == 2)
            out += "    authorization_url: https://" + host + "/authorize\n    scope_separator: ' '\n";
        if (mode >= 2)
            out += "    token_url: https://" + host + "/token\n";
        if (mode == 4)
            out += "    token_params:\n        key: ${credentials.apiKey}\n";
        out += "    proxy:\n        base_url: https://" + host + "/v" + std::to_string(i % 4 + 1) + "\n";
        if (mode == 0)
            out += "        headers:\n            authorization: Bearer ${apiKey}\n"
                   "        verification:\n            method: GET\n            endpoints:\n                - /me\n";
        out += "    docs: https://docs.example/" + name + "\n";
        if (mode == 0 || mode == 4)
            out += "    credentials:\n        apiKey:\n            type: string\n            title: API Key\n"
                   "            description: The key of your account\n" +
                   std::string(dice.chance(50) ? "            pattern: '^[a-z0-9]{8,64}$'\n" : "") +
                   (dice.chance(50) ? "            secret: true\n" : "");
        if (hosted)
            out += "    connection_config:\n        subdomain:\n            type: string\n            title: Domain\n"
                   "            description: The part before .example.com\n" +
                   std::string(dice.chance(70) ? "            format: hostname\n" : "") +
                   "            prefix: https://\n            suffix: .example.com\n            example: acme\n";
    }
    return out;
}

} // namespace integration_gallery::test
