#include <integration_gallery/host.hpp>

namespace integration_gallery {

// Out of line, so that each interface has one vtable, in the library.
Authorizer::~Authorizer() = default;
KeyProvider::~KeyProvider() = default;
AuditSink::~AuditSink() = default;
Logger::~Logger() = default;
Clock::~Clock() = default;
RandomSource::~RandomSource() = default;

std::string_view action_name(Action action) noexcept {
    switch (action) {
    case Action::page_view:
        return "page.view";
    case Action::catalog_read:
        return "catalog.read";
    case Action::config_read:
        return "config.read";
    case Action::config_write:
        return "config.write";
    case Action::secret_write:
        return "secret.write";
    case Action::secret_use:
        return "secret.use";
    case Action::health_read:
        return "health.read";
    case Action::metrics_read:
        return "metrics.read";
    case Action::history_read:
        return "history.read";
    }
    return "unknown";
}

} // namespace integration_gallery
