#pragma once

#include "site.hpp"

#include <integration_gallery/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <list>

/// Serves a gallery on 127.0.0.1. One thread runs the event loop; what may wait for the database runs on a few others,
/// so that neither a slow client nor a slow disk holds up anybody else.
class Server {
public:
    /// Takes the port. Throws UserError if it is in use.
    explicit Server(std::uint16_t port);

    std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }

    /// Answers until SIGTERM or SIGINT; then lets the requests under way end and returns. `ready` is called once the
    /// first client would be answered.
    template <class Ready>
    void run(const integration_gallery::HttpApi& api, Ready ready) {
        start(api);
        ready();
        m_loop.run();
        m_workers.join();
    }

private:
    struct Connection;

    void start(const integration_gallery::HttpApi& api);
    void stop();
    boost::asio::awaitable<void> accept(integration_gallery::HttpApi api);
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, integration_gallery::HttpApi api);
    boost::asio::awaitable<bool> answer_one(Connection& connection, const integration_gallery::HttpApi& api);
    boost::asio::awaitable<integration_gallery::Response> ask(const integration_gallery::HttpApi& api,
                                                              const integration_gallery::Request& request);

    boost::asio::io_context m_loop{1};
    boost::asio::thread_pool m_workers{4};
    boost::asio::ip::tcp::acceptor m_acceptor{m_loop};
    boost::asio::signal_set m_signals{m_loop};
    boost::asio::steady_timer m_patience{m_loop};
    OwnNames m_names;
    std::list<Connection*> m_connections;
    bool m_stopping = false;
};
