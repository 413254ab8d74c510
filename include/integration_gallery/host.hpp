#pragma once

#include <integration_gallery/export.hpp>
#include <integration_gallery/secret.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a host may implement. Each interface may be called from several threads at once, always on the thread that is
/// inside a call of the library, and never under one of its locks. An exception other than Error counts as a failure of
/// the host ("internal"); it never leaves the library as something else.
namespace integration_gallery {

/// Who asks. Stated by the host, which has signed the caller in; never read from a header.
struct Caller {
    std::string_view subject;      ///< Stable user id; empty means nobody is signed in.
    std::string_view project;      ///< The tenant; empty means none is chosen.
    std::uint64_t permissions = 0; ///< The host's own bits, handed to the authorizer unread.
};

/// What a caller may be allowed to do. The names of the actions are those of action_name.
enum class Action {
    page_view,    ///< page.view: the admin page and the logos
    catalog_read, ///< catalog.read: the list, the schemas
    config_read,  ///< config.read: settings without secrets
    config_write, ///< config.write: settings and the switch
    secret_write, ///< secret.write: setting and clearing secrets, beside config.write
    secret_use,   ///< secret.use: opening secrets, in the host's process only
    health_read,  ///< health.read: the details of health/ready
    metrics_read, ///< metrics.read: the counters of the HTTP API
    history_read, ///< history.read: the versions of settings, without secrets
};

/// The dotted name of an action, such as "config.write".
IG_CXX_API std::string_view action_name(Action action) noexcept;

/// Decides who may do what. Without one there is no HTTP API.
class IG_CXX_API Authorizer {
public:
    virtual ~Authorizer();
    /// May `caller` do `action` in `project`? `integration` is "" where the action concerns none. Asked on every
    /// request and never cached. Anything but a returned `true` is a no.
    virtual bool allows(const Caller& caller, Action action, std::string_view project,
                        std::string_view integration) = 0;
};

/// The key-encryption keys that a provider holds.
struct KeyNames {
    std::string active;             ///< New data-encryption keys are wrapped under this one.
    std::vector<std::string> known; ///< All that can unwrap, `active` among them.
};

/// Guards the data-encryption keys: a key file, a passphrase, a cloud key service. Failures are an Error of
/// Status::key; the code "key-unavailable" means that trying again may help. A provider has to come back within the
/// `limit` that it is given (5 s), with an answer or that code: what comes later is not used ("key-provider-slow").
class IG_CXX_API KeyProvider {
public:
    virtual ~KeyProvider();
    /// For messages: "file", "environment", …; shown to people, no secret.
    virtual std::string name() const = 0;
    virtual KeyNames keys() = 0;
    /// Encrypts `plaintext` (at most 64 bytes) under the key `key_id` and authenticates `context` where the service
    /// can.
    virtual std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                        std::span<const std::byte> context, std::chrono::milliseconds limit) = 0;
    virtual Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped,
                          std::span<const std::byte> context, std::chrono::milliseconds limit) = 0;
};

/// Something that security wants to know: an opening of a secret, a denial, a change. Holds no values.
struct AuditEvent {
    std::chrono::system_clock::time_point at;
    std::string_view kind; ///< "secret.open", "settings.update", "access.denied", …
    std::string_view project;
    std::string_view integration;          ///< "" where it concerns none
    std::string_view subject;              ///< who
    std::string_view purpose;              ///< why, for openings; given by the caller
    std::string_view outcome;              ///< "ok" or an error code
    std::span<const std::string> pointers; ///< the settings concerned
};

/// Receives audit events before the act is acknowledged: before a secret is handed out, before an update returns.
class IG_CXX_API AuditSink {
public:
    virtual ~AuditSink();
    /// A failure (any exception) denies an opening; for an act that is done already it is logged.
    virtual void record(const AuditEvent& event) = 0;
};

/// How grave a log event is.
enum class LogLevel { debug, information, warning, error };

/// Receives log events: a fixed message and fields that hold no values of settings. Must not throw.
class IG_CXX_API Logger {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };
    virtual ~Logger();
    virtual void write(LogLevel level, std::string_view message, std::span<const Field> fields) noexcept = 0;
};

/// The time. Tests give their own.
class IG_CXX_API Clock {
public:
    virtual ~Clock();
    virtual std::chrono::system_clock::time_point now() = 0;
};

/// Random bytes fit for keys. Tests give their own.
class IG_CXX_API RandomSource {
public:
    virtual ~RandomSource();
    virtual void fill(std::span<std::byte> out) = 0;
};

} // namespace integration_gallery
