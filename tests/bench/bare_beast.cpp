// A Beast server that answers with bytes that were given to it: what a mounted gallery is measured against.
//
// Arguments: a JSON file, [{"method", "target", "status", "fields": [[name, value], …], "body"}, …]. A request whose
// If-None-Match is the ETag of its answer gets a 304. Prints its port; ends with SIGTERM.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace net = boost::asio;
namespace http = boost::beast::http;
using net::use_awaitable;

namespace {

struct Answer {
    std::string method;
    std::string target;
    unsigned status;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
    std::string etag;
};

std::vector<Answer> read_answers(const char* path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::vector<Answer> out;
    const auto document = boost::json::parse(text);
    for (const auto& item : document.as_array()) {
        Answer answer{std::string(item.at("method").as_string()),
                      std::string(item.at("target").as_string()),
                      static_cast<unsigned>(item.at("status").as_int64()),
                      {},
                      std::string(item.at("body").as_string()),
                      {}};
        for (const auto& field : item.at("fields").as_array()) {
            answer.fields.emplace_back(field.at(0).as_string(), field.at(1).as_string());
            if (boost::beast::iequals(answer.fields.back().first, "ETag"))
                answer.etag = answer.fields.back().second;
        }
        out.push_back(std::move(answer));
    }
    return out;
}

net::awaitable<void> serve(net::ip::tcp::socket socket, const std::vector<Answer>& answers) {
    boost::beast::tcp_stream stream(std::move(socket));
    boost::beast::flat_buffer buffer;
    try {
        while (true) {
            stream.expires_after(std::chrono::seconds(30));
            http::request_parser<http::string_body> parser;
            co_await http::async_read(stream, buffer, parser, use_awaitable);
            const auto& request = parser.get();
            const Answer* found = nullptr;
            for (const Answer& answer : answers)
                if (request.target() == answer.target && request.method_string() == answer.method)
                    found = &answer;
            http::response<http::span_body<const char>> message;
            message.version(request.version());
            message.result(404);
            if (found != nullptr) {
                const bool same = !found->etag.empty() && request[http::field::if_none_match] == found->etag;
                message.result(same ? 304 : found->status);
                for (const auto& [name, value] : found->fields)
                    if (!same || !boost::beast::iequals(name, "Content-Length"))
                        message.insert(name, value);
                if (!same)
                    message.body() = {found->body.data(), found->body.size()};
            }
            message.keep_alive(parser.keep_alive());
            http::response_serializer<http::span_body<const char>> serializer(message);
            co_await http::async_write(stream, serializer, use_awaitable);
        }
    } catch (const boost::system::system_error&) {
        // The load is over.
    }
}

net::awaitable<void> accept(net::ip::tcp::acceptor& acceptor, const std::vector<Answer>& answers) {
    while (true)
        net::co_spawn(acceptor.get_executor(), serve(co_await acceptor.async_accept(use_awaitable), answers),
                      net::detached);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: ig_bench_bare_beast FILE\n";
        return 1;
    }
    const auto answers = read_answers(argv[1]);
    net::io_context loop{1};
    net::ip::tcp::acceptor acceptor(loop, {net::ip::address_v4::loopback(), 0});
    std::cout << acceptor.local_endpoint().port() << std::endl;
    net::co_spawn(loop, accept(acceptor, answers), net::detached);
    loop.run();
}
