// Three nodes of Galera; with the full counts only.
#include "conformance/storage/hosts.hpp"
#include "support/servers/mariadb.hpp"
#include "support/servers/tools.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

using namespace integration_gallery;

namespace {

using Settings = std::vector<std::string>;

class Cluster {
public:
    Cluster() {
        m_nodes[0] = test::MariadbServer::make();
        m_nodes[0]->sql("create database gallery; grant select,insert,update,delete,create,alter,index on "
                        "gallery.* to ig@'127.0.0.1'");
        m_nodes[0]->stop();
        m_nodes[1] = m_nodes[0]->clone();
        m_nodes[2] = m_nodes[0]->clone();
        start(0, {"--wsrep-new-cluster"});
        start(1);
        start(2);
    }

    test::MariadbServer& node(std::size_t index) { return *m_nodes[index]; }

    void start(std::size_t index, const Settings& more = {}) {
        launch(index, more);
        m_nodes[index]->await([&] { return is_synced(index); });
    }

    void launch(std::size_t index, const Settings& more = {}) {
        std::string group = "gcomm://";
        for (const auto& port : m_group_ports)
            group += (group.ends_with('/') ? "127.0.0.1:" : ",127.0.0.1:") + port;
        Settings settings{"--wsrep-on=ON",
                          "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                          "--wsrep-cluster-name=test",
                          "--wsrep-cluster-address=" + group,
                          "--wsrep-node-name=n" + std::to_string(index),
                          "--wsrep-node-address=127.0.0.1",
                          "--wsrep-sst-method=rsync",
                          "--wsrep-sst-receive-address=127.0.0.1:" + m_state_ports[index],
                          "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + m_group_ports[index] +
                              ";ist.recv_addr=127.0.0.1:" + m_increment_ports[index] +
                              ";base_port=" + m_group_ports[index] + ";gcache.size=16M",
                          "--binlog-format=ROW",
                          "--innodb-autoinc-lock-mode=2"};
        settings.insert(settings.end(), more.begin(), more.end());
        m_nodes[index]->launch(settings);
    }

    void await() {
        for (std::size_t index = 0; index < m_nodes.size(); ++index)
            m_nodes[index]->await([&] { return is_synced(index); });
    }
    bool is_synced(std::size_t index) { return status(index, "wsrep_local_state_comment") == "Synced"; }
    std::string status(std::size_t index, const std::string& name) {
        return m_nodes[index]->sql("select variable_value from information_schema.global_status where variable_name='" +
                                   name + "'");
    }

    /// The nodes in this order.
    std::string url(const std::vector<std::size_t>& order) const {
        std::string hosts;
        for (const auto index : order)
            hosts += (hosts.empty() ? "127.0.0.1:" : ",127.0.0.1:") + m_nodes[index]->port();
        return "mysql://ig:pass%20'word%5C=%25@" + hosts + "/gallery?connect_timeout=2";
    }

private:
    std::array<std::unique_ptr<test::MariadbServer>, 3> m_nodes;
    std::array<std::string, 3> m_group_ports{test::free_port(), test::free_port(), test::free_port()};
    std::array<std::string, 3> m_state_ports{test::free_port(), test::free_port(), test::free_port()};
    std::array<std::string, 3> m_increment_ports{test::free_port(), test::free_port(), test::free_port()};
};

/// Adds to one number through a gallery, on what was read.
void count(const Gallery& gallery, int times) {
    const Session session = gallery.session("shared", "writer");
    while (times > 0) {
        const auto now = session.get("open");
        try {
            session.put("open", {{"authentication", {{"note", std::to_string(now.revision + 1)}}}},
                        {.form = Form::plain, .expected_revision = now.revision});
            --times;
        } catch (const Error& error) {
            if (error.code() != "precondition-failed")
                throw;
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage)
BOOST_AUTO_TEST_SUITE(mysql)
BOOST_AUTO_TEST_SUITE(galera)

BOOST_AUTO_TEST_CASE(loses_nothing_to_conflicts_to_a_killed_node_and_to_a_lost_quorum) {
    if (!test::long_run() || !test::find_program("mariadbd") || !test::find_program("rsync"))
        return;
    Cluster cluster;
    const test::TemporaryFolder folder;
    const auto keys = folder.path() / "gallery.key";

    // Every node is written to, and what one acknowledged the others show at once.
    {
        const std::array<Gallery, 3> galleries{test::open_gallery(cluster.url({0}), keys),
                                               test::open_gallery(cluster.url({1}), keys),
                                               test::open_gallery(cluster.url({2}), keys)};
        std::vector<std::thread> threads;
        std::atomic<int> failures = 0;
        for (int index = 0; index < 6; ++index)
            threads.emplace_back([&, index] {
                try {
                    count(galleries[static_cast<std::size_t>(index % 3)], 40);
                } catch (const Error& error) {
                    BOOST_TEST_MESSAGE(error.detail());
                    ++failures;
                }
            });
        for (auto& thread : threads)
            thread.join();
        BOOST_TEST(failures == 0);
        for (const auto& gallery : galleries)
            BOOST_TEST(gallery.session("shared", "check").get("open").revision == 240);
        int stale = 0;
        for (int i = 0; i < 200; ++i) {
            const auto written = galleries[0]
                                     .session("shared", "writer")
                                     .put("open", {{"authentication", {{"note", std::to_string(i)}}}});
            stale += galleries[1].session("shared", "reader").get("open").revision == written.revision ? 0 : 1;
        }
        BOOST_TEST(stale == 0);
    }

    // The node in use is killed, and comes back.
    const Gallery gallery = test::open_gallery(cluster.url({0, 1, 2}), keys, std::chrono::seconds(30));
    test::Writers writers(gallery, 3);
    BOOST_REQUIRE(writers.go_on(20));
    cluster.node(0).kill();
    BOOST_REQUIRE(writers.go_on(20));
    BOOST_TEST(writers.failures().empty());
    cluster.start(0);
    BOOST_REQUIRE(writers.go_on(20));

    // Two nodes at once: the third alone is no majority and takes nothing, and says so.
    cluster.node(1).kill();
    cluster.node(2).kill();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (cluster.status(0, "wsrep_cluster_status") == "Primary" && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const Gallery impatient = [&] {
        for (;;) { // a gallery that is opened meanwhile says it, too
            try {
                return test::open_gallery(cluster.url({0, 1, 2}), keys, std::chrono::seconds(2));
            } catch (const Error& error) {
                BOOST_TEST(error.code() == "storage-unavailable");
                BOOST_TEST(error.detail().find("majority") != std::string::npos, error.detail());
                cluster.launch(1);
                cluster.launch(2);
                cluster.await();
            }
        }
    }();
    BOOST_REQUIRE(writers.go_on(20));
    writers.stop();
    for (const auto& [code, count] : writers.failures())
        BOOST_TEST((code == "storage-unavailable" || code == "storage-busy" || code == "commit-unknown"), code);
    for (const std::size_t index : {0u, 1u, 2u})
        BOOST_TEST(writers.check(test::open_gallery(cluster.url({index}), keys)) == "");
    BOOST_TEST_MESSAGE("3 nodes: " << writers.acknowledged() << " changes, none lost, the longest gap "
                                   << writers.longest_gap().count() << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
