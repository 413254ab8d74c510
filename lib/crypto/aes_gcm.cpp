#include "crypto/aes_gcm.hpp"

#include "base/bytes.hpp"

#include <botan/aead.h>
#include <botan/exceptn.h>
#include <botan/version.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace integration_gallery::crypto {
namespace {

// The one place where the majors differ in name.
#if BOTAN_VERSION_MAJOR >= 3
constexpr auto encryption = Botan::Cipher_Dir::Encryption;
constexpr auto decryption = Botan::Cipher_Dir::Decryption;
#else
constexpr auto encryption = Botan::ENCRYPTION;
constexpr auto decryption = Botan::DECRYPTION;
#endif

} // namespace

struct AesGcm::State {
    explicit State(std::size_t key_size) : name("AES-" + std::to_string(key_size * 8) + "/GCM") {}

    // Each direction is made when it is first needed: its tables take some kilobytes.
    Botan::AEAD_Mode& direction(std::unique_ptr<Botan::AEAD_Mode>& mode, decltype(encryption) which) {
        if (!mode)
            mode.reset(Botan::AEAD_Mode::create_or_throw(name, which).release());
        return *mode;
    }

    // Runs all whole steps in place and moves the rest into `tail`, for finish() takes nothing but a secure_vector.
    std::span<std::byte> start(Botan::AEAD_Mode& mode, std::span<const std::byte> key, std::span<const std::byte> nonce,
                               std::span<const std::byte> associated, std::span<std::byte> text) {
        mode.set_key(detail::octets(key), key.size());
        // Always, even when empty: without it Botan 2.19 authenticates leftovers of the message before.
        mode.set_associated_data(detail::octets(associated), associated.size());
        mode.start(detail::octets(nonce), nonce.size());
        const std::size_t step = mode.update_granularity();
        const std::size_t whole = text.size() / step * step;
        if (whole != 0)
            mode.process(detail::writable_octets(text), whole);
        const auto rest = text.subspan(whole);
        tail.assign(detail::octets(rest), detail::octets(rest) + rest.size());
        return rest;
    }

    std::string name;
    std::unique_ptr<Botan::AEAD_Mode> sealing;
    std::unique_ptr<Botan::AEAD_Mode> opening;
    Botan::secure_vector<std::uint8_t> tail;
};

AesGcm::AesGcm(std::size_t key_size) {
    detail::watch_botan_memory();
    m_state.reset(new State(key_size));
}

AesGcm::~AesGcm() = default;
AesGcm::AesGcm(AesGcm&&) noexcept = default;

void AesGcm::seal(std::span<const std::byte> key, std::span<const std::byte> nonce,
                  std::span<const std::byte> associated, std::span<std::byte> text,
                  std::span<std::byte, gcm_tag_size> tag) {
    auto& mode = m_state->direction(m_state->sealing, encryption);
    auto& tail = m_state->tail;
    const auto rest = m_state->start(mode, key, nonce, associated, text);
    mode.finish(tail);
    if (!rest.empty())
        std::memcpy(rest.data(), tail.data(), rest.size());
    std::memcpy(tag.data(), tail.data() + rest.size(), tag.size());
}

bool AesGcm::open(std::span<const std::byte> key, std::span<const std::byte> nonce,
                  std::span<const std::byte> associated, std::span<std::byte> text,
                  std::span<const std::byte, gcm_tag_size> tag) {
    auto& mode = m_state->direction(m_state->opening, decryption);
    auto& tail = m_state->tail;
    const auto rest = m_state->start(mode, key, nonce, associated, text);
    tail.insert(tail.end(), detail::octets(tag), detail::octets(tag) + tag.size());
    bool right = true;
    try {
        mode.finish(tail);
        if (!rest.empty())
            std::memcpy(rest.data(), tail.data(), rest.size());
    } catch (const Botan::Invalid_Authentication_Tag&) {
        right = false;
    }
    // The tail has held plaintext, after a wrong tag even unverified plaintext.
    base::wipe({reinterpret_cast<std::byte*>(tail.data()), tail.size()});
    if (!right)
        base::wipe(text);
    return right;
}

} // namespace integration_gallery::crypto
