#pragma once

#include "support/exit_code.hpp"

#include <stdexcept>
#include <string>

namespace command {

/// Something that the person at the keyboard has to put right; `what` is the sentence to show.
class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string& sentence, ExitCode code = exit_usage)
        : std::runtime_error(sentence), m_code(code) {}
    ExitCode code() const noexcept { return m_code; }

private:
    ExitCode m_code;
};

} // namespace command
