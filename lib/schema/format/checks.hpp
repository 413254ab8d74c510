#pragma once

#include <string_view>

/// The checks behind find_format, by the group whose file holds them. `text` is UTF-8.
namespace integration_gallery::schema::format {

// time.cpp: RFC 3339, section 5.6 and appendix A
bool is_date(std::string_view text) noexcept;
bool is_time(std::string_view text) noexcept;
bool is_date_time(std::string_view text) noexcept;
bool is_duration(std::string_view text) noexcept;

// network.cpp: RFC 2673 (section 3.2), RFC 4291 (section 2.2), RFC 1123 (section 2.1)
bool is_ipv4(std::string_view text) noexcept;
bool is_ipv6(std::string_view text) noexcept;
bool is_hostname(std::string_view text) noexcept;

// a_label.cpp: is a label that begins with "xn--" the A-label of a label that RFC 5891 and 5892 allow?
bool is_a_label(std::string_view label) noexcept;

// email.cpp: RFC 5321 (Mailbox), RFC 6531
bool is_email(std::string_view text) noexcept;
bool is_idn_email(std::string_view text) noexcept;

// uri.cpp: RFC 3986, RFC 3987
bool is_uri(std::string_view text) noexcept;
bool is_uri_reference(std::string_view text) noexcept;
bool is_iri(std::string_view text) noexcept;
bool is_iri_reference(std::string_view text) noexcept;

// uri_template.cpp: RFC 6570
bool is_uri_template(std::string_view text) noexcept;

// identifier.cpp: RFC 9562 (section 4), RFC 6901, draft-bhutton-relative-json-pointer
bool is_uuid(std::string_view text) noexcept;
bool is_json_pointer(std::string_view text) noexcept;
bool is_relative_json_pointer(std::string_view text) noexcept;

// time_zone.cpp, pem.cpp
bool is_iana_time_zone(std::string_view text) noexcept;
bool is_pem(std::string_view text) noexcept;

} // namespace integration_gallery::schema::format
