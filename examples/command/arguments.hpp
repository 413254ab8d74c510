#pragma once

#include "support/common.hpp"

#include <functional>

namespace command {

/// What the person asked for.
struct Request {
    Common common;
    std::function<int(const Common&)> work; ///< the command with its arguments; gives the exit code
    int exit_code = 0;                      ///< where there is nothing to do: after --help, or after wrong arguments
};

/// Reads the command line. Prints the help, or what is wrong with it, and leaves `work` empty then.
Request read_arguments(int count, const char* const* values);

} // namespace command
