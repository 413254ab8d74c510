#include "schema/pattern/property.hpp"

#include <algorithm>

namespace integration_gallery::schema {
namespace {

struct Category {
    std::string_view brief;
    std::string_view name;
    std::string_view other_name = {};
};

// Unicode 15, PropertyValueAliases.txt, gc. Other (C) and Unassigned (Cn) are missing: RE2's tables hold assigned
// characters only, so that its C is not ECMA-262's.
constexpr Category categories[] = {
    {"L", "Letter"},
    {"Lu", "Uppercase_Letter"},
    {"Ll", "Lowercase_Letter"},
    {"Lt", "Titlecase_Letter"},
    {"Lm", "Modifier_Letter"},
    {"Lo", "Other_Letter"},
    {"M", "Mark", "Combining_Mark"},
    {"Mn", "Nonspacing_Mark"},
    {"Mc", "Spacing_Mark"},
    {"Me", "Enclosing_Mark"},
    {"N", "Number"},
    {"Nd", "Decimal_Number", "digit"},
    {"Nl", "Letter_Number"},
    {"No", "Other_Number"},
    {"P", "Punctuation", "punct"},
    {"Pc", "Connector_Punctuation"},
    {"Pd", "Dash_Punctuation"},
    {"Ps", "Open_Punctuation"},
    {"Pe", "Close_Punctuation"},
    {"Pi", "Initial_Punctuation"},
    {"Pf", "Final_Punctuation"},
    {"Po", "Other_Punctuation"},
    {"S", "Symbol"},
    {"Sm", "Math_Symbol"},
    {"Sc", "Currency_Symbol"},
    {"Sk", "Modifier_Symbol"},
    {"So", "Other_Symbol"},
    {"Z", "Separator"},
    {"Zs", "Space_Separator"},
    {"Zl", "Line_Separator"},
    {"Zp", "Paragraph_Separator"},
    {"Cc", "Control", "cntrl"},
    {"Cf", "Format"},
    {"Co", "Private_Use"},
};

const Category* find_category(std::string_view name) {
    const auto* found = std::find_if(std::begin(categories), std::end(categories), [&](const Category& category) {
        return name == category.brief || name == category.name || (!name.empty() && name == category.other_name);
    });
    return found == std::end(categories) ? nullptr : found;
}

std::string re2_class(std::string_view name, bool negated) {
    return std::string(negated ? "\\P{" : "\\p{").append(name).append("}");
}

bool is_script_name(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    return name.size() > 1 && name != "Any" && find_category(name) == nullptr &&
           std::all_of(name.begin(), name.end(), is_letter);
}

} // namespace

std::string property_class(std::string_view body, bool negated) {
    const auto equals = body.find('=');
    const auto key = equals == std::string_view::npos ? std::string_view{} : body.substr(0, equals);
    const auto name = equals == std::string_view::npos ? body : body.substr(equals + 1);
    if (key == "Script" || key == "sc")
        return is_script_name(name) ? re2_class(name, negated) : std::string{};
    if (!key.empty() && key != "General_Category" && key != "gc")
        return {};
    if (const auto* category = find_category(name))
        return re2_class(category->brief, negated);
    if (!key.empty() || equals != std::string_view::npos)
        return {};
    if (name == "Any")
        return negated ? std::string{} : std::string{"\\x{0}-\\x{10FFFF}"};
    if (name == "ASCII")
        return negated ? "\\x{80}-\\x{10FFFF}" : "\\x{0}-\\x{7F}";
    return {};
}

} // namespace integration_gallery::schema
