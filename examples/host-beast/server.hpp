#pragma once

#include "loop.hpp"
#include "site.hpp"

#include <integration_gallery/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

/// Serves a gallery on 127.0.0.1. Each of a few threads runs an event loop with its share of the clients, and answers
/// at once what does not have to wait; what may wait runs on other threads, so that neither a slow client nor a slow
/// disk holds up anybody else.
class Server {
public:
    struct Shape {
        std::size_t loops = 1;
        /// The store is a file of this machine: what is only read from it is answered on the event loop.
        bool local_store = false;

        /// What suits a store; `threads` of 0 are as many as there are processors.
        static Shape of(std::string_view database_url, std::size_t threads = 0);
    };

    /// Takes the port. Throws UserError if it is in use.
    Server(std::uint16_t port, Shape shape);

    std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }

    /// Answers until SIGTERM or SIGINT; then lets the requests under way end and returns. `ready` is called once the
    /// first client would be answered.
    template <class Ready>
    void run(const integration_gallery::HttpApi& api, Ready ready) {
        start(api);
        ready();
        run_loops();
    }

private:
    void start(const integration_gallery::HttpApi& api);
    void run_loops();
    void stop();
    boost::asio::awaitable<void> accept(integration_gallery::HttpApi api);
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, Loop& loop,
                                       integration_gallery::HttpApi api);
    boost::asio::awaitable<bool> answer_one(Connection& connection, const integration_gallery::HttpApi& api);
    bool may_wait(const integration_gallery::HttpApi& api, const integration_gallery::Request& request) const;
    boost::asio::awaitable<integration_gallery::Response> ask_elsewhere(const integration_gallery::HttpApi& api,
                                                                        const integration_gallery::Request& request);

    const bool m_local_store;
    std::atomic<std::size_t> m_connections{0};
    std::vector<std::unique_ptr<Loop>> m_loops; ///< the first one accepts, and runs on the thread that calls run
    boost::asio::thread_pool m_workers{4};
    boost::asio::ip::tcp::acceptor m_acceptor;
    boost::asio::signal_set m_signals;
    OwnNames m_names;
};
