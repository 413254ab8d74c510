#include "support/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace integration_gallery::test {

Process::Process(const std::vector<std::string>& arguments) {
    m_collected = memfd_create("output", MFD_CLOEXEC);
    if (m_collected < 0)
        throw std::runtime_error("cannot make a file in memory");
    std::vector<char*> raw;
    raw.reserve(arguments.size() + 1);
    for (const auto& argument : arguments)
        raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, m_collected, 1);
    posix_spawn_file_actions_adddup2(&actions, m_collected, 2);
    const int failed = posix_spawnp(&m_id, raw[0], &actions, nullptr, raw.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        m_id = -1;
        close(m_collected);
        throw std::runtime_error("cannot start " + arguments[0]);
    }
}

Process::Process(Process&& other) noexcept
    : m_id(std::exchange(other.m_id, -1)), m_collected(std::exchange(other.m_collected, -1)), m_status(other.m_status),
      m_output(std::move(other.m_output)) {}

Process::~Process() {
    if (m_id > 0) {
        kill(SIGKILL);
        wait();
    }
    if (m_collected >= 0)
        close(m_collected);
}

int Process::wait() {
    if (m_id > 0) {
        while (waitpid(m_id, &m_status, 0) < 0 && errno == EINTR) {
        }
        std::array<char, 4096> buffer{};
        while (true) {
            const auto size = pread(m_collected, buffer.data(), buffer.size(), static_cast<off_t>(m_output.size()));
            if (size <= 0)
                break;
            m_output.append(buffer.data(), static_cast<std::size_t>(size));
        }
        m_id = -1;
    }
    return WIFEXITED(m_status) ? WEXITSTATUS(m_status) : 128 + WTERMSIG(m_status);
}

void Process::kill(int signal) {
    if (m_id > 0)
        ::kill(m_id, signal);
}

bool Process::runs() {
    if (m_id <= 0)
        return false;
    siginfo_t found{};
    return waitid(P_PID, static_cast<id_t>(m_id), &found, WEXITED | WNOHANG | WNOWAIT) == 0 && found.si_pid == 0;
}

std::string run_program(const std::vector<std::string>& arguments) {
    Process process(arguments);
    if (process.wait() != 0)
        throw std::runtime_error(arguments[0] + " failed: " + process.output());
    return process.output();
}

} // namespace integration_gallery::test
