#include "transfer/records.hpp"

#include "base/identifier.hpp"
#include "json/read.hpp"
#include "json/scrubbed_memory.hpp"
#include "transfer/format.hpp"

#include <integration_gallery/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serializer.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <tuple>

namespace integration_gallery::transfer {
namespace {

using boost::json::object;

constexpr json::Limits line_limits{.bytes = line_limit, .depth = 4, .elements = 100, .string = 4u * 1024 * 1024};
constexpr std::size_t first_capacity = 64 * 1024;

[[noreturn]] void refuse() {
    throw Error(Status::validation, "export-damaged",
                "What stands in the export is not what this library writes: it was made by a newer version, or by "
                "something else. Nothing was imported.");
}

/// Reads the members of a line, and finally sees that there are no others.
class Members {
public:
    explicit Members(const object& all) : m_all(all) {}

    std::string text(std::string_view name) { return std::string(take(name).as_string()); }
    Secret secret(std::string_view name) { return Secret(std::string_view(take(name).as_string())); }
    bool flag(std::string_view name) { return take(name, Kind::flag).as_bool(); }
    std::int64_t number(std::string_view name, std::int64_t least) {
        const auto& item = take(name, Kind::number);
        if (item.as_int64() < least)
            refuse();
        return item.as_int64();
    }
    void finish() const {
        if (m_taken != m_all.size())
            refuse();
    }

private:
    enum class Kind { text, number, flag };

    const boost::json::value& take(std::string_view name, Kind kind = Kind::text) {
        const auto* item = m_all.if_contains(name);
        const bool fits = item != nullptr && (kind == Kind::text     ? item->is_string()
                                              : kind == Kind::number ? item->is_int64()
                                                                     : item->is_bool());
        if (!fits)
            refuse();
        ++m_taken;
        return *item;
    }

