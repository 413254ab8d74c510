#pragma once

namespace command {

/// How the program ends; GUIDE.md promises these numbers.
enum ExitCode : int {
    exit_done = 0,
    exit_found = 1,   ///< done, and the answer is bad: errors found, nothing imported, something needs attention
    exit_usage = 2,   ///< wrong arguments, or a file that cannot be read or written
    exit_refused = 3, ///< the library refused: invalid settings, unknown integration, somebody else was faster
    exit_store = 4,   ///< the database or a key failed
    exit_failed = 5,  ///< anything else
};

} // namespace command
