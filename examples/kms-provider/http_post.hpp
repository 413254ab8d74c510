#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace kms {

/// Where the service is: "http://127.0.0.1:8200".
struct Address {
    std::string host;
    std::string port;
};

/// Throws std::invalid_argument.
Address read_address(std::string_view url);

struct Answer {
    int status = 0; ///< 0: there was none within the limit
    std::string body;
};

/// Sends one JSON document and reads the answer, all within `limit`.
Answer post(const Address& address, std::string_view path, std::string_view token, std::string_view body,
            std::chrono::milliseconds limit);

} // namespace kms
