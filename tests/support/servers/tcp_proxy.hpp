#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace integration_gallery::test {

/// Stands between a client of PostgreSQL or MariaDB and its server on 127.0.0.1.
class TcpProxy {
public:
    /// What becomes of a COMMIT.
    enum class Commit {
        passes,
        is_lost,        ///< the server never sees it
        loses_answer,   ///< the server has done it, and the connection goes before its answer
        is_not_awaited, ///< it is handed on, and the connection goes at once
    };

    explicit TcpProxy(const std::string& server_port);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    const std::string& port() const noexcept { return m_port; }

    /// The next COMMIT has this fate; those after it pass.
    void next_commit(Commit fate) { m_fate = fate; }
    /// Ends all connections.
    void cut();
    /// Takes connections, but hands nothing on any more, as a host that has vanished.
    void set_silent(bool on) { m_silent = on; }
    /// Pretends that the server knows no TLS, as somebody in the middle would.
    void deny_tls() { m_denies_tls = true; }

private:
    void accept();
    void serve(int client);
    bool hand_on(int from, int to, bool to_server, bool first);
    Commit fate_of(const std::string& bytes);

    std::string m_server_port;
    std::string m_port;
    int m_listener;
    std::atomic<Commit> m_fate = Commit::passes;
    std::atomic<bool> m_silent = false;
    std::atomic<bool> m_denies_tls = false;
    std::atomic<bool> m_stop = false;
    std::atomic<unsigned> m_cuts = 0;
    std::mutex m_mutex;
    std::vector<std::thread> m_connections;
    std::thread m_accepting;
};

} // namespace integration_gallery::test
