#include "storage/dialect/sqlite_file.hpp"

#include "storage/fault.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace integration_gallery::storage::sqlite {
namespace {

[[noreturn]] void refuse(int number) {
    switch (number) {
    case EROFS:
        throw Failure(Fault::read_only);
    case ENOSPC:
    case EDQUOT:
        throw Failure(Fault::full);
    case EIO:
        throw Failure(Fault::io);
    default:
        throw Failure(Fault::cannot_open);
    }
}

/// False: there is no such file.
bool look_at(const std::string& path, struct stat& out) {
    if (stat(path.c_str(), &out) == 0)
        return true;
    if (errno != ENOENT)
        refuse(errno);
    return false;
}

} // namespace

Files look(const std::string& path) {
    struct stat found {};
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    if (!look_at(folder, found) || !S_ISDIR(found.st_mode))
        throw Failure(Fault::cannot_open);
    Files files;
    if (look_at(path, found)) {
        if (!S_ISREG(found.st_mode))
            throw Failure(Fault::cannot_open);
        files.database = found.st_size > 0;
        files.size = found.st_size;
        files.changed_ns = found.st_mtim.tv_sec * 1'000'000'000LL + found.st_mtim.tv_nsec;
    }
    files.log = look_at(path + "-wal", found) && found.st_size > 0;
    files.index = look_at(path + "-shm", found);
    return files;
}

void make_private(const std::string& path) {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file);
    else if (errno != EEXIST)
        refuse(errno);
}

} // namespace integration_gallery::storage::sqlite
