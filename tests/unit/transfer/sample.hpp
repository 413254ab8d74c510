#pragma once

#include "base/bytes.hpp"
#include "transfer/records.hpp"
#include "transfer/sealed_file.hpp"

#include <integration_gallery/host.hpp>
#include <integration_gallery/transfer.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::test {

/// A key that is known.
inline ExportKey known_key() {
    return ExportKey::text(Secret(std::string_view("igk1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_2shs6z0")));
}

/// The file that holds `text`.
inline std::string sealed(std::string_view text, const ExportKey& key, RandomSource& random) {
    std::string out;
    transfer::SealedWriter writer(key, random, [&](std::span<const std::byte> bytes) { out += base::as_text(bytes); });
    writer.write(text);
    writer.finish();
    return out;
}

/// One record of each kind, for two projects.
inline std::vector<transfer::Record> sample_records() {
    using namespace transfer;
    SettingsRecord settings;
    settings.row = {"apollo", "jira", true, R"({"authentication":{"site":"é 𝄞"}})", "{}", "1.0", 3, -5, "Ада"};
    SecretRecord secret;
    secret.row.project = "apollo";
    secret.row.integration = "jira";
    secret.row.slot = "config";
    secret.row.record = "jira";
    secret.row.seal_revision = 2;
    secret.row.bound = "{}";
    secret.value = Secret(std::string_view("{\"/authentication/apiKey\":\"k\\n\"}"));
    VersionRecord version;
    version.row = {"apollo", 4, "jira", 3, "update", true, "{}", "{}", "1.0", 0, 7, "ada", "hash"};
    std::vector<Record> out;
    out.emplace_back(ProjectRecord{"apollo", 9, 1});
    out.emplace_back(settings);
    out.emplace_back(secret);
    out.emplace_back(version);
    out.emplace_back(ProjectRecord{"gemini", 0, 0});
    out.emplace_back(EndRecord{{2, 1, 1, 1}});
    return out;
}

inline std::string lines_of(const std::vector<transfer::Record>& records) {
    std::string out;
    for (const auto& record : records)
        transfer::write_record(record, [&](std::string_view text) { out += text; });
    return out;
}

/// Reads lines in pieces of `piece` bytes to their end, and writes them again.
inline std::string read_and_write(std::string_view lines, std::size_t piece) {
    transfer::RecordReader reader([&, at = std::size_t{0}]() mutable {
        const auto part = lines.substr(at, piece);
        at += part.size();
        return base::as_bytes(part);
    });
    std::string out;
    for (bool more = true; more;) {
        const auto record = reader.read();
        more = !std::holds_alternative<transfer::EndRecord>(record);
        transfer::write_record(record, [&](std::string_view text) { out += text; });
    }
    return out;
}

} // namespace integration_gallery::test
