#include "support/value.hpp"

#include "support/failure.hpp"

#include <boost/json/memory_resource.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <new>
#include <system_error>

#include <fcntl.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

namespace command {
namespace {

namespace ig = integration_gallery;

constexpr std::size_t value_limit = std::size_t{1024} * 1024;

volatile std::sig_atomic_t caught_signal = 0;

extern "C" void note_signal(int number) {
    caught_signal = number;
}

/// While it lives the terminal shows nothing of what is typed; a signal that would end the program first lets it show
/// again.
class HiddenInput {
public:
    explicit HiddenInput(bool hidden) : m_hidden(hidden && ::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_hidden)
            return;
        caught_signal = 0;
        struct sigaction action {};
        action.sa_handler = note_signal; // without SA_RESTART, so that read returns
        for (std::size_t index = 0; index < signals.size(); ++index)
            ::sigaction(signals[index], &action, &m_actions[index]);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~HiddenInput() {
        if (!m_hidden)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        for (std::size_t index = 0; index < signals.size(); ++index)
            ::sigaction(signals[index], &m_actions[index], nullptr);
        if (caught_signal != 0)
            ::raise(caught_signal);
    }
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;

private:
    static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    termios m_before{}; // filled while m_hidden is made, so it comes first
    bool m_hidden;
    std::array<struct sigaction, signals.size()> m_actions{};
};

class WipedMemory final : public boost::json::memory_resource {
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        return ::operator new(size, std::align_val_t(alignment));
    }
    void do_deallocate(void* place, std::size_t size, std::size_t alignment) override {
        ::explicit_bzero(place, size);
        ::operator delete(place, std::align_val_t(alignment));
    }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

/// Everything that can be read, or one line of a terminal.
ig::Secret read_all(int file, const std::string& name, bool one_line) {
    ig::Secret out(value_limit + 1);
    std::size_t used = 0;
    for (;;) {
        const ssize_t count = ::read(file, out.writable().data() + used, out.size() - used);
        if (count < 0 && (errno != EINTR || caught_signal != 0))
            throw Failure("Cannot read " + name + ": " + std::generic_category().message(errno) + ".");
        if (count > 0)
            used += static_cast<std::size_t>(count);
        if (used > value_limit)
            throw Failure(name + " has more than 1 MiB.");
        if (count == 0 || (one_line && used > 0 && out.view()[used - 1] == '\n'))
            break;
    }
    if (used > 0 && out.view()[used - 1] == '\n')
        --used;
    if (used > 0 && out.view()[used - 1] == '\r')
        --used;
    out.truncate(used);
    return out;
}

} // namespace

ig::Secret read_value(const std::filesystem::path& path) {
    if (path == "-")
        return read_all(STDIN_FILENO, "standard input", false);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        throw Failure("Cannot read " + path.string() + ": " + std::generic_category().message(errno) + ".");
    struct Closer {
        int number;
        ~Closer() { ::close(number); }
    } const closer{file};
    return read_all(file, path.string(), false);
}

ig::Secret ask_value(const std::string& question, bool hidden) {
    const auto say = [](std::string_view text) {
        [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    };
    say(question);
    ig::Secret out;
    {
        const HiddenInput input(hidden);
        out = read_all(STDIN_FILENO, "the answer", true);
    }
    if (hidden)
        say("\n");
    return out;
}

bool has_person() {
    return ::isatty(STDIN_FILENO) == 1;
}

boost::json::storage_ptr wiped_memory() {
    return boost::json::make_shared_resource<WipedMemory>();
}

} // namespace command
