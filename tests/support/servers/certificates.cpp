#include "support/servers/certificates.hpp"

#include "support/servers/tools.hpp"

#include <fstream>

namespace integration_gallery::test {
namespace {

void make_authority(const std::filesystem::path& folder, const std::string& name) {
    run_program({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                 "-days", "1", "-subj", "/CN=authority of a test", "-keyout", folder / (name + ".key"), "-out",
                 folder / (name + ".pem")});
}

} // namespace

Certificates::Certificates(const std::filesystem::path& folder, const char* owner)
    : m_authority(folder / "ca.pem"), m_certificate(folder / "server.pem"), m_key(folder / "server.key") {
    make_authority(folder, "ca");
    const auto request = folder / "server.csr";
    const auto extensions = folder / "server.ext";
    std::ofstream(extensions) << "subjectAltName=DNS:localhost\n";
    run_program({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                 "/CN=localhost", "-keyout", m_key, "-out", request});
    run_program({"openssl", "x509", "-req", "-in", request, "-CA", m_authority, "-CAkey", folder / "ca.key",
                 "-CAcreateserial", "-days", "1", "-extfile", extensions, "-out", m_certificate});
    for (const auto& path : {m_authority, m_certificate})
        std::filesystem::permissions(path, std::filesystem::perms(0644));
    std::filesystem::permissions(m_key, std::filesystem::perms(0600));
    give_to(m_key, owner);
}

std::filesystem::path Certificates::make_stranger(const std::filesystem::path& folder) {
    make_authority(folder, "stranger");
    return folder / "stranger.pem";
}

} // namespace integration_gallery::test
