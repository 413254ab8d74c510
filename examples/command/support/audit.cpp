#include "support/audit.hpp"

#include "support/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>

#include <fcntl.h>
#include <unistd.h>

namespace command {

AuditFile::AuditFile(const std::filesystem::path& path)
    : m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (m_file < 0)
        throw Failure("Cannot open the audit file " + path.string() + ".");
}

AuditFile::~AuditFile() {
    ::close(m_file);
}

void AuditFile::record(const integration_gallery::AuditEvent& event) {
    boost::json::array pointers;
    for (const auto& pointer : event.pointers)
        pointers.emplace_back(pointer);
    const auto at = std::chrono::duration_cast<std::chrono::microseconds>(event.at.time_since_epoch()).count();
    const std::string line = boost::json::serialize(boost::json::object{{"at", at},
                                                                        {"kind", event.kind},
                                                                        {"project", event.project},
                                                                        {"integration", event.integration},
                                                                        {"subject", event.subject},
                                                                        {"purpose", event.purpose},
                                                                        {"outcome", event.outcome},
                                                                        {"pointers", pointers}}) +
                             "\n";
    const std::lock_guard lock(m_mutex);
    if (::write(m_file, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fsync(m_file) != 0)
        throw Failure("Cannot write to the audit file.");
}

} // namespace command
