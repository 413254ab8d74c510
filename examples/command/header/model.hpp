#pragma once

#include <integration_gallery/manifest.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace command::header {

/// What a schema becomes in C++. `any` is what has no better type: the JSON value itself.
enum class Kind { any, text, integer, number, boolean, array, map, enumeration, object, choice };

/// One value of an enumeration.
struct Enumerator {
    std::string value;
    std::string identifier;
};

/// One member of an object.
struct Member {
    enum class Presence { required, optional, defaulted };
    std::string name;
    std::string identifier;
    std::string title;
    std::size_t type = 0;
    Presence presence = Presence::optional;
    std::string default_text; ///< JSON, if defaulted
    bool boxed = false;       ///< its type contains this object: it stands behind an indirection
};

/// Where the secret of an object stands among the credentials.
struct SecretPlace {
    std::string identifier;
    std::string title;
    std::string pointer;
};

/// One alternative of a choice.
struct Branch {
    std::string label; ///< the discriminator's value, or the member that tells by its presence
    std::size_t type = 0;
};

/// One type; others are named by their places in Model::types.
struct Type {
    Kind kind = Kind::any;
    std::string name; ///< of an enumeration, object or choice
    std::string title;
    std::size_t item = 0;             ///< of an array or map
    std::vector<Enumerator> values;   ///< of an enumeration
    std::vector<Member> members;      ///< of an object
    std::vector<SecretPlace> secrets; ///< of an object
    std::vector<Branch> branches;     ///< of a choice
    std::string discriminator;        ///< of a choice; "" if the presence of members tells
};

/// One section of the settings.
struct SectionType {
    std::string name;       ///< "syncSettings"
    std::string identifier; ///< "sync_settings"
    std::size_t type = 0;
    std::string default_text; ///< JSON for a document without the section
};

/// All types of a manifest's settings.
struct Model {
    std::string integration;
    std::string version;
    std::vector<Type> types;
    std::array<SectionType, 3> sections;
    std::vector<std::size_t> order; ///< the objects, such that each comes after those that it contains
};

/// The types of a manifest. Secrets are no members of them. A schema that says no more than JSON does (several types,
/// alternatives that nothing tells apart) becomes `any`.
Model make_model(const integration_gallery::Manifest& manifest);

/// Fills in Model::order, and boxes the members that would make an object contain itself.
void put_in_order(Model& model);

/// The header's text.
std::string write_header(const Model& model, const std::string& name_space);

} // namespace command::header
