#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace integration_gallery::test {

/// Another program, ended with SIGKILL at the latest when the object dies.
class Process {
public:
    /// Starts `arguments[0]`, which is looked for in PATH unless it holds a slash. Its standard output and error are
    /// collected in memory that never fills: a server that writes into a full pipe stands still, with its locks.
    explicit Process(const std::vector<std::string>& arguments);
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    /// Waits for its end. The exit code, or 128 and the number of the signal.
    int wait();
    void kill(int signal);
    /// Has it not ended?
    bool runs();
    pid_t id() const { return m_id; }
    /// What it wrote; complete after wait().
    const std::string& output() const { return m_output; }

private:
    pid_t m_id = -1;
    int m_collected = -1;
    int m_status = 0;
    std::string m_output;
};

/// Starts a program, waits for it, and gives back what it wrote. Throws if it fails.
std::string run_program(const std::vector<std::string>& arguments);

} // namespace integration_gallery::test
