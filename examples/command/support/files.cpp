#include "support/files.hpp"

#include "support/failure.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace command {
namespace {

constexpr std::size_t size_limit = std::size_t{64} * 1024 * 1024;

class Descriptor {
public:
    explicit Descriptor(int number) noexcept : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const noexcept { return m_number; }
    bool close() noexcept {
        const int number = m_number;
        m_number = -1;
        return number < 3 || ::close(number) == 0; // the standard streams stay
    }

private:
    int m_number;
};

std::string why(int number) {
    return std::generic_category().message(number);
}

void write_all(const Descriptor& file, std::string_view content, const std::string& name) {
    while (!content.empty()) {
        const ssize_t written = ::write(file.get(), content.data(), content.size());
        if (written < 0 && errno != EINTR)
            throw Failure("Cannot write " + name + ": " + why(errno) + ".");
        if (written > 0)
            content.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

std::string read_file(const std::filesystem::path& path) {
    const bool standard = path == "-";
    const std::string name = standard ? "standard input" : path.string();
    const Descriptor file(standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (file.get() < 0)
        throw Failure("Cannot read " + name + ": " + why(errno) + ".");
    std::string content;
    for (std::size_t used = 0;;) {
        content.resize(used + 64 * 1024);
        const ssize_t count = ::read(file.get(), content.data() + used, content.size() - used);
        if (count < 0 && errno != EINTR)
            throw Failure("Cannot read " + name + ": " + why(errno) + ".");
        if (count > 0)
            used += static_cast<std::size_t>(count);
        if (used > size_limit)
            throw Failure(name + " has more than 64 MiB.");
        if (count == 0) {
            content.resize(used);
            return content;
        }
    }
}

std::string read_url(const std::filesystem::path& path) {
    const std::string content = read_file(path);
    std::string line = content.substr(0, content.find_first_of("\r\n"));
    if (line.find("://") == std::string::npos) // and it is not shown, whatever it is
        throw Failure("The first line of " + path.string() + " must be the URL of a database.");
    return line;
}

void write_file(const std::filesystem::path& path, std::string_view content) {
    const std::string beside = path.string() + ".part" + std::to_string(::getpid());
    Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0)
        throw Failure("Cannot write " + path.string() + ": " + why(errno) + ".");
    try {
        write_all(file, content, path.string());
        if (!file.close() || ::rename(beside.c_str(), path.c_str()) != 0)
            throw Failure("Cannot write " + path.string() + ": " + why(errno) + ".");
    } catch (...) {
        ::unlink(beside.c_str());
        throw;
    }
}

void create_private_file(const std::filesystem::path& path, std::string_view content) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0 && errno == EEXIST)
        throw Failure("There is a file " + path.string() + " already, and it stays as it is.");
    if (file.get() < 0)
        throw Failure("Cannot make " + path.string() + ": " + why(errno) + ".");
    try {
        write_all(file, content, path.string());
        if (::fsync(file.get()) != 0 || !file.close())
            throw Failure("Cannot write " + path.string() + ": " + why(errno) + ".");
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
}

} // namespace command
