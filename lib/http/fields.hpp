#pragma once

#include <integration_gallery/http.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Reading header fields: names without regard to case, values without white space at their ends (RFC 9110, 5.5).
namespace integration_gallery::http {

/// Are two ASCII texts equal without regard to case?
bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept;

/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text) noexcept;

/// The fields of one request.
class Fields {
public:
    explicit Fields(std::span<const HeaderField> fields) noexcept : m_fields(fields) {}

    /// How many fields have that name.
    std::size_t count(std::string_view name) const noexcept;
    /// The value of the first field of that name; nothing if there is none.
    std::optional<std::string_view> first(std::string_view name) const noexcept;
    /// All values of that name as one list, in order, with ", " between them; nothing if there is none.
    std::optional<std::string> list(std::string_view name) const;

private:
    std::span<const HeaderField> m_fields;
};

/// Takes the next element off a comma-separated list and trims it; commas inside double quotes do not separate. Empty
/// elements are skipped; nothing at the end.
std::optional<std::string_view> next_element(std::string_view& list) noexcept;

/// Does a Prefer field (RFC 7240) ask for `name=value`?
bool prefers(const Fields& fields, std::string_view name, std::string_view value);

} // namespace integration_gallery::http
