#include "error.hpp"

#include "fault.hpp"

#include <boost/json/serialize.hpp>

#include <memory>
#include <new>
#include <string>

namespace integration_gallery::capi {
namespace {

/// An error with texts of its own. The base holds pointers so that the one for lack of memory needs no construction.
struct OwnedError final : ig_error {
    explicit OwnedError(const Error& error)
        : m_code(error.code()), m_message(error.detail()), m_detail(boost::json::serialize(error.problem())) {
        status = static_cast<ig_status>(error.status());
        code = m_code.c_str();
        message = m_message.c_str();
        detail = m_detail.c_str();
    }

private:
    std::string m_code;
    std::string m_message;
    std::string m_detail;
};

struct NoMemory final : ig_error {
    constexpr NoMemory() noexcept {
        status = IG_E_NO_MEMORY;
        code = "no-memory";
        message = "There is not enough memory.";
        detail = R"({"type":"about:blank","title":"Out of memory","status":503,"code":"no-memory"})";
    }
};

// Never written to: the interface hands it out without const because other errors can be freed.
constinit NoMemory no_memory;

bool is_host_status(ig_status status) noexcept {
    return status >= IG_E_HOST && status < IG_E_HOST + 1000;
}

Status known_status(ig_status status) noexcept {
    const bool known = (status > IG_OK && status <= IG_E_INTERNAL) || is_host_status(status);
    return known ? static_cast<Status>(status) : Status::internal;
}

} // namespace

ig_error* current_error() noexcept {
    try {
        try {
            throw;
        } catch (const Error& error) {
            return new OwnedError(error);
        } catch (const std::bad_alloc&) {
            return &no_memory;
        } catch (...) {
            // The texts of foreign exceptions may hold anything, so they are not passed on.
            return new OwnedError(Error(Status::internal, "internal",
                                        "Something failed inside the library in a way that it does not know."));
        }
    } catch (...) {
        return &no_memory;
    }
}

void throw_host_error(const char* callback, ig_status status, ig_error* error) {
    const std::unique_ptr<ig_error, void (*)(ig_error*)> held(error, ig_error_free);
    if (status == IG_OK)
        throw Error(Status::internal, "host-callback",
                    std::string("The host's callback for ") + callback + " returned IG_OK without a result.");
    std::string detail = std::string("The host's callback for ") + callback + " failed";
    detail += valid(error) && *error->message != 0 ? std::string(": ") + error->message : std::string(".");
    throw Error(known_status(status), "host-callback", std::move(detail));
}

} // namespace integration_gallery::capi

namespace capi = integration_gallery::capi;
using integration_gallery::Error;

ig_error* ig_error_new(ig_status status, const char* message) {
    try {
        capi::raise_fault();
        throw Error(capi::known_status(status), "host", message != nullptr ? message : "");
    } catch (...) {
        return capi::current_error();
    }
}

ig_status ig_error_status(const ig_error* error) {
    return capi::valid(error) ? error->status : IG_OK;
}

const char* ig_error_code(const ig_error* error) {
    return capi::valid(error) ? error->code : "";
}

const char* ig_error_message(const ig_error* error) {
    return capi::valid(error) ? error->message : "";
}

const char* ig_error_detail(const ig_error* error) {
    return capi::valid(error) ? error->detail : "";
}

void ig_error_free(ig_error* error) {
    if (capi::valid(error) && error != &capi::no_memory)
        capi::release(static_cast<capi::OwnedError*>(error));
}
