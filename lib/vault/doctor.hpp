#pragma once

#include "vault/key_store.hpp"

#include <integration_gallery/key_maintenance.hpp>

#include <functional>
#include <string>
#include <vector>

namespace integration_gallery::vault {

using Finding = KeyFinding;

/// Reads a whole store and reports what does not open or does not fit together. Changes nothing.
class Doctor {
public:
    explicit Doctor(KeyStore& keys) : m_keys(keys) {}

    /// Every finding. Beside the codes of Vault::open: "key-not-held" (a key-encryption key in use that the provider
    /// lacks), "key-check-failed" (one whose check value does not match), "key-not-switched" (the provider's first key
    /// is not the store's), "data-key-orphaned" (made and never used), "data-key-compromised" (still in use),
    /// "data-key-doubled" (two active ones), "secret-under-old-key" (to be sealed again).
    /// `told`, if given, is called after each project with its name; false stops.
    std::vector<Finding> examine(const std::function<bool(std::string_view)>& told = {});

    /// The keys that are not a project's.
    void examine_keks(std::vector<Finding>& findings);
    void examine_project(const std::string& project, std::vector<Finding>& findings);

private:
    KeyStore& m_keys;
};

} // namespace integration_gallery::vault
