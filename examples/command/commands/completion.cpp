#include "commands/completion.hpp"

#include "support/failure.hpp"

#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace command {
namespace {

/// How the scripts ask for the names of integrations: of the catalog alone, whatever store the environment names.
constexpr const char* ask_names =
    "env -u INTEGRATION_GALLERY_DATABASE -u NO_COLOR integration-gallery list 2>/dev/null | cut -d ' ' -f 1";

/// A text in single quotes of a shell.
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

/// A text in single quotes of fish, which knows \' inside of them.
std::string fish_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "'";
}

/// Calls `visit` with each command and its path: "" for the program, "keys rotate".
void walk(const CommandText& command, const std::string& path,
          const std::function<void(const CommandText&, const std::string&)>& visit) {
    visit(command, path);
    for (const auto& below : command.commands)
        walk(below, path.empty() ? below.name : path + " " + below.name, visit);
}

bool takes_paths(const CommandText& command) {
    for (const auto& option : command.options)
        if (option.names.empty() && option.is_path)
            return true;
    return false;
}

bool takes_name(const CommandText& command) {
    for (const auto& option : command.options)
        if (option.names.empty() && option.argument == "NAME")
            return true;
    return false;
}

/// The options of a command and those of the program, which every command takes.
std::vector<OptionText> options_of(const CommandText& command, const CommandText& program) {
    std::vector<OptionText> out;
    for (const CommandText* from : {&command, &program}) {
        for (const auto& option : from->options)
            if (!option.names.empty())
                out.push_back(option);
        if (&command == &program)
            break;
    }
    return out;
}

/// "--file|--older" of all options that take a path, or of those that take something else.
std::string names_with_value(const CommandText& program, bool path) {
    std::string out;
    walk(program, "", [&](const CommandText& command, const std::string&) {
        for (const auto& option : command.options)
            for (const auto& name : option.names)
                if (!option.argument.empty() && option.is_path == path &&
                    ("|" + out + "|").find("|" + name + "|") == std::string::npos)
                    out += (out.empty() ? "" : "|") + name;
    });
    return out;
}

/// The lines of a case statement that follow the words of a command line to the command that they name.
std::string find_command(const CommandText& program, const std::string& word) {
    std::string out;
    walk(program, "", [&](const CommandText& command, const std::string& path) {
        for (const auto& below : command.commands)
            out += "            " + quoted(path + ":" + below.name) +
                   ") command=" + quoted(path.empty() ? below.name : path + " " + below.name) + " ;;\n";
    });
    return "        case \"$command:" + word + "\" in\n" + out + "        esac\n";
}

void print_bash(const CommandText& program) {
    std::cout << "# Completion of integration-gallery for bash; made by: integration-gallery completion bash\n"
                 "_integration_gallery() {\n"
                 "    local word=${COMP_WORDS[COMP_CWORD]} command='' words='' names=no files=no index\n"
                 "    COMPREPLY=()\n"
                 "    case ${COMP_WORDS[COMP_CWORD-1]} in\n"
                 "        "
              << names_with_value(program, true)
              << ") mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n"
                 "        "
              << names_with_value(program, false)
              << ") return ;;\n"
                 "    esac\n"
                 "    for ((index = 1; index < COMP_CWORD; ++index)); do\n"
              << find_command(program, "${COMP_WORDS[index]}")
              << "    done\n"
                 "    case $command in\n";
    walk(program, "", [&](const CommandText& command, const std::string& path) {
        std::string words;
        for (const auto& below : command.commands)
            words += below.name + " ";
        for (const auto& option : options_of(command, program))
            for (const auto& name : option.names)
                words += name + " ";
        std::cout << "        " << quoted(path) << ") words=" << quoted(words)
                  << (takes_name(command) ? " names=yes" : "") << (takes_paths(command) ? " files=yes" : "") << " ;;\n";
    });
    std::cout << "    esac\n"
                 "    [ $names = no ] || words+=$("
              << ask_names
              << ")\n"
                 "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\"\n"
                 "        [ $files = no ] || compgen -f -- \"$word\")\n"
                 "}\n"
                 "complete -o filenames -F _integration_gallery integration-gallery\n";
}

/// "word:help" for _describe, where a colon in the word would end it.
std::string described(const std::string& word, const std::string& help) {
    return quoted(word + ":" + help);
}

