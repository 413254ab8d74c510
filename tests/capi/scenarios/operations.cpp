// What operators do: history, moving a store, keys; and what a route waits for.
#include "calls.hpp"
#include "world.hpp"

#include <boost/json/serialize.hpp>

#include <array>

namespace scenarios {
namespace {

std::int64_t number(const json::object& step, const char* member, std::int64_t otherwise) {
    const auto* value = step.if_contains(member);
    return value != nullptr ? value->as_int64() : otherwise;
}

/// An argument that may be left out is NULL then.
struct Optional {
    bool is_there;
    std::string text;
    const char* get() const { return is_there ? text.c_str() : nullptr; }
};

ig_status go_on(void* context, int64_t, int64_t, int64_t, double) {
    return *static_cast<const bool*>(context) ? IG_OK : IG_E_CANCELLED;
}

} // namespace

json::value World::what_breaks(const json::object& step) {
    const auto& of = gallery(step, "of");
    const Owned<ig_options> next(
        made_by<ig_options>([](ig_options** out, ig_error** error) { return ig_options_new(out, error); }));
    fill(next.get(), step);
    const Optional project{step.contains("project"), text(step, "project", "")};
    return document_of([&](ig_buffer** out, ig_error** error) {
        return ig_gallery_what_breaks(of.handle, next.get(), project.get(), out, error);
    });
}

json::value World::changes(const json::object& step) {
    return document_of([&, by = session(step)](ig_buffer** out, ig_error** error) {
        return ig_settings_changes(by, number(step, "after", 0), number(step, "limit", 0), out, error);
    });
}

json::value World::classify(const json::object& step) {
    ig_session* const by = session(step);
    const auto& from = step.at("request").as_object();
    const std::string method = text(from, "method");
    const std::string target = text(from, "target");
    const Owned<ig_http_message> request(made_by<ig_http_message>([&](ig_http_message** out, ig_error** error) {
        return ig_http_request_new(method.c_str(), target.c_str(), out, error);
    }));
    static constexpr std::array names{"pure", "store", "outbound"};
    return names.at(static_cast<std::size_t>(ig_http_classify(by, request.get())));
}

json::value World::history(const std::string& action, const json::object& step) {
    if (action == "history.verify" || action == "history.retain") {
        const auto& of = gallery(step, "of");
        const std::string project = text(step, "project");
        if (action == "history.retain")
            return document_of([&, subject = text(step, "subject", "")](ig_buffer** out, ig_error** error) {
                return ig_history_retain(of.handle, project.c_str(), subject.c_str(), step.at("before_ms").as_int64(),
                                         step.at("keep").as_int64(), out, error);
            });
        const auto* head = step.if_contains("head");
        const std::string hash = head != nullptr ? text_of(head->at("hash")) : "";
        return document_of([&](ig_buffer** out, ig_error** error) {
            return ig_history_verify(of.handle, project.c_str(), head != nullptr ? head->at("sequence").as_int64() : 0,
                                     head != nullptr ? hash.c_str() : nullptr, out, error);
        });
    }
    ig_session* const by = session(step);
    const std::string name = text(step, "integration");
    return document_of([&](ig_buffer** out, ig_error** error) {
        if (action == "history.list")
            return ig_history_list(by, name.c_str(), number(step, "limit", 0), number(step, "before", 0), out, error);
        if (action == "history.get")
            return ig_history_get(by, name.c_str(), step.at("revision").as_int64(), out, error);
        if (action == "history.diff")
            return ig_history_diff(by, name.c_str(), step.at("from").as_int64(), step.at("to").as_int64(), out, error);
        return ig_history_restore(by, name.c_str(), step.at("revision").as_int64(),
                                  number(step, "if_revision", IG_ANY_REVISION), out, error);
    });
}

json::value World::store(const std::string& action, const json::object& step) {
    const auto& of = gallery(step, "of");
    const std::string path = text(step, "path");
    if (action == "store.backup") {
        ask([&](ig_error** error) { return ig_store_backup(of.handle, path.c_str(), error); });
        return nullptr;
    }
    const auto optional = [&](const char* member) { return Optional{step.contains(member), text(step, member, "")}; };
    const auto project = optional("project");
    const auto subject = optional("subject");
    const auto key_file = optional("key_file");
    const auto passphrase = optional("passphrase");
    const std::string on_conflict = text(step, "on_conflict", "refuse");
    const auto* dry_run = step.if_contains("dry_run");
    return document_of([&](ig_buffer** out, ig_error** error) {
        if (action == "store.export")
            return ig_store_export(of.handle, path.c_str(), project.get(), subject.get(), key_file.get(),
                                   passphrase.get(), passphrase.text.size(), out, error);
        return ig_store_import(of.handle, path.c_str(), subject.get(), key_file.get(), passphrase.get(),
                               passphrase.text.size(),
                               on_conflict == "overwrite" ? 2
                               : on_conflict == "skip"    ? 1
                                                          : 0,
                               dry_run != nullptr && dry_run->as_bool() ? 1 : 0, out, error);
    });
}

json::value World::keys(const std::string& action, const json::object& step) {
    const auto& of = gallery(step, "of");
    const std::string subject = text(step, "subject", "");
    if (action == "keys.doctor")
        return document_of(
            [&, project = Optional{step.contains("project"), text(step, "project", "")}](auto** out, auto** error) {
                return ig_keys_doctor(of.handle, project.get(), out, error);
            });
    if (action == "keys.shred") {
        const std::string project = text(step, "project");
        ask([&](ig_error** error) { return ig_keys_shred(of.handle, subject.c_str(), project.c_str(), error); });
        return nullptr;
    }
    auto* const job = action == "keys.rotate"   ? ig_keys_rotate
                      : action == "keys.rewrap" ? ig_keys_rewrap
                                                : ig_keys_reseal;
    const std::string options = json::serialize(step.at("options"));
    bool goes_on = text(step, "progress", "yes") == "yes";
    return document_of([&](ig_buffer** out, ig_error** error) {
        return job(of.handle, subject.c_str(), options.data(), options.size(),
                   step.contains("progress") ? go_on : nullptr, &goes_on, out, error);
    });
}

} // namespace scenarios
