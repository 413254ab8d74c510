#pragma once

#include <integration_gallery/host.hpp>

#include <filesystem>
#include <mutex>

namespace command {

/// Appends audit events to a file that only its owner can read, one JSON document a line, each on the disk before the
/// act goes on.
class AuditFile final : public integration_gallery::AuditSink {
public:
    /// Throws Failure if the file cannot be opened.
    explicit AuditFile(const std::filesystem::path& path);
    ~AuditFile() override;
    AuditFile(const AuditFile&) = delete;
    AuditFile& operator=(const AuditFile&) = delete;

    void record(const integration_gallery::AuditEvent& event) override;

private:
    std::mutex m_mutex;
    int m_file;
};

} // namespace command
