#pragma once

#include "storage/repository/history.hpp"
#include "storage/repository/settings.hpp"

#include <memory>
#include <string>
#include <vector>

/// What somebody would write by hand on the client library of one engine: the library's own tables and statements,
/// prepared, on one connection that nobody else uses. Nothing is checked, pooled, timed or repeated.
class RawClient {
public:
    virtual ~RawClient() = default;

    virtual integration_gallery::storage::SettingsRow read(const std::string& project,
                                                           const std::string& integration) = 0;
    virtual std::vector<integration_gallery::storage::SettingsRow> list(const std::string& project) = 0;
    /// One transaction: replaces the settings, advances the project, and adds the version.
    virtual void update(const integration_gallery::storage::SettingsRow& row,
                        integration_gallery::storage::HistoryRow& version) = 0;
};

namespace raw {

inline constexpr const char* columns = "enabled,document,secrets,manifest_version,revision,updated_us,updated_by";

/// The statements, with `mark(n)` as the engine's n-th placeholder.
template <class Mark>
struct Statements {
    Mark mark;
    std::string read() const {
        return std::string("select ") + columns + " from ig_settings where project_id=" + mark(1) +
               " and integration=" + mark(2);
    }
    std::string list() const {
        return std::string("select integration,") + columns + " from ig_settings where project_id=" + mark(1) +
               " order by integration";
    }
    std::string update() const {
        return "update ig_settings set enabled=" + mark(1) + ",document=" + mark(2) + ",secrets=" + mark(3) +
               ",manifest_version=" + mark(4) + ",revision=" + mark(5) + ",updated_us=" + mark(6) +
               ",updated_by=" + mark(7) + " where project_id=" + mark(8) + " and integration=" + mark(9) +
               " and revision=" + mark(10);
    }
    std::string advance() const {
        return "update ig_project set revision=revision+1,updated_us=" + mark(1) + " where project_id=" + mark(2);
    }
    std::string head() const {
        return "select p.revision,coalesce(h.hash,'') from ig_project p left join ig_history h "
               "on h.project_id=p.project_id and h.seq=p.revision-1 where p.project_id=" +
               mark(1);
    }
    std::string insert() const {
        std::string text = "insert into ig_history(project_id,seq,integration,revision,kind,enabled,document,secrets,"
                           "manifest_version,restored_from,at_us,actor,hash) values(";
        for (int i = 1; i <= 13; ++i)
            text += (i > 1 ? "," : "") + mark(i);
        return text + ")";
    }
};

/// One of each engine, on the database at `url`, in which the library's tables are.
std::unique_ptr<RawClient> sqlite(const std::string& url);
std::unique_ptr<RawClient> postgresql(const std::string& url);
std::unique_ptr<RawClient> mariadb(const std::string& url);

} // namespace raw