void print_zsh(const CommandText& program) {
    std::cout << "#compdef integration-gallery\n"
                 "# Completion of integration-gallery for zsh; made by: integration-gallery completion zsh\n"
                 "_integration_gallery() {\n"
                 "    local command='' names=no files=no index\n"
                 "    local -a commands options integrations\n"
                 "    case ${words[CURRENT-1]} in\n"
                 "        "
              << names_with_value(program, true)
              << ") _files; return ;;\n"
                 "        "
              << names_with_value(program, false)
              << ") _message 'value'; return ;;\n"
                 "    esac\n"
                 "    for ((index = 2; index < CURRENT; ++index)); do\n"
              << find_command(program, "${words[index]}")
              << "    done\n"
                 "    case $command in\n";
    walk(program, "", [&](const CommandText& command, const std::string& path) {
        std::cout << "        " << quoted(path) << ")\n            commands=(";
        for (const auto& below : command.commands)
            std::cout << "\n                " << described(below.name, below.help);
        std::cout << ")\n            options=(";
        for (const auto& option : options_of(command, program))
            for (const auto& name : option.names)
                std::cout << "\n                " << described(name, option.help);
        std::cout << ")\n           " << (takes_name(command) ? " names=yes" : "")
                  << (takes_paths(command) ? " files=yes" : "") << " ;;\n";
    });
    std::cout << "    esac\n"
                 "    if [[ ${words[CURRENT]} == -* ]]; then\n"
                 "        _describe -o option options\n"
                 "        return\n"
                 "    fi\n"
                 "    (( ! ${#commands} )) || _describe command commands\n"
                 "    if [[ $names == yes ]]; then\n"
                 "        integrations=(${(f)\"$("
              << ask_names
              << ")\"})\n"
                 "        _describe integration integrations\n"
                 "    fi\n"
                 "    [[ $files == no ]] || _files\n"
                 "}\n"
                 "if [[ $funcstack[1] == _integration_gallery ]]; then\n"
                 "    _integration_gallery \"$@\"\n"
                 "else\n"
                 "    compdef _integration_gallery integration-gallery\n"
                 "fi\n";
}

/// The condition under which fish offers what belongs to a command.
std::string fish_condition(const CommandText& command, const std::string& path) {
    if (path.empty())
        return "__fish_use_subcommand";
    std::string out;
    const auto space = path.find(' ');
    out = "__fish_seen_subcommand_from " + path.substr(0, space);
    if (space != std::string::npos)
        return out + "; and __fish_seen_subcommand_from " + path.substr(space + 1);
    if (command.commands.empty())
        return out;
    out += "; and not __fish_seen_subcommand_from";
    for (const auto& below : command.commands)
        out += " " + below.name;
    return out;
}

void print_fish(const CommandText& program) {
    std::cout << "# Completion of integration-gallery for fish; made by: integration-gallery completion fish\n"
                 "complete -c integration-gallery -f\n";
    walk(program, "", [&](const CommandText& command, const std::string& path) {
        const std::string condition = fish_condition(command, path);
        const std::string start = "complete -c integration-gallery -n " + fish_quoted(condition);
        for (const auto& below : command.commands)
            std::cout << start << " -a " << below.name << " -d " << fish_quoted(below.help) << "\n";
        if (takes_name(command))
            std::cout << start << " -a " << fish_quoted("(" + std::string(ask_names) + ")") << "\n";
        if (takes_paths(command))
            std::cout << start << " -F\n";
        for (const auto& option : command.options) {
            if (option.names.empty())
                continue;
            // The options of the program are those of all commands.
            std::cout << (path.empty() ? "complete -c integration-gallery" : start);
            for (const auto& name : option.names)
                std::cout << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
            std::cout << (option.argument.empty() ? ""
                          : option.is_path        ? " -r -F"
                                                  : " -x")
                      << " -d " << fish_quoted(option.help) << "\n";
        }
    });
}

} // namespace

int print_completion(const CompletionArguments& arguments, const CommandText& program) {
    if (arguments.shell == "bash")
        print_bash(program);
    else if (arguments.shell == "zsh")
        print_zsh(program);
    else if (arguments.shell == "fish")
        print_fish(program);
    else
        throw Failure("There is completion for bash, zsh and fish.");
    return exit_done;
}

} // namespace command
