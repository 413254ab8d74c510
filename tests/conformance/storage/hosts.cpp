#include "conformance/storage/hosts.hpp"

#include "support/gallery.hpp"

#include <integration_gallery/credentials.hpp>
#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>

namespace integration_gallery::test {

Gallery open_gallery(const std::string& url, const std::filesystem::path& keys, std::chrono::milliseconds limit) {
    if (!std::filesystem::exists(keys)) {
        std::ofstream(keys) << make_key_text().view() << "\n";
        std::filesystem::permissions(keys, std::filesystem::perms(0600));
    }
    Options options;
    options.database_url = url;
    options.key_provider = key_file(keys);
    options.catalog = test_catalog();
    options.lease_limit = limit;
    return Gallery::open(std::move(options));
}

std::string check_record(const Gallery& gallery, int index, std::int64_t acknowledged) {
    const Session session = gallery.session("project " + std::to_string(index), "check");
    const auto settings = session.get("hosted");
    std::string problems;
    if (settings.revision < acknowledged)
        problems += " lost " + std::to_string(acknowledged - settings.revision) + ";";
    if (settings.revision > acknowledged + 1) // the one whose answer was lost
        problems += " more than was asked for;";
    if (settings.revision == 0)
        return problems;
    const auto opened = session.credentials("hosted", "a test");
    const Secret* password = opened.secret("/authentication/password");
    const auto* user = settings.authentication.if_contains("user");
    if (password == nullptr || user == nullptr || !user->is_string() ||
        password->view() != "secret " + std::string(user->get_string()))
        problems += " a secret of another revision;";
    return problems.empty() ? "" : "project " + std::to_string(index) + ":" + problems;
}

Writers::Writers(const Gallery& gallery, int threads) : m_revisions(static_cast<std::size_t>(threads)) {
    for (int index = 0; index < threads; ++index)
        m_threads.emplace_back([this, &gallery, index] { write(gallery, index); });
}

void Writers::stop() {
    m_stop = true;
    for (auto& thread : m_threads)
        thread.join();
    m_threads.clear();
}

void Writers::write(const Gallery& gallery, int index) {
    const Session session = gallery.session("project " + std::to_string(index), "writer");
    auto& revision = m_revisions[static_cast<std::size_t>(index)];
    auto last = std::chrono::steady_clock::now();
    while (!m_stop) {
        try {
            auto now = session.get("hosted");
            if (now.revision % 2 == 0) {
                const std::string number = std::to_string(now.revision + 1);
                now = session.put(
                    "hosted",
                    {{"authentication", {{"method", "basic"}, {"user", number}, {"password", "secret " + number}}}},
                    {.form = Form::plain, .expected_revision = now.revision});
            } else {
                now = session.set_enabled("hosted", !now.enabled);
            }
            revision = now.revision;
            ++m_acknowledged;
            const auto answered = std::chrono::steady_clock::now();
            const auto gap = std::chrono::duration_cast<std::chrono::milliseconds>(answered - last).count();
            m_longest_ms = std::max(m_longest_ms.load(), gap);
            last = answered;
        } catch (const Error& error) {
            const std::lock_guard lock(m_mutex);
            ++m_failures[error.code()];
        }
    }
}

bool Writers::go_on(int changes) {
    std::vector<std::int64_t> wanted;
    for (const auto& revision : m_revisions)
        wanted.push_back(revision + changes);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (std::size_t index = 0; index < wanted.size(); ++index)
        while (m_revisions[index] < wanted[index]) {
            if (std::chrono::steady_clock::now() > deadline)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    return true;
}

std::map<std::string, int> Writers::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

std::string Writers::check(const Gallery& gallery) const {
    std::string problems;
    for (std::size_t index = 0; index < m_revisions.size(); ++index)
        problems += check_record(gallery, static_cast<int>(index), m_revisions[index]);
    return problems;
}

} // namespace integration_gallery::test
