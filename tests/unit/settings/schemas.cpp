#include "unit/settings/schemas.hpp"

#include "settings/service.hpp"
#include "settings/stored.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace integration_gallery::test {
namespace {

std::shared_ptr<const schema::Schema> compile(const boost::json::value& document) {
    return schema::Schema::compile(document);
}

} // namespace

SectionSchemas::SectionSchemas(std::string_view authentication, std::string_view data_mapping,
                               std::string_view sync_settings)
    : m_owned{compile(boost::json::parse(authentication)), compile(boost::json::parse(data_mapping)),
              compile(boost::json::parse(sync_settings))} {
    for (std::size_t i = 0; i < settings::section_count; ++i)
        m_pointers[i] = m_owned[i].get();
}

SectionSchemas SectionSchemas::of(const boost::json::value& authentication) {
    return SectionSchemas(boost::json::serialize(authentication));
}

settings::Plan Shelf::update(std::string_view document, Form form) {
    return update(boost::json::parse(document).as_object(), form);
}

settings::Plan Shelf::update(const boost::json::object& document, Form form) {
    const settings::Change change = settings::read_change(m_schemas, document, form);
    settings::Plan plan = settings::merge(
        {.schemas = m_schemas, .rules = {}, .now_us = 1'000'000, .subject = "ada", .manifest_version = "1.0.0"},
        m_record, change);
    if (!plan.issues.empty() || !plan.changed)
        return plan;
    std::map<std::string, std::string> secrets;
    for (const auto& identity : plan.kept)
        secrets[identity] = m_secrets.at(identity);
    for (const auto& [identity, secret] : plan.set)
        secrets[identity] = secret.view();
    m_secrets = std::move(secrets);
    m_record = plan.next;
    return plan;
}

Settings Shelf::settings() const {
    return settings::settings_of("test", m_schemas, {}, m_record);
}

boost::json::object Shelf::plain() const {
    return settings::plain_form(settings());
}

std::string Shelf::secrets() const {
    std::string out;
    for (const auto& [identity, value] : m_secrets)
        out += identity + "=" + value + "\n";
    return out;
}

std::string issue_lines(const std::vector<Issue>& issues) {
    std::string out;
    for (const auto& issue : issues)
        out += (out.empty() ? "" : "\n") + issue.pointer + " " + issue.code;
    return out;
}

} // namespace integration_gallery::test
