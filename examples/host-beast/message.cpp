#include "message.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ctime>
#include <memory>
#include <string>
#include <utility>

namespace net = boost::asio;
namespace http = boost::beast::http;
using integration_gallery::Response;

namespace {

/// The current time as RFC 9110, section 5.6.7 wants it.
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    // The process keeps the "C" locale, so the names are English.
    const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), size};
}

} // namespace

GalleryRequest::GalleryRequest(const BeastRequest& from, const Place& place, std::string_view authority) {
    for (const auto& field : from)
        m_headers.push_back({field.name_string(), field.value()});
    m_request.method = from.method_string();
    m_request.target = from.target();
    m_request.mount = place.mount;
    m_request.authority = authority;
    m_request.headers = m_headers;
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

net::awaitable<void> write_continue(boost::beast::tcp_stream& stream, unsigned version) {
    http::response<http::empty_body> message(http::status::continue_, version);
    http::response_serializer<http::empty_body> serializer(message);
    co_await http::async_write(stream, serializer, net::use_awaitable);
}

net::awaitable<void> write(boost::beast::tcp_stream& stream, const Response& response, unsigned version,
                           bool keep_alive) {
    http::response<http::span_body<const char>> message;
    message.version(version);
    message.result(static_cast<unsigned>(response.status()));
    for (const auto& field : response.headers())
        message.insert(field.name, field.value);
    message.set(http::field::date, http_date());
    message.keep_alive(keep_alive);
    message.body() = {response.body().data(), response.body().size()};
    http::response_serializer<http::span_body<const char>> serializer(message);
    co_await http::async_write(stream, serializer, net::use_awaitable);
}
