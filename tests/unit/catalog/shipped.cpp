#include "catalog/manifest_entry.hpp"
#include "catalog/mapping_rules.hpp"
#include "json/pointer.hpp"
#include "json/read.hpp"
#include "schema/schema.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/catalog.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>

using namespace integration_gallery;
using integration_gallery::catalog::HostModel;
using integration_gallery::catalog::ManifestEntry;

namespace {

using boost::json::value;

const Catalog& shipped() {
    static const Catalog catalog = Catalog::shipped();
    return catalog;
}

std::filesystem::path source_folder() {
    return std::getenv("IG_SOURCE_DIR") != nullptr ? std::getenv("IG_SOURCE_DIR") : ".";
}

HostModel demo_model() {
    return HostModel::parse(json::read(test::read_file(source_folder() / "examples/host-beast/host-model.json")));
}

/// Calls `visit(pointer, value)` for everything in a document.
void walk(const value& document, const std::string& pointer,
          const std::function<void(const std::string&, const value&)>& visit) {
    visit(pointer, document);
    if (const auto* object = document.if_object()) {
        for (const auto& member : *object) {
            auto below = pointer;
            json::append_token(below, std::string_view(member.key()));
            walk(member.value(), below, visit);
        }
    } else if (const auto* array = document.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            walk((*array)[i], pointer + "/" + std::to_string(i), visit);
    }
}

std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> names;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        names.emplace(text.substr(at + 1, text.find('}', at) - at - 1));
    return names;
}

/// The properties of all methods, by name.
std::map<std::string, std::vector<value>> members_of_methods(const Manifest& manifest) {
    std::map<std::string, std::vector<value>> members;
    for (const auto& branch : manifest.document().at("settings").at("authentication").at("oneOf").get_array())
        for (const auto& property : branch.at("properties").get_object())
            members[property.key()].push_back(property.value());
    return members;
}

std::string host_of(std::string_view url) {
    const auto start = url.find("//") + 2;
    return std::string(url.substr(start, url.find('/', start) - start));
}

bool is_allowed(const Manifest& manifest, const std::string& host) {
    for (const auto& pattern : manifest.document().at("allowedHosts").get_array()) {
        const std::string_view text = pattern.get_string();
        if (text == host || (text.starts_with("*.") && host.ends_with(text.substr(1))))
            return true;
    }
    return false;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catalog)
BOOST_AUTO_TEST_SUITE(shipped_manifests)

BOOST_AUTO_TEST_CASE(every_folder_is_embedded_under_its_name) {
    std::set<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "lib/catalog/manifests"))
        if (entry.is_directory())
            folders.insert(entry.path().filename().string());
    std::set<std::string> names;
    std::set<std::string> categories;
    for (const auto& manifest : shipped().manifests()) {
        BOOST_TEST(!manifest.damaged(), manifest.name());
        names.insert(manifest.name());
        categories.insert(manifest.categories().begin(), manifest.categories().end());
    }
    BOOST_TEST(names == folders, boost::test_tools::per_element());
    std::cout << "shipped manifests: " << names.size() << " in " << categories.size() << " categories\n";
    BOOST_TEST(names.size() >= 30u);
    BOOST_TEST(categories.size() >= 8u);
}

BOOST_AUTO_TEST_CASE(are_found_under_the_names_that_people_use) {
    const auto found = [](std::string_view name, std::string_view alias) {
        const auto aliases = shipped().find(name)->aliases();
        return std::find(aliases.begin(), aliases.end(), alias) != aliases.end();
    };
    BOOST_TEST(found("jira", "Atlassian Jira"));
    BOOST_TEST(found("microsoft-teams", "MS Teams"));
    BOOST_TEST(found("shortcut", "Clubhouse"));
    BOOST_TEST(found("azure-devops", "VSTS"));
}

BOOST_AUTO_TEST_CASE(clickup_and_jira_carry_the_descriptions_of_the_specification) {
    BOOST_TEST(shipped().find("clickup")->description() == "Import and sync data from ClickUp.");
    BOOST_TEST(shipped().find("jira")->description() == "Import and sync data from Jira.");
}

