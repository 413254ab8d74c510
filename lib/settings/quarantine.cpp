#include "settings/quarantine.hpp"

#include "base/clock.hpp"
#include "settings/audit.hpp"
#include "settings/stored.hpp"
#include "storage/store.hpp"

#include <array>

namespace integration_gallery::settings {

bool is_slot_fault(const Error& error) noexcept {
    static constexpr std::array<std::string_view, 5> codes{"secret-unreadable", "secret-key-unknown",
                                                           "secret-key-destroyed", "data-key-damaged",
                                                           "secret-reseal-required"};
    if (error.status() != Status::key)
        return false;
    for (const auto code : codes)
        if (error.code() == code)
            return true;
    return false;
}

void note_slot_fault(const Service::Dependencies& on, std::string_view project, std::string_view integration,
                     std::string_view subject, std::optional<std::int64_t> revision,
                     const std::optional<std::string>& code) {
    try {
        const auto now_us = base::to_microseconds(on.clock.now());
        bool noted = false;
        on.store.write(
            [&](storage::Transaction& transaction) {
                noted = false;
                const auto row = storage::find_settings(transaction, project, integration, storage::Lock::update);
                if (!row || (revision && row->revision != *revision))
                    return;
                Record record = read_record(*row);
                if (code ? record.secrets.empty() || (record.fault && record.fault->code == *code) : !record.fault)
                    return;
                record.fault = code ? std::optional(SlotFault{*code, now_us}) : std::nullopt;
                // The revision stays: nobody's change is in conflict with this one.
                noted = storage::update_secret_states(transaction, project, integration, secrets_text(record),
                                                      row->revision);
                if (noted)
                    storage::touch_project_key(transaction, project);
            },
            [](storage::Transaction&) { return true; });
        if (noted)
            AuditTrail(on.audit, on.logger, on.clock, project, integration, subject)
                .changed(code ? "secret.quarantine" : "secret.heal", {});
    } catch (const Error& error) {
        if (on.logger == nullptr)
            return;
        const std::array fields{Logger::Field{"project", project}, Logger::Field{"integration", integration},
                                Logger::Field{"code", error.code()}};
        on.logger->write(LogLevel::warning, "that the secrets of an integration do not open could not be stored",
                         fields);
    }
}

} // namespace integration_gallery::settings
