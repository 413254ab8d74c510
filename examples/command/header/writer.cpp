#include "header/identifier.hpp"
#include "header/model.hpp"
#include "header/runtime.hpp"

#include <algorithm>

namespace command::header {
namespace {

class Writer {
public:
    Writer(const Model& model, const std::string& name_space) : m_model(model), m_namespace(name_space) {}

    std::string write() {
        line("// Typed access to the settings of " + m_model.integration + ", version " + comment(m_model.version) +
             ". Made by integration-gallery header: change the manifest, not this file.");
        m_out += includes_text;
        line("namespace " + m_namespace + " {\n");
        line("inline constexpr std::string_view integration = " + literal(m_model.integration) + ";");
        line("inline constexpr std::string_view version = " + literal(m_model.version) + ";");
        m_out += declarations_text;
        line("");
        for (const std::size_t index : m_model.order)
            line("class " + type(index).name + ";");
        choices_and_enumerations();
        for (const std::size_t index : m_model.order)
            object(type(index));
        settings();
        m_out += readers_text;
        readers();
        line("\n} // namespace detail\n");
        for (const std::size_t index : m_model.order)
            object_reader(type(index));
        settings_reader();
        line("} // namespace " + m_namespace);
        return std::move(m_out);
    }

private:
    const Type& type(std::size_t index) const { return m_model.types[index]; }
    void line(const std::string& text) { m_out += text + "\n"; }

    void remark(const std::string& indent, const std::string& text) {
        if (!text.empty())
            line(indent + "/// " + comment(text));
    }

    std::string spelled(std::size_t index) const {
        const Type& which = type(index);
        switch (which.kind) {
        case Kind::any:
            return "boost::json::value";
        case Kind::text:
            return "std::string";
        case Kind::integer:
            return "std::int64_t";
        case Kind::number:
            return "double";
        case Kind::boolean:
            return "bool";
        case Kind::array:
            return "std::vector<" + spelled(which.item) + ">";
        case Kind::map:
            return "std::map<std::string, " + spelled(which.item) + ">";
        default:
            return which.name;
        }
    }

    bool is_small(std::size_t index) const {
        const Kind kind = type(index).kind;
        return kind == Kind::integer || kind == Kind::number || kind == Kind::boolean || kind == Kind::enumeration;
    }

    void choices_and_enumerations() {
        for (const Type& which : m_model.types) {
            if (which.kind == Kind::enumeration) {
                line("");
                remark("", which.title);
                std::string values;
                for (const Enumerator& value : which.values)
                    values += (values.empty() ? "" : ", ") + value.identifier;
                line("enum class " + which.name + " { " + values + " };");
                line("constexpr std::string_view to_string(" + which.name + " value) noexcept {\n    switch (value) {");
                for (const Enumerator& value : which.values)
                    line("    case " + which.name + "::" + value.identifier + ": return " + literal(value.value) + ";");
                line("    }\n    return {};\n}");
            } else if (which.kind == Kind::choice) {
                line("");
                remark("", which.title);
                std::string branches;
                for (const Branch& branch : which.branches)
                    branches += (branches.empty() ? "" : ", ") + spelled(branch.type);
                line("using " + which.name + " = std::variant<" + branches + ">;");
            }
        }
    }

    static bool is_optional(const Member& member) { return member.presence == Member::Presence::optional; }

    void accessor(const Member& member) {
        const std::string of = spelled(member.type);
        std::string title = member.title;
        if (member.boxed && is_optional(member))
            title += title.empty() ? "nullptr if it is not there." : ", or nullptr.";
        remark("    ", title);
        if (member.boxed)
            line(is_optional(member) ? "    const " + of + "* " + member.identifier + "() const noexcept;"
                                     : "    /// Not to be asked of an object that from_json did not make.\n    const " +
                                           of + "& " + member.identifier + "() const;");
        else if (is_small(member.type))
            line("    " + (is_optional(member) ? "std::optional<" + of + ">" : of) + " " + member.identifier +
                 "() const noexcept { return m_" + member.identifier + "; }");
        else
            line("    const " + (is_optional(member) ? "std::optional<" + of + ">" : of) + "& " + member.identifier +
                 "() const noexcept { return m_" + member.identifier + "; }");
    }

    void object(const Type& which) {
        line("");
        remark("", which.title);
        line("class " + which.name + " {\npublic:");
        for (const Member& member : which.members)
            accessor(member);
        for (const SecretPlace& secret : which.secrets) {
            line("    /// Where integration_gallery::Credentials::secret finds it" +
                 (secret.title.empty() ? "." : ": " + comment(secret.title)));
            line("    static constexpr std::string_view " + secret.identifier + " = " + literal(secret.pointer) + ";");
        }
        if (!which.members.empty() || !which.secrets.empty())
            line("");
        line("    static " + which.name +
             " from_json(const boost::json::value& document, const detail::Place& place = {});");
        if (!which.members.empty())
            line("\nprivate:");
        for (const Member& member : which.members) {
            const std::string of = spelled(member.type);
            line("    " +
                 (member.boxed          ? "std::vector<" + of + ">"
                  : is_optional(member) ? "std::optional<" + of + ">"
                                        : of) +
                 " m_" + member.identifier + "{};");
        }
        line("};");
    }

