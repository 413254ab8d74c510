#pragma once

#include "http_post.hpp"

#include <integration_gallery/host.hpp>

namespace kms {

/// Key-encryption keys in a key service. Any thread: it holds nothing that changes.
///
/// The service answers POST /keys with {"active","known"}, POST /wrap of {"key","plaintext","context"} with
/// {"ciphertext"}, and POST /unwrap of {"key","ciphertext","context"} with {"plaintext"}; bytes in hexadecimal. 404
/// means that it has no such key, 400 that the ciphertext or the context is not what was wrapped, 401 and 403 that the
/// token is not accepted; anything else, or nothing in time, that it does not work right now.
class Provider final : public integration_gallery::KeyProvider {
public:
    Provider(Address address, integration_gallery::Secret token)
        : m_address(std::move(address)), m_token(std::move(token)) {}

    std::string name() const override { return "kms"; }
    integration_gallery::KeyNames keys() override;
    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override;
    integration_gallery::Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped,
                                       std::span<const std::byte> context, std::chrono::milliseconds limit) override;

private:
    /// The body of a 200. Throws Error of Status::key.
    std::string ask(std::string_view path, std::string body, std::chrono::milliseconds limit) const;

    Address m_address;
    integration_gallery::Secret m_token;
};

} // namespace kms
