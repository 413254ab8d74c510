#pragma once

#include <functional>
#include <string>

namespace integration_gallery::test {

/// Somebody who is always faster: calls a function just before a statement with the given words runs on SQLite, so that
/// what the function changes lies between whatever the library read before and that statement. Deterministic, without a
/// second thread.
///
/// Only connections that the process opens while this lives are seen; one of these at a time. A statement that the
/// function itself runs is not acted upon. The function must not throw.
class BeforeStatement {
public:
    BeforeStatement();
    ~BeforeStatement();
    BeforeStatement(const BeforeStatement&) = delete;
    BeforeStatement& operator=(const BeforeStatement&) = delete;

    /// From now on, for the next `times` statements that contain `words`.
    void act(std::string words, int times, std::function<void()> function);
    /// How often it acted since act().
    int acted() const noexcept { return m_acted; }

    /// For SQLite's callbacks.
    void see(const char* statement);

private:
    std::string m_words;
    std::function<void()> m_function;
    int m_left = 0;
    int m_acted = 0;
    bool m_inside = false;
};

} // namespace integration_gallery::test
