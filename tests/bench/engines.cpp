// Measures the storage layer beside the raw client library of each engine, on the same rows of the same tables.
// Arguments: the folder to work in, then the names to measure (all if there are none).
#include "bench/raw_client.hpp"
#include "bench/report.hpp"
#include "storage/store.hpp"
#include "support/servers/mariadb.hpp"
#include "support/servers/postgresql.hpp"

#include <functional>
#include <iostream>
#include <set>
#include <stdexcept>

#if defined(__linux__)
#include <sched.h>
#endif

using namespace integration_gallery::storage;
namespace test = integration_gallery::test;

namespace {

constexpr int integration_count = 500;
const std::string project = "apollo";
const std::string measured = "bench-1042";

SettingsRow row_of(int number) {
    SettingsRow row;
    row.project = project;
    row.integration = "bench-" + std::to_string(1000 + number);
    row.enabled = true;
    row.document =
        R"({"authentication":{"method":"apikey"},"dataMapping":{},"note":")" + std::string(1900, 'd') + "\"}";
    row.secrets = R"({"/authentication/apiKey":{"updatedAt":1795370522301278,"updatedBy":"ada"}})";
    row.manifest_version = "1.0";
    row.updated_us = 1795370522301278;
    row.updated_by = "ada";
    return row;
}

HistoryRow version_of(const SettingsRow& row) {
    HistoryRow version;
    version.project = row.project;
    version.integration = row.integration;
    version.revision = row.revision;
    version.kind = "update";
    version.enabled = row.enabled;
    version.document = row.document;
    version.secrets = R"({"set":[],"kept":["/authentication/apiKey"],"cleared":[]})";
    version.manifest_version = row.manifest_version;
    version.at_us = row.updated_us;
    version.actor = row.updated_by;
    version.hash = std::string(43, 'h');
    return version;
}

void fill(Store& store) {
    store.migrate();
    store.write([](Transaction& transaction) {
        for (int number = 0; number < integration_count; ++number)
            insert_settings(transaction, row_of(number));
        advance_project(transaction, project, 1);
    });
}

/// The two ways on one database.
class Pair {
public:
    Pair(const std::string& url, const std::function<std::unique_ptr<RawClient>(const std::string&)>& make_raw)
        : m_store({.url = url}) {
        fill(m_store);
        m_raw = make_raw(url);
        m_row = m_raw->read(project, measured);
    }

    Measured read(std::size_t count) {
        return take_turns(
            101, count,
            [&] {
                const auto row = m_store.read_one(
                    [](Transaction& transaction) { return find_settings(transaction, project, measured); });
                require(row && row->document.size() > 1900);
            },
            [&] { require(m_raw->read(project, measured).document.size() > 1900); });
    }

    Measured list() {
        return take_turns(
            51, 2,
            [&] {
                const auto rows =
                    m_store.read_one([](Transaction& transaction) { return list_settings(transaction, project); });
                require(rows.size() == integration_count);
            },
            [&] { require(m_raw->list(project).size() == integration_count); });
    }

    Measured update() {
        return take_turns(
            201, 5,
            [&] {
                HistoryRow version = next();
                m_store.write([&](Transaction& transaction) {
                    require(update_settings(transaction, m_row, m_row.revision - 1));
                    version.sequence = advance_project(transaction, project, m_row.updated_us).sequence;
                    insert_history(transaction, version);
                });
            },
            [&] {
                HistoryRow version = next();
                m_raw->update(m_row, version);
            });
    }

private:
    static void require(bool good) {
        if (!good)
            throw std::runtime_error("the database gave something else");
    }
    HistoryRow next() {
        ++m_row.revision;
        ++m_row.updated_us;
        return version_of(m_row);
    }

    Store m_store;
    std::unique_ptr<RawClient> m_raw;
    SettingsRow m_row;
};

void measure(const std::string& engine, const std::set<std::string>& wanted,
             const std::function<std::string()>& make_database,
             const std::function<std::unique_ptr<RawClient>(const std::string&)>& make_raw, std::size_t reads) {
    const std::string read = "read-" + engine;
    const std::string list = "list-500-" + engine;
    const std::string update = "update-" + engine;
    const auto is_wanted = [&](const std::string& name) { return wanted.empty() || wanted.contains(name); };
    if (!is_wanted(read) && !is_wanted(list) && !is_wanted(update))
        return;
    const std::string url = make_database();
    if (url.empty())
        return;
    Pair pair(url, make_raw);
    if (is_wanted(read))
        report_ratio(read, pair.read(reads), 1.7);
    if (is_wanted(list))
        report_ratio(list, pair.list(), 1.2);
    if (is_wanted(update))
        report_ratio(update, pair.update(), 1.1);
}

/// On one processor, with the servers that are started: whether the system wakes a server's thread beside its client or
/// on an idle processor of a virtual machine triples the time of a read, and stays as it is for each connection.
void stay_on_one_processor() {
#if defined(__linux__)
    cpu_set_t all;
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    std::size_t last = CPU_SETSIZE - 1;
    while (last > 0 && !CPU_ISSET(last, &all))
        --last;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    sched_setaffinity(0, sizeof one, &one);
#endif
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: ig_bench_engines FOLDER [NAME…]\n";
        return 1;
    }
    stay_on_one_processor();
    try {
        const std::string folder = argv[1];
        const std::set<std::string> wanted(argv + 2, argv + argc);
        std::unique_ptr<test::Server> server;
        const auto on_server = [&](auto start) {
            return [&server, start] {
                server = start();
                return server ? server->make_database() : std::string();
            };
        };
        measure(
            "sqlite", wanted, [&] { return "sqlite://" + folder + "/engines.db"; }, raw::sqlite, 300);
        measure("postgresql", wanted, on_server([] {
                    return test::PostgresqlServer::make({"fsync=on", "ssl=off"});
                }),
                raw::postgresql, 30);
        measure("mariadb", wanted, on_server([] {
                    return test::MariadbServer::make({"--debug-no-sync=0", "--innodb-flush-log-at-trx-commit=1"});
                }),
                raw::mariadb, 30);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
