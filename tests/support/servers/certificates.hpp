#pragma once

#include <filesystem>
#include <string>

namespace integration_gallery::test {

/// A certificate authority and a server's certificate for the name "localhost", valid for a day, made by `openssl`.
class Certificates {
public:
    /// Writes ca.pem, server.pem and server.key to a folder, the key readable for `owner` only.
    Certificates(const std::filesystem::path& folder, const char* owner);

    const std::filesystem::path& authority() const { return m_authority; }
    const std::filesystem::path& certificate() const { return m_certificate; }
    const std::filesystem::path& key() const { return m_key; }

    /// Another authority, which has nothing to do with the server: its certificate.
    static std::filesystem::path make_stranger(const std::filesystem::path& folder);

private:
    std::filesystem::path m_authority;
    std::filesystem::path m_certificate;
    std::filesystem::path m_key;
};

} // namespace integration_gallery::test
