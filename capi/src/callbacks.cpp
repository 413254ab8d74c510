#include "callbacks.hpp"

#include "error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::capi {
namespace {

class CallbackAuthorizer final : public Authorizer {
public:
    CallbackAuthorizer(ig_authorize_fn authorize, std::shared_ptr<void> context)
        : m_authorize(authorize), m_context(std::move(context)) {}

    bool allows(const Caller& caller, Action action, std::string_view project, std::string_view integration) override {
        const std::string project_text(project);
        const std::string subject_text(caller.subject);
        const std::string action_text(action_name(action));
        const std::string integration_text(integration);
        int32_t allowed = 0;
        ig_error* error = nullptr;
        const ig_status status =
            m_authorize(m_context.get(), project_text.c_str(), subject_text.c_str(), caller.permissions,
                        action_text.c_str(), integration_text.c_str(), &allowed, &error);
        if (status != IG_OK)
            throw_host_error("authorization", status, error);
        ig_error_free(error);
        return allowed == 1;
    }

private:
    ig_authorize_fn m_authorize;
    std::shared_ptr<void> m_context;
};

class CallbackAuditSink final : public AuditSink {
public:
    CallbackAuditSink(ig_audit_fn function, std::shared_ptr<void> context)
        : m_record(function), m_context(std::move(context)) {}

    void record(const AuditEvent& event) override {
        const auto microseconds =
            std::chrono::duration_cast<std::chrono::microseconds>(event.at.time_since_epoch()).count();
        boost::json::array pointers;
        for (const auto& pointer : event.pointers)
            pointers.emplace_back(pointer);
        const std::string text = boost::json::serialize(boost::json::object{{"at", microseconds},
                                                                            {"kind", event.kind},
                                                                            {"project", event.project},
                                                                            {"integration", event.integration},
                                                                            {"subject", event.subject},
                                                                            {"purpose", event.purpose},
                                                                            {"outcome", event.outcome},
                                                                            {"pointers", std::move(pointers)}});
        ig_error* error = nullptr;
        const ig_status status = m_record(m_context.get(), text.c_str(), text.size(), &error);
        if (status != IG_OK)
            throw_host_error("audit records", status, error);
        ig_error_free(error);
    }

private:
    ig_audit_fn m_record;
    std::shared_ptr<void> m_context;
};

class CallbackLogger final : public Logger {
public:
    CallbackLogger(ig_log_fn function, std::shared_ptr<void> context)
        : m_write(function), m_context(std::move(context)) {}

    void write(LogLevel level, std::string_view message, std::span<const Field> fields) noexcept override {
        try {
            boost::json::object values;
            for (const auto& field : fields)
                values[field.name] = field.value;
            const std::string text =
                boost::json::serialize(boost::json::object{{"message", message}, {"fields", std::move(values)}});
            m_write(m_context.get(), static_cast<int32_t>(level), text.c_str(), text.size());
        } catch (...) {
            // A record that there is no memory for is lost.
        }
    }

private:
    ig_log_fn m_write;
    std::shared_ptr<void> m_context;
};

} // namespace

Context::~Context() {
    if (m_release != nullptr)
        m_release(m_context);
}

std::shared_ptr<void> Context::share() {
    const ig_release_fn release = m_release;
    m_release = nullptr;
    if (release == nullptr)
        return {m_context, [](void*) {}};
    return {m_context, release}; // releases, too, if there is no memory for the count
}

std::shared_ptr<Authorizer> make_authorizer(ig_authorize_fn authorize, std::shared_ptr<void> context) {
    return std::make_shared<CallbackAuthorizer>(authorize, std::move(context));
}

std::shared_ptr<AuditSink> make_audit_sink(ig_audit_fn record, std::shared_ptr<void> context) {
    return std::make_shared<CallbackAuditSink>(record, std::move(context));
}

std::shared_ptr<Logger> make_logger(ig_log_fn write, std::shared_ptr<void> context) {
    return std::make_shared<CallbackLogger>(write, std::move(context));
}

} // namespace integration_gallery::capi
