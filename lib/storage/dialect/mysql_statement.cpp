#include "storage/dialect/mysql_statement.hpp"

#include "storage/dialect/mysql_handle.hpp"

#include <utility>
#include <variant>

namespace integration_gallery::storage::mysql {
namespace {

constexpr unsigned no_more_statements = 1461;
constexpr unsigned not_to_be_prepared = 1295;

} // namespace

std::unique_ptr<PreparedStatement> PreparedStatement::make(MYSQL* connection, const std::string& text,
                                                           std::string_view columns) {
    std::unique_ptr<MYSQL_STMT, Close> statement(mysql_stmt_init(connection));
    if (!statement)
        throw std::bad_alloc();
    if (mysql_stmt_prepare(statement.get(), text.data(), static_cast<unsigned long>(text.size())) != 0) {
        const unsigned code = mysql_stmt_errno(statement.get());
        if (code == no_more_statements || code == not_to_be_prepared)
            return nullptr;
        throw Failure(fault_of(code), static_cast<long>(code));
    }
    return std::unique_ptr<PreparedStatement>(new PreparedStatement(std::move(statement), columns));
}

PreparedStatement::PreparedStatement(std::unique_ptr<MYSQL_STMT, Close> statement, std::string_view columns)
    : Statement(columns), m_statement(std::move(statement)), m_columns(columns), m_found(columns.size()),
      m_result(columns.size()), m_parameters(mysql_stmt_param_count(m_statement.get())),
      m_integers(m_parameters.size()) {
    if (mysql_stmt_field_count(m_statement.get()) != columns.size())
        throw Failure(Fault::other);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        m_result[i].length = &m_found[i].length;
        m_result[i].is_null = &m_found[i].null;
        if (columns[i] == 't') {
            m_result[i].buffer_type = MYSQL_TYPE_STRING; // no buffer: its length comes first
        } else {
            m_result[i].buffer_type = MYSQL_TYPE_LONGLONG;
            m_result[i].buffer = &integer(i);
        }
    }
    if (!columns.empty() && mysql_stmt_bind_result(m_statement.get(), m_result.data()) != 0)
        fail();
}

void PreparedStatement::fail() {
    const unsigned code = mysql_stmt_errno(m_statement.get());
    throw Failure(fault_of(code), static_cast<long>(code));
}

void PreparedStatement::execute(std::span<const Value> values) {
    expect(m_parameters.size(), values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        MYSQL_BIND& parameter = m_parameters[i] = MYSQL_BIND{};
        if (const auto* text = std::get_if<std::string_view>(&values[i].get())) {
            parameter.buffer_type = MYSQL_TYPE_STRING;
            parameter.buffer = const_cast<char*>(text->data()); // it is only read
            parameter.buffer_length = static_cast<unsigned long>(text->size());
        } else {
            m_integers[i] = std::get<std::int64_t>(values[i].get());
            parameter.buffer_type = MYSQL_TYPE_LONGLONG;
            parameter.buffer = &m_integers[i];
        }
    }
    if ((!m_parameters.empty() && mysql_stmt_bind_param(m_statement.get(), m_parameters.data()) != 0) ||
        mysql_stmt_execute(m_statement.get()) != 0)
        fail();
}

std::int64_t PreparedStatement::run(std::span<const Value> values) {
    execute(values);
    return static_cast<std::int64_t>(mysql_stmt_affected_rows(m_statement.get()));
}

/// Texts are fetched once their lengths are known, each straight into its place.
void PreparedStatement::read_row() {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_found[i].null != 0)
            throw Failure(Fault::other);
        if (m_columns[i] != 't')
            continue;
        std::string& text = this->text(i);
        text.resize(m_found[i].length);
        if (text.empty())
            continue;
        MYSQL_BIND place{};
        place.buffer_type = MYSQL_TYPE_STRING;
        place.buffer = text.data();
        place.buffer_length = static_cast<unsigned long>(text.size());
        unsigned long length = 0;
        Flag null = 0;
        Flag cut = 0;
        place.length = &length;
        place.is_null = &null;
        place.error = &cut;
        if (mysql_stmt_fetch_column(m_statement.get(), &place, static_cast<unsigned>(i), 0) != 0)
            fail();
    }
}

void PreparedStatement::each(std::span<const Value> values, const std::function<void(Row&)>& visit) {
    execute(values);
    // Whole, so that a visitor may ask the connection something else.
    if (mysql_stmt_store_result(m_statement.get()) != 0)
        fail();
    for (;;) {
        const int found = mysql_stmt_fetch(m_statement.get());
        if (found == MYSQL_NO_DATA)
            break;
        if (found != 0 && found != MYSQL_DATA_TRUNCATED)
            fail();
        read_row();
        visit(m_row);
    }
    mysql_stmt_free_result(m_statement.get());
}

} // namespace integration_gallery::storage::mysql
