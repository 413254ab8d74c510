#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace command {

/// What is wrong with the arguments and what to do, in one sentence. Repeats of them no more than the name of an
/// option: what is too much may be a secret.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& problem);

} // namespace command
