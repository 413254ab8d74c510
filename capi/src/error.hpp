#pragma once

#include "handle.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/ig.h>

/// What went wrong. The texts belong to an object of the derived kind, or are literals.
struct ig_error : integration_gallery::capi::Handle<0x49474552> {
    ig_status status = IG_E_INTERNAL;
    const char* code = "";
    const char* message = "";
    const char* detail = "";
};

namespace integration_gallery::capi {

/// The error of the exception that is being handled; for use in a catch block. Never NULL: without memory it is an
/// object that is always there.
ig_error* current_error() noexcept;

/// Throws what a host's callback returned, and frees `error` (which may be NULL). IG_OK is taken as a callback that
/// said it succeeded and gave no result.
[[noreturn]] void throw_host_error(const char* callback, ig_status status, ig_error* error);

} // namespace integration_gallery::capi
