#include "crypto/sealing_key.hpp"

#include "crypto/aes_gcm.hpp"
#include "crypto/hkdf.hpp"

#include <integration_gallery/error.hpp>

#include <array>
#include <cstring>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::crypto {
namespace {

constexpr std::size_t nonce_size = 24;
constexpr std::size_t iv_offset = 12; // the last 12 bytes of the nonce are the IV of GCM
constexpr std::size_t header_size = nonce_size + digest_size;
constexpr std::size_t idle_workers = 8;

struct Labels {
    std::string_view derivation, hedge, message;
};

constexpr Labels labels_of(SealingPurpose purpose) {
    using namespace std::string_view_literals;
    return purpose == SealingPurpose::record ? Labels{"igs1/record", "igs1/hedge", "igs1/record-key\0"sv}
                                             : Labels{"igw1/wrap", "igw1/hedge", "igw1/wrap-key\0"sv};
}

Secret derive(std::span<const std::byte> key, std::string_view label) {
    Secret derived(digest_size);
    hkdf_expand(key, base::as_bytes(label), derived.writable());
    return derived;
}

// The key of one message and the commitment to everything that made it; wiped.
struct MessageKeys {
    MessageKeys() = default;
    ~MessageKeys() { base::wipe(bytes); }
    MessageKeys(const MessageKeys&) = delete;
    MessageKeys& operator=(const MessageKeys&) = delete;

    std::span<const std::byte> key() const { return std::span(bytes).first(digest_size); }
    std::span<const std::byte> commitment() const { return std::span(bytes).last(digest_size); }
    std::array<std::byte, 2 * digest_size> bytes;
};

} // namespace

class SealingKey::Worker {
public:
    Worker(std::span<const std::byte> derivation, std::span<const std::byte> hedge)
        : m_derivation(derivation), m_hedge(hedge) {}

    void make_nonce(std::span<const std::byte> random, std::span<const std::byte> context,
                    std::span<const std::byte> plaintext, std::span<std::byte> nonce) {
        std::array<std::byte, 8> length;
        for (std::size_t index = 0; index < length.size(); ++index)
            length[index] = static_cast<std::byte>(std::uint64_t{context.size()} >> (56 - 8 * index));
        Digest digest;
        m_hedge.update(random).update(length).update(context).update(plaintext).finish(digest);
        std::memcpy(nonce.data(), digest.data(), nonce.size());
    }

    void derive(std::string_view label, std::span<const std::byte> nonce, std::span<const std::byte> context,
                MessageKeys& keys) {
        const std::array<std::span<const std::byte>, 3> info{base::as_bytes(label), nonce, context};
        hkdf_expand(m_derivation, info, keys.bytes);
    }

    AesGcm& cipher() { return m_cipher; }

private:
    HmacKey m_derivation;
    HmacKey m_hedge;
    AesGcm m_cipher;
};

struct SealingKey::Pool {
    std::string_view message_label;
    Secret derivation;
    Secret hedge;
    std::mutex mutex;
    std::vector<std::unique_ptr<Worker>> idle;
};

// A worker for the time of one call. After an exception it is thrown away: it may stand inside a message.
class SealingKey::Lease {
public:
    explicit Lease(Pool& pool) : m_pool(pool) {
        {
            const std::lock_guard lock(pool.mutex);
            if (!pool.idle.empty()) {
                m_worker = std::move(pool.idle.back());
                pool.idle.pop_back();
            }
        }
        if (!m_worker)
            m_worker = std::make_unique<Worker>(pool.derivation.bytes(), pool.hedge.bytes());
    }

    void done() noexcept {
        const std::lock_guard lock(m_pool.mutex);
        if (m_pool.idle.size() < idle_workers)
            m_pool.idle.push_back(std::move(m_worker)); // never allocates: reserved
    }

    Worker* operator->() noexcept { return m_worker.get(); }

private:
    Pool& m_pool;
    std::unique_ptr<Worker> m_worker;
};

SealingKey::SealingKey(std::span<const std::byte> key, SealingPurpose purpose) : m_pool(std::make_unique<Pool>()) {
    if (key.size() != digest_size)
        throw Error(Status::invalid_argument, "key-size", "A sealing key has 32 bytes.");
    const Labels labels = labels_of(purpose);
    m_pool->message_label = labels.message;
    m_pool->derivation = derive(key, labels.derivation);
    m_pool->hedge = derive(key, labels.hedge);
    m_pool->idle.reserve(idle_workers);
}

SealingKey::~SealingKey() = default;

base::Bytes SealingKey::seal(std::span<const std::byte> context, std::span<const std::byte> plaintext,
                             RandomSource& random) const {
    std::array<std::byte, 32> fresh;
    random.fill(fresh);
    // The plaintext is put into place in wiped memory, and only its encrypted form leaves it.
    Secret work(overhead + plaintext.size());
    const auto out = work.writable();
    const auto nonce = out.first(nonce_size);
    const auto text = out.subspan(header_size, plaintext.size());
    if (!plaintext.empty())
        std::memcpy(text.data(), plaintext.data(), plaintext.size());

    Lease worker(*m_pool);
    worker->make_nonce(fresh, context, plaintext, nonce);
    MessageKeys keys;
    worker->derive(m_pool->message_label, nonce, context, keys);
    std::memcpy(out.data() + nonce_size, keys.commitment().data(), digest_size);
    worker->cipher().seal(keys.key(), nonce.subspan(iv_offset), context, text, out.last<gcm_tag_size>());
    worker.done();
    return {out.begin(), out.end()};
}

std::optional<Secret> SealingKey::open(std::span<const std::byte> context, std::span<const std::byte> body) const {
    if (body.size() < overhead)
        return std::nullopt;
    const auto nonce = body.first(nonce_size);
    const auto commitment = body.subspan(nonce_size, digest_size);
    Lease worker(*m_pool);
    MessageKeys keys;
    worker->derive(m_pool->message_label, nonce, context, keys);
    if (!base::equal_constant_time(keys.commitment(), commitment)) {
        worker.done();
        return std::nullopt;
    }
    std::optional<Secret> plaintext(std::in_place, body.subspan(header_size, body.size() - overhead));
    const bool right = worker->cipher().open(keys.key(), nonce.subspan(iv_offset), context, plaintext->writable(),
                                             body.last<gcm_tag_size>());
    worker.done();
    if (!right)
        plaintext.reset();
    return plaintext;
}

} // namespace integration_gallery::crypto
