// helper URL KEYFILE ACKNOWLEDGED SEED: writes, reads, rotates, re-encrypts and destroys at random, for ever. Appends
// "project integration number" to ACKNOWLEDGED after each write, and prints what should not have happened.
#include "base/clock.hpp"
#include "conformance/vault/storm.hpp"
#include "crypto/random.hpp"
#include "vault/doctor.hpp"
#include "vault/maintenance.hpp"

#include <integration_gallery/keys.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace integration_gallery;
namespace storm = integration_gallery::test::storm;

namespace {

/// Makes the last key of the file its first.
void turn_keys(const std::filesystem::path& path, unsigned seed) {
    std::vector<std::string> lines;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    const auto draft = path.string() + "." + std::to_string(::getpid()) + "." + std::to_string(seed);
    {
        const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        std::string text = lines.back() + "\n";
        for (std::size_t index = 0; index + 1 < lines.size(); ++index)
            text += lines[index] + "\n";
        if (::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            std::abort();
        ::close(file);
    }
    std::filesystem::rename(draft, path);
}

bool may_happen(const Error& error) {
    return error.code() == "key-switched-elsewhere" || error.code() == "storage-busy" ||
           error.code() == "data-key-retired";
}

class Storm {
public:
    Storm(char** arguments)
        : m_key_path(arguments[2]), m_provider(key_file(m_key_path)),
          m_opened(vault::Vault::open(
              options(arguments[1]), {*m_provider, m_clock, m_system, nullptr, nullptr},
              {.provider_limit = std::chrono::milliseconds(60'000), .change_interval = std::chrono::milliseconds(20)})),
          m_acknowledged(::open(arguments[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)),
          m_random(static_cast<unsigned>(std::atoi(arguments[4]))) {}

    void step() {
        const auto project = storm::project_name(static_cast<unsigned>(m_random() % storm::projects));
        const auto integration = storm::integration_name(static_cast<unsigned>(m_random() % storm::secrets));
        auto& maintenance = m_opened.vault->maintenance();
        switch (m_random() % 16) {
        case 0:
            maintenance.rotate_data_key(project, "storm", m_random() % 4 == 0);
            break;
        case 1:
        case 2:
            maintenance.reencrypt(project, {.batch = 3});
            break;
        case 3:
        case 4:
            maintenance.destroy_unused_keys(project, "storm", std::chrono::seconds(0));
            break;
        case 5:
            turn_keys(m_key_path, static_cast<unsigned>(m_random()));
            maintenance.rewrap({.batch = 2});
            break;
        case 6:
            maintenance.rotate("", {.made_before_us = {}, .grace = std::chrono::seconds(0)}, {.batch = 4});
            break;
        case 7:
        case 8:
        case 9:
            storm::read(m_opened, project, integration);
            break;
        case 10: {
            // Whoever made the key of the fingerprints, all get the same one, for as long as the project lives.
            const auto now = m_opened.vault->fingerprint(project, "storm", base::as_bytes("the same"));
            if (m_fingerprints.try_emplace(project, now).first->second != now)
                throw Error(Status::internal, "fingerprint-changed", "A fingerprint did not stay.");
            break;
        }
        default: {
            const auto number = storm::write(m_opened, project, integration);
            const std::string line = project + " " + integration + " " + std::to_string(number) + "\n";
            if (::write(m_acknowledged, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
                std::abort();
        }
        }
    }

private:
    static storage::StoreOptions options(const char* url) {
        storage::StoreOptions out;
        out.url = url;
        out.time_limit = std::chrono::milliseconds(60'000);
        return out;
    }

    std::filesystem::path m_key_path;
    std::shared_ptr<KeyProvider> m_provider;
    base::SystemClock m_clock;
    crypto::SystemRandom m_system;
    vault::Vault::Opened m_opened;
    int m_acknowledged;
    std::mt19937 m_random;
    std::map<std::string, std::string> m_fingerprints; ///< by project
};

} // namespace

int main(int count, char** arguments) {
    if (count != 5)
        return 2;
    try {
        Storm storm(arguments);
        for (;;) {
            try {
                storm.step();
            } catch (const Error& error) {
                if (may_happen(error))
                    continue;
                std::printf("%s: %s\n", error.code().c_str(), error.detail().c_str());
                std::fflush(stdout);
                return 1;
            }
        }
    } catch (const std::exception& error) {
        std::printf("%s\n", error.what());
        return 1;
    }
}
