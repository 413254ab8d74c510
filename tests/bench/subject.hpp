#pragma once

#include <integration_gallery/integration_gallery.hpp>

#include <filesystem>
#include <string>
#include <string_view>

/// What is measured: a gallery on SQLite, asked through its HTTP API for the project "apollo".
class Subject {
public:
    /// Opens one in `folder`, whose catalog holds that many integrations: name_of(0) and so on.
    Subject(const std::filesystem::path& folder, int integrations);

    static std::string name_of(int number);

    integration_gallery::Session& session() { return m_session; }
    /// Switches an integration on, and gives it a secret.
    void configure(const std::string& name);
    /// Reads; throws if the answer is not 200.
    void get(std::string_view target) const;
    /// Changes one setting of an integration to another value.
    void put(std::string_view target, int minutes) const;

private:
    integration_gallery::Request request(std::string_view method, std::string_view target) const;

    integration_gallery::Gallery m_gallery;
    integration_gallery::HttpApi m_http;
    integration_gallery::Session m_session;
};