    const object& m_all;
    std::size_t m_taken = 0;
};

object to_object(const ProjectRecord& record, const boost::json::storage_ptr&) {
    return {{"type", "project"},
            {"project", record.project},
            {"revision", record.revision},
            {"updatedUs", record.updated_us}};
}

object to_object(const SettingsRecord& record, const boost::json::storage_ptr&) {
    const auto& row = record.row;
    return {{"type", "settings"},       {"integration", row.integration}, {"enabled", row.enabled},
            {"document", row.document}, {"secrets", row.secrets},         {"manifestVersion", row.manifest_version},
            {"revision", row.revision}, {"updatedUs", row.updated_us},    {"updatedBy", row.updated_by}};
}

object to_object(const SecretRecord& record, const boost::json::storage_ptr& memory) {
    const auto& row = record.row;
    return object({{"type", "secret"},
                   {"integration", row.integration},
                   {"slot", row.slot},
                   {"record", row.record},
                   {"sealRevision", row.seal_revision},
                   {"bound", row.bound},
                   {"updatedUs", row.updated_us},
                   {"value", record.value.view()}},
                  memory);
}

object to_object(const VersionRecord& record, const boost::json::storage_ptr&) {
    const auto& row = record.row;
    return {{"type", "version"},
            {"sequence", row.sequence},
            {"integration", row.integration},
            {"revision", row.revision},
            {"kind", row.kind},
            {"enabled", row.enabled},
            {"document", row.document},
            {"secrets", row.secrets},
            {"manifestVersion", row.manifest_version},
            {"restoredFrom", row.restored_from},
            {"atUs", row.at_us},
            {"actor", row.actor},
            {"hash", row.hash}};
}

object to_object(const EndRecord& record, const boost::json::storage_ptr&) {
    return {{"type", "end"},
            {"projects", record.counts.projects},
            {"integrations", record.counts.integrations},
            {"secrets", record.counts.secrets},
            {"versions", record.counts.versions}};
}

SettingsRecord read_settings(Members& members) {
    storage::SettingsRow row;
    row.integration = members.text("integration");
    row.enabled = members.flag("enabled");
    row.document = members.text("document");
    row.secrets = members.text("secrets");
    row.manifest_version = members.text("manifestVersion");
    row.revision = members.number("revision", 1);
    row.updated_us = members.number("updatedUs", std::numeric_limits<std::int64_t>::min());
    row.updated_by = members.text("updatedBy");
    return {std::move(row)};
}

SecretRecord read_secret(Members& members) {
    storage::SecretRow row;
    row.integration = members.text("integration");
    row.slot = members.text("slot");
    row.record = members.text("record");
    row.seal_revision = members.number("sealRevision", 1);
    row.bound = members.text("bound");
    row.updated_us = members.number("updatedUs", std::numeric_limits<std::int64_t>::min());
    return {std::move(row), members.secret("value")};
}

VersionRecord read_version(Members& members) {
    storage::HistoryRow row;
    row.sequence = members.number("sequence", 1);
    row.integration = members.text("integration");
    row.revision = members.number("revision", 1);
    row.kind = members.text("kind");
    row.enabled = members.flag("enabled");
    row.document = members.text("document");
    row.secrets = members.text("secrets");
    row.manifest_version = members.text("manifestVersion");
    row.restored_from = members.number("restoredFrom", 0);
    row.at_us = members.number("atUs", std::numeric_limits<std::int64_t>::min());
    row.actor = members.text("actor");
    row.hash = members.text("hash");
    return {std::move(row)};
}

} // namespace

void write_record(const Record& record, const std::function<void(std::string_view)>& write) {
    const auto memory = json::scrubbed_memory();
    const boost::json::value document(std::visit([&](const auto& kind) { return to_object(kind, memory); }, record));
    boost::json::serializer serializer;
    serializer.reset(&document);
    Secret buffer(first_capacity);
    while (!serializer.done()) {
        const auto part = serializer.read(reinterpret_cast<char*>(buffer.writable().data()), buffer.size());
        write({part.data(), part.size()});
    }
    write("\n");
}

Record read_record(std::string_view line) {
    boost::json::value document;
    try {
        document = json::read(line, line_limits, json::scrubbed_memory());
    } catch (const Error& error) {
        if (error.status() == Status::no_memory)
            throw;
        refuse();
    }
    if (!document.is_object())
        refuse();
    Members members(document.get_object());
    const std::string type = members.text("type");
    Record record;
    if (type == "project") {
        ProjectRecord project;
        project.project = members.text("project");
        project.revision = members.number("revision", 0);
        project.updated_us = members.number("updatedUs", std::numeric_limits<std::int64_t>::min());
        record = std::move(project);
    } else if (type == "settings") {
        record = read_settings(members);
    } else if (type == "secret") {
        record = read_secret(members);
    } else if (type == "version") {
        record = read_version(members);
    } else if (type == "end") {
        EndRecord end;
        end.counts.projects = members.number("projects", 0);
        end.counts.integrations = members.number("integrations", 0);
        end.counts.secrets = members.number("secrets", 0);
        end.counts.versions = members.number("versions", 0);
        record = end;
    } else {
        refuse();
    }
    members.finish();
    return record;
}

Record RecordReader::read() {
    Record record = read_record(read_line());
    check(record);
    return record;
}

std::string_view RecordReader::read_line() {
    std::size_t used = 0;
    for (;;) {
        if (m_piece.empty())
            m_piece = m_next();
        if (m_piece.empty())
            refuse(); // a line without its end
        const auto* begin = reinterpret_cast<const char*>(m_piece.data());
        const auto* end = static_cast<const char*>(std::memchr(begin, '\n', m_piece.size()));
        const std::size_t part = end != nullptr ? static_cast<std::size_t>(end - begin) : m_piece.size();
        if (used + part > line_limit)
            refuse();
        if (m_line.size() < used + part) {
            Secret larger(std::max({first_capacity, 2 * m_line.size(), used + part}));
            if (used > 0)
                std::memcpy(larger.writable().data(), m_line.bytes().data(), used);
            m_line = std::move(larger);
        }
        if (part > 0)
            std::memcpy(m_line.writable().data() + used, begin, part);
        used += part;
        m_piece = m_piece.subspan(part + (end != nullptr ? 1 : 0));
        if (end != nullptr)
            return m_line.view().substr(0, used);
    }
}

void RecordReader::check(Record& record) {
    const int kind = static_cast<int>(record.index());
    if (auto* project = std::get_if<ProjectRecord>(&record)) {
        if (!base::is_project_name(project->project) ||
            (m_counts.projects > 0 && project->project <= m_project.project))
            refuse();
        m_project = *project;
        m_sequence = 0;
        ++m_counts.projects;
    } else if (auto* end = std::get_if<EndRecord>(&record)) {
        if (end->counts != m_counts || !m_piece.empty() || !m_next().empty())
            refuse();
    } else {
        if (m_counts.projects == 0 || kind < m_kind)
            refuse();
        if (kind != m_kind) {
            m_integration.clear();
            m_slot.clear();
        }
        if (auto* settings = std::get_if<SettingsRecord>(&record)) {
            settings->row.project = m_project.project;
            if (!base::is_integration_name(settings->row.integration) || settings->row.integration <= m_integration)
                refuse();
            m_integration = settings->row.integration;
            ++m_counts.integrations;
        } else if (auto* secret = std::get_if<SecretRecord>(&record)) {
            secret->row.project = m_project.project;
            if (!base::is_integration_name(secret->row.integration) || secret->row.slot.empty() ||
                std::tie(secret->row.integration, secret->row.slot) <= std::tie(m_integration, m_slot))
                refuse();
            m_integration = secret->row.integration;
            m_slot = secret->row.slot;
            ++m_counts.secrets;
        } else if (auto* version = std::get_if<VersionRecord>(&record)) {
            version->row.project = m_project.project;
            if (!base::is_integration_name(version->row.integration) || version->row.sequence <= m_sequence ||
                version->row.sequence > m_project.revision)
                refuse();
            m_sequence = version->row.sequence;
            ++m_counts.versions;
        }
    }
    m_kind = kind;
}

} // namespace integration_gallery::transfer
