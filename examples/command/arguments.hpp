#pragma once

#include "support/common.hpp"

#include <functional>

namespace command {

/// What the person asked for.
struct Request {
    Common common;
    std::function<int(const Common&)> work; ///< the command with its arguments; gives the exit code. Empty after --help
};

/// Whether what goes wrong with the command line itself is to be said as a document.
bool wants_json(int count, const char* const* values);

/// Reads the command line, or prints the help. Throws Failure that says what is wrong with it.
Request read_arguments(int count, const char* const* values);

} // namespace command
