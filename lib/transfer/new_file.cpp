#include "transfer/new_file.hpp"

#include "base/identifier.hpp"

#include <integration_gallery/error.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace integration_gallery::transfer {

NewFile::NewFile(std::filesystem::path path, RandomSource& random) : m_path(std::move(path)) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(m_path, ignored)))
        refuse_there();
    auto folder = m_path.parent_path();
    if (folder.empty())
        folder = ".";
    m_draft = folder / ("." + m_path.filename().string() + "." + base::make_identifier(random));
    m_file = ::open(m_draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_file < 0)
        fail(errno);
}

NewFile::~NewFile() {
    if (m_file >= 0)
        ::close(m_file);
    ::unlink(m_draft.c_str());
}

void NewFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            fail(errno);
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void NewFile::finish() {
    if (::fsync(m_file) != 0)
        fail(errno);
    // link() never replaces a file
    if (::link(m_draft.c_str(), m_path.c_str()) != 0) {
        if (errno == EEXIST)
            refuse_there();
        fail(errno);
    }
    const auto folder = m_draft.parent_path();
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool good = directory >= 0 && ::fsync(directory) == 0;
    const int number = errno;
    if (directory >= 0)
        ::close(directory);
    if (!good)
        fail(number);
}

void NewFile::fail(int number) const {
    throw Error(Status::storage, "file-not-written",
                "The file '" + m_path.string() + "' cannot be written: " + std::generic_category().message(number) +
                    ". Its folder must exist, be writable and have room.");
}

void NewFile::refuse_there() const {
    throw Error(Status::conflict, "file-exists",
                "There is a file '" + m_path.string() + "' already. Choose another name, or remove it first.");
}

} // namespace integration_gallery::transfer
