#include "bench/scale.hpp"

#include "bench/report.hpp"
#include "bench/subject.hpp"

#include <algorithm>
#include <stdexcept>

#include <sqlite3.h>

namespace {

constexpr double within_noise = 1.1;
const std::string one = "/api/v1/integrations/" + Subject::name_of(5);

/// Gives `count` projects what "apollo" has, past the library: thousands of commits would take their time.
void copy_projects(const std::filesystem::path& database, int count) {
    sqlite3* handle = nullptr;
    const std::string numbers =
        "with recursive n(i) as (select 1 union all select i+1 from n where i<" + std::to_string(count) + ") ";
    std::string sql = "begin immediate;";
    for (const char* table : {"ig_project", "ig_settings", "ig_secret", "ig_history"})
        sql += std::string("create temp table copy as select * from ") + table + " where project_id='apollo';" +
               "create temp table copies as " + numbers + "select n.i, copy.* from n, copy;" +
               "update copies set project_id=printf('p%05d', i);alter table copies drop column i;" + "insert into " +
               table + " select * from copies;drop table copy;drop table copies;";
    sql += "commit;";
    const bool good = sqlite3_open(database.c_str(), &handle) == SQLITE_OK &&
                      sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const std::string message = sqlite3_errmsg(handle);
    sqlite3_close(handle);
    if (!good)
        throw std::runtime_error("the projects cannot be copied: " + message);
}

/// A subject with ten configured integrations.
Subject make_subject(const std::filesystem::path& folder, int integrations, int projects) {
    std::filesystem::create_directory(folder);
    Subject subject(folder, integrations);
    for (int number = 0; number < 10; ++number)
        subject.configure(Subject::name_of(number));
    copy_projects(folder / "gallery.db", projects);
    return subject;
}

} // namespace

void measure_scale(const std::filesystem::path& folder, const std::set<std::string>& wanted) {
    const auto measure = [&](const std::string& name, const Subject& many, const Subject& few, auto work) {
        if (wanted.empty() || wanted.contains(name))
            report_ratio(name,
                         take_turns(
                             101, 100, [&] { work(many); }, [&] { work(few); }),
                         within_noise);
    };
    const auto any = [&](std::initializer_list<const char*> names) {
        return wanted.empty() ||
               std::any_of(names.begin(), names.end(), [&](auto name) { return wanted.contains(name); });
    };
    if (!any({"list-10000-projects", "read-10000-projects", "read-1000-integrations"}))
        return;
    const Subject few = make_subject(folder / "few", 10, 10);
    if (any({"list-10000-projects", "read-10000-projects"})) {
        const Subject many = make_subject(folder / "projects", 10, 10'000);
        measure("list-10000-projects", many, few, [](const Subject& at) { at.get("/api/v1/integrations"); });
        measure("read-10000-projects", many, few, [](const Subject& at) { at.get(one); });
    }
    if (any({"read-1000-integrations"})) {
        const Subject many = make_subject(folder / "integrations", 1'000, 10);
        measure("read-1000-integrations", many, few, [](const Subject& at) { at.get(one); });
    }
}
