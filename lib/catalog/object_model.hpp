#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// The objects and fields of one side of a data mapping: a manifest's `remoteObjects`, or the host's own model (the
/// option `host_model`), which have the same form. Immutable, any thread.
class ObjectModel {
public:
    struct Field {
        std::string name;
        std::string type;          ///< string, integer, number, boolean, array or object
        std::string format;        ///< "" if none; date, date-time, email, unix-milliseconds, …
        std::string role;          ///< what it means, such as "dueDate"; "" if it says none
        boost::json::array values; ///< the values it can have, empty if they are not known
        bool required = false;
        bool read_only = false; ///< written by its side only
    };
    struct Object {
        std::string name;
        std::string role; ///< what it is; its name if it says none
        std::vector<Field> fields;
        const Field* find(std::string_view field) const noexcept;
    };

    /// No objects: nothing is known, so nothing is checked against it.
    ObjectModel() = default;
    /// Reads and checks the JSON form (definitions/object-model.schema.json). Throws Error (validation,
    /// "object-model-invalid") with every pointer.
    static ObjectModel parse(const boost::json::value& document);

    bool empty() const noexcept { return m_objects.empty(); }
    const std::vector<Object>& objects() const noexcept { return m_objects; }
    const Object* find(std::string_view object) const noexcept;
    /// The document that it was parsed from, texts in all languages.
    const boost::json::value& document() const noexcept { return m_document; }

    /// The same for a document that has passed the schema already (in a manifest): without the check.
    static ObjectModel build(const boost::json::value& document);
    /// The rule that the schema cannot say: at most one field of an object has a role, since a suggested mapping would
    /// be a guess otherwise. Pointers into the document.
    static std::vector<Issue> check_roles(const boost::json::value& document);

private:
    std::vector<Object> m_objects;
    boost::json::value m_document = boost::json::object();
};

/// The host's side has the same form.
using HostModel = ObjectModel;

} // namespace integration_gallery::catalog