    void settings() {
        line("\n/// The settings as a worker reads them: from Credentials::settings(), or from a Settings of the "
             "library.\n"
             "/// They hold no secret. Independent of the document once they are read.\nclass Settings {\npublic:");
        for (const SectionType& section : m_model.sections)
            line("    const " + spelled(section.type) + "& " + section.identifier + "() const noexcept { return m_" +
                 section.identifier + "; }");
        line("\n    /// Reads {authentication, dataMapping, syncSettings}. Members that the header does not know are "
             "passed\n"
             "    /// over. Throws Mismatch.\n"
             "    static Settings from_json(const boost::json::object& document);\n"
             "    /// Reads integration_gallery::Settings. Throws Mismatch.\n"
             "    template <class Stored>\n"
             "        requires requires(const Stored& stored) { stored.authentication, stored.data_mapping, "
             "stored.sync_settings; }\n"
             "    static Settings from(const Stored& stored) {\n"
             "        return from_json({{\"authentication\", stored.authentication}, {\"dataMapping\", "
             "stored.data_mapping}, "
             "{\"syncSettings\", stored.sync_settings}});\n"
             "    }\n\nprivate:");
        for (const SectionType& section : m_model.sections)
            line("    " + spelled(section.type) + " m_" + section.identifier + "{};");
        line("};");
    }

    void readers() {
        for (const Type& which : m_model.types) {
            if (which.kind != Kind::enumeration && which.kind != Kind::choice)
                continue;
            line("\ntemplate <>\nstruct Reader<" + which.name + "> {");
            line("    static " + which.name + " read(const boost::json::value& document, const Place& place) {");
            if (which.kind == Kind::enumeration)
                enumeration_reader(which);
            else
                choice_reader(which);
            line("    }\n};");
        }
    }

    void enumeration_reader(const Type& which) {
        line("        const std::string text = Reader<std::string>::read(document, place);");
        for (const Enumerator& value : which.values)
            line("        if (text == " + literal(value.value) + ")\n            return " + which.name +
                 "::" + value.identifier + ";");
        line("        refuse(place, \"this is none of the known values\");");
    }

    void choice_reader(const Type& which) {
        line("        const boost::json::object& object = object_of(document, place);");
        if (!which.discriminator.empty())
            line("        const std::string told = required<std::string>(object, " + literal(which.discriminator) +
                 ", place);");
        for (const Branch& branch : which.branches) {
            line(which.discriminator.empty() ? "        if (object.contains(" + literal(branch.label) + "))"
                                             : "        if (told == " + literal(branch.label) + ")");
            line("            return " + spelled(branch.type) + "::from_json(document, place);");
        }
        line("        refuse(place, \"this is none of the known alternatives\");");
    }

    void object_reader(const Type& which) {
        for (const Member& member : which.members) {
            if (!member.boxed)
                continue;
            const std::string name = which.name + "::" + member.identifier;
            const std::string held = "m_" + member.identifier;
            line(is_optional(member)
                     ? "inline const " + spelled(member.type) + "* " + name + "() const noexcept {\n    return " +
                           held + ".empty() ? nullptr : &" + held + ".front();\n}"
                     : "inline const " + spelled(member.type) + "& " + name + "() const {\n    return " + held +
                           ".at(0);\n}");
        }
        line("inline " + which.name + " " + which.name +
             "::from_json(const boost::json::value& document, const detail::Place& place) {");
        line("    [[maybe_unused]] const boost::json::object& object = detail::object_of(document, place);\n    " +
             which.name + " out;");
        for (const Member& member : which.members) {
            const bool defaulted = member.presence == Member::Presence::defaulted;
            const std::string how = is_optional(member) ? "optional" : defaulted ? "defaulted" : "required";
            const std::string read = "detail::" + how + "<" + spelled(member.type) + ">(object, " +
                                     literal(member.name) + (defaulted ? ", " + literal(member.default_text) : "") +
                                     ", place)";
            const std::string held = "out.m_" + member.identifier;
            if (!member.boxed)
                line("    " + held + " = " + read + ";");
            else if (is_optional(member))
                line("    if (auto found = " + read + ")\n        " + held + ".push_back(std::move(*found));");
            else
                line("    " + held + ".push_back(" + read + ");");
        }
        line("    return out;\n}\n");
    }

    void settings_reader() {
        line("inline Settings Settings::from_json(const boost::json::object& document) {\n    const detail::Place "
             "place;\n"
             "    Settings out;");
        for (const SectionType& section : m_model.sections)
            line("    out.m_" + section.identifier + " = detail::defaulted<" + spelled(section.type) + ">(document, " +
                 literal(section.name) + ", " + literal(section.default_text) + ", place);");
        line("    return out;\n}\n");
    }

    const Model& m_model;
    const std::string& m_namespace;
    std::string m_out;
};

} // namespace

std::string write_header(const Model& model, const std::string& name_space) {
    return Writer(model, name_space).write();
}

} // namespace command::header
