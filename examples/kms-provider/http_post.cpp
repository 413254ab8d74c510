#include "http_post.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kms {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t answer_limit = 64 * 1024;

class Socket {
public:
    Socket() = default;
    explicit Socket(int number) : m_number(number) {}
    ~Socket() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int get() const { return m_number; }

private:
    int m_number = -1;
};

bool wait_for(int socket, short events, Clock::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd entry{socket, events, 0};
    return left > 0 && ::poll(&entry, 1, static_cast<int>(left)) == 1;
}

bool connect_to(int socket, const addrinfo& to, Clock::time_point end) {
    if (::connect(socket, to.ai_addr, to.ai_addrlen) == 0)
        return true;
    int problem = 0;
    socklen_t size = sizeof problem;
    return errno == EINPROGRESS && wait_for(socket, POLLOUT, end) &&
           ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0;
}

bool send_all(int socket, std::string_view text, Clock::time_point end) {
    while (!text.empty()) {
        if (!wait_for(socket, POLLOUT, end))
            return false;
        const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Until the service closes: the request asks it to.
std::optional<std::string> receive_all(int socket, Clock::time_point end) {
    std::string out;
    char buffer[4096];
    while (out.size() < answer_limit && wait_for(socket, POLLIN, end)) {
        const auto got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got < 0)
            return std::nullopt;
        if (got == 0)
            return out;
        out.append(buffer, static_cast<std::size_t>(got));
    }
    return std::nullopt;
}

} // namespace

Address read_address(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    const auto colon = url.rfind(':');
    if (!url.starts_with(scheme) || colon <= scheme.size() || colon + 1 >= url.size())
        throw std::invalid_argument("the address of the key service must be http://HOST:PORT");
    return {std::string(url.substr(scheme.size(), colon - scheme.size())), std::string(url.substr(colon + 1))};
}

Answer post(const Address& address, std::string_view path, std::string_view token, std::string_view body,
            std::chrono::milliseconds limit) {
    const auto end = Clock::now() + limit;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found) != 0)
        return {};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
    const Socket socket(::socket(found->ai_family, found->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    std::string request =
        "POST " + std::string(path) + " HTTP/1.1\r\nHost: " + address.host + ":" + address.port +
        "\r\nAuthorization: Bearer " + std::string(token) +
        "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + std::string(body);
    const bool sent =
        socket.get() >= 0 && connect_to(socket.get(), *found, end) && send_all(socket.get(), request, end);
    ::explicit_bzero(request.data(), request.size()); // held a data key in the clear
    const auto answer = sent ? receive_all(socket.get(), end) : std::nullopt;
    Answer out;
    constexpr std::string_view version = "HTTP/1.";
    const auto head_end = answer ? answer->find("\r\n\r\n") : std::string::npos;
    if (head_end == std::string::npos || !answer->starts_with(version) || answer->size() < 12)
        return out;
    std::from_chars(answer->data() + 9, answer->data() + 12, out.status);
    out.body = answer->substr(head_end + 4);
    return out;
}

} // namespace kms
