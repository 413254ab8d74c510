#include "support/before_statement.hpp"

#include <atomic>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <sqlite3.h>

namespace integration_gallery::test {
namespace {

std::atomic<BeforeStatement*> watcher = nullptr; // SQLite's hook for new connections takes no context

int on_statement(unsigned, void*, void* statement, void*) {
    if (auto* watching = watcher.load())
        watching->see(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
}

int on_connection(sqlite3* handle, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_statement, nullptr);
}

using Hook = void (*)();

} // namespace

BeforeStatement::BeforeStatement() {
    BeforeStatement* none = nullptr;
    if (!watcher.compare_exchange_strong(none, this))
        throw std::logic_error("one BeforeStatement at a time");
    sqlite3_auto_extension(reinterpret_cast<Hook>(on_connection));
}

BeforeStatement::~BeforeStatement() {
    sqlite3_cancel_auto_extension(reinterpret_cast<Hook>(on_connection));
    watcher = nullptr;
}

void BeforeStatement::act(std::string words, int times, std::function<void()> function) {
    m_words = std::move(words);
    m_function = std::move(function);
    m_left = times;
    m_acted = 0;
}

void BeforeStatement::see(const char* statement) {
    if (m_inside || m_left == 0 || statement == nullptr ||
        std::string_view(statement).find(m_words) == std::string_view::npos)
        return;
    m_inside = true;
    --m_left;
    ++m_acted;
    m_function();
    m_inside = false;
}

} // namespace integration_gallery::test
