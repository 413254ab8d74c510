#pragma once

#include "schema/schema.hpp"

#include <string>
#include <utility>
#include <vector>

namespace integration_gallery::schema {

/// Collects what compiling has to say.
class Findings {
public:
    explicit Findings(Level level) : m_level(level) {}

    void error(std::string pointer, std::string rule, std::string message) {
        m_all.push_back({true, std::move(pointer), std::move(rule), std::move(message)});
        ++m_errors;
    }
    void warning(std::string pointer, std::string rule, std::string message) {
        m_all.push_back({false, std::move(pointer), std::move(rule), std::move(message)});
    }
    /// An error in a strict compilation, a warning in a compatible one.
    void complaint(std::string pointer, std::string rule, std::string message) {
        if (m_level == Level::strict)
            error(std::move(pointer), std::move(rule), std::move(message));
        else
            warning(std::move(pointer), std::move(rule), std::move(message));
    }

    bool failed() const { return m_errors != 0; }
    std::vector<Finding>& all() { return m_all; }
    /// Throws "schema-invalid" if there are errors.
    void raise() const;

private:
    Level m_level;
    std::vector<Finding> m_all;
    std::size_t m_errors = 0;
};

} // namespace integration_gallery::schema
