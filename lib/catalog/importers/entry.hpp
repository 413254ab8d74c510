#pragma once

#include <integration_gallery/import.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace integration_gallery::catalog {

/// Ends the import of one entry; never leaves import_manifests.
struct EntryRefused {
    std::string pointer;
    std::string rule;
    std::string message;
};

/// Collects what is said about one entry.
class EntryNotes {
public:
    EntryNotes(std::string entry, std::vector<ImportNote>& out) : m_entry(std::move(entry)), m_out(out) {}

    void note(std::string pointer, std::string_view rule, std::string message) {
        add(ImportNote::Severity::note, std::move(pointer), rule, std::move(message));
    }
    void warn(std::string pointer, std::string_view rule, std::string message) {
        add(ImportNote::Severity::warning, std::move(pointer), rule, std::move(message));
    }
    void skip(const EntryRefused& refusal) {
        add(ImportNote::Severity::skipped, refusal.pointer, refusal.rule, refusal.message);
    }

private:
    void add(ImportNote::Severity severity, std::string pointer, std::string_view rule, std::string message) {
        m_out.push_back({severity, m_entry, std::move(pointer), std::string(rule), std::move(message)});
    }

    std::string m_entry;
    std::vector<ImportNote>& m_out;
};

/// One entry of a file, as an importer found it.
struct ImportEntry {
    std::string name;             ///< in the file
    std::string wanted_name;      ///< what the integration should be called, before names are made unique
    boost::json::object document; ///< a manifest without its name
    bool skipped = false;
};

/// The member of an object if it is of that type, else nullptr: files hold anything anywhere.
const boost::json::object* object_member(const boost::json::object& object, std::string_view name);
const boost::json::array* array_member(const boost::json::object& object, std::string_view name);
/// A text, or a number or truth value as a text; nothing for anything else.
std::optional<std::string> text_of(const boost::json::value* value);
std::string text_member(const boost::json::object& object, std::string_view name);
bool is_true(const boost::json::object& object, std::string_view name);

/// "https://…" if the text is a plain https URL that a manifest may hold, else "".
std::string https_url(std::string_view text);

/// The longest beginning of `text` that is a manifest's version, such as "0.1.4" of "0.1.4-alpha"; "1" if there is
/// none.
std::string version_of(std::string_view text);

} // namespace integration_gallery::catalog
