#pragma once

#include "loop.hpp"
#include "site.hpp"

#include <integration_gallery/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Between Beast's messages and the gallery's.

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// A gallery's request as views into Beast's, which must outlive it; the fields stand in `memory`, as well.
class GalleryRequest {
public:
    GalleryRequest(const BeastRequest& from, const Place& place, std::string_view authority,
                   std::vector<integration_gallery::HeaderField>& memory);
    GalleryRequest(const GalleryRequest&) = delete;
    GalleryRequest& operator=(const GalleryRequest&) = delete;

    const integration_gallery::Request& get() const noexcept { return m_request; }

private:
    integration_gallery::Request m_request;
};

/// An answer of the host's own, before the gallery is asked: a problem document (RFC 9457).
integration_gallery::Response host_answer(int status, std::string_view code, std::string_view detail);

/// Sends a browser to another path of this host.
integration_gallery::Response host_redirect(std::string path);

/// Which of our names the request is for, "" if none or if it does not say so exactly once.
std::string_view own_authority(const BeastRequest& head, const OwnNames& names);

/// Does the client wait for leave to send its body (RFC 9110, section 10.1.1)?
bool wants_continue(const BeastRequest& head);
boost::asio::awaitable<void> write_continue(Connection& connection);

/// Sends a response as it is: its Content-Length is right for HEAD and 304, too, and must not be computed anew.
boost::asio::awaitable<void> write(Connection& connection, const integration_gallery::Response& response,
                                   unsigned version, bool keep_alive);
