#include "commands/completion.hpp"
#include "support/exit_code.hpp"

#include <integration_gallery/version.hpp>

#include <iostream>
#include <string>

namespace command {
namespace {

/// A text for troff: no line is a request, and hyphens stay what they are.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
            out += std::string("\\&") + c;
        else
            out += c;
    }
    return out;
}

std::string sentence(const std::string& help) {
    return escaped(help) + (help.empty() || help.ends_with('.') ? "" : ".");
}

/// "NAME \fR[\fB--file \fIFILE\fR]": how a command is called.
std::string synopsis(const CommandText& command) {
    std::string out;
    for (const auto& option : command.options) {
        std::string one;
        if (!option.names.empty())
            one = "\\fB" + escaped(option.names.front()) + "\\fR";
        if (!option.argument.empty())
            one += (one.empty() ? "" : " ") + ("\\fI" + escaped(option.argument)) + "\\fR";
        out += " " + (option.required ? one : "[" + one + "]");
    }
    return out;
}

void print_option(const OptionText& option) {
    std::cout << ".TP\n";
    const char* separator = "";
    for (const auto& name : option.names) {
        std::cout << separator << "\\fB" << escaped(name) << "\\fR";
        separator = ", ";
    }
    if (!option.argument.empty())
        std::cout << (option.names.empty() ? "" : " ") << "\\fI" << escaped(option.argument) << "\\fR";
    std::cout << "\n" << sentence(option.help);
    if (!option.variable.empty())
        std::cout << "\nEnvironment variable: \\fB" << escaped(option.variable) << "\\fR.";
    std::cout << "\n";
}

void print_commands(const CommandText& command, const std::string& path) {
    for (const auto& below : command.commands) {
        const std::string name = path.empty() ? below.name : path + " " + below.name;
        if (!below.commands.empty()) {
            print_commands(below, name);
            continue;
        }
        std::cout << ".SS \\fB" << escaped(name) << "\\fR" << synopsis(below) << "\n" << sentence(below.help) << "\n";
        for (const auto& option : below.options)
            print_option(option);
    }
}

} // namespace

int print_manual(const CommandText& program) {
    std::cout << ".\\\" Made by: integration-gallery manual\n"
                 ".TH INTEGRATION\\-GALLERY 1 \"\" \"integration\\-gallery "
              << escaped(std::string(integration_gallery::version()))
              << "\" \"Integration Gallery\"\n"
                 ".SH NAME\n"
                 "integration\\-gallery \\- catalog, settings and keys of an Integration Gallery\n"
                 ".SH SYNOPSIS\n"
                 "\\fBintegration\\-gallery\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n"
                 ".SH DESCRIPTION\n"
              << sentence(program.help)
              << "\n.PP\n"
                 "It works on the store of a host application, which may run meanwhile, and on manifests.\n"
                 "A secret is never an argument: it comes from a file, from standard input, or from a question on a\n"
                 "terminal that does not show the answer.\n"
                 "A file named \\fB\\-\\fR is standard input.\n"
                 ".SH COMMANDS\n";
    print_commands(program, "");
    std::cout << ".SH OPTIONS\nEvery command takes these.\n";
    for (const auto& option : program.options)
        print_option(option);
    std::cout << ".SH ENVIRONMENT\n"
                 ".TP\n\\fBNO_COLOR\\fR\nIf it is set, nothing is coloured. Colours appear on a terminal only.\n"
                 ".SH EXIT STATUS\n"
                 ".TP\n\\fB0\\fR\nDone.\n"
                 ".TP\n\\fB1\\fR\nDone, and the answer is bad: errors were found, or something needs attention.\n"
                 ".TP\n\\fB2\\fR\nWrong arguments, or a file that cannot be read, written or understood.\n"
                 ".TP\n\\fB3\\fR\nRefused: invalid settings, an unknown integration, or somebody else was faster.\n"
                 ".TP\n\\fB4\\fR\nThe database or a key failed.\n"
                 ".TP\n\\fB5\\fR\nAnything else.\n"
                 ".SH EXAMPLES\n"
                 ".EX\n"
                 "export INTEGRATION_GALLERY_DATABASE=sqlite:///var/lib/app/gallery.db\n"
                 "export INTEGRATION_GALLERY_KEY_FILE=/etc/app/gallery.key\n"
                 "integration\\-gallery set jira /authentication/apiToken \\-\\-project apollo\n"
                 "integration\\-gallery check \\-\\-project apollo \\-\\-json\n"
                 "integration\\-gallery migrate\\-to 'postgresql://gallery@db1,db2/gallery'\n"
                 ".EE\n";
    return exit_done;
}

} // namespace command
