#include "schema/pattern.hpp"

#include "schema/pattern/scan.hpp"
#include "schema/pattern/translate.hpp"

#include <re2/re2.h>
#include <re2/stringpiece.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace integration_gallery::schema {
namespace {

constexpr std::size_t longest_pattern = 4096;
constexpr std::int64_t memory_of_a_condition = 16 * 1024 * 1024;
constexpr std::size_t most_conditions = 32;

std::string sentence(const re2::RE2& expression) {
    switch (expression.error_code()) {
    case re2::RE2::ErrorRepeatSize:
        return "The pattern is refused: counts inside counts multiply to more than 1000.";
    case re2::RE2::ErrorPatternTooLarge:
        return "The pattern is refused: it needs more than 16 MiB of memory; use lower counts or fewer alternatives.";
    case re2::RE2::ErrorBadCharRange:
        return "The pattern is refused: it names a script that is not known; a long name such as \\p{Script=Greek} is.";
    default:
        return "The pattern is refused: it cannot be matched in linear time.";
    }
}

} // namespace

struct Pattern::Program {
    struct Condition {
        std::unique_ptr<const re2::RE2> expression;
        bool wanted;
    };
    std::optional<Scan> scan; ///< where it is there, nothing else is
    std::vector<std::vector<Condition>> alternatives;
};

Pattern Pattern::compile(std::string_view ecma_pattern, std::string& error) {
    auto program = std::make_shared<Program>();
    const auto refuse = [&](std::string why) {
        error = std::move(why);
        return Pattern(std::make_shared<const Program>());
    };
    if (ecma_pattern.size() > longest_pattern)
        return refuse("The pattern is refused: it is longer than 4096 bytes.");
    if (program->scan = Scan::compile(ecma_pattern); program->scan) {
        error.clear();
        return Pattern(std::move(program));
    }
    const auto translated = translate_pattern(ecma_pattern, error);
    if (!translated)
        return refuse(std::move(error));

    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(memory_of_a_condition);
    std::size_t count = 0;
    for (const auto& conditions : *translated) {
        count += conditions.size();
        if (count > most_conditions)
            return refuse("The pattern is refused: it has more than 32 look-aheads and alternatives.");
        auto& alternative = program->alternatives.emplace_back();
        for (const auto& condition : conditions) {
            alternative.push_back({std::make_unique<re2::RE2>(condition.expression, options), condition.wanted});
            if (!alternative.back().expression->ok())
                return refuse(sentence(*alternative.back().expression));
        }
    }
    error.clear();
    return Pattern(std::move(program));
}

std::size_t Pattern::bytes() const noexcept {
    std::size_t out = sizeof(Program);
    for (const auto& conditions : m_program->alternatives)
        for (const auto& condition : conditions)
            // Forwards and backwards; 16 bytes an instruction, and as much again for the tree that it came from.
            out += sizeof(re2::RE2) + 64 * static_cast<std::size_t>(std::max(condition.expression->ProgramSize(), 0));
    return out;
}

bool Pattern::matches(std::string_view text) const {
    if (m_program->scan)
        return m_program->scan->matches(text);
    const re2::StringPiece subject(text.data(), text.size());
    const auto holds = [&](const Program::Condition& condition) {
        return condition.expression->Match(subject, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0) ==
               condition.wanted;
    };
    return std::any_of(m_program->alternatives.begin(), m_program->alternatives.end(), [&](const auto& conditions) {
        return std::all_of(conditions.begin(), conditions.end(), holds);
    });
}

} // namespace integration_gallery::schema
