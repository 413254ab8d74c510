#include "catalog/importers/airbyte.hpp"

#include "catalog/importers/airbyte_schema.hpp"
#include "catalog/importers/plain_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <set>
#include <utility>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

enum class Side { unknown, source, destination };

/// A connector as it stands in a file.
struct Connector {
    const bj::object* entry; ///< what has `name`, `documentationUrl`…
    const bj::object* spec;  ///< what has `connectionSpecification`; nullptr: nothing has
    Side side;
    std::string place; ///< for connectors without a name
};

/// The part that holds `connectionSpecification`: the object itself, or its `spec` (a connector, or a SPEC message).
const bj::object* spec_of(const bj::object& object) {
    if (object.contains("connectionSpecification"))
        return &object;
    const auto* spec = object_member(object, "spec");
    return spec != nullptr && spec->contains("connectionSpecification") ? spec : nullptr;
}

Side side_of(const bj::object& entry, Side side) {
    if (side != Side::unknown)
        return side;
    if (entry.contains("sourceDefinitionId") || entry.contains("sourceType"))
        return Side::source;
    if (entry.contains("destinationDefinitionId"))
        return Side::destination;
    const auto words = slug_of(text_member(entry, "dockerRepository") + " " + text_member(entry, "title"));
    return words.find("source") != std::string::npos        ? Side::source
           : words.find("destination") != std::string::npos ? Side::destination
                                                            : Side::unknown;
}

void collect_list(const bj::array& list, Side side, const std::string& place, std::vector<Connector>& out) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto* entry = list[i].if_object();
        static const bj::object nothing;
        const auto& known = entry != nullptr ? *entry : nothing;
        out.push_back({&known, spec_of(known), side_of(known, side), place + "/" + std::to_string(i)});
    }
}

std::vector<Connector> collect(const bj::value& document) {
    std::vector<Connector> all;
    if (const auto* list = document.if_array()) {
        collect_list(*list, Side::unknown, "", all);
    } else if (const auto* object = document.if_object()) {
        if (const auto* spec = spec_of(*object)) {
            const auto side = side_of(*object, Side::unknown);
            const auto* inside = object_member(*spec, "connectionSpecification");
            all.push_back(
                {object, spec, side == Side::unknown && inside != nullptr ? side_of(*inside, side) : side, ""});
        }
        if (const auto* sources = array_member(*object, "sources"))
            collect_list(*sources, Side::source, "/sources", all);
        if (const auto* destinations = array_member(*object, "destinations"))
            collect_list(*destinations, Side::destination, "/destinations", all);
    }
    return all;
}

std::string without_ending(std::string text, std::string_view ending) {
    if (text.ends_with(ending))
        text.resize(text.size() - ending.size());
    return text;
}

/// "Postgres" of the title "Postgres Source Spec".
std::string name_of(const Connector& connector) {
    auto name = text_member(*connector.entry, "name");
    if (!name.empty() || connector.spec == nullptr)
        return name;
    const auto* specification = object_member(*connector.spec, "connectionSpecification");
    name = specification != nullptr ? text_member(*specification, "title") : "";
    for (const auto* ending : {" Spec", " Specification", " Configuration", " Connector", " Source", " Destination"})
        name = without_ending(std::move(name), ending);
    return name;
}

std::string_view suffix(Side side) {
    return side == Side::source ? "-source" : side == Side::destination ? "-destination" : "";
}

bj::array categories(const Connector& connector) {
    bj::array list{connector.side == Side::destination ? "data-destinations" : "data-sources"};
    const auto type = slug_of(text_member(*connector.entry, "sourceType"));
    if (!type.empty() && type != "custom")
        list.emplace_back(type);
    return list;
}

std::string description(const Connector& connector, const std::string& name) {
    switch (connector.side) {
    case Side::source:
        return "Read data from " + name + ".";
    case Side::destination:
        return "Write data to " + name + ".";
    default:
        return "Connect " + name + ".";
    }
}

std::string documentation_url(const Connector& connector) {
    const auto own = https_url(text_member(*connector.entry, "documentationUrl"));
    return own.empty() ? https_url(text_member(*connector.spec, "documentationUrl")) : own;
}

ImportEntry convert(const Connector& connector, const std::string& name, bool both_sides, EntryNotes& notes) {
    if (connector.spec == nullptr)
        throw EntryRefused{"", "no-specification", "This entry has no connectionSpecification."};
    const auto* specification = object_member(*connector.spec, "connectionSpecification");
    if (specification == nullptr)
        throw EntryRefused{"/connectionSpecification", "malformed-schema", "The specification is no object."};
    if (connector.spec->contains("advanced_auth") || connector.spec->contains("authSpecification"))
        notes.note("/advanced_auth", "oauth-not-taken",
                   "The file does not say at which addresses tokens are granted; they are entered by hand.");
    ImportEntry entry;
    entry.name = name;
    entry.wanted_name = slug_of(name) + std::string(slug_of(name).empty() ? "" : suffix(connector.side));
    const bool tell_side = both_sides && connector.side != Side::unknown;
    auto& manifest = entry.document;
    manifest["manifestVersion"] = 1;
    manifest["displayName"] =
        tell_side ? name + (connector.side == Side::source ? " (source)" : " (destination)") : name;
    manifest["description"] = description(connector, name);
    manifest["categories"] = categories(connector);
    manifest["version"] = version_of(text_member(*connector.entry, "dockerImageTag"));
    if (const auto url = documentation_url(connector); !url.empty())
        manifest["documentationUrl"] = url;
    manifest["origin"] = bj::object{{"format", "airbyte"}, {"name", shorten(name, 256)}};
    manifest["settings"] = bj::object{{"authentication", convert_specification(*specification, notes)}};
    return entry;
}

} // namespace

bool is_airbyte(const bj::value& document) {
    for (const auto& connector : collect(document))
        if (connector.spec != nullptr)
            return true;
    return false;
}

std::vector<ImportEntry> import_airbyte(const bj::value& document, const ManifestImportOptions& options,
                                        std::vector<ImportNote>& notes) {
    const auto connectors = collect(document);
    std::map<std::string, std::set<Side>> sides;
    for (const auto& connector : connectors)
        sides[name_of(connector)].insert(connector.side);
    std::vector<ImportEntry> entries;
    for (const auto& connector : connectors) {
        const auto found = name_of(connector);
        const bool alone = connectors.size() == 1 && !options.name.empty();
        const auto name = !found.empty() ? shorten(without_html(found), 200) : alone ? options.name : "Connector";
        EntryNotes own(!found.empty() ? shorten(found, 256) : connector.place, notes);
        try {
            entries.push_back(convert(connector, name, sides[found].size() > 1, own));
        } catch (const EntryRefused& refusal) {
            own.skip(refusal);
            entries.emplace_back();
            entries.back().name = name;
            entries.back().skipped = true;
        }
        if (alone)
            entries.back().wanted_name = options.name;
    }
    return entries;
}

} // namespace integration_gallery::catalog
