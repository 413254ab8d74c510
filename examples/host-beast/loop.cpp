#include "loop.hpp"

#include <array>
#include <utility>

namespace net = boost::asio;

namespace {

constexpr std::chrono::seconds stop_limit{5};

} // namespace

std::string_view Date::text() {
    const std::time_t now = std::time(nullptr);
    if (now != m_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> text{};
        // RFC 9110, section 5.6.7. The process keeps the "C" locale, so the names are English.
        m_text.assign(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
        m_at = now;
    }
    return m_text;
}

void Loop::run() {
    tick();
    context.run();
}

void Loop::stop() {
    stopping = true;
    m_patience = std::chrono::steady_clock::now() + stop_limit;
    m_work.reset();
    boost::system::error_code ignored;
    for (Connection* connection : connections)
        if (connection->idle)
            connection->socket.close(ignored);
    if (connections.empty())
        m_tick.cancel();
}

void Loop::tick() {
    m_tick.expires_after(std::chrono::seconds(1));
    m_tick.async_wait([this](boost::system::error_code problem) {
        if (problem || (stopping && connections.empty()))
            return;
        const auto now = std::chrono::steady_clock::now();
        if (now > m_patience) {
            context.stop();
            return;
        }
        boost::system::error_code ignored;
        for (Connection* connection : connections)
            if (now > connection->deadline)
                connection->socket.close(ignored); // what waits for it ends with an error
        tick();
    });
}

Connection::Connection(net::ip::tcp::socket from, Loop& on)
    : socket(std::move(from)), loop(on), m_place(on.connections.insert(on.connections.end(), this)) {}

Connection::~Connection() {
    loop.connections.erase(m_place);
    --loop.all_connections;
    if (loop.stopping && loop.connections.empty())
        loop.m_tick.cancel();
}
