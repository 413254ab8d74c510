#pragma once

#include <integration_gallery/error.hpp>
#include <integration_gallery/host.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::settings {

/// Tells the audit sink what happens to one integration of one project. Lives for one call.
class AuditTrail {
public:
    AuditTrail(AuditSink* sink, Logger* logger, Clock& clock, std::string_view project, std::string_view integration,
               std::string_view subject)
        : m_sink(sink), m_logger(logger), m_clock(clock), m_project(project), m_integration(integration),
          m_subject(subject) {}

    std::string_view project() const noexcept { return m_project; }
    std::string_view integration() const noexcept { return m_integration; }

    /// Runs `open`, and tells the sink of it, whether it succeeded or not, before it returns. A sink that fails denies
    /// the opening: Error(Status::denied, "audit-failed").
    void opening(std::string_view purpose, std::span<const std::string> pointers,
                 const std::function<void()>& open) const {
        watched("secret.open", purpose, pointers, open);
    }

    /// The same for a comparison with what is stored.
    void comparing(std::string_view purpose, std::span<const std::string> pointers,
                   const std::function<void()>& compare) const {
        watched("secret.compare", purpose, pointers, compare);
    }

    /// Tells of a change that is done. A sink that fails is logged.
    void changed(std::string_view kind, std::span<const std::string> pointers) const;

private:
    void watched(std::string_view kind, std::string_view purpose, std::span<const std::string> pointers,
                 const std::function<void()>& act) const;
    AuditEvent make_event(std::string_view kind, std::string_view purpose, std::string_view outcome,
                          std::span<const std::string> pointers) const;

    AuditSink* m_sink;
    Logger* m_logger;
    Clock& m_clock;
    std::string_view m_project;
    std::string_view m_integration;
    std::string_view m_subject;
};

} // namespace integration_gallery::settings
