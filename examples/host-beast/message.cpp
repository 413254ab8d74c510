#include "message.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace net = boost::asio;
namespace http = boost::beast::http;
using integration_gallery::Response;

namespace {

/// Status line and fields of an answer. Written by hand: Beast's message would copy every field once more.
void make_head(std::string& out, const Response& response, std::string_view date, unsigned version, bool keep_alive) {
    const auto status = static_cast<unsigned>(response.status());
    const std::string_view reason = http::obsolete_reason(static_cast<http::status>(status));
    out.assign(version >= 11 ? "HTTP/1.1 " : "HTTP/1.0 ").append(std::to_string(status)).append(" ").append(reason);
    for (const auto& field : response.headers())
        out.append("\r\n").append(field.name).append(": ").append(field.value);
    out.append("\r\nDate: ").append(date);
    if (version >= 11 && !keep_alive)
        out.append("\r\nConnection: close");
    if (version < 11 && keep_alive)
        out.append("\r\nConnection: keep-alive");
    out.append("\r\n\r\n");
}

} // namespace

GalleryRequest::GalleryRequest(const BeastRequest& from, const Place& place, std::string_view authority,
                               std::vector<integration_gallery::HeaderField>& memory) {
    memory.clear();
    for (const auto& field : from)
        memory.push_back({field.name_string(), field.value()});
    m_request.method = from.method_string();
    m_request.target = from.target();
    m_request.mount = place.mount;
    m_request.authority = authority;
    m_request.headers = memory;
    m_request.body = from.body();
    // A real host puts the user here that its own sign-in knows. Everybody is the administrator of this one.
    m_request.caller = {.subject = "administrator", .project = place.project, .permissions = 0};
    // Whoever can reach the address is signed in: no token was shown, so pages of other origins must be kept out.
    m_request.ambient_auth = true;
}

Response host_answer(int status, std::string_view code, std::string_view detail) {
    const boost::json::object problem{{"type", "about:blank"}, {"status", status}, {"code", code}, {"detail", detail}};
    return Response(status, {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}},
                    std::make_shared<const std::string>(boost::json::serialize(problem)));
}

Response host_redirect(std::string path) {
    return Response(302, {{"Location", std::move(path)}, {"Cache-Control", "no-store"}}, nullptr);
}

std::string_view own_authority(const BeastRequest& head, const OwnNames& names) {
    // A target with a scheme names a host of its own; only proxies are sent such a one.
    if (head.count(http::field::host) != 1 || !head.target().starts_with('/'))
        return {};
    return names.match(head[http::field::host]);
}

bool wants_continue(const BeastRequest& head) {
    return head.version() >= 11 && boost::beast::iequals(head[http::field::expect], "100-continue");
}

net::awaitable<void> write_continue(Connection& connection) {
    static constexpr std::string_view leave = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await net::async_write(connection.socket, net::buffer(leave), net::use_awaitable);
}

net::awaitable<void> write(Connection& connection, const Response& response, unsigned version, bool keep_alive) {
    make_head(connection.head, response, connection.loop.date.text(), version, keep_alive);
    boost::beast::buffers_suffix parts(
        std::array<net::const_buffer, 2>{net::buffer(connection.head), net::buffer(response.body())});
    // Most answers fit into the socket's own buffer: then there is nothing to wait for.
    boost::system::error_code problem;
    parts.consume(connection.socket.write_some(parts, problem));
    if (problem && problem != net::error::would_block)
        throw boost::system::system_error(problem);
    if (boost::beast::buffer_bytes(parts) > 0)
        co_await net::async_write(connection.socket, parts, net::use_awaitable);
}
