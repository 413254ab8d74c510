#include "json/pointer.hpp"
#include "support/connectors.hpp"
#include "support/sample.hpp"
#include "support/test_data.hpp"
#include "unit/http/support.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/import.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <iostream>
#include <map>

using namespace integration_gallery;
using namespace integration_gallery::test;

namespace {

/// The texts below `document` that hold the mark of a secret, by pointer.
void collect_secrets(const boost::json::value& document, const std::string& pointer,
                     std::map<std::string, std::string>& out) {
    const auto below = [&](std::string_view token) {
        std::string result = pointer;
        json::append_token(result, token);
        return result;
    };
    if (const auto* object = document.if_object())
        for (const auto& member : *object)
            collect_secrets(member.value(), below(member.key()), out);
    else if (const auto* array = document.if_array())
        for (std::size_t i = 0; i < array->size(); ++i)
            collect_secrets((*array)[i], below(std::to_string(i)), out);
    else if (const auto* text = document.if_string();
             text != nullptr && std::string_view(*text).find(secret_text) != std::string_view::npos)
        out[pointer] = std::string_view(*text);
}

struct Count {
    std::size_t integrations = 0;
    std::size_t documents = 0;
    std::size_t secrets = 0;
};

/// Fills in every form of a file's integrations, branch by branch, over HTTP, and reads what is stored.
Count try_all(const std::string& file, std::size_t at_least, std::size_t every = 1) {
    const auto imported = import_manifests(file);
    BOOST_REQUIRE_GE(imported.manifests.size(), at_least);
    CatalogBuilder builder;
    for (std::size_t i = 0; i < imported.manifests.size(); i += every)
        builder.add_json(boost::json::serialize(imported.manifests[i].document));
    const Catalog catalog = builder.build();
    const House house(nullptr, catalog);
    Count count;
    for (const Manifest& manifest : catalog.manifests()) {
        ++count.integrations;
        const std::string target = "/api/v1/integrations/" + manifest.name();
        const auto form = manifest.form(Section::authentication);
        const auto branches = most_branches(form);
        for (std::size_t branch = 0; branch < 2 * branches; ++branch) {
            const bool all = branch < branches;
            const auto sample =
                sample_document(form, {.branch = branch % branches, .all = all, .secret = std::string(secret_text)});
            const boost::json::object sent{{"enabled", true}, {"authentication", sample}};
            BOOST_TEST_CONTEXT(manifest.name() << " branch " << branch << " " << boost::json::serialize(form)) {
                const auto written = house.put(target, boost::json::serialize(sent));
                BOOST_REQUIRE_MESSAGE(written.status() == 200, written.body());
                std::map<std::string, std::string> secrets;
                collect_secrets(sample, "/authentication", secrets);
                count.secrets += secrets.size();
                // every secret comes back masked, opens with its value, and is told in the full view
                const auto read = house.get(target);
                const auto plain = parse_body(read);
                const auto full = parse_body(house.get(target + "?view=full"));
                const auto credentials =
                    house.gallery.session("apollo", "worker").credentials(manifest.name(), "a test");
                for (const auto& [pointer, text] : secrets) {
                    const auto* masked = json::find(plain, pointer);
                    BOOST_REQUIRE_MESSAGE(masked != nullptr && *masked == "********", pointer);
                    BOOST_REQUIRE_MESSAGE(full.at("secrets").as_object().contains(pointer), pointer);
                    const Secret* opened = credentials.secret(pointer);
                    BOOST_REQUIRE_MESSAGE(opened != nullptr && opened->view() == text, pointer);
                }
                BOOST_TEST(full.at("state").at("status") == "on");
                // writing back what was read changes nothing
                for (const std::string view : {"?view=plain", "?view=full"}) {
                    const auto before = house.get(target + view);
                    const auto again =
                        house.put(target + view, std::string(before.body()), {{"If-Match", before.header("ETag")}});
                    BOOST_REQUIRE_MESSAGE(again.status() == 200, again.body());
                    BOOST_TEST(again.header("ETag") == before.header("ETag"));
                }
                ++count.documents;
            }
        }
        // What nobody declared is not taken: it would stand in the store in clear.
        const auto refused = house.put(target, R"({"authentication":{"undeclared":"canary-5f0e"}})");
        BOOST_TEST(refused.status() == 422, manifest.name());
        BOOST_TEST(parse_body(house.get(target + "/schema")).at("authentication").is_object());
    }
    BOOST_TEST(house.stored_bytes().find(secret_text) == std::string::npos);
    return count;
}

void print(const char* what, const Count& count) {
    std::cout << what << ": " << count.integrations << " imported integrations, " << count.documents
              << " settings written and read, " << count.secrets << " secrets\n";
}

/// A file of the real ones, where somebody has them: IG_CONNECTOR_FILES names the folder.
std::string real_file(const char* name) {
    const char* folder = std::getenv("IG_CONNECTOR_FILES");
    const auto path = std::filesystem::path(folder == nullptr ? "" : folder) / name;
    return folder != nullptr && std::filesystem::exists(path) ? read_file(path) : std::string();
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(imported)

BOOST_AUTO_TEST_CASE(airbyte_connectors_work_like_hand_written_integrations) {
    const auto count = try_all(made_airbyte_registry(long_run() ? 200 : 12), 24);
    print("made up registry", count);
    BOOST_TEST(count.secrets > count.integrations);
}

BOOST_AUTO_TEST_CASE(nango_providers_work_like_hand_written_integrations) {
    const auto count = try_all(made_nango_providers(long_run() ? 200 : 20), 20);
    print("made up providers", count);
    BOOST_TEST(count.secrets > 0u);
}

BOOST_AUTO_TEST_CASE(the_real_files_work_where_they_are_at_hand) {
    for (const auto* name : {"connector_catalog.json", "providers.yaml"})
        if (const auto file = real_file(name); !file.empty())
            print(name, try_all(file, 100, long_run() ? 1 : 16));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
