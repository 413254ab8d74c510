#include "catalog/importers/entry.hpp"
#include "catalog/lint/placeholders.hpp"
#include "catalog/lint/rules.hpp"
#include "json/pointer.hpp"

#include <algorithm>

namespace integration_gallery::catalog {
namespace {

namespace bj = boost::json;

/// What is said for each method, against the settings which that method has.
class Methods {
public:
    Methods(const bj::object& manifest, LintSink& sink) : m_members(members_by_method(manifest)), m_sink(sink) {
        // With these three, requests carry what stands in the settings; any other may get a token first.
        for (auto& [method, members] : m_members)
            if (method != "apikey" && method != "basic" && method != "bearer")
                members.insert({"accessToken", "refreshToken"});
        if (const auto found = m_members.find("oauth2"); found != m_members.end())
            for (const auto& name : found_out_by_oauth2(manifest))
                found->second.insert(name);
    }

    bool none() const noexcept { return m_members.empty(); }

    /// An address for all methods, or one for each.
    void check_url(const bj::object& part, std::string_view name, const std::string& pointer, bool for_all) {
        const auto* url = part.if_contains(name);
        if (url == nullptr)
            return;
        if (const auto* text = url->if_string()) {
            for (const auto& [method, members] : m_members)
                check_text(std::string_view(*text), method, pointer);
            return;
        }
        const auto* by_method = url->if_object();
        if (by_method == nullptr)
            return;
        check_map(*by_method, pointer);
        for (const auto& [method, members] : m_members)
            if (for_all && !by_method->contains(method))
                m_sink.error(pointer, "method-without-address",
                             "No address is named for the method \"" + method + "\".",
                             "Add the address that requests with this method go to.");
    }

    /// Texts by method, or objects of texts by method.
    void check_map(const bj::object& by_method, const std::string& pointer) {
        for (const auto& member : by_method) {
            std::string below = pointer;
            json::append_token(below, member.key());
            const std::string method(member.key());
            if (!m_members.contains(method)) {
                m_sink.error(below, "unknown-method", "The authentication has no method \"" + method + "\".",
                             "Name a method of settings.authentication, or leave this out.");
                continue;
            }
            if (const auto* text = member.value().if_string())
                check_text(std::string_view(*text), method, below);
            else if (const auto* parts = member.value().if_object())
                for (const auto& part : *parts)
                    if (const auto* value = part.value().if_string())
                        check_text(std::string_view(*value), method, below + "/" + std::string(part.key()));
        }
    }

private:
    void check_text(std::string_view text, const std::string& method, const std::string& pointer) {
        const auto& members = m_members.find(method)->second;
        for (const auto& name : placeholders(text))
            // A name that no method has is told by the rule of unknown placeholders, unless this is no address.
            if (!members.contains(name) && (is_known(name) || !text.starts_with("https://")))
                m_sink.error(pointer, "unfilled-placeholder",
                             "With the method \"" + method + "\" there is no \"" + name + "\" to fill in.",
                             "Name a member which that method has, or give each method an address of its own.");
    }

    bool is_known(const std::string& name) const {
        return std::any_of(m_members.begin(), m_members.end(),
                           [&](const auto& method) { return method.second.contains(name); });
    }

    std::map<std::string, std::set<std::string>, std::less<>> m_members;
    LintSink& m_sink;
};

} // namespace

void check_methods(const bj::object& manifest, LintSink& sink) {
    Methods methods(manifest, sink);
    if (methods.none())
        return;
    if (const auto* api = object_member(manifest, "api")) {
        methods.check_url(*api, "baseUrl", "/api/baseUrl", true);
        if (const auto* credentials = object_member(*api, "credentials"))
            methods.check_map(*credentials, "/api/credentials");
    }
    if (const auto* probe = object_member(manifest, "probe"))
        methods.check_url(*probe, "url", "/probe/url", false);
}

} // namespace integration_gallery::catalog
