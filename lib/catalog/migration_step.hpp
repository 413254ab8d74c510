#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::catalog {

/// One step of a migration: a change that is done to a document, and undone.
class MigrationStep {
public:
    virtual ~MigrationStep();
    virtual void apply(boost::json::value& document) const = 0;
    /// Undoes apply. Only for steps whose inverse is declared.
    virtual void undo(boost::json::value& document) const = 0;
    /// Where a value at `pointer` stands after the step, and where one that stands there now came from.
    virtual std::string forwards(std::string_view pointer) const { return std::string(pointer); }
    virtual std::string backwards(std::string_view pointer) const { return std::string(pointer); }
    /// Has it an inverse?
    bool reversible = true;

    /// Reads a step that has passed the manifest's schema. What the schema cannot say goes to `issues`; `pointer` is
    /// the step's place in the manifest.
    static std::shared_ptr<const MigrationStep> parse(const boost::json::value& step, const std::string& pointer,
                                                      std::vector<Issue>& issues);
};

} // namespace integration_gallery::catalog
