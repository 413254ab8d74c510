#pragma once

#include <integration_gallery/manifest.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace integration_gallery::schema {
class Schema;
}

namespace integration_gallery::settings {

/// The sections in the order in which they are shown, checked and stored.
inline constexpr std::array sections{Section::authentication, Section::data_mapping, Section::sync_settings};
inline constexpr std::size_t section_count = sections.size();

/// "/authentication", "/dataMapping", "/syncSettings": what stands in front of a pointer into a section.
std::string_view section_pointer(std::size_t section) noexcept;

/// The compiled schema of each section.
using Schemas = std::array<const schema::Schema*, section_count>;

/// When a secret was set, and by whom: stands in clear beside the settings.
struct SecretStamp {
    std::int64_t updated_us = 0;
    std::string updated_by;
    std::string fingerprint{}; ///< Vault::fingerprint; "" where it is not known
    bool operator==(const SecretStamp&) const = default;
};

/// Why the sealed slot did not open when it was last asked for.
struct SlotFault {
    std::string code; ///< of the Error
    std::int64_t since_us = 0;
    bool operator==(const SlotFault&) const = default;
};

/// What is stored of one integration in one project, without the sealed slot. Secrets are named by identity: the
/// section's pointer, then schema::SecretPlace::identity.
struct Record {
    bool enabled = false;
    /// As they were sent, without secrets and without defaults.
    std::array<boost::json::object, section_count> documents;
    std::map<std::string, SecretStamp> secrets;
    std::optional<SlotFault> fault; ///< quarantined: stands beside `secrets` in clear, so that a list opens nothing
    /// Identities that a migration gave since the record was written, and what they are in the sealed slot.
    std::map<std::string, std::string> former;
    std::string manifest_version; ///< as stored
    std::int64_t revision = 0;    ///< 0: nothing is stored
    std::int64_t updated_us = 0;
    std::string updated_by;

    /// Says nothing: so it stands after Service::remove, and reads as if nothing was stored.
    bool empty() const noexcept {
        return !enabled && secrets.empty() && documents[0].empty() && documents[1].empty() && documents[2].empty();
    }
};

/// The texts in which a record stands in the store, and back. Reading throws Error(Status::storage, "record-damaged").
std::string documents_text(const Record& record);
std::string secrets_text(const Record& record);
void read_documents(Record& record, std::string_view text);
void read_secrets(Record& record, std::string_view text);

} // namespace integration_gallery::settings
