#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// One thing about a manifest that its author should know.
struct LintFinding {
    /// `error`: a catalog refuses the manifest, or it is not safe. `warning`: probably not meant. `note`: good to know.
    enum class Severity { note, warning, error };
    Severity severity = Severity::error;
    std::string pointer; ///< in the manifest, as a JSON Pointer
    std::string rule;    ///< stable, such as "unmarked-secret"
    std::string message; ///< what is wrong, in one sentence
    std::string advice;  ///< what to do, in one sentence
};

/// What a manifest is compared with.
struct LintOptions {
    /// The version of the manifest that is in use: what would break stored settings is found then. Or nullptr.
    const boost::json::value* older = nullptr;
};

/// Everything that is wrong with a manifest, in the order of its pointers.
///
/// What a catalog refuses comes with the rule of the schema compiler ("unknown-keyword", "invalid-pattern",
/// "secret-in-list"…) or of the manifest's own schema ("required", "type"…). Beyond that:
///
/// | rule                   | what is found                                                                         |
/// |------------------------|---------------------------------------------------------------------------------------|
/// | unmarked-secret        | a text of `authentication` that does not say whether it is a secret, or one elsewhere |
/// |                        | that has the name of a secret                                                         |
/// | secret-in-clear        | a text that says it is none, with the name of a secret                                |
/// | secret-default         | a secret with a default; `secret-example`: with examples                              |
/// | open-authentication    | `authentication` takes members that nobody declared: they would be stored in clear    |
/// | unbound-host           | a host is made of a setting that is no x-ig-destination                               |
/// | unlimited-host         | a host is made of a setting that no pattern, format or enum limits                    |
/// | destination-silence    | a setting that sounds like an address does not say whether it is a destination        |
/// | unknown-placeholder    | an address names a setting that does not exist                                        |
/// | unfilled-placeholder   | an address or a credential names a setting that one of its methods does not have      |
/// | unknown-method         | `api` or `probe` speaks of a method that `authentication` does not have               |
/// | method-without-address | `api.baseUrl` is told by method, and lacks one                                        |
/// | host-not-allowed       | an address leads to a host that `allowedHosts` does not list                          |
/// | ambiguous-oneof        | no member tells the branches of a oneOf apart                                         |
/// | required-undeclared    | a required member that is declared nowhere                                            |
/// | default-invalid        | a default that its own schema refuses; `example-invalid`: an example                  |
/// | needless-alias         | an alias that another name contains already                                           |
/// | html-in-text           | HTML in a text: texts are shown as they are                                           |
/// | translation-missing    | a text lacks a language that others have                                              |
/// | breaking-change        | stored settings of the older version may not fit any more                             |
/// | version-not-raised     | the settings changed, and the version did not                                         |
///
/// Throws Error for limits only. Any thread.
IG_CXX_API std::vector<LintFinding> lint_manifest(const boost::json::value& manifest, const LintOptions& options = {});

/// The same from text: what is wrong with the JSON is a finding, too ("malformed-json", "duplicate-member"…).
IG_CXX_API std::vector<LintFinding> lint_manifest_text(std::string_view text, const LintOptions& options = {});

/// Is any of them an error? Decides the exit code of a command.
IG_CXX_API bool has_errors(std::span<const LintFinding> findings) noexcept;

/// The findings as a JSON document.
IG_CXX_API boost::json::array to_json(std::span<const LintFinding> findings);

} // namespace integration_gallery
