/* Loaded into a server with LD_PRELOAD. While the first byte of the file IG_FULL_DISK_FLAG is '1', every write that
   would make a file larger fails as on a full disk; what overwrites the blocks that a file has goes through. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static const volatile char* flag;

__attribute__((constructor)) static void open_flag(void) {
    const char* path = getenv("IG_FULL_DISK_FLAG");
    const int file = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void* mapped = mmap(NULL, 1, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED)
        flag = mapped;
    close(file);
}

static int is_meant(int file) {
    const char* suffix = getenv("IG_FULL_DISK_SUFFIX");
    char link[64];
    char path[4096];
    if (suffix == NULL)
        return 1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path);
    const ssize_t length = (ssize_t)strlen(suffix);
    return size >= length && memcmp(path + size - length, suffix, (size_t)length) == 0;
}

/* Would a write that ends there make the file larger? */
static int is_full(int file, off64_t end) {
    struct stat64 found;
    if (file <= STDERR_FILENO) /* what it says is kept in memory, which stat() takes for a file */
        return 0;
    if (flag == NULL || *flag != '1' || fstat64(file, &found) != 0 || !S_ISREG(found.st_mode) || end <= found.st_size ||
        !is_meant(file))
        return 0;
    errno = ENOSPC;
    return 1;
}

#define ORIGINAL(type, name, ...)                                                                                      \
    static type (*original)(__VA_ARGS__);                                                                              \
    if (original == NULL)                                                                                              \
    *(void**)&original = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void* bytes, size_t size) {
    ORIGINAL(ssize_t, "write", int, const void*, size_t);
    if (flag != NULL && *flag == '1' && is_full(file, lseek64(file, 0, SEEK_CUR) + (off64_t)size))
        return -1;
    return original(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    ORIGINAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
    return is_full(file, at + (off64_t)size) ? -1 : original(file, bytes, size, at);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return pwrite64(file, bytes, size, at);
}

ssize_t pwritev64(int file, const struct iovec* parts, int count, off64_t at) {
    ORIGINAL(ssize_t, "pwritev64", int, const struct iovec*, int, off64_t);
    off64_t end = at;
    for (int i = 0; i < count; ++i)
        end += (off64_t)parts[i].iov_len;
    return is_full(file, end) ? -1 : original(file, parts, count, at);
}

ssize_t pwritev(int file, const struct iovec* parts, int count, off_t at) {
    return pwritev64(file, parts, count, at);
}

int posix_fallocate64(int file, off64_t at, off64_t size) {
    ORIGINAL(int, "posix_fallocate64", int, off64_t, off64_t);
    return is_full(file, at + size) ? ENOSPC : original(file, at, size);
}

int posix_fallocate(int file, off_t at, off_t size) {
    return posix_fallocate64(file, at, size);
}

int fallocate64(int file, int mode, off64_t at, off64_t size) {
    ORIGINAL(int, "fallocate64", int, int, off64_t, off64_t);
    return is_full(file, at + size) ? -1 : original(file, mode, at, size);
}

int fallocate(int file, int mode, off_t at, off_t size) {
    return fallocate64(file, mode, at, size);
}
