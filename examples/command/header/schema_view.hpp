#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::header {

/// A JSON Schema (2020-12), looked at for the type of its instances. Refers to the schema.
class SchemaView {
public:
    explicit SchemaView(const boost::json::value& schema) noexcept : m_schema(&schema) {}

    /// A keyword's value, or nullptr.
    const boost::json::value* find(std::string_view keyword) const noexcept;
    /// A keyword's text, or "".
    std::string text(std::string_view keyword) const;
    /// The target of $ref inside this document, "#/…".
    std::optional<std::string> reference() const;
    /// The only type beside null, also one that follows from other keywords, or "".
    std::string_view type() const noexcept;
    bool nullable() const noexcept;
    bool is_secret() const noexcept;
    /// The members, or nullptr if none is declared.
    const boost::json::object* properties() const noexcept;
    bool requires_member(std::string_view name) const noexcept;
    std::vector<std::string> required() const;
    /// oneOf or anyOf of several, or nullptr.
    const boost::json::array* alternatives() const noexcept;
    /// The values of an enum that holds texts only, beside null.
    std::optional<std::vector<std::string>> words() const;
    /// The text of a const, or of an enum of one.
    std::optional<std::string> constant() const;

private:
    const boost::json::value* m_schema;
};

/// The schema that `reference`, "#/…", leads to in a document, perhaps over other references; nullptr if none.
const boost::json::value* resolve(const boost::json::value& document, std::string reference);

/// A member's name as one token of a JSON Pointer.
std::string escaped(std::string_view name);

/// How a reader tells alternatives apart.
struct Telling {
    std::string discriminator; ///< the member whose constant tells; "": the presence of the member `label` does
    std::vector<std::string> labels;
};

/// None if nothing tells them apart.
std::optional<Telling> tell_apart(const std::vector<SchemaView>& branches);

} // namespace command::header
