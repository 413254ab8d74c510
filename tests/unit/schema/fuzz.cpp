// Replays the fuzz targets over a small corpus and what becomes of it, and over random schemas.
#include "unit/schema/fuzz.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

namespace {

const std::string schemas[] = {
    R"({"type":"object","required":["a"],"properties":{"a":{"type":"string","minLength":1,"writeOnly":true}},"additionalProperties":false})",
    R"({"oneOf":[{"properties":{"m":{"const":"x"},"k":{"type":"string","writeOnly":true}}},{"properties":{"m":{"const":"y"}}}],"default":{"m":"x"}})",
    R"({"$defs":{"n":{"properties":{"c":{"$ref":"#/$defs/n"}},"unevaluatedProperties":false}},"$ref":"#/$defs/n"})",
    R"({"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"a":{"$id":"#a","type":"integer"}},"items":[{"$ref":"#a"}],"additionalItems":false,"dependencies":{"a":["b"]}})",
    R"({"prefixItems":[{"const":1}],"items":{"enum":[2,"a"]},"contains":{"minimum":2},"uniqueItems":true,"unevaluatedItems":false})",
    R"({"if":{"required":["a"]},"then":{"required":["b"]},"else":{"not":{"required":["b"]}},"dependentSchemas":{"a":{"maxProperties":2}}})",
    R"({"properties":{"m":{"default":"x"},"h":{"x-ig-visible-when":{"any":[{"pointer":"/m","eq":"x"},{"not":{"pointer":"/q","exists":true}}]}}}})",
    R"({"$dynamicAnchor":"t","items":{"$dynamicRef":"#t"},"pattern":"^(a+)+$","format":"date-time","multipleOf":0.1})"};
const std::string instances[] = {R"({"a":"x","b":[1,2.5,null]})", R"({"m":"x","k":"s","h":1})",
                                 R"({"c":{"c":{"d":1}}})",        R"([1,2,"a",[],{}])",
                                 R"("2026-11-22T10:00:00Z")",     "0.3"};

std::string mutated(const std::string& text, std::mt19937& random) {
    static const std::string parts[] = {"{}", "[]",   "true",  "false", "null",  "1",
                                        "-1", "\"\"", "\"a\"", "1e400", "\"#\"", "1.5"};
    std::string out = text;
    for (auto edits = 1 + random() % 3; edits > 0 && !out.empty(); --edits) {
        const std::size_t at = random() % out.size();
        switch (random() % 4) {
        case 0:
            out[at] = static_cast<char>(32 + random() % 95);
            break;
        case 1:
            out.erase(at, 1 + random() % 6);
            break;
        case 2:
            out.insert(at, parts[random() % std::size(parts)]);
            break;
        default: {
            // What stands after a colon is replaced: stays JSON more often than the others.
            const std::size_t colon = out.find(':', at);
            const std::size_t end = out.find_first_of(",}", colon == out.npos ? out.size() : colon);
            if (end != out.npos)
                out.replace(colon + 1, end - colon - 1, parts[random() % std::size(parts)]);
        }
        }
    }
    return out;
}

/// A random schema over a small world of names and values, so that its keywords meet.
std::string random_schema(std::mt19937& random, int depth) {
    const auto below = [&] {
        return depth == 0 ? (random() % 4 == 0 ? "false" : "true") : random_schema(random, depth - 1);
    };
    const auto name = [&] { return std::string(1, static_cast<char>('a' + random() % 3)); };
    std::string out = "{";
    std::string used;
    for (auto count = random() % 4; count > 0; --count) {
        const auto pick = static_cast<unsigned>(random() % 24);
        if (used.find(static_cast<char>('A' + pick)) != used.npos)
            continue;
        used += static_cast<char>('A' + pick);
        const std::string keywords[] = {R"("type":["string","object"])",
                                        R"("type":"integer")",
                                        R"("required":["a"])",
                                        R"("minLength":1)",
                                        R"("maxItems":1)",
                                        R"("enum":["a",1,{}])",
                                        R"("const":"b")",
                                        R"("minimum":1)",
                                        R"("writeOnly":true)",
                                        R"("default":{"a":"b"})"};
        if (!out.ends_with("{"))
            out += ",";
        if (pick < 10) {
            if (pick == 1 && used.find('A') != used.npos)
                out += R"("title":"t")";
            else if (pick == 0 && used.find('B') != used.npos)
                out += R"("description":"d")";
            else
                out += keywords[pick];
        } else if (pick == 10)
            out += R"("properties":{")" + name() + "\":" + below() + R"(,"m":{"const":")" + name() + "\"}}";
        else if (pick == 11)
            out += "\"additionalProperties\":" + below();
        else if (pick == 12)
            out += "\"unevaluatedProperties\":" + below();
        else if (pick == 13)
            out += "\"items\":" + below();
        else if (pick == 14)
            out += "\"unevaluatedItems\":" + below();
        else if (pick == 15)
            out += "\"allOf\":[" + below() + "," + below() + "]";
        else if (pick == 16)
            out += "\"anyOf\":[" + below() + "," + below() + "]";
        else if (pick == 17)
            out += R"("oneOf":[{"properties":{"m":{"const":"a"},"a":)" + below() +
                   R"(}},{"properties":{"m":{"const":"b"}},"required":["b"]}])";
        else if (pick == 18)
            out += "\"oneOf\":[" + below() + "," + below() + "]";
        else if (pick == 19)
            out += "\"not\":" + below();
        else if (pick == 20)
            out += "\"if\":" + below() + ",\"then\":" + below();
        else if (pick == 21)
            out += "\"contains\":" + below();
        else if (pick == 22)
            out += "\"dependentSchemas\":{\"" + name() + "\":" + below() + "}";
        else
            out += "\"patternProperties\":{\"^" + name() + "\":" + below() + "}";
    }
    return out + "}";
}

std::string random_instance(std::mt19937& random, int depth) {
    switch (random() % (depth == 0 ? 5 : 9)) {
    case 0:
        return "\"a\"";
    case 1:
        return "1";
    case 2:
        return "\"\"";
    case 3:
        return "null";
    case 4:
        return "0.5";
    case 5:
        return "[" + random_instance(random, depth - 1) + "," + random_instance(random, depth - 1) + "]";
    default:
        return R"({"a":)" + random_instance(random, depth - 1) + (random() % 2 ? R"(,"m":"a")" : R"(,"m":"b")") +
               R"(,"b":)" + random_instance(random, depth - 1) + "}";
    }
}

void run(int (*target)(const std::uint8_t*, std::size_t), const std::string& text) {
    BOOST_TEST(target(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)
BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(compiling_survives_damaged_schemas) {
    std::mt19937 random(1);
    for (const std::string& schema : schemas) {
        run(fuzz_schema_compile, schema);
        for (int i = 0; i < 150; ++i)
            run(fuzz_schema_compile, mutated(schema, random));
    }
}

BOOST_AUTO_TEST_CASE(validating_survives_damaged_schemas_and_instances) {
    std::mt19937 random(2);
    for (const std::string& schema : schemas)
        for (const std::string& instance : instances) {
            run(fuzz_schema_validate, schema + "\n" + instance);
            for (int i = 0; i < 20; ++i)
                run(fuzz_schema_validate, mutated(schema, random) + "\n" + mutated(instance, random));
        }
}

BOOST_AUTO_TEST_CASE(both_modes_agree_on_random_schemas) {
    std::mt19937 random(3);
    for (int i = 0; i < 1'500; ++i)
        run(fuzz_schema_validate, random_schema(random, 3) + "\n" + random_instance(random, 3));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
