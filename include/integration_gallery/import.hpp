#pragma once

#include <integration_gallery/export.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {

/// What an importer has to say about one entry of a file.
struct ImportNote {
    /// `skipped`: no manifest came out of the entry. `warning`: something was left out, added or guessed in a way that
    /// a person should look at. `note`: something was changed without loss.
    enum class Severity { note, warning, skipped };
    Severity severity = Severity::note;
    std::string entry;   ///< its name in the file
    std::string pointer; ///< in the entry, as a JSON Pointer; "" is the whole entry
    std::string rule;    ///< stable, such as "secret-guessed"
    std::string message; ///< one sentence for the person who imports; holds no value of the file but names
};

/// One manifest that an importer wrote.
struct ImportedManifest {
    std::string name;  ///< of the integration, unique in the result
    std::string entry; ///< what it was made from
    boost::json::object document;
};

/// What came out of a file.
struct ManifestImportResult {
    std::string format; ///< "airbyte" or "nango"
    std::vector<ImportedManifest> manifests;
    std::vector<ImportNote> notes; ///< in the order of the file
    std::size_t entries = 0;       ///< how many the file has, skipped ones included
};

/// How a file is imported.
struct ManifestImportOptions {
    /// The name of the integration, for a file that describes a single one without naming it; by default made from its
    /// title.
    std::string name;
};

/// Makes manifests out of what another system describes its connectors with. The format is recognised from the content:
///
/// - Airbyte: a `connectionSpecification` (alone, in a spec or in a SPEC message), a list of connectors, or a registry
///   of `sources` and `destinations`; as JSON, or as YAML of the kind below. The specification becomes the section
///   `authentication` as a whole, with the member names that it has, so that the connector can be given it unchanged.
/// - Nango: `providers.yaml`, or the same as JSON. Each provider becomes one method of authentication; names of fields
///   become camelCase. Of YAML, a strict subset is read: no anchors, tags, block scalars or scalars over several lines.
///
/// An entry that cannot be taken is skipped and reported, and does not take the others down. Each manifest that comes
/// out compiles: a catalog takes it. Secrets are marked; what is guessed by its name is reported. The same text gives
/// the same result. Any thread.
///
/// Throws Error: (limit, "too-large") beyond 16 MiB; (invalid_argument, "import-format-unknown") if the content is
/// neither; (invalid_argument, "malformed-json" or "malformed-yaml").
IG_CXX_API ManifestImportResult import_manifests(std::string_view text, const ManifestImportOptions& options = {});

/// The report as a JSON document: format, counts, and the notes in the order of the file.
IG_CXX_API boost::json::object to_json(const ManifestImportResult& result);

} // namespace integration_gallery
