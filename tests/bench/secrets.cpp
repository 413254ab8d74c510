// Sealing and opening beside the same construction on OpenSSL, and re-encryption by CPU time:
// ig_bench_secrets FOLDER [NAME…] prints one JSON document for each measurement.
#include "storage/repository/secrets.hpp"

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/identifier.hpp"
#include "crypto/aes_gcm.hpp"
#include "crypto/random.hpp"
#include "crypto/sealing_key.hpp"
#include "rounds.hpp"
#include "storage/store.hpp"
#include "vault/bound.hpp"
#include "vault/maintenance.hpp"
#include "vault/vault.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace ig = integration_gallery;

namespace {

using Bytes = std::vector<std::byte>;

const unsigned char* octets(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* octets(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Costs next to nothing, on both sides.
class CheapRandom final : public ig::RandomSource {
public:
    void fill(std::span<std::byte> out) override {
        for (auto& byte : out)
            byte = static_cast<std::byte>(m_next += 37);
    }

private:
    unsigned m_next = 1;
};

void require(bool holds) {
    if (!holds)
        throw std::runtime_error("OpenSSL failed, or the two sides do not agree");
}

/// The record of igs1 (nonce, commitment, AES-256-GCM under a key of its own) made with OpenSSL's EVP; everything that
/// can be kept is kept.
class Evp {
public:
    Evp() {
        std::array<std::byte, 32> key{};
        key[0] = std::byte{7};
        set_up(m_derivation, key);
        key[0] = std::byte{9};
        set_up(m_hedge, key);
    }

    void seal(std::span<const std::byte> context, std::span<const std::byte> plaintext, Bytes& out,
              ig::RandomSource& random) {
        std::array<std::byte, 32> fresh;
        random.fill(fresh);
        out.resize(24 + 32 + plaintext.size() + 16);
        std::array<std::byte, 32> digest;
        const std::array<std::byte, 8> length{};
        mac(m_hedge, {fresh, length, context, plaintext}, digest);
        std::memcpy(out.data(), digest.data(), 24);
        std::array<std::byte, 64> keys;
        derive(std::span(out).first(24), context, keys);
        std::memcpy(out.data() + 24, keys.data() + 32, 32);
        int size = 0;
        auto* cipher = m_cipher.get();
        require(EVP_EncryptInit_ex(cipher, m_fetched.get(), nullptr, octets(std::span<const std::byte>(keys)),
                                   octets(std::span<const std::byte>(out)) + 12) == 1 &&
                EVP_EncryptUpdate(cipher, nullptr, &size, octets(context), static_cast<int>(context.size())) == 1 &&
                EVP_EncryptUpdate(cipher, octets(std::span(out)) + 56, &size, octets(plaintext),
                                  static_cast<int>(plaintext.size())) == 1 &&
                EVP_EncryptFinal_ex(cipher, octets(std::span(out)) + 56 + size, &size) == 1 &&
                EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, 16, out.data() + 56 + plaintext.size()) == 1);
    }

    void open(std::span<const std::byte> context, Bytes& sealed, Bytes& out) {
        std::array<std::byte, 64> keys;
        derive(std::span(sealed).first(24), context, keys);
        require(CRYPTO_memcmp(keys.data() + 32, sealed.data() + 24, 32) == 0);
        decrypt(std::span(keys).first<32>(), context, sealed, out);
    }

    /// AES-256-GCM alone: of a record, without looking at its commitment.
    void decrypt(std::span<const std::byte, 32> key, std::span<const std::byte> context, Bytes& sealed, Bytes& out) {
        const auto count = sealed.size() - 72;
        out.resize(count);
        int size = 0;
        auto* cipher = m_cipher.get();
        require(EVP_DecryptInit_ex(cipher, m_fetched.get(), nullptr, octets(key),
                                   octets(std::span<const std::byte>(sealed)) + 12) == 1 &&
                EVP_DecryptUpdate(cipher, nullptr, &size, octets(context), static_cast<int>(context.size())) == 1 &&
                EVP_DecryptUpdate(cipher, octets(std::span(out)), &size,
                                  octets(std::span<const std::byte>(sealed)) + 56, static_cast<int>(count)) == 1 &&
                EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, 16, sealed.data() + 56 + count) == 1 &&
                EVP_DecryptFinal_ex(cipher, octets(std::span(out)) + size, &size) == 1);
    }

private:
    struct Free {
        void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
        void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
        void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
        void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    };
    using Mac = std::unique_ptr<EVP_MAC_CTX, Free>;

    void set_up(Mac& mac, std::span<const std::byte> key) {
        char name[] = "SHA256";
        const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_utf8_string("digest", name, 0),
                                                   OSSL_PARAM_construct_end()};
        mac.reset(EVP_MAC_CTX_new(m_hmac.get()));
        require(EVP_MAC_init(mac.get(), octets(key), key.size(), parameters.data()) == 1);
    }

