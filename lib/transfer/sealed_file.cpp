#include "transfer/sealed_file.hpp"

#include "base/base64url.hpp"
#include "crypto/argon2id.hpp"
#include "crypto/digest.hpp"
#include "crypto/hkdf.hpp"
#include "json/read.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <istream>

namespace integration_gallery::transfer {
namespace {

constexpr crypto::Argon2Cost usual_cost{65536, 3, 1};
constexpr std::size_t key_size = 32;
constexpr std::size_t sealed_size = chunk_size + crypto::gcm_tag_size;

[[noreturn]] void refuse_damaged() {
    throw Error(Status::validation, "export-damaged",
                "The file of the export was altered or cut off. Use another copy of it; nothing was imported.");
}

[[noreturn]] void refuse_unknown() {
    throw Error(Status::validation, "export-not-recognized",
                "This file is no export of an integration gallery: it does not begin like one.");
}

/// The numbers of a head must not cost more than this, whoever wrote it.
bool is_bearable(std::int64_t memory_kib, std::int64_t passes, std::int64_t lanes) noexcept {
    return lanes >= 1 && lanes <= 16 && passes >= 1 && passes <= 16 && memory_kib >= 8 * lanes &&
           memory_kib <= 1024 * 1024;
}

struct Head {
    std::string key_id; ///< "" for a passphrase
    crypto::Argon2Cost cost = usual_cost;
    base::Bytes salt;
};

std::string write_head(const Head& head) {
    boost::json::object key;
    if (head.key_id.empty())
        key = {{"kind", "passphrase"},
               {"memoryKib", head.cost.memory_kib},
               {"passes", head.cost.passes},
               {"lanes", head.cost.lanes}};
    else
        key = {{"kind", "key"}, {"id", head.key_id}};
    const boost::json::object all{{"format", format_name},
                                  {"version", format_version},
                                  {"key", std::move(key)},
                                  {"salt", base::encode_base64url(head.salt)}};
    return boost::json::serialize(all) + "\n";
}

const boost::json::value* member(const boost::json::value* of, std::string_view name) {
    const auto* object = of != nullptr ? of->if_object() : nullptr;
    return object != nullptr ? object->if_contains(name) : nullptr;
}

std::int64_t number(const boost::json::value* item) {
    const auto* integer = item != nullptr ? item->if_int64() : nullptr;
    return integer != nullptr ? *integer : -1;
}

std::string words(const boost::json::value* item) {
    const auto* text = item != nullptr ? item->if_string() : nullptr;
    return text != nullptr ? std::string(*text) : "";
}

Head read_head(std::string_view line) {
    boost::json::value document;
    try {
        document = json::read(line);
    } catch (const Error&) {
        refuse_unknown();
    }
    if (words(member(&document, "format")) != format_name)
        refuse_unknown();
    const std::int64_t version = number(member(&document, "version"));
    if (version > format_version)
        throw Error(Status::unsupported, "export-too-new",
                    "This export was written in version " + std::to_string(version) +
                        " of the format, and this library reads version " + std::to_string(format_version) +
                        ". Import it with a newer library.");
    Head head;
    const auto* key = member(&document, "key");
    const auto salt = base::decode_base64url(words(member(&document, "salt")));
    const std::string kind = words(member(key, "kind"));
    if (version != format_version || !salt || salt->size() != salt_size)
        refuse_damaged();
    head.salt = *salt;
    if (kind == "key") {
        head.key_id = words(member(key, "id"));
        if (head.key_id.empty())
            refuse_damaged();
        return head;
    }
    const auto memory = number(member(key, "memoryKib"));
    const auto passes = number(member(key, "passes"));
    const auto lanes = number(member(key, "lanes"));
    if (kind != "passphrase" || !is_bearable(memory, passes, lanes))
        refuse_damaged();
    head.cost = {static_cast<std::uint32_t>(memory), static_cast<std::uint32_t>(passes),
                 static_cast<std::uint32_t>(lanes)};
    return head;
}

/// Key and commitment, one behind the other.
Secret derive(const ExportKey& key, const Head& head, std::string_view line) {
    Secret master;
    if (key.is_passphrase()) {
        master = Secret(key_size);
        crypto::argon2id(key.secret().bytes(), head.salt, head.cost, master.writable());
    } else {
        master = key.secret();
    }
    const auto digest = crypto::sha256(base::as_bytes(line));
    constexpr std::string_view label = "integration-gallery/export/v1";
    base::Bytes info(base::as_bytes(label).begin(), base::as_bytes(label).end());
    info.insert(info.end(), digest.begin(), digest.end());
    Secret both(key_size + commitment_size);
    crypto::hkdf_expand(master.bytes(), info, both.writable());
    return both;
}

std::array<std::byte, 12> nonce_of(std::uint64_t chunk, bool last) {
    std::array<std::byte, 12> nonce{};
    for (std::size_t i = 0; i < 7; ++i)
        nonce[10 - i] = static_cast<std::byte>(chunk >> (8 * i));
    nonce[11] = static_cast<std::byte>(last ? 1 : 0);
    return nonce;
}

[[noreturn]] void refuse_key(const ExportKey& key, const Head& head) {
    std::string why;
    if (!head.key_id.empty() && key.is_passphrase())
        why = "This export is sealed to the key '" + head.key_id + "', not to a passphrase. Give that key.";
    else if (head.key_id.empty() && !key.is_passphrase())
        why = "This export is sealed to a passphrase, not to a key. Give the passphrase.";
    else if (head.key_id != key.id())
        why = "This export is sealed to the key '" + head.key_id + "', and the key that was given is '" + key.id() +
              "'. Give the right one.";
    else
        why = "The key or passphrase does not open this export: it is another one, or the beginning of the file was "
              "altered.";
    throw Error(Status::key, "export-key-wrong", why);
}

} // namespace

SealedWriter::SealedWriter(const ExportKey& key, RandomSource& random, Sink sink) : m_sink(std::move(sink)) {
    Head head;
    head.key_id = key.id();
    head.salt.resize(salt_size);
    random.fill(head.salt);
    const std::string line = write_head(head);
    const Secret both = derive(key, head, line);
    m_key = Secret(both.bytes().first(key_size));
    m_sink(base::as_bytes(line));
    m_sink(both.bytes().subspan(key_size));
}

void SealedWriter::write(std::string_view text) {
    while (!text.empty()) {
        if (m_used == chunk_size)
            seal(false);
        const std::size_t part = std::min(text.size(), chunk_size - m_used);
        std::memcpy(m_chunk.writable().data() + m_used, text.data(), part);
        m_used += part;
        text.remove_prefix(part);
    }
}

void SealedWriter::finish() {
    seal(true);
}

void SealedWriter::seal(bool last) {
    std::array<std::byte, crypto::gcm_tag_size> tag;
    m_cipher.seal(m_key.bytes(), nonce_of(m_number++, last), {}, m_chunk.writable().first(m_used), tag);
    m_sink(m_chunk.bytes().first(m_used));
    m_sink(tag);
    m_used = 0;
}

SealedReader::SealedReader(std::istream& file, const ExportKey& key, const FileKey* known)
    : m_file(file), m_chunk(sealed_size) {
    std::string line;
    for (;;) {
        std::byte one{};
        if (read({&one, 1}) == 0 || line.size() == head_limit)
            refuse_unknown();
        line += static_cast<char>(one);
        if (line.size() == 1 && line != "{")
            refuse_unknown();
        if (line.back() == '\n')
            break;
    }
    const Head head = read_head(line);
    if (head.key_id != key.id())
        refuse_key(key, head);
    std::array<std::byte, commitment_size> commitment{};
    if (read(commitment) != commitment.size())
        refuse_damaged();
    if (known != nullptr && known->head == line) {
        m_file_key = *known;
    } else {
        const Secret both = derive(key, head, line);
        if (!base::equal_constant_time(both.bytes().subspan(key_size), commitment))
            refuse_key(key, head);
        m_file_key = {line, Secret(both.bytes().first(key_size))};
    }
    std::byte first{};
    if (read({&first, 1}) != 0)
        m_ahead = first;
}

std::span<const std::byte> SealedReader::next() {
    if (m_ended)
        return {};
    if (!m_ahead)
        refuse_damaged(); // even the last chunk has a tag
    auto buffer = m_chunk.writable();
    buffer[0] = *m_ahead;
    m_ahead.reset();
    const std::size_t got = 1 + read(buffer.subspan(1));
    std::byte behind{};
    if (got == sealed_size && read({&behind, 1}) != 0)
        m_ahead = behind;
    const bool last = !m_ahead;
    if (got < crypto::gcm_tag_size)
        refuse_damaged();
    const std::size_t size = got - crypto::gcm_tag_size;
    std::array<std::byte, crypto::gcm_tag_size> tag;
    std::copy_n(buffer.begin() + static_cast<std::ptrdiff_t>(size), tag.size(), tag.begin());
    if (!m_cipher.open(m_file_key.key.bytes(), nonce_of(m_number++, last), {}, buffer.first(size), tag))
        refuse_damaged();
    m_ended = last;
    return m_chunk.bytes().first(size);
}

std::size_t SealedReader::read(std::span<std::byte> out) {
    if (out.empty() || !m_file)
        return 0;
    m_file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
    if (m_file.bad())
        throw Error(Status::storage, "export-unreadable", "The file of the export could not be read to its end.");
    const auto got = static_cast<std::size_t>(m_file.gcount());
    m_position += static_cast<std::int64_t>(got);
    return got;
}

} // namespace integration_gallery::transfer
