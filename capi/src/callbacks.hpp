#pragma once

#include <integration_gallery/host.hpp>
#include <integration_gallery/ig.h>

#include <memory>
#include <string>

/// The host's C callbacks as the C++ interfaces of host.hpp.
namespace integration_gallery::capi {

/// A callback's context on its way into shared ownership: released at the end unless `share` took it, so that a setter
/// which fails releases it exactly once.
class Context {
public:
    Context(void* context, ig_release_fn release) noexcept : m_context(context), m_release(release) {}
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context();

    std::shared_ptr<void> share();

private:
    void* m_context;
    ig_release_fn m_release;
};

std::shared_ptr<Authorizer> make_authorizer(ig_authorize_fn authorize, std::shared_ptr<void> context);
std::shared_ptr<AuditSink> make_audit_sink(ig_audit_fn record, std::shared_ptr<void> context);
std::shared_ptr<Logger> make_logger(ig_log_fn write, std::shared_ptr<void> context);

struct KeyCallbacks {
    std::string name;
    ig_keys_fn keys;
    ig_wrap_fn wrap;
    ig_wrap_fn unwrap;
};
std::shared_ptr<KeyProvider> make_key_provider(KeyCallbacks callbacks, std::shared_ptr<void> context);

} // namespace integration_gallery::capi
