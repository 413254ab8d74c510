#include "settings/audit.hpp"

#include <array>
#include <exception>

namespace integration_gallery::settings {

AuditEvent AuditTrail::make_event(std::string_view kind, std::string_view purpose, std::string_view outcome,
                                  std::span<const std::string> pointers) const {
    return {.at = m_clock.now(),
            .kind = kind,
            .project = m_project,
            .integration = m_integration,
            .subject = m_subject,
            .purpose = purpose,
            .outcome = outcome,
            .pointers = pointers};
}

void AuditTrail::watched(std::string_view kind, std::string_view purpose, std::span<const std::string> pointers,
                         const std::function<void()>& act) const {
    std::string outcome = "ok";
    std::exception_ptr failure;
    try {
        act();
    } catch (const Error& error) {
        outcome = error.code();
        failure = std::current_exception();
    } catch (...) {
        outcome = "internal";
        failure = std::current_exception();
    }
    if (m_sink != nullptr) {
        try {
            m_sink->record(make_event(kind, purpose, outcome, pointers));
        } catch (...) {
            if (!failure)
                throw Error(Status::denied, "audit-failed",
                            "Nothing was told of the secret, because the audit sink did not take the record of it.");
        }
    }
    if (failure)
        std::rethrow_exception(failure);
}

void AuditTrail::changed(std::string_view kind, std::span<const std::string> pointers) const {
    if (m_sink == nullptr)
        return;
    try {
        m_sink->record(make_event(kind, {}, "ok", pointers));
    } catch (...) {
        if (m_logger != nullptr) {
            const std::array fields{Logger::Field{"kind", kind}, Logger::Field{"project", m_project},
                                    Logger::Field{"integration", m_integration}};
            m_logger->write(LogLevel::error, "the audit sink did not take the record of a change", fields);
        }
    }
}

} // namespace integration_gallery::settings
