#include "support/servers/tools.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace integration_gallery::test {

std::string free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool good = bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(socket);
    if (!good)
        throw std::runtime_error("there is no free port");
    return std::to_string(ntohs(address.sin_port));
}

Arguments as_user(const char* user, Arguments arguments) {
    if (geteuid() != 0)
        return arguments;
    Arguments out{"setpriv", std::string("--reuid=") + user, std::string("--regid=") + user, "--clear-groups",
                  "--pdeathsig=KILL"};
    out.insert(out.end(), arguments.begin(), arguments.end());
    return out;
}

void give_to(const std::filesystem::path& path, const char* user) {
    const passwd* found = geteuid() == 0 ? getpwnam(user) : nullptr;
    if (found != nullptr && chown(path.c_str(), found->pw_uid, found->pw_gid) != 0)
        throw std::runtime_error("cannot give the folder away");
}

std::optional<std::filesystem::path> find_program(const std::string& name, const char* version_folders) {
    if (version_folders != nullptr && std::filesystem::exists(version_folders))
        for (const auto& entry : std::filesystem::directory_iterator(version_folders))
            if (const auto path = entry.path() / "bin" / name; std::filesystem::exists(path))
                return path;
    for (const char* folder : {"/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec"})
        if (const auto path = std::filesystem::path(folder) / name; std::filesystem::exists(path))
            return path;
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true")
        throw std::runtime_error("the program " + name + " is missing");
    std::cout << "skipped: the program " << name << " is not installed\n";
    return std::nullopt;
}

void wait_until(Process& process, const std::function<bool()>& ready, std::chrono::seconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!ready()) {
        if (!process.runs()) {
            process.wait();
            throw std::runtime_error("the server ended: " + process.output());
        }
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the server did not start in time");
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

Arguments with_full_disk(const std::filesystem::path& flag, const std::string& suffix, const Arguments& command) {
    Arguments out{"env", "LD_PRELOAD=" + flag.string() + ".so", "IG_FULL_DISK_FLAG=" + flag.string()};
    if (!suffix.empty())
        out.push_back("IG_FULL_DISK_SUFFIX=" + suffix);
    out.insert(out.end(), command.begin(), command.end());
    return out;
}

void make_flag(const std::filesystem::path& flag) {
    std::ofstream(flag) << '0';
    std::filesystem::permissions(flag, std::filesystem::perms(0644));
    std::filesystem::copy_file(IG_FULL_DISK, flag.string() + ".so"); // where the server may read it
}

void set_flag(const std::filesystem::path& flag, bool on) {
    std::fstream(flag, std::ios::in | std::ios::out) << (on ? '1' : '0');
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace integration_gallery::test
