#pragma once

#include <integration_gallery/credentials.hpp>
#include <integration_gallery/export.hpp>
#include <integration_gallery/history.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/settings.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

class GalleryData;

/// What one caller does in one project, from the host's own code. Any thread. Where the gallery has an authorizer it is
/// asked before each operation, and a no is Error(Status::denied, "forbidden"). An unknown integration is
/// Error(Status::not_found, "not-found").
class IG_CXX_API Session {
public:
    Session(std::shared_ptr<const GalleryData> data, std::string project, std::string subject,
            std::uint64_t permissions);

    const std::string& project() const noexcept { return m_project; }
    const std::string& subject() const noexcept { return m_subject; }

    /// All integrations, ordered by display name, with texts in `language` (English where there is none). Opens no
    /// secret.
    std::vector<Card> list(std::string_view language = "en") const;

    /// The settings, without secrets. Opens none.
    Settings get(std::string_view integration) const;

    /// Changes settings: absent members keep what is stored; see Form for the secrets. Gives what is then stored.
    /// Error: Status::validation with every pointer, or Status::conflict ("precondition-failed").
    Settings put(std::string_view integration, const boost::json::object& document,
                 const UpdateOptions& options = {}) const;

    /// What put would store, and where that differs from what is stored, without storing it: the same permissions,
    /// rules and errors. `options.dry_run` is not looked at.
    Preview check(std::string_view integration, const boost::json::object& document,
                  const UpdateOptions& options = {}) const;

    /// Switches it on or off and changes nothing else. Switching on demands complete settings (Status::validation).
    Settings set_enabled(std::string_view integration, bool enabled) const;

    /// Switches it off and forgets its settings and secrets, also what cannot be read any more; needs what clearing a
    /// secret needs. Nothing happens where nothing is stored. The revision goes on counting; returns it.
    std::int64_t remove(std::string_view integration, std::optional<std::int64_t> expected_revision = {}) const;

    /// Opens the secrets for use; `purpose` ("sync of tasks") reaches the audit sink before they are handed out.
    /// Works for an integration that is switched off, too: see Credentials::enabled. Error(Status::key) where a secret
    /// cannot be opened.
    Credentials credentials(std::string_view integration, std::string_view purpose) const;

    /// Is this the secret that is stored at `pointer`? Compares fingerprints (SecretState::fingerprint), so that
    /// nothing stored is opened; a person can tell so whether the stored key is the one they hold. It needs the same
    /// permission as opening, and reaches the audit sink in the same way, as "secret.compare". Error(Status::not_found,
    /// "secret-not-set"), Error(Status::invalid_state, "fingerprint-unknown") where the stored one has none.
    bool is_secret(std::string_view integration, std::string_view pointer, const Secret& candidate,
                   std::string_view purpose) const;

    /// The changes of one integration, newest first.
    HistoryPage history(std::string_view integration, const HistoryQuery& query = {}) const;

    /// What changed in the project, in order, so that a worker which keeps settings in memory knows what to read again.
    /// Asks for history.read of no integration in particular. Error(Status::invalid_argument, "invalid-parameter") for
    /// a limit or a place that is none.
    Changes changes(const ChangesQuery& query = {}) const;

    /// One version. Error(Status::not_found, "version-not-found") if it was never made, or is no longer kept.
    HistoryVersion version(std::string_view integration, std::int64_t revision) const;

    /// Where the settings and the switch of version `to` differ from those of `from`, by JSON Pointer; 0 stands for
    /// nothing stored.
    std::vector<Difference> difference(std::string_view integration, std::int64_t from, std::int64_t to) const;

    /// Brings back the settings of a version, under the rules of put: today's secrets stay (those of another method
    /// go), a destination that would change while a secret stays is refused ("secret-reentry-required"), and while it
    /// is switched on the settings must be complete. The switch stays as it is. Gives what is then stored.
    Settings restore(std::string_view integration, std::int64_t revision, const RestoreOptions& options = {}) const;

private:
    Caller caller() const noexcept;

    std::shared_ptr<const GalleryData> m_data;
    std::string m_project;
    std::string m_subject;
    std::uint64_t m_permissions;
};

} // namespace integration_gallery
