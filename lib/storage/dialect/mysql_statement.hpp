#pragma once

#include "storage/statement.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <mysql.h>

namespace integration_gallery::storage::mysql {

/// A statement that the server keeps prepared. SOCI's puts the values into the text, which the server then reads anew
/// each time; and it fetches numbers as text. Throws Failure.
class PreparedStatement final : public Statement {
public:
    /// `text` has `?` where values go. nullptr if the server prepares no statement more, or not this one: it has a
    /// limit for all its clients together (max_prepared_stmt_count).
    static std::unique_ptr<PreparedStatement> make(MYSQL* connection, const std::string& text,
                                                   std::string_view columns);

    std::int64_t run(std::span<const Value> values) override;
    void each(std::span<const Value> values, const std::function<void(Row&)>& visit) override;

private:
    struct Close {
        void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
    };
    /// bool, or MariaDB's char.
    using Flag = std::remove_pointer_t<decltype(MYSQL_BIND::is_null)>;
    struct Column {
        unsigned long length = 0;
        Flag null = 0;
    };

    PreparedStatement(std::unique_ptr<MYSQL_STMT, Close> statement, std::string_view columns);
    void execute(std::span<const Value> values);
    void read_row();
    [[noreturn]] void fail();

    std::unique_ptr<MYSQL_STMT, Close> m_statement;
    std::string_view m_columns;
    std::vector<Column> m_found;      // of the row that is read
    std::vector<MYSQL_BIND> m_result; // points into m_found and the row
    std::vector<MYSQL_BIND> m_parameters;
    std::vector<long long> m_integers;
};

} // namespace integration_gallery::storage::mysql
