#pragma once

#include "schema/schema.hpp"
#include "settings/merge.hpp"

#include <boost/json/value.hpp>

#include <memory>
#include <string_view>

namespace integration_gallery::test {

/// The compiled schemas of three sections, kept alive.
class SectionSchemas {
public:
    /// JSON texts; the data mapping and the sync settings are open objects if none are given.
    explicit SectionSchemas(std::string_view authentication, std::string_view data_mapping = R"({"type":"object"})",
                            std::string_view sync_settings = R"({"type":"object"})");
    static SectionSchemas of(const boost::json::value& authentication);

    const settings::Schemas& pointers() const { return m_pointers; }

private:
    std::shared_ptr<const schema::Schema> m_owned[settings::section_count];
    settings::Schemas m_pointers{};
};

/// A record with its secrets in clear: what a store and a vault hold together. Updates and reads go through the
/// library's own merge and forms.
class Shelf {
public:
    explicit Shelf(const settings::Schemas& schemas) : m_schemas(schemas) {}

    /// Applies an update; the plan says what became of it. Stored if it has no issues.
    settings::Plan update(std::string_view document, Form form = Form::plain);
    settings::Plan update(const boost::json::object& document, Form form = Form::plain);

    /// What a read shows.
    boost::json::object plain() const;
    Settings settings() const;

    const settings::Record& record() const { return m_record; }
    /// Every secret in clear, by identity, as "identity=value" lines.
    std::string secrets() const;

private:
    const settings::Schemas& m_schemas;
    settings::Record m_record;
    std::map<std::string, std::string> m_secrets;
};

/// "pointer code" of each issue, one per line.
std::string issue_lines(const std::vector<Issue>& issues);

} // namespace integration_gallery::test
