#pragma once

#include "vault/key_store.hpp"

#include <functional>
#include <string>
#include <vector>

namespace integration_gallery::vault {

/// Something that is wrong with the keys or secrets of a store.
struct Finding {
    std::string code; ///< stable: an Error's code, or one of those that Doctor::examine names
    std::string project;
    std::string integration; ///< "" where it concerns a key
    std::string subject;     ///< the slot, or the id of the key
    std::string advice;      ///< one sentence: what to do
};

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

private:
    void examine_keks(std::vector<Finding>& findings);
    void examine_project(const std::string& project, std::vector<Finding>& findings);

    KeyStore& m_keys;
};

} // namespace integration_gallery::vault
