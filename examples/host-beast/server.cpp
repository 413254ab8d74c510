#include "server.hpp"

#include "arguments.hpp"
#include "message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using integration_gallery::HttpApi;
using integration_gallery::Request;
using integration_gallery::Response;
using net::use_awaitable;

namespace {

// Above the library's own limits, so that it can answer 413 and 431 itself; beyond these nothing is read any further.
constexpr std::uint32_t header_limit = 64 * 1024;
constexpr std::uint64_t body_limit = 1024 * 1024;
constexpr std::size_t connection_limit = 512;
constexpr std::chrono::seconds idle_limit{60};
constexpr std::chrono::seconds read_limit{20};
constexpr std::chrono::seconds write_limit{20};
constexpr std::chrono::seconds stop_limit{5};

} // namespace

/// One client. On the event loop only.
struct Server::Connection {
    Connection(net::ip::tcp::socket socket, std::list<Connection*>& all) : stream(std::move(socket)), m_all(all) {
        m_all.push_back(this);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { m_all.remove(this); }

    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    bool idle = true; ///< waits for the next request

private:
    std::list<Connection*>& m_all;
};

Server::Server(std::uint16_t port) : m_names(port) {
    const net::ip::tcp::endpoint endpoint(net::ip::address_v4::loopback(), port);
    boost::system::error_code problem;
    m_acceptor.open(endpoint.protocol());
    m_acceptor.set_option(net::socket_base::reuse_address(true));
    m_acceptor.bind(endpoint, problem);
    if (!problem)
        m_acceptor.listen(net::socket_base::max_listen_connections, problem);
    if (problem == net::error::address_in_use)
        throw UserError("Port " + std::to_string(port) +
                        " of 127.0.0.1 is in use: stop what listens there, or choose " + "another with --port.");
    if (problem)
        throw UserError("Port " + std::to_string(port) + " of 127.0.0.1 cannot be listened on: " + problem.message() +
                        ".");
    m_names = OwnNames(Server::port());
}

void Server::start(const HttpApi& api) {
    net::co_spawn(m_loop, accept(api), net::detached);
    // Before anybody is told that the host is there, so that a signal ends it cleanly from then on.
    m_signals.add(SIGTERM);
    m_signals.add(SIGINT);
    m_signals.async_wait([this](boost::system::error_code problem, int) {
        if (!problem)
            stop();
    });
}

void Server::stop() {
    m_stopping = true;
    m_acceptor.close();
    for (Connection* connection : m_connections)
        if (connection->idle)
            connection->stream.close();
    if (m_connections.empty())
        return;
    m_patience.expires_after(stop_limit);
    m_patience.async_wait([this](boost::system::error_code problem) {
        if (!problem)
            m_loop.stop();
    });
}

net::awaitable<void> Server::accept(HttpApi api) {
    while (!m_stopping) {
        boost::system::error_code problem;
        net::ip::tcp::socket socket(m_loop);
        co_await m_acceptor.async_accept(socket, net::redirect_error(use_awaitable, problem));
        if (problem == net::error::no_descriptors) {
            net::steady_timer pause(m_loop, std::chrono::milliseconds(100));
            co_await pause.async_wait(use_awaitable);
        }
        if (!problem && m_connections.size() < connection_limit)
            net::co_spawn(m_loop, serve(std::move(socket), api), net::detached);
    }
}

net::awaitable<void> Server::serve(net::ip::tcp::socket socket, HttpApi api) {
    {
        Connection connection(std::move(socket), m_connections);
        try {
            bool more = true;
            while (more && !m_stopping)
                more = co_await answer_one(connection, api);
            boost::system::error_code ignored;
            connection.stream.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        } catch (const boost::system::system_error&) {
            // The client went away, was too slow, or sent what is no HTTP: there is nobody to tell.
        }
    }
    if (m_stopping && m_connections.empty())
        m_patience.cancel();
}

/// Asks the gallery; on a worker where it may wait for the database.
net::awaitable<Response> Server::ask(const HttpApi& api, const Request& request) {
    if (api.classify(request.method, request.target, request.mount) == integration_gallery::RouteClass::pure)
        co_return api.handle(request);
    std::optional<Response> response;
    co_await net::co_spawn(
        m_workers,
        [&]() -> net::awaitable<void> {
            response = api.handle(request);
            co_return;
        },
        use_awaitable);
    co_return std::move(*response);
}

net::awaitable<bool> Server::answer_one(Connection& connection, const HttpApi& api) {
    auto& stream = connection.stream;
    http::request_parser<http::string_body> parser;
    parser.header_limit(header_limit);
    parser.body_limit(body_limit);

    boost::system::error_code problem;
    connection.idle = true;
    stream.expires_after(idle_limit);
    if (connection.buffer.size() == 0) { // wait for the first byte, then read the head within a limit of its own
        const std::size_t size = co_await stream.async_read_some(connection.buffer.prepare(4096), use_awaitable);
        connection.buffer.commit(size);
    }
    connection.idle = false;
    stream.expires_after(read_limit);
    co_await http::async_read_header(stream, connection.buffer, parser, net::redirect_error(use_awaitable, problem));
    if (problem && problem != http::error::header_limit && problem != http::error::body_limit) {
        if (problem.category() != http::make_error_code(http::error::bad_method).category() ||
            problem == http::error::end_of_stream)
            co_return false;
        stream.expires_after(write_limit);
        co_await write(stream, host_answer(400, "malformed-request", "This is no HTTP/1.1 request."), 11, false);
        co_return false;
    }

    const auto& head = parser.get();
    const unsigned version = head.version();
    const auto authority = own_authority(head, m_names);
    Response response = host_answer(421, "misdirected-request", "This host answers for 127.0.0.1 and localhost only.");
    bool more = false; // where the rest of the request is not read, nothing can follow it
    if (!authority.empty() && problem == http::error::header_limit) {
        response = host_answer(431, "header-too-large", "The header fields take more than 64 KiB.");
    } else if (!authority.empty()) {
        if (!problem && wants_continue(head))
            co_await write_continue(stream, version);
        if (!problem)
            co_await http::async_read(stream, connection.buffer, parser, net::redirect_error(use_awaitable, problem));
        if (problem && problem != http::error::body_limit)
            co_return false;
        if (problem) {
            response = host_answer(413, "too-large", "The body takes more than 1 MiB.");
        } else if (head.target() == "/") {
            response = host_redirect("/admin/integrations/"); // a real host has pages of its own here
            more = parser.keep_alive();
        } else if (const auto place = find_place(head.target())) {
            const GalleryRequest request(parser.get(), *place, authority);
            response = co_await ask(api, request.get());
            more = parser.keep_alive();
        } else {
            response = host_answer(404, "not-found", "There is no such project.");
            more = parser.keep_alive();
        }
    }
    stream.expires_after(write_limit);
    more = more && !m_stopping;
    co_await write(stream, response, version, more);
    co_return more;
}
