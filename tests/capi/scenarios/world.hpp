#pragma once

#include "callbacks.hpp"
#include "expectation.hpp"

#include <integration_gallery/ig.h>

#include <boost/json/object.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scenarios {

/// How a step ended: with a value, with an error of the library, or refused before it came to that.
struct Outcome {
    json::value value;
    std::string kind; ///< "" for success, "error", "argument", "closed"
    ig_status status = IG_OK;
    std::string code;
    json::value problem; ///< the error's problem document
};

/// What the steps of one scenario work on: a folder, objects by name, results by name.
class World {
public:
    World(std::string folder, std::string data, const json::object& manifests);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// A world for one branch of "together": the galleries of `parent`, and objects and results of its own.
    World(World& parent, int number);

    /// A step with its ${folder}, ${data} and ${branch} filled in.
    json::value substituted(const json::value& step) const;
    Outcome perform(const json::object& step);
    const Results& results() const noexcept { return m_results; }
    void keep(const json::object& step, json::value value);

private:
    struct Gallery {
        std::unique_ptr<Host> host;
        ig_gallery* handle = nullptr;
    };

    /// What a step says of options that are no callbacks.
    void fill(ig_options* options, const json::object& step) const;
    json::value open(const json::object& step);
    json::value what_breaks(const json::object& step);
    json::value changes(const json::object& step);
    json::value handle(const json::object& step);
    json::value classify(const json::object& step);
    json::value history(const std::string& action, const json::object& step);
    json::value store(const std::string& action, const json::object& step);
    json::value keys(const std::string& action, const json::object& step);
    json::value read(ig_credentials* credentials) const;
    json::value credentials_field(const json::object& step);
    void take(const std::string& name, ig_session* session);
    void take(const std::string& name, ig_credentials* credentials);

    std::string text(const json::object& step, const char* member, const char* otherwise = nullptr) const;
    std::string bytes(const json::value& value) const;
    Gallery& gallery(const json::object& step, const char* member = "gallery");
    ig_session* session(const json::object& step) const;

    std::string m_folder;
    std::string m_data;
    const json::object& m_manifests;
    std::optional<int> m_branch;
    std::map<std::string, std::shared_ptr<Gallery>> m_galleries;
    std::map<std::string, ig_session*> m_sessions;
    std::map<std::string, ig_credentials*> m_credentials;
    std::vector<std::shared_ptr<Gallery>>
        m_shared; ///< outlive their names: hosts are asked until the last session ends
    Results m_results;
};

} // namespace scenarios
