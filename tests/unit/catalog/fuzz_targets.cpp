#include "catalog/importers/yaml.hpp"
#include "catalog/logo.hpp"
#include "catalog/svg.hpp"
#include "unit/catalog/fuzz.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/error.hpp>
#include <integration_gallery/import.hpp>
#include <integration_gallery/lint.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace {

/// What a browser would act on in a picture, whatever stands around it.
bool looks_active(std::string_view text) {
    std::string lower;
    bool in_comment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!in_comment && text.substr(i).starts_with("<!--"))
            in_comment = true;
        if (!in_comment)
            lower += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (in_comment && i >= 6 && text.substr(i - 2, 3) == "-->")
            in_comment = false;
    }
    for (const auto* word : {"<script", "<foreignobject", "<image", "<use", "<a ", "<style", "<!doctype", "<!entity",
                             "<animate", "<set", "<iframe"})
        if (lower.find(word) != std::string::npos)
            return true;
    return false;
}

} // namespace

int fuzz_catalog_svg(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (!integration_gallery::catalog::svg_refusal(text) && looks_active(text))
        std::abort();
    std::string refusal;
    integration_gallery::catalog::logo_media_type(std::as_bytes(std::span(data, size)), refusal);
    return 0;
}

int fuzz_catalog_manifest(const std::uint8_t* data, std::size_t size) {
    integration_gallery::CatalogBuilder builder;
    try {
        builder.add_json({reinterpret_cast<const char*>(data), size});
    } catch (const integration_gallery::Error& error) {
        if (error.detail().empty() || error.code().empty() || !builder.build().manifests().empty())
            std::abort();
        return 0;
    }
    if (builder.build().manifests().size() != 1 || builder.build().manifests().front().damaged())
        std::abort();
    return 0;
}

int fuzz_catalog_import(const std::uint8_t* data, std::size_t size) {
    using namespace integration_gallery;
    ManifestImportResult result;
    try {
        result = import_manifests({reinterpret_cast<const char*>(data), size});
    } catch (const Error& error) {
        if (error.status() == Status::internal || error.detail().empty())
            std::abort();
        return 0;
    }
    // What an importer gives is a manifest that a catalog takes, under a name of its own.
    std::set<std::string> names;
    for (const auto& manifest : result.manifests) {
        lint_manifest(manifest.document);
        if (!names.insert(manifest.name).second)
            std::abort();
        const auto catalog = CatalogBuilder().add_json(boost::json::serialize(manifest.document)).build();
        if (catalog.manifests().size() != 1 || catalog.manifests().front().damaged())
            std::abort();
    }
    for (const auto& note : result.notes)
        if (note.rule.empty() || !note.message.ends_with('.'))
            std::abort();
    return 0;
}

int fuzz_catalog_lint(const std::uint8_t* data, std::size_t size) {
    for (const auto& finding : integration_gallery::lint_manifest_text({reinterpret_cast<const char*>(data), size}))
        if (finding.rule.empty() || finding.message.empty() || finding.advice.empty())
            std::abort();
    return 0;
}

int fuzz_catalog_yaml(const std::uint8_t* data, std::size_t size) {
    using namespace integration_gallery;
    try {
        for (const auto& entry :
             integration_gallery::catalog::read_yaml_mapping({reinterpret_cast<const char*>(data), size}))
            if (entry.line == 0 || (!entry.problem.empty() && !entry.value.is_null()))
                std::abort();
    } catch (const Error& error) {
        if (error.code() != "malformed-yaml")
            std::abort();
    }
    return 0;
}
