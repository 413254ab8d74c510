#pragma once

#include <integration_gallery/host.hpp>

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

/// Fake and failing versions of what a host implements.
namespace integration_gallery::test {

/// Stands still until it is told to go on.
class FakeClock final : public Clock {
public:
    /// 2026-01-02T03:04:05Z
    std::chrono::system_clock::time_point now() override { return m_now; }
    void advance(std::chrono::microseconds by) { m_now += by; }

private:
    std::chrono::system_clock::time_point m_now{std::chrono::seconds(1767323045)};
};

/// The same bytes for the same seed, all different from each other: for tests only.
class FakeRandom final : public RandomSource {
public:
    explicit FakeRandom(std::uint64_t seed = 1) : m_state(seed) {}
    void fill(std::span<std::byte> out) override;

private:
    std::mutex m_mutex;
    std::uint64_t m_state;
};

/// Always gives the same byte.
class StuckRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override;
};

/// Allows what is in the set of action names; by default everything.
class FakeAuthorizer final : public Authorizer {
public:
    FakeAuthorizer() = default;
    explicit FakeAuthorizer(std::set<std::string> allowed) : m_all(false), m_allowed(std::move(allowed)) {}
    bool allows(const Caller& caller, Action action, std::string_view project, std::string_view integration) override;
    /// Every question that was asked, as "project action integration".
    std::vector<std::string> asked() const;

private:
    bool m_all = true;
    std::set<std::string> m_allowed;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_asked;
};

/// Throws something that is not an Error.
class FailingAuthorizer final : public Authorizer {
public:
    bool allows(const Caller& caller, Action action, std::string_view project, std::string_view integration) override;
};

/// Keeps what it is told, as "kind project integration subject purpose outcome pointers".
class FakeAuditSink final : public AuditSink {
public:
    void record(const AuditEvent& event) override;
    std::vector<std::string> events() const;

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_events;
};

class FailingAuditSink final : public AuditSink {
public:
    void record(const AuditEvent& event) override;
};

/// Keeps every message and field.
class FakeLogger final : public Logger {
public:
    void write(LogLevel level, std::string_view message, std::span<const Field> fields) noexcept override;
    std::string text() const;

private:
    mutable std::mutex m_mutex;
    std::string m_text;
};

} // namespace integration_gallery::test
