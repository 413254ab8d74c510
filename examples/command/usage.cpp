#include "usage.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace command {
namespace {

constexpr std::string_view our_name = "integration-gallery";
const auto everything = [](const auto*) { return true; };

/// How many letters have to be added, taken away or changed.
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < other.size(); ++j)
            diagonal = std::exchange(row[j + 1],
                                     std::min({diagonal + (one[i] == other[j] ? 0U : 1U), row[j] + 1, row[j + 1] + 1}));
    }
    return row.back();
}

/// "; did you mean X? " for the name that is meant, if one is near enough, else ": ". A name is what a person writes
/// and what it stands for: "rotate" for "keys rotate".
std::string suggestion(std::string_view written, const std::vector<std::pair<std::string, std::string>>& names) {
    const std::pair<std::string, std::string>* best = nullptr;
    std::size_t least = 3;
    for (const auto& name : names) {
        const bool begun = written.size() >= 3 && name.first.starts_with(written);
        const std::size_t far =
            begun ? std::min<std::size_t>(1, name.first.size() - written.size()) : distance(written, name.first);
        if (far < least && far * 2 <= written.size()) {
            least = far;
            best = &name;
        }
    }
    return best == nullptr ? ": " : "; did you mean " + best->second + "? ";
}

void add_commands(const CLI::App& app, const std::string& path, std::vector<std::pair<std::string, std::string>>& out) {
    for (const CLI::App* below : app.get_subcommands(everything)) {
        out.emplace_back(below->get_name(), path + below->get_name());
        add_commands(*below, path + below->get_name() + " ", out);
    }
}

bool is_name(std::string_view option) {
    return option.size() > 2 && option.size() <= 30 && option.starts_with("--") &&
           option.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

std::string wrong_command(const CLI::App& at, const CLI::App& app, const std::vector<std::string>& left,
                          const std::string& help) {
    const auto word = std::find_if(left.begin(), left.end(), [](const auto& one) { return !one.starts_with("-"); });
    if (word == left.end())
        return (&at == &app ? "Name a command: " : "Name what to do: ") + help + " lists them.";
    std::vector<std::pair<std::string, std::string>> names;
    if (&at != &app)
        add_commands(at, at.get_name() + " ", names);
    add_commands(app, "", names);
    return "There is no command of that name" + suggestion(*word, names) + help + " lists them.";
}

std::string wrong_extra(const CLI::App& at, const CLI::App& app, const std::vector<std::string>& left,
                        const std::string& help) {
    for (const auto& word : left) {
        const std::string option = word.substr(0, word.find('='));
        if (!is_name(option))
            continue;
        std::vector<std::pair<std::string, std::string>> names;
        for (const CLI::App* from : {&at, &app})
            for (const CLI::Option* known : from->get_options())
                for (const auto& name : known->get_lnames())
                    names.emplace_back("--" + name, "--" + name);
        return "There is no option " + option + " here" + suggestion(option, names) + help + " lists them.";
    }
    return "There is an option that is not known, or an argument too many (a value comes from a file or a question, "
           "never "
           "from an argument): " +
           help + " lists what there is.";
}

} // namespace

std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& problem) {
    const CLI::App* at = &app;
    std::string help(our_name);
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        help += " " + at->get_name();
    }
    help += " --help";
    const auto left = app.remaining(true);
    if (dynamic_cast<const CLI::RequiredError*>(&problem) != nullptr && at->get_require_subcommand_min() > 0)
        return wrong_command(*at, app, left, help);
    if (dynamic_cast<const CLI::ExtrasError*>(&problem) != nullptr)
        return wrong_extra(*at, app, left, help);
    std::string said = problem.what();
    while (!said.empty() && (said.back() == '.' || said.back() == '\n'))
        said.pop_back();
    return said + "; " + help + " tells more.";
}

} // namespace command
