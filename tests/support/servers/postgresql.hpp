#pragma once

#include "support/process.hpp"
#include "support/servers/server.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery::test {

/// The first start makes everything; "ig" is the user of all databases.
class PostgresqlServer final : public Server {
public:
    /// Nullptr, and a message, if the program is not installed. Throws if CI=true.
    static std::unique_ptr<PostgresqlServer> make(std::vector<std::string> settings = {});

    /// A synchronous standby of this server, which from then on acknowledges nothing that is not there as well.
    std::unique_ptr<PostgresqlServer> make_standby();
    /// Turns a standby into a primary.
    void promote();

    std::string make_database() override;
    void drop_database(const std::string& url) override;
    std::string sql_in(const std::string& url, const std::string& statements) override;
    std::string dump(const std::string& url) override;
    void drop_connections() override;
    void kill() override;
    void start() override;
    void set_read_only(bool on) override;
    void set_disk_full(bool on) override;
    const std::string& port() const override { return m_port; }
    std::string authority() const override { return m_folder.path() / "ca.pem"; }

    /// Runs a statement as the administrator; its result.
    std::string sql(const std::string& database, const std::string& statement);

private:
    PostgresqlServer(std::filesystem::path programs, std::vector<std::string> settings);

    std::filesystem::path m_programs;
    TemporaryFolder m_folder;
    std::string m_data = m_folder.path() / "data";
    std::filesystem::path m_flag = m_folder.path() / "full";
    std::string m_port;
    std::vector<std::string> m_settings;
    std::optional<Process> m_server;
    int m_count = 0;
};

} // namespace integration_gallery::test
