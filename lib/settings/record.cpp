#include "settings/record.hpp"

#include "json/canonical.hpp"
#include "json/read.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/serialize.hpp>

namespace integration_gallery::settings {
namespace {

/// What we wrote ourselves: no limits but the size of a document.
constexpr json::Limits stored_limits{
    .bytes = 4u * 1024 * 1024, .depth = 64, .elements = 100'000, .string = 1024 * 1024};

// No identity: those begin with a slash.
constexpr std::string_view fault_member = "fault";

[[noreturn]] void damaged() {
    throw Error(Status::storage, "record-damaged",
                "What is stored of this integration cannot be read. Restore the row from a backup, or delete it and "
                "configure the integration again.");
}

boost::json::value read_stored(std::string_view text) {
    try {
        return json::read(text, stored_limits);
    } catch (const Error&) {
        damaged();
    }
}

} // namespace

std::string_view section_pointer(std::size_t section) noexcept {
    static constexpr std::array<std::string_view, section_count> pointers{"/authentication", "/dataMapping",
                                                                          "/syncSettings"};
    return pointers[section];
}

std::string documents_text(const Record& record) {
    std::string all;
    for (std::size_t i = 0; i < section_count; ++i) {
        all.append(i == 0 ? "{\"" : ",\"").append(section_pointer(i).substr(1)).append("\":");
        all += boost::json::serialize(record.documents[i]);
    }
    all += '}';
    return all;
}

std::string secrets_text(const Record& record) {
    boost::json::object all;
    for (const auto& [identity, stamp] : record.secrets) {
        boost::json::object item{{"updatedAt", stamp.updated_us}, {"updatedBy", stamp.updated_by}};
        if (!stamp.fingerprint.empty())
            item["fingerprint"] = stamp.fingerprint;
        all[identity] = std::move(item);
    }
    if (record.fault)
        all[fault_member] = {{"fault", record.fault->code}, {"since", record.fault->since_us}};
    return boost::json::serialize(all);
}

void read_documents(Record& record, std::string_view text) {
    auto all = read_stored(text);
    auto* object = all.if_object();
    if (object == nullptr)
        damaged();
    for (std::size_t i = 0; i < section_count; ++i) {
        auto* document = object->if_contains(section_pointer(i).substr(1));
        if (document == nullptr || !document->is_object())
            damaged();
        record.documents[i] = std::move(document->get_object());
    }
}

void read_secrets(Record& record, std::string_view text) {
    const auto all = read_stored(text);
    if (!all.is_object())
        damaged();
    for (const auto& member : all.get_object()) {
        const auto* stamp = member.value().if_object();
        if (member.key() == fault_member) {
            const auto* code = stamp != nullptr ? stamp->if_contains("fault") : nullptr;
            const auto* since = stamp != nullptr ? stamp->if_contains("since") : nullptr;
            if (code == nullptr || !code->is_string() || since == nullptr || !since->is_int64())
                damaged();
            record.fault = SlotFault{std::string(code->get_string()), since->get_int64()};
            continue;
        }
        const auto* at = stamp != nullptr ? stamp->if_contains("updatedAt") : nullptr;
        const auto* by = stamp != nullptr ? stamp->if_contains("updatedBy") : nullptr;
        if (at == nullptr || !at->is_int64() || by == nullptr || !by->is_string())
            damaged();
        const auto* print = stamp->if_contains("fingerprint");
        if (print != nullptr && !print->is_string())
            damaged();
        record.secrets[std::string(member.key())] = {at->get_int64(), std::string(by->get_string()),
                                                     print != nullptr ? std::string(print->get_string()) : ""};
    }
}

} // namespace integration_gallery::settings
