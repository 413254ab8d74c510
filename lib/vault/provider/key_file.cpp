#include "vault/provider/key_file.hpp"

#include "base/identifier.hpp"
#include "crypto/key_text.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace integration_gallery::vault {
namespace {

constexpr std::size_t size_limit = 64 * 1024;

class Descriptor {
public:
    explicit Descriptor(int number) noexcept : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const noexcept { return m_number; }
    explicit operator bool() const noexcept { return m_number >= 0; }

private:
    int m_number;
};

std::string reason(int number) {
    std::array<char, 128> buffer{};
#if defined(__GLIBC__) && defined(_GNU_SOURCE)
    return ::strerror_r(number, buffer.data(), buffer.size());
#else
    return ::strerror_r(number, buffer.data(), buffer.size()) == 0 ? buffer.data() : "unknown reason";
#endif
}

[[noreturn]] void fail_create(const std::filesystem::path& path, int number) {
    throw Error(Status::key, "key-file-create",
                "The key file '" + path.string() + "' cannot be made: " + reason(number) +
                    ". Its folder must exist and be writable.");
}

void write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            fail_create(path, errno);
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

Secret read_key_file(const std::filesystem::path& path) {
    const auto name = "the key file '" + path.string() + "'";
    const auto unreadable = [&](const std::string& why) {
        return Error(Status::key, "key-file-unreadable", "Cannot read " + name + ": " + why + ".");
    };
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file && errno == ENOENT)
        throw Error(Status::key, "key-missing", "There is no file at the place of " + name + ".");
    if (!file)
        throw unreadable(reason(errno));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0)
        throw unreadable(reason(errno));
    if (!S_ISREG(status.st_mode))
        throw unreadable("it is not a plain file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw Error(Status::key, "key-file-permissions",
                    "Others than its owner may use " + name + ". Set its mode to 0600 (chmod 600).");
    if (status.st_size <= 0 || static_cast<std::size_t>(status.st_size) > size_limit)
        throw Error(Status::key, "key-text", "The size of " + name + " is not that of a key file.");
    Secret text(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < text.size()) {
        const auto got = ::read(file.get(), text.writable().data() + done, text.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw unreadable(reason(errno));
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    text.truncate(done);
    return text;
}

bool create_key_file(const std::filesystem::path& path, RandomSource& random) {
    Secret key(32);
    random.fill(key.writable());
    const auto text = crypto::write_key_text(key.bytes());

    auto folder = path.parent_path();
    if (folder.empty())
        folder = ".";
    // Written under another name first, so that a file of the final name is always whole, even after a power cut.
    const auto draft = folder / ("." + path.filename().string() + "." + base::make_identifier(random));
    struct Removal {
        const std::filesystem::path& path;
        ~Removal() { ::unlink(path.c_str()); }
    };
    {
        const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file)
            fail_create(path, errno);
        const Removal removal{draft};
        if (::fchmod(file.get(), 0600) != 0)
            fail_create(path, errno);
        write_all(file.get(), text.view(), path);
        write_all(file.get(), "\n", path);
        if (::fsync(file.get()) != 0)
            fail_create(path, errno);
        // link() never replaces a file.
        if (::link(draft.c_str(), path.c_str()) != 0) {
            if (errno == EEXIST)
                return false;
            fail_create(path, errno);
        }
    }
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.get()) != 0)
        fail_create(path, errno);
    return true;
}

KeyFileProvider::KeyFileProvider(std::filesystem::path path, KeyFileOptions options)
    : m_path(std::move(path)), m_options(options) {}

std::string KeyFileProvider::description() const {
    return "the key file '" + m_path.string() + "'";
}

std::shared_ptr<const KeySet> KeyFileProvider::load() {
    const auto text = read_key_file(m_path);
    return std::make_shared<const KeySet>(read_key_lines(text.view(), description()));
}

BoundKeys KeyFileProvider::bind(const StoreFacts& facts, RandomSource& random) {
    try {
        reload();
    } catch (const Error& error) {
        if (error.code() != "key-missing")
            throw;
        if (!facts.is_new)
            throw Error(Status::key, "key-missing",
                        "There is no file at the place of " + description() + ", and the store needs the key '" +
                            facts.active_kek + "'. Put the file back: a new key opens nothing of what is stored.");
        if (!m_options.create_if_missing || !facts.may_create_key)
            throw Error(Status::key, "key-missing",
                        "There is no file at the place of " + description() +
                            ". Make one before the first start, and keep a copy of it apart from the database.");
        create_key_file(m_path, random); // or another process has, a moment ago
        reload();
    }
    return {shared_from_this(), description(), {}};
}

} // namespace integration_gallery::vault

namespace integration_gallery {

std::shared_ptr<KeyProvider> key_file(std::filesystem::path path, KeyFileOptions options) {
    return std::make_shared<vault::KeyFileProvider>(std::move(path), options);
}

Secret make_key_text() {
    crypto::SystemRandom random;
    Secret key(32);
    random.fill(key.writable());
    return crypto::write_key_text(key.bytes());
}

} // namespace integration_gallery
