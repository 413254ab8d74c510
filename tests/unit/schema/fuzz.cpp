// Replays the fuzz targets over a small corpus and what becomes of it, and over random schemas.
#include "unit/schema/fuzz.hpp"

#include "support/test_data.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace {

/// The inputs of a target, in the order of their names.
std::vector<std::string> corpus(const char* name) {
    const char* source = std::getenv("IG_SOURCE_DIR");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(source != nullptr ? source : ".") / "tests/unit/schema/corpus" / name))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> inputs;
    for (const auto& file : files)
        inputs.push_back(integration_gallery::test::read_file(file));
    return inputs;
}

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
    const auto schemas = corpus("compile");
    BOOST_TEST(schemas.size() >= 8u);
    for (const std::string& schema : schemas) {
        run(fuzz_schema_compile, schema);
        for (int i = 0; i < 150; ++i)
            run(fuzz_schema_compile, mutated(schema, random));
    }
}

BOOST_AUTO_TEST_CASE(validating_survives_damaged_schemas_and_instances) {
    std::mt19937 random(2);
    const auto pairs = corpus("validate");
    BOOST_TEST(pairs.size() >= 8u);
    const auto schema_of = [](const std::string& text) { return text.substr(0, text.find('\n')); };
    const auto instance_of = [](const std::string& text) { return text.substr(text.find('\n') + 1); };
    for (const std::string& one : pairs)
        for (const std::string& other : pairs) {
            run(fuzz_schema_validate, schema_of(one) + "\n" + instance_of(other));
            for (int i = 0; i < 15; ++i)
                run(fuzz_schema_validate, mutated(schema_of(one), random) + "\n" + mutated(instance_of(other), random));
        }
}

BOOST_AUTO_TEST_CASE(both_modes_agree_on_random_schemas) {
    std::mt19937 random(3);
    for (int i = 0; i < 1'500; ++i)
        run(fuzz_schema_validate, random_schema(random, 3) + "\n" + random_instance(random, 3));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
