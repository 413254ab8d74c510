#pragma once

#include "support/common.hpp"
#include "support/description.hpp"

#include <string>

namespace command {

/// `completion SHELL`
struct CompletionArguments {
    std::string shell; ///< "bash", "zsh" or "fish"
};

/// Prints what a shell has to read in order to complete commands, options, files and the names of integrations.
int print_completion(const CompletionArguments& arguments, const CommandText& program);

/// `manual`
struct ManualArguments {};

/// Prints the manual page, for man.
int print_manual(const CommandText& program);

} // namespace command
