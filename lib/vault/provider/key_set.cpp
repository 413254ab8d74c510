#include "vault/provider/key_set.hpp"

#include "crypto/key_text.hpp"

#include <integration_gallery/error.hpp>

#include <cstdlib>
#include <utility>

namespace integration_gallery::vault {
namespace {

[[noreturn]] void refuse_line(std::string_view origin, std::size_t line, crypto::KeyTextFault fault) {
    const auto refuse = [&](const char* code, const char* what) {
        throw Error(Status::key, code,
                    "Line " + std::to_string(line) + " of " + std::string(origin) + what +
                        " Restore the key from a copy; nothing was written.");
    };
    switch (fault) {
    case crypto::KeyTextFault::checksum:
        refuse("key-text-checksum", " has the form of a key, but its checksum is wrong: a character was changed.");
        break;
    case crypto::KeyTextFault::truncated:
        refuse("key-text-truncated", " is the beginning of a key, whose end was cut off: a key has 56 characters.");
        break;
    case crypto::KeyTextFault::encoded:
        refuse("key-text-encoded", " is a key that was encoded once more, in base64 or hexadecimal: give it as it was "
                                   "made, beginning with 'igk1_'.");
        break;
    case crypto::KeyTextFault::none:
    case crypto::KeyTextFault::form:
        break;
    }
    refuse("key-text", " is not a key: it must be 'igk1_', 43 characters, '_' and 7 characters, with nothing before or "
                       "after.");
    std::abort();
}

} // namespace

bool KeySet::add(std::span<const std::byte> key) {
    auto id = crypto::key_id_of(key);
    if (holds(id))
        return false;
    m_keys.push_back({std::move(id), std::make_unique<crypto::SealingKey>(key, crypto::SealingPurpose::wrapping)});
    return true;
}

KeyNames KeySet::names() const {
    KeyNames names;
    for (const auto& entry : m_keys)
        names.known.push_back(entry.id);
    if (!m_keys.empty())
        names.active = m_keys.front().id;
    return names;
}

const crypto::SealingKey* KeySet::find(std::string_view id) const noexcept {
    for (const auto& entry : m_keys)
        if (entry.id == id)
            return entry.key.get();
    return nullptr;
}

const crypto::SealingKey& KeySet::at(std::string_view id) const {
    const auto* key = find(id);
    if (key == nullptr)
        throw Error(Status::key, "key-missing", "The key-encryption key '" + std::string(id) + "' is not here.");
    return *key;
}

base::Bytes KeySet::wrap(std::string_view id, std::span<const std::byte> plaintext, std::span<const std::byte> context,
                         RandomSource& random) const {
    return at(id).seal(context, plaintext, random);
}

Secret KeySet::unwrap(std::string_view id, std::span<const std::byte> wrapped,
                      std::span<const std::byte> context) const {
    auto plaintext = at(id).open(context, wrapped);
    if (!plaintext)
        throw Error(Status::key, "unwrap-refused",
                    "A wrapped key was not made with the key-encryption key '" + std::string(id) +
                        "', or was changed or moved since.");
    return *std::move(plaintext);
}

KeySet read_key_lines(std::string_view text, std::string_view origin) {
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    KeySet keys;
    std::size_t line = 1;
    while (true) {
        const auto end = text.find('\n');
        auto read = crypto::read_key_text(text.substr(0, end));
        if (!read.key)
            refuse_line(origin, line, read.fault);
        if (!keys.add(read.key->bytes()))
            throw Error(Status::key, "key-text",
                        "Line " + std::to_string(line) + " of " + std::string(origin) +
                            " repeats the key of an earlier line; remove one.");
        if (end == std::string_view::npos)
            return keys;
        text.remove_prefix(end + 1);
        ++line;
    }
}

} // namespace integration_gallery::vault
