#include "server.hpp"

#include "arguments.hpp"
#include "message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

namespace net = boost::asio;
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

using Parser = http::request_parser<http::string_body>;

std::vector<std::unique_ptr<Loop>> make_loops(std::size_t count, std::atomic<std::size_t>& connections) {
    std::vector<std::unique_ptr<Loop>> out;
    for (std::size_t index = 0; index < count; ++index)
        out.push_back(std::make_unique<Loop>(connections));
    return out;
}

/// Reads as far as the end of the head; what follows stays in the buffer.
net::awaitable<boost::system::error_code> read_head(Connection& connection, Parser& parser) {
    boost::system::error_code problem;
    while (true) {
        const std::size_t used = parser.put(connection.buffer.data(), problem);
        connection.buffer.consume(used);
        if (problem != http::error::need_more)
            co_return problem;
        problem = {};
        const std::size_t size = co_await connection.socket.async_read_some(
            connection.buffer.prepare(4096), net::redirect_error(use_awaitable, problem));
        if (problem)
            co_return problem;
        connection.buffer.commit(size);
    }
}

} // namespace

Server::Shape Server::Shape::of(std::string_view database_url, std::size_t threads) {
    const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
    return {.loops = threads != 0 ? threads : processors, .local_store = database_url.starts_with("sqlite:")};
}

Server::Server(std::uint16_t port, Shape shape)
    : m_local_store(shape.local_store), m_loops(make_loops(shape.loops, m_connections)),
      m_acceptor(m_loops.front()->context), m_signals(m_loops.front()->context), m_names(port) {
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
    net::co_spawn(m_loops.front()->context, accept(api), net::detached);
    // Before anybody is told that the host is there, so that a signal ends it cleanly from then on.
    m_signals.add(SIGTERM);
    m_signals.add(SIGINT);
    m_signals.async_wait([this](boost::system::error_code problem, int) {
        if (!problem)
            stop();
    });
}

void Server::run_loops() {
    std::vector<std::jthread> threads;
    for (std::size_t index = 1; index < m_loops.size(); ++index)
        threads.emplace_back([&loop = *m_loops[index]] { loop.run(); });
    m_loops.front()->run();
    threads.clear(); // waits for them
    m_workers.join();
}

void Server::stop() {
    m_acceptor.close();
    for (const auto& loop : m_loops)
        net::post(loop->context, [&each = *loop] { each.stop(); });
}

net::awaitable<void> Server::accept(HttpApi api) {
    for (std::size_t turn = 0; m_acceptor.is_open(); ++turn) {
        Loop& loop = *m_loops[turn % m_loops.size()];
        boost::system::error_code problem;
        net::ip::tcp::socket socket(loop.context);
        co_await m_acceptor.async_accept(socket, net::redirect_error(use_awaitable, problem));
        if (problem == net::error::no_descriptors) {
            net::steady_timer pause(m_loops.front()->context, std::chrono::milliseconds(100));
            co_await pause.async_wait(use_awaitable);
        }
        if (problem || m_connections >= connection_limit)
            continue;
        ++m_connections; // until the Connection is gone
        net::co_spawn(loop.context, serve(std::move(socket), loop, api), net::detached);
    }
}

net::awaitable<void> Server::serve(net::ip::tcp::socket socket, Loop& loop, HttpApi api) {
    Connection connection(std::move(socket), loop);
    try {
        connection.socket.non_blocking(true);
        connection.socket.set_option(net::ip::tcp::no_delay(true));
        bool more = true;
        while (more && !loop.stopping)
            more = co_await answer_one(connection, api);
        boost::system::error_code ignored;
        connection.socket.shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    } catch (const boost::system::system_error&) {
        // The client went away, was too slow, or sent what is no HTTP: there is nobody to tell.
    }
}

/// Has the request to wait for a disk, a database or a key service? SQLite reads its file without waiting for writers.
bool Server::may_wait(const HttpApi& api, const Request& request) const {
    const bool only_reads = request.method == "GET" || request.method == "HEAD";
    if (m_local_store && only_reads)
        return false;
    return api.classify(request.method, request.target, request.mount) != integration_gallery::RouteClass::pure;
}

/// Asks the gallery on a worker.
net::awaitable<Response> Server::ask_elsewhere(const HttpApi& api, const Request& request) {
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
    Parser parser;
    parser.header_limit(header_limit);
    parser.body_limit(body_limit);

    boost::system::error_code problem;
    if (connection.buffer.size() == 0) { // wait for the first byte, then read the head within a limit of its own
        connection.idle = true;
        connection.allow(idle_limit);
        const std::size_t size =
            co_await connection.socket.async_read_some(connection.buffer.prepare(4096), use_awaitable);
        connection.buffer.commit(size);
        connection.idle = false;
    }
    connection.allow(read_limit);
    problem = co_await read_head(connection, parser);
    if (problem && problem != http::error::header_limit && problem != http::error::body_limit) {
        if (problem.category() != http::make_error_code(http::error::bad_method).category())
            co_return false;
        connection.allow(write_limit);
        co_await write(connection, host_answer(400, "malformed-request", "This is no HTTP/1.1 request."), 11, false);
        co_return false;
    }

    const auto& head = parser.get();
    const unsigned version = head.version();
    const auto authority = own_authority(head, m_names);
    std::optional<Response> response;
    bool more = false; // where the rest of the request is not read, nothing can follow it
    if (authority.empty()) {
        response = host_answer(421, "misdirected-request", "This host answers for 127.0.0.1 and localhost only.");
    } else if (problem == http::error::header_limit) {
        response = host_answer(431, "header-too-large", "The header fields take more than 64 KiB.");
    } else {
        if (!problem && wants_continue(head))
            co_await write_continue(connection);
        if (!problem && !parser.is_done())
            co_await http::async_read(connection.socket, connection.buffer, parser,
                                      net::redirect_error(use_awaitable, problem));
        if (problem && problem != http::error::body_limit)
            co_return false;
        if (problem) {
            response = host_answer(413, "too-large", "The body takes more than 1 MiB.");
        } else if (head.target() == "/") {
            response = host_redirect("/admin/integrations/"); // a real host has pages of its own here
            more = parser.keep_alive();
        } else if (const auto place = find_place(head.target())) {
            const GalleryRequest request(parser.get(), *place, authority, connection.field_memory);
            connection.wait_for_us();
            if (may_wait(api, request.get()))
                response = co_await ask_elsewhere(api, request.get());
            else
                response = api.handle(request.get());
            more = parser.keep_alive();
        } else {
            response = host_answer(404, "not-found", "There is no such project.");
            more = parser.keep_alive();
        }
    }
    connection.allow(write_limit);
    more = more && !connection.loop.stopping;
    co_await write(connection, *response, version, more);
    co_return more;
}
