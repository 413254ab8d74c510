#pragma once

#include <integration_gallery/http.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <list>
#include <string>
#include <string_view>
#include <vector>

struct Connection;

/// The Date field of answers, written anew when the second is another.
class Date {
public:
    std::string_view text();

private:
    std::time_t m_at = -1;
    std::string m_text;
};

/// One thread's event loop and its clients. All of it belongs to that thread but `context`, to which anybody may post.
struct Loop {
    explicit Loop(std::atomic<std::size_t>& count) : all_connections(count) {}

    /// Runs until `stop` was called and the last client is gone, or a few seconds later.
    void run();
    void stop();

    std::atomic<std::size_t>& all_connections; ///< of all loops
    std::list<Connection*> connections;
    bool stopping = false;
    Date date;
    boost::asio::io_context context{1}; // behind what its coroutines use when they are destroyed with it

private:
    friend struct Connection;
    /// Once a second: closes what took too long. One timer for all, since arming one for each step costs more than
    /// many an answer.
    void tick();

    boost::asio::steady_timer m_tick{context};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work{context.get_executor()};
    std::chrono::steady_clock::time_point m_patience = std::chrono::steady_clock::time_point::max();
};

/// One client, on its loop's thread only. Its memory serves one request after the other.
struct Connection {
    Connection(boost::asio::ip::tcp::socket from, Loop& on);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// What comes next may take that long; then the socket is closed. To the second.
    void allow(std::chrono::seconds limit) { deadline = std::chrono::steady_clock::now() + limit; }
    /// What comes next is not up to the client.
    void wait_for_us() { deadline = std::chrono::steady_clock::time_point::max(); }

    boost::asio::ip::tcp::socket socket;
    Loop& loop;
    boost::beast::flat_buffer buffer;                           ///< received and not yet read
    std::string head;                                           ///< of the answer
    std::vector<integration_gallery::HeaderField> field_memory; ///< of the request
    std::chrono::steady_clock::time_point deadline;
    bool idle = true; ///< waits for the next request

private:
    std::list<Connection*>::iterator m_place;
};