    static void mac(Mac& mac, std::initializer_list<std::span<const std::byte>> pieces, std::span<std::byte, 32> out) {
        require(EVP_MAC_init(mac.get(), nullptr, 0, nullptr) == 1);
        for (const auto piece : pieces)
            require(EVP_MAC_update(mac.get(), octets(piece), piece.size()) == 1);
        std::size_t size = 0;
        require(EVP_MAC_final(mac.get(), octets(std::span<std::byte>(out)), &size, out.size()) == 1);
    }

    void derive(std::span<const std::byte> nonce, std::span<const std::byte> context, std::span<std::byte, 64> keys) {
        static constexpr std::string_view label{"igs1/record-key\0", 16};
        const std::array<std::byte, 1> first{std::byte{1}};
        const std::array<std::byte, 1> second{std::byte{2}};
        mac(m_derivation, {ig::base::as_bytes(label), nonce, context, first}, keys.first<32>());
        mac(m_derivation, {keys.first(32), ig::base::as_bytes(label), nonce, context, second}, keys.last<32>());
    }

    std::unique_ptr<EVP_MAC, Free> m_hmac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    std::unique_ptr<EVP_CIPHER, Free> m_fetched{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    std::unique_ptr<EVP_CIPHER_CTX, Free> m_cipher{EVP_CIPHER_CTX_new()};
    Mac m_derivation;
    Mac m_hedge;
};

void print(const std::string& name, double value, const char* unit, boost::json::value baseline,
           boost::json::value ratio, boost::json::value aim, boost::json::value met) {
    std::cout << boost::json::serialize(boost::json::object{{"name", name},
                                                            {"value", value},
                                                            {"unit", unit},
                                                            {"baseline", std::move(baseline)},
                                                            {"ratio", std::move(ratio)},
                                                            {"aim", std::move(aim)},
                                                            {"met", std::move(met)}})
              << std::endl;
}

void measure_record(const std::set<std::string>& wanted) {
    const auto chosen = [&](const std::string& name) { return wanted.empty() || wanted.contains(name); };
    std::array<std::byte, 32> key{};
    key[0] = std::byte{5};
    const ig::crypto::SealingKey ours(key, ig::crypto::SealingPurpose::record);
    Evp theirs;
    CheapRandom random;
    const Bytes context(235, std::byte{'c'});
    for (const std::size_t size : {64u, 256u, 4096u}) {
        const Bytes plaintext(size, std::byte{'p'});
        Bytes out;
        Bytes opened;
        const std::size_t count = size > 1000 ? 400 : 2000;
        if (const auto name = "seal-" + std::to_string(size); chosen(name)) {
            const auto taken = take_turns(
                41, count, [&] { ours.seal(context, plaintext, random); },
                [&] { theirs.seal(context, plaintext, out, random); });
            print(name, taken.value, "us", taken.baseline, taken.ratio(), "<= 1.3", taken.ratio() <= 1.3);
        }
        if (const auto name = "open-" + std::to_string(size); chosen(name)) {
            const auto sealed = ours.seal(context, plaintext, random);
            theirs.seal(context, plaintext, out, random);
            const auto taken = take_turns(
                41, count, [&] { require(ours.open(context, sealed).has_value()); },
                [&] { theirs.open(context, out, opened); });
            print(name, taken.value, "us", taken.baseline, taken.ratio(), "<= 1.3", taken.ratio() <= 1.3);
        }
    }
}

/// What the two libraries' AES-256-GCM costs by itself, with a fresh key: `open-4096` cannot be much better.
void measure_cipher() {
    constexpr std::size_t size = 4096;
    const std::array<std::byte, 32> key{std::byte{5}};
    const Bytes context(235, std::byte{'c'});
    Bytes sealed(24 + 32 + size + 16, std::byte{'p'});
    ig::crypto::AesGcm ours(key.size());
    const auto nonce = std::span<const std::byte>(sealed).subspan(12, 12);
    const auto text = std::span(sealed).subspan(56, size);
    ours.seal(key, nonce, context, text, std::span(sealed).last<16>());
    Evp theirs;
    Bytes work(size);
    Bytes opened;
    const auto taken = take_turns(
        41, 400,
        [&] {
            std::memcpy(work.data(), text.data(), size); // it opens in place
            require(ours.open(key, nonce, context, work, std::span<const std::byte>(sealed).last<16>()));
        },
        [&] { theirs.decrypt(key, context, sealed, opened); });
    require(work == opened);
    print("gcm-open-4096", taken.value, "us", taken.baseline, taken.ratio(), nullptr, nullptr);
}

/// Of a project with so many sealed values of 200 bytes on SQLite.
void measure_reencryption(const std::filesystem::path& folder, int rows) {
    ig::base::SystemClock clock;
    ig::crypto::SystemRandom random;
    const auto provider = ig::key_file(folder / "secrets.key", {.create_if_missing = true});
    ig::storage::StoreOptions options;
    options.url = "sqlite://" + (folder / "secrets.db").string();
    const auto opened = ig::vault::Vault::open(options, {*provider, clock, random, nullptr, nullptr});
    const auto binding = ig::vault::binding_digest({});
    const auto key = opened.vault->active_key("apollo");
    const std::string secret(200, 's');
    opened.store->write([&](ig::storage::Transaction& transaction) {
        for (int number = 0; number < rows; ++number) {
            ig::storage::SecretRow row;
            row.project = "apollo";
            row.integration = row.record = "bench-" + std::to_string(number);
            row.slot = "config";
            row.key_id = key->id();
            row.bound = ig::vault::write_bound({{}, binding});
            row.sealed = opened.vault->seal(*key,
                                            {.project = row.project,
                                             .record = row.record,
                                             .integration = row.integration,
                                             .slot = row.slot,
                                             .seal_revision = 1,
                                             .binding = binding},
                                            ig::base::as_bytes(secret));
            ig::storage::insert_secret(transaction, row);
        }
    });
    double best = 0;
    for (int round = 0; round < 3; ++round) {
        opened.vault->maintenance().rotate_data_key("apollo", "bench");
        const auto start = std::clock();
        const auto result = opened.vault->maintenance().reencrypt("apollo", {.batch = 1000});
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        require(result.finished && result.progress.done == rows);
        best = std::max(best, rows / seconds);
    }
    print("reencrypt", best, "/s", nullptr, nullptr, ">= 60000 rows per CPU second", best >= 60'000);
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::cerr << "usage: ig_bench_secrets FOLDER [NAME…]\n";
        return 1;
    }
    try {
        const std::set<std::string> wanted(arguments + 2, arguments + count);
        measure_record(wanted);
        if (wanted.empty() || wanted.contains("gcm-open-4096"))
            measure_cipher();
        if (wanted.empty() || wanted.contains("reencrypt"))
            measure_reencryption(arguments[1], 20'000);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
