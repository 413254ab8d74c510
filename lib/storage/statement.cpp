#include "storage/statement.hpp"

#include <integration_gallery/error.hpp>

#include <variant>

namespace integration_gallery::storage {
namespace {

constexpr std::size_t kept_capacity = 64 * 1024;

} // namespace

void Statement::expect(std::size_t places, std::span<const Value> values) {
    if (values.size() != places)
        throw Error(Status::internal, "internal", "a statement of the library was called with the wrong values");
}

SociStatement::SociStatement(soci::session& session, const std::string& text, std::string_view columns,
                             std::span<const Value> values)
    : Statement(columns), m_texts(values.size()), m_integers(values.size()), m_statement(session) {
    m_statement.alloc();
    m_statement.prepare(text);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == 't')
            m_statement.exchange(soci::into(this->text(i)));
        else
            m_statement.exchange(soci::into(integer(i)));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::holds_alternative<std::string_view>(values[i].get()))
            m_statement.exchange(soci::use(m_texts[i]));
        else
            m_statement.exchange(soci::use(m_integers[i]));
    }
    m_statement.define_and_bind();
}

void SociStatement::bind(std::span<const Value> values) {
    expect(m_texts.size(), values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (const auto* text = std::get_if<std::string_view>(&values[i].get()))
            m_texts[i].assign(*text);
        else
            m_integers[i] = std::get<std::int64_t>(values[i].get());
    }
}

std::int64_t SociStatement::run(std::span<const Value> values) {
    bind(values);
    m_statement.execute(true); // without `true` SQLite does not run it
    const std::int64_t rows = m_statement.get_affected_rows();
    for (auto& text : m_texts) {
        if (text.capacity() > kept_capacity)
            std::string().swap(text);
    }
    return rows;
}

void SociStatement::each(std::span<const Value> values, const std::function<void(Row&)>& visit) {
    bind(values);
    for (bool found = m_statement.execute(true); found; found = m_statement.fetch())
        visit(m_row);
}

} // namespace integration_gallery::storage
