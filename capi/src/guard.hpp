#pragma once

#include "error.hpp"
#include "fault.hpp"

#include <integration_gallery/ig.h>

namespace integration_gallery::capi {

/// The firewall: clears *error and the out parameters, runs `work`, and turns whatever it throws into a status and an
/// error. Out parameters are cleared again on failure, so that `work` may fail after it has set one. Each of them is
/// required; an optional one is not handed to the guard.
template <class Work, class... Out>
ig_status guard(ig_error** error, Work&& work, Out*... out) noexcept {
    const auto clear = [&] { ((out != nullptr ? static_cast<void>(*out = Out{}) : static_cast<void>(0)), ...); };
    if (error != nullptr)
        *error = nullptr;
    clear();
    try {
        raise_fault();
        if (((out == nullptr) || ...))
            throw Error(Status::invalid_argument, "null-argument", "An out parameter is NULL.");
        work();
        return IG_OK;
    } catch (...) {
        ig_error* failure = current_error();
        const ig_status status = failure->status;
        if (error != nullptr)
            *error = failure;
        else
            ig_error_free(failure);
        clear();
        return status;
    }
}

} // namespace integration_gallery::capi
