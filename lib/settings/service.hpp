#pragma once

#include <integration_gallery/credentials.hpp>
#include <integration_gallery/history.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/settings.hpp>
#include <integration_gallery/what_breaks.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {
class Catalog;
class Manifest;
} // namespace integration_gallery

namespace integration_gallery::catalog {
class ManifestEntry;
class ObjectModel;
} // namespace integration_gallery::catalog

namespace integration_gallery::storage {
class Store;
}

namespace integration_gallery::vault {
class Vault;
}

namespace integration_gallery::settings {

struct Change;
struct Origin;

/// Reads and changes settings by the laws: what the HTTP API and the C++ API both stand on. It knows nothing of
/// permissions: whoever calls it has asked the authorizer. Any thread.
///
/// The project is always the first argument. Errors: not_found ("not-found") for an integration that the catalog does
/// not have, validation with every pointer, conflict ("precondition-failed"), storage, key.
class Service {
public:
    struct Dependencies {
        storage::Store& store;
        vault::Vault& vault;
        const Catalog& catalog;
        const catalog::ObjectModel& host_model;
        Clock& clock;
        AuditSink* audit = nullptr;
        Logger* logger = nullptr;
    };

    explicit Service(const Dependencies& dependencies);

    /// Looks whether the keys that the store needs are there. Throws what vault::Vault::check_keys throws.
    void check_keys() const;

    /// A number that grows with every change in the project: one point read. 0: nothing was ever stored.
    /// With `states` it grows as well when a record is quarantined or healed, or keys are rotated.
    std::int64_t project_revision(std::string_view project, bool states = false) const;

    /// storage::Store::stamp: what was read of any project after one was taken still holds while they are the same.
    std::string stamp() const;

    /// Name and switch of every integration of the catalog, in the order of the names.
    struct Listed {
        const Manifest* manifest;
        bool enabled;
    };
    std::vector<Listed> list(std::string_view project) const;
    /// The cards, ordered by display name. Opens nothing.
    std::vector<Card> cards(std::string_view project, std::string_view language) const;

    /// Opens nothing.
    Settings get(std::string_view project, std::string_view integration) const;
    /// The same for who keeps what was made of them: `known` is given a text that is another whenever the settings
    /// could be, while the catalog stays; if it says yes, they are not made, and there is nothing.
    std::optional<Settings> get_unless(std::string_view project, std::string_view integration,
                                       const std::function<bool(std::string_view stored)>& known) const;

    /// What the form is drawn from: {name, displayName, description, version, documentationUrl, authentication,
    /// dataMapping, syncSettings (each a self-contained JSON Schema), remoteObjects, hostModel, suggestedMapping}.
    /// Reads no database.
    boost::json::object schema(std::string_view integration, std::string_view language) const;

    /// Takes an update apart, for update(); what is wrong with it stands in it. Reads no database. Nothing for an
    /// integration that is unknown or whose manifest is damaged: update() refuses it.
    Change read_change(std::string_view integration, const boost::json::object& document, Form form) const;

    /// Stores a change. Gives what is stored afterwards (with dry_run: what would be). `options.form` is not looked at.
    Settings update(std::string_view project, std::string_view subject, std::string_view integration,
                    const Change& change, const UpdateOptions& options) const;

    /// What update would do, without doing it.
    Preview preview(std::string_view project, std::string_view subject, std::string_view integration,
                    const Change& change, const UpdateOptions& options) const;

    /// Switches the integration off and forgets its settings and secrets, also those that cannot be read any more.
    /// Where there is nothing to forget, nothing is written. The revision goes on counting; returns it.
    std::int64_t remove(std::string_view project, std::string_view subject, std::string_view integration,
                        std::optional<std::int64_t> expected_revision) const;

    /// The changes of one integration, newest first. Error(Status::invalid_argument, "invalid-parameter").
    HistoryPage history(std::string_view project, std::string_view integration, const HistoryQuery& query) const;

    /// What changed in the project after a place. Error(Status::invalid_argument, "invalid-parameter").
    Changes changes(std::string_view project, const ChangesQuery& query) const;

    /// Error(Status::not_found, "version-not-found").
    HistoryVersion version(std::string_view project, std::string_view integration, std::int64_t revision) const;

    /// Where `to` differs from `from`; 0 stands for nothing stored.
    std::vector<Difference> difference(std::string_view project, std::string_view integration, std::int64_t from,
                                       std::int64_t to) const;

    /// Brings back the settings of a version and keeps today's secrets and switch, under the rules of an update.
    Settings restore(std::string_view project, std::string_view subject, std::string_view integration,
                     std::int64_t revision, const RestoreOptions& options) const;

    HistoryReport verify_history(std::string_view project, const std::optional<HistoryHead>& expected,
                                 const JobWatch& progress) const;
    RetentionResult retain_history(std::string_view project, std::string_view subject,
                                   const Retention& retention) const;

    /// Gallery::what_breaks.
    BreakageReport what_breaks(const Catalog& next, std::string_view project, const JobWatch& progress) const;

    Credentials credentials(std::string_view project, std::string_view subject, std::string_view integration,
                            std::string_view purpose) const;

    /// Session::is_secret.
    bool is_secret(std::string_view project, std::string_view subject, std::string_view integration,
                   std::string_view pointer, const Secret& candidate, std::string_view purpose) const;

private:
    /// The manifest of that name; `usable` refuses a damaged one as well.
    const catalog::ManifestEntry& known(std::string_view integration) const;
    const catalog::ManifestEntry& usable(std::string_view integration) const;

    /// What update and restore have in common.
    Settings apply(std::string_view project, std::string_view subject, std::string_view integration,
                   const Change& change, const Origin& origin, const UpdateOptions& options) const;

    Dependencies m_dependencies;
};

/// The specification's form: {authentication, dataMapping, syncSettings}, secrets masked.
boost::json::object plain_form(Settings settings);

/// The full form, with the texts of `manifest` in `language`.
boost::json::object full_form(const Settings& settings, const Manifest& manifest, std::string_view language);

/// Where `after` differs from `before`, in the order of the pointers: the switch, the sections, then the secrets, of
/// which is told what is known of them: {set, updatedBy, updatedAt}.
std::vector<Difference> compare_settings(const Settings& before, const Settings& after);

/// One card of a full list; `logo` is relative to the API's base ("integrations/jira/logo?h=…").
boost::json::object card_form(const Card& card, const Manifest& manifest);

} // namespace integration_gallery::settings
