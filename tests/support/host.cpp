#include "support/host.hpp"

#include <stdexcept>

namespace integration_gallery::test {

void FakeRandom::fill(std::span<std::byte> out) {
    const std::lock_guard lock(m_mutex);
    for (auto& byte : out) { // splitmix64
        m_state += 0x9E3779B97F4A7C15u;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        byte = static_cast<std::byte>(mixed >> 56);
    }
}

void StuckRandom::fill(std::span<std::byte> out) {
    for (auto& byte : out)
        byte = std::byte{0x42};
}

bool FakeAuthorizer::allows(const Caller&, Action action, std::string_view project, std::string_view integration) {
    const std::lock_guard lock(m_mutex);
    m_asked.push_back(std::string(project) + " " + std::string(action_name(action)) + " " + std::string(integration));
    return m_all || m_allowed.contains(std::string(action_name(action)));
}

std::vector<std::string> FakeAuthorizer::asked() const {
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

bool FailingAuthorizer::allows(const Caller&, Action, std::string_view, std::string_view) {
    throw std::runtime_error("the authorizer is broken");
}

void FakeAuditSink::record(const AuditEvent& event) {
    std::string line;
    for (const auto part :
         {event.kind, event.project, event.integration, event.subject, event.purpose, event.outcome}) {
        line += part;
        line += ' ';
    }
    for (const auto& pointer : event.pointers)
        line += pointer + ',';
    const std::lock_guard lock(m_mutex);
    m_events.push_back(std::move(line));
}

std::vector<std::string> FakeAuditSink::events() const {
    const std::lock_guard lock(m_mutex);
    return m_events;
}

void FailingAuditSink::record(const AuditEvent&) {
    throw std::runtime_error("the audit sink is full");
}

void FakeLogger::write(LogLevel, std::string_view message, std::span<const Field> fields) noexcept {
    const std::lock_guard lock(m_mutex);
    m_text += message;
    for (const auto& field : fields) {
        m_text += ' ';
        m_text += field.name;
        m_text += '=';
        m_text += field.value;
    }
    m_text += '\n';
}

std::string FakeLogger::text() const {
    const std::lock_guard lock(m_mutex);
    return m_text;
}

} // namespace integration_gallery::test