BOOST_AUTO_TEST_CASE(clickup_needs_a_key_and_jira_more) {
    const auto check = [](const char* name, const char* document) {
        const auto& entry = ManifestEntry::of(*shipped().find(name));
        std::string pointers;
        for (const auto& issue : entry.schema(Section::authentication)->validate(json::read(document)).issues)
            pointers += issue.code + " " + issue.pointer + " ";
        return pointers;
    };
    BOOST_TEST(check("clickup", R"({"method":"apikey","apiKey":"pk_1"})") == "");
    BOOST_TEST(check("clickup", R"({"method":"apikey"})") == "required /apiKey ");
    BOOST_TEST(check("jira", R"({"method":"apikey"})") == "required /site required /email required /apiToken ");
    BOOST_TEST(
        check("jira", R"({"method":"apikey","site":"example.atlassian.net","email":"a@example.org","apiToken":"x"})") ==
        "");
    BOOST_TEST(check("jira", R"({"method":"apikey","site":"https://x","email":"a","apiToken":"x"})") ==
               "format /site format /email ");
}

BOOST_AUTO_TEST_CASE(an_unconfigured_integration_has_a_method_to_begin_with) {
    for (const auto& manifest : shipped().manifests()) {
        const auto& schema = *ManifestEntry::of(manifest).schema(Section::authentication);
        const auto filled = schema.with_defaults(boost::json::object());
        BOOST_TEST(schema.validate(filled, schema::Completeness::draft).count == 0u, manifest.name());
        const auto places = schema.annotate(boost::json::object()).secrets;
        BOOST_TEST(!places.empty(), manifest.name());
        const auto* first = manifest.document().at("settings").at("authentication").as_object().if_contains("default");
        BOOST_TEST((first != nullptr && first->as_object().contains("method")), manifest.name());
    }
}

BOOST_AUTO_TEST_CASE(every_string_of_an_authentication_says_whether_it_is_a_secret) {
    std::size_t secrets = 0;
    for (const auto& manifest : shipped().manifests()) {
        for (const auto& [name, properties] : members_of_methods(manifest)) {
            for (const auto& property : properties) {
                const auto& object = property.get_object();
                if (object.contains("const") || object.contains("enum"))
                    continue;
                const auto* mark = object.if_contains("writeOnly");
                const bool is_string = object.contains("type") && object.at("type") == "string";
                BOOST_TEST((!is_string || (mark != nullptr && mark->is_bool())), manifest.name() + " " + name);
                const bool secret = mark != nullptr && mark->get_bool();
                secrets += secret ? 1u : 0u;
                BOOST_TEST((!secret || !object.contains("default")), manifest.name() + " " + name);
            }
        }
    }
    BOOST_TEST(secrets >= shipped().manifests().size());
}

BOOST_AUTO_TEST_CASE(every_text_is_in_english_and_german) {
    for (const auto& manifest : shipped().manifests()) {
        for (const auto section : {Section::authentication, Section::data_mapping, Section::sync_settings}) {
            walk(manifest.document(), "", [&](const std::string& pointer, const value& text) {
                if (integration_gallery::catalog::is_text_object(text))
                    BOOST_TEST(text.get_object().contains("de"), manifest.name() + pointer);
            });
            BOOST_TEST(manifest.form(section, "de") != manifest.form(section, "en"), manifest.name());
        }
        BOOST_TEST(manifest.description("de") != manifest.description("en"), manifest.name());
        BOOST_TEST(manifest.description("en").size() <= 100u, manifest.name());
    }
}

BOOST_AUTO_TEST_CASE(no_text_has_markup_and_every_one_is_tidy) {
    for (const auto& manifest : shipped().manifests())
        walk(manifest.document(), "", [&](const std::string& pointer, const value& text) {
            if (!text.is_string())
                return;
            const std::string_view content = text.get_string();
            BOOST_TEST(content.find('<') == std::string_view::npos, manifest.name() + pointer);
            BOOST_TEST((!content.starts_with(' ') && !content.ends_with(' ')), manifest.name() + pointer);
        });
}

BOOST_AUTO_TEST_CASE(placeholders_stand_for_settings_and_hosts_for_destinations) {
    for (const auto& manifest : shipped().manifests()) {
        const auto members = members_of_methods(manifest);
        const auto& document = manifest.document().get_object();
        const auto is_destination = [&](const std::string& name) {
            const auto found = members.find(name);
            return found != members.end() &&
                   std::all_of(found->second.begin(), found->second.end(), [](const value& property) {
                       return property.get_object().contains("x-ig-destination");
                   });
        };
        std::set<std::string> found_out{"accessToken"};
        if (document.contains("oauth2") && document.at("oauth2").get_object().contains("afterConnect"))
            for (const auto& step : document.at("oauth2").at("afterConnect").get_array())
                found_out.emplace(step.at("variable").get_string());
        for (const auto* part : {"api", "probe", "oauth2", "allowedHosts"}) {
            if (!document.contains(part))
                continue;
            walk(document.at(part), std::string("/") + part, [&](const std::string& pointer, const value& text) {
                // What is sent to a GraphQL service has braces of its own.
                if (!text.is_string() || pointer.starts_with("/probe/body/"))
                    return;
                const std::string content(text.get_string());
                for (const auto& name : placeholders(content))
                    BOOST_TEST((members.contains(name) || found_out.contains(name)),
                               manifest.name() + pointer + " {" + name + "}");
                const bool is_url = content.starts_with("https://") &&
                                    pointer.find("ocumentationUrl") == std::string::npos &&
                                    pointer.find("/scopes/") == std::string::npos;
                const auto host = is_url                                ? host_of(content)
                                  : std::string(part) == "allowedHosts" ? content
                                                                        : std::string();
                for (const auto& name : placeholders(host))
                    BOOST_TEST(is_destination(name), manifest.name() + pointer + " {" + name + "}");
                if (is_url)
                    BOOST_TEST(is_allowed(manifest, host), manifest.name() + pointer + " " + host);
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(every_manifest_names_how_to_call_the_service_with_each_method) {
    for (const auto& manifest : shipped().manifests()) {
        const auto& document = manifest.document().get_object();
        BOOST_REQUIRE(document.contains("api"));
        BOOST_TEST(document.contains("probe"), manifest.name());
        BOOST_TEST(!manifest.documentation_url().empty(), manifest.name());
        bool has_oauth = false;
        for (const auto& branch : document.at("settings").at("authentication").at("oneOf").get_array()) {
            const std::string method(branch.at("properties").at("method").at("const").get_string());
            has_oauth = has_oauth || method == "oauth2";
            // A key that signs requests is no header: the host's code has to know it.
            if (!method.starts_with("github-app") && !method.starts_with("service-account"))
                BOOST_TEST(document.at("api").at("credentials").get_object().contains(method),
                           manifest.name() + " " + method);
        }
        BOOST_TEST(document.contains("oauth2") == has_oauth, manifest.name());
    }
}

BOOST_AUTO_TEST_CASE(oauth_of_atlassian_goes_to_its_gateway_and_keys_go_to_the_site) {
    const auto base = [](std::string_view name, std::string_view method) {
        const auto& urls = shipped().find(name)->document().at("api").at("baseUrl").get_object();
        return std::string(urls.at(method).get_string());
    };
    BOOST_TEST(base("jira", "apikey") == "https://{site}/rest/api/3");
    BOOST_TEST(base("jira", "bearer") == "https://{site}/rest/api/2");
    BOOST_TEST(base("jira", "oauth2") == "https://api.atlassian.com/ex/jira/{cloudId}/rest/api/3");
    BOOST_TEST(base("confluence", "oauth2") == "https://api.atlassian.com/ex/confluence/{cloudId}/wiki/api/v2");
}

BOOST_AUTO_TEST_CASE(the_first_eight_say_when_their_facts_were_compared) {
    std::size_t dated = 0;
    for (const auto& manifest : shipped().manifests())
        dated += manifest.document().get_object().contains("factsCheckedOn") ? 1u : 0u;
    std::cout << "manifests compared with the services' documentation: " << dated << " of "
              << shipped().manifests().size() << "\n";
    for (const auto* name : {"clickup", "jira", "github", "gitlab", "slack", "asana", "trello", "notion"})
        BOOST_TEST(shipped().find(name)->document().get_object().contains("factsCheckedOn"), name);
}

BOOST_AUTO_TEST_CASE(every_service_has_objects_whose_roles_say_what_they_are) {
    for (const auto& manifest : shipped().manifests()) {
        const auto& objects = ManifestEntry::of(manifest).remote_objects->objects();
        BOOST_TEST(objects.size() >= 2u, manifest.name());
        for (const auto& object : objects) {
            BOOST_TEST(object.fields.size() >= 3u, manifest.name() + " " + object.name);
            std::set<std::string> roles;
            for (const auto& field : object.fields)
                roles.insert(field.role);
            BOOST_TEST((roles.contains("title") || roles.contains("body")), manifest.name() + " " + object.name);
            BOOST_TEST((roles.contains("identifier")), manifest.name() + " " + object.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_suggested_mapping_of_the_demo_is_valid_everywhere) {
    const auto model = demo_model();
    std::size_t suggestions = 0;
    for (const auto& manifest : shipped().manifests()) {
        const auto& entry = ManifestEntry::of(manifest);
        const auto suggestion = integration_gallery::catalog::suggest_mapping(model, *entry.remote_objects);
        for (const auto& issue : integration_gallery::catalog::check_mapping(suggestion, model, *entry.remote_objects))
            BOOST_TEST(false, manifest.name() + " " + issue.pointer + " " + issue.detail);
        const auto report = entry.schema(Section::data_mapping)->validate(suggestion);
        BOOST_TEST(report.valid(), manifest.name() + (report.valid() ? ""
                                                                     : " " + report.issues.front().pointer + " " +
                                                                           report.issues.front().detail));
        suggestions += suggestion.at("entities").get_array().size();
    }
    std::cout << "suggested mappings: " << suggestions << " entities over " << shipped().manifests().size()
              << " manifests\n";
    const auto clickup = integration_gallery::catalog::suggest_mapping(
        model, *ManifestEntry::of(*shipped().find("clickup")).remote_objects);
    BOOST_TEST(clickup.at("entities").get_array().size() == 4u);
}

BOOST_AUTO_TEST_CASE(the_shared_definitions_have_a_german_text_for_every_english_one) {
    const auto dictionary = json::read(test::read_file(source_folder() / "lib/catalog/definitions/texts.de.json"));
    std::set<std::string> used;
    for (const auto* name : {"data-mapping", "sync-settings"}) {
        const auto document = json::read(
            test::read_file(source_folder() / "lib/catalog/definitions" / (std::string(name) + ".schema.json")));
        walk(document, "", [&](const std::string& pointer, const value& text) {
            if (!pointer.ends_with("/title") || !text.is_string())
                return;
            used.emplace(text.get_string());
            BOOST_TEST(dictionary.get_object().contains(text.get_string()), pointer);
        });
    }
    for (const auto& entry : dictionary.get_object())
        BOOST_TEST(used.contains(entry.key()), std::string(entry.key()));
}

BOOST_AUTO_TEST_CASE(the_example_of_the_guide_is_a_manifest) {
    const auto guide = test::read_file(source_folder() / "lib/catalog/manifests/GUIDE.md");
    const auto start = guide.find("```json\n{\n  \"manifestVersion\"");
    BOOST_REQUIRE(start != std::string::npos);
    const auto text = guide.substr(start + 8, guide.find("```", start + 8) - start - 8);
    const auto catalog = CatalogBuilder().add_json(text).build();
    BOOST_REQUIRE(catalog.manifests().size() == 1u);
    const auto& manifest = catalog.manifests().front();
    BOOST_TEST(manifest.description("de") != manifest.description("en"));
    const auto model = demo_model();
    const auto& objects = *ManifestEntry::of(manifest).remote_objects;
    const auto suggestion = integration_gallery::catalog::suggest_mapping(model, objects);
    BOOST_TEST(suggestion.at("entities").get_array().size() >= 1u);
    BOOST_TEST(integration_gallery::catalog::check_mapping(suggestion, model, objects).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
