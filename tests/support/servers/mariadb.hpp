#pragma once

#include "support/process.hpp"
#include "support/servers/server.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery::test {

/// "ig" is the user of all databases, "tls" one that may come through TLS only.
class MariadbServer final : public Server {
public:
    /// Nullptr, and a message, if the program is not installed. Throws if CI=true. `settings` are of the command line.
    static std::unique_ptr<MariadbServer> make(std::vector<std::string> settings = {});

    /// A server that is not started yet, on a copy of this one's data; this one must not run.
    std::unique_ptr<MariadbServer> clone() const;

    std::string make_database() override;
    void drop_database(const std::string& url) override;
    std::string sql_in(const std::string& url, const std::string& statements) override;
    std::string dump(const std::string& url) override;
    void drop_connections() override;
    void kill() override;
    void start() override { start({}); }
    void set_read_only(bool on) override;
    void set_disk_full(bool on) override;
    const std::string& port() const override { return m_port; }
    std::string authority() const override { return m_folder.path() / "ca.pem"; }

    /// Starts with more settings of the command line. Waits until `ready`; without one, until it answers.
    void start(const std::vector<std::string>& settings, const std::function<bool()>& ready = {});
    /// The same in two steps, for servers that wait for each other.
    void launch(const std::vector<std::string>& settings);
    void await(const std::function<bool()>& ready = {});
    void stop();
    bool runs() { return m_server && m_server->runs(); }
    /// Runs statements as the administrator; the result.
    std::string sql(const std::string& statements);
    const std::filesystem::path& folder() const { return m_folder.path(); }

private:
    MariadbServer(std::filesystem::path program, std::vector<std::string> settings);

    std::filesystem::path m_program;
    std::vector<std::string> m_settings;
    TemporaryFolder m_folder;
    std::string m_data = m_folder.path() / "data";
    std::filesystem::path m_flag = m_folder.path() / "full";
    std::string m_socket = m_folder.path() / "s";
    std::string m_port;
    std::optional<Process> m_server;
    int m_count = 0;
};

} // namespace integration_gallery::test
