#include "support/servers/tcp_proxy.hpp"

#include <array>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace integration_gallery::test {
namespace {

constexpr int tick_ms = 20;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

bool write_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

bool is_readable(int socket, int wait_ms) {
    pollfd waiting{socket, POLLIN, 0};
    return poll(&waiting, 1, wait_ms) > 0;
}

} // namespace

TcpProxy::TcpProxy(const std::string& server_port) : m_server_port(server_port) {
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(m_listener, 64) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("the proxy cannot listen");
    m_port = std::to_string(ntohs(address.sin_port));
    m_accepting = std::thread([this] { accept(); });
}

TcpProxy::~TcpProxy() {
    m_stop = true;
    m_accepting.join();
    for (auto& connection : m_connections)
        connection.join();
    close(m_listener);
}

void TcpProxy::cut() {
    ++m_cuts;
    std::this_thread::sleep_for(std::chrono::milliseconds(3 * tick_ms));
}

void TcpProxy::accept() {
    while (!m_stop) {
        if (!is_readable(m_listener, tick_ms))
            continue;
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        const std::lock_guard lock(m_mutex);
        m_connections.emplace_back([this, client] {
            serve(client);
            close(client);
        });
    }
}

TcpProxy::Commit TcpProxy::fate_of(const std::string& bytes) {
    // The last message of PostgreSQL's and of MariaDB's protocol that hands over this statement.
    const bool commits = bytes.ends_with(std::string_view("commit\0", 7)) || bytes.ends_with("\x03"
                                                                                             "commit");
    return commits ? m_fate.exchange(Commit::passes) : Commit::passes;
}

/// False: the connection ends.
bool TcpProxy::hand_on(int from, int to, bool to_server, bool first) {
    std::array<char, 65536> buffer{};
    const auto size = recv(from, buffer.data(), buffer.size(), 0);
    if (size <= 0)
        return false;
    std::string bytes(buffer.data(), static_cast<std::size_t>(size));
    if (m_denies_tls && first && to_server && bytes == std::string_view("\0\0\0\x08\x04\xd2\x16\x2f", 8))
        return write_all(from, "N"); // what PostgreSQL answers that has no TLS
    if (m_denies_tls && first && !to_server && bytes.size() > 40 && bytes[4] == 10) {
        // MariaDB's greeting: after the version and 13 bytes stand its abilities, of which 0x0800 is TLS.
        const auto abilities = bytes.find('\0', 5) + 1 + 4 + 8 + 1;
        bytes[abilities + 1] = static_cast<char>(bytes[abilities + 1] & ~0x08);
    }
    const Commit fate = to_server ? fate_of(bytes) : Commit::passes;
    if (fate == Commit::is_lost || !write_all(to, bytes))
        return false;
    if (fate == Commit::loses_answer)
        is_readable(to, 10'000);
    return fate == Commit::passes;
}

void TcpProxy::serve(int client) {
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(std::stoi(m_server_port));
    const unsigned cuts = m_cuts;
    const int yes = 1;
    for (const int end : {client, server})
        setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    bool goes_on = connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    bool first_of_client = true;
    bool first_of_server = true;
    while (goes_on && !m_stop && cuts == m_cuts) {
        std::array<pollfd, 2> waiting{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (m_silent || poll(waiting.data(), waiting.size(), tick_ms) <= 0) {
            if (m_silent)
                std::this_thread::sleep_for(std::chrono::milliseconds(tick_ms));
            continue;
        }
        if (goes_on && waiting[0].revents != 0)
            goes_on = hand_on(client, server, true, std::exchange(first_of_client, false));
        if (goes_on && waiting[1].revents != 0)
            goes_on = hand_on(server, client, false, std::exchange(first_of_server, false));
    }
    close(server);
}

} // namespace integration_gallery::test
