#pragma once

#include <string>
#include <vector>

namespace command {

/// An option or an argument of a command, for those who complete and print what there is.
struct OptionText {
    std::vector<std::string> names; ///< "--output" and "-o"; none: an argument
    std::string argument;           ///< "NAME": of an argument, or of what an option takes; "": a flag
    std::string help;
    std::string variable; ///< the environment variable that stands for it; "": none
    bool required = false;
    bool is_path = false; ///< takes a file or a directory
};

/// A command, or the program itself.
struct CommandText {
    std::string name;
    std::string help;
    std::vector<OptionText> options;
    std::vector<CommandText> commands;
};

} // namespace command
