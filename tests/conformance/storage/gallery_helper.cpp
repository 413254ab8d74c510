// A host that the cases start many times, and kill:
//   gallery_helper open URL KEYS                     opens the gallery
//   gallery_helper write URL KEYS FILE THREADS       changes settings for ever; appends "thread revision" to FILE after
//                                                    each answer. Every second change is the switch
//   gallery_helper count URL KEYS COUNT THREADS      each thread adds COUNT to one number, on what it has read
//   gallery_helper note URL KEYS TEXT                one change of one setting
#include "support/gallery.hpp"

#include <integration_gallery/credentials.hpp>
#include <integration_gallery/keys.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace ig = integration_gallery;

namespace {

ig::Gallery open(const char* url, const char* keys) {
    ig::Options options;
    options.database_url = url;
    options.key_provider = ig::key_file(keys);
    options.catalog = ig::test::test_catalog();
    options.lease_limit = std::chrono::minutes(2);
    return ig::Gallery::open(std::move(options));
}

ig::Settings set_note(const ig::Session& session, const std::string& note, const ig::UpdateOptions& options) {
    return session.put("open", {{"authentication", {{"note", note}}}}, options);
}

void write_for_ever(const ig::Gallery& gallery, int file, int index) {
    const ig::Session session = gallery.session("project " + std::to_string(index), "helper");
    for (auto now = session.get("hosted");;) {
        if (now.revision % 2 == 0) {
            const std::string number = std::to_string(now.revision + 1);
            now = session.put(
                "hosted",
                {{"authentication", {{"method", "basic"}, {"user", number}, {"password", "secret " + number}}}},
                {.form = ig::Form::plain, .expected_revision = now.revision});
        } else {
            now = session.set_enabled("hosted", !now.enabled);
        }
        const std::string line = std::to_string(index) + " " + std::to_string(now.revision) + "\n";
        if (::write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            std::abort();
    }
}

void count(const ig::Gallery& gallery, int times) {
    const ig::Session session = gallery.session("shared", "helper");
    while (times > 0) {
        const auto now = session.get("open");
        const auto* note = now.authentication.if_contains("note");
        const int number = note != nullptr && note->is_string() ? std::atoi(note->get_string().c_str()) : 0;
        try {
            set_note(session, std::to_string(number + 1), {.form = ig::Form::plain, .expected_revision = now.revision});
            --times;
        } catch (const ig::Error& error) {
            if (error.code() != "precondition-failed")
                throw;
        }
    }
}

void in_threads(int threads, const auto& body) {
    std::vector<std::thread> all;
    for (int index = 0; index < threads; ++index)
        all.emplace_back([&body, index] {
            try {
                body(index);
            } catch (const std::exception& error) {
                std::fprintf(stderr, "%s\n", error.what());
                _exit(1);
            }
        });
    for (auto& thread : all)
        thread.join();
}

void run(std::string_view command, char** rest) {
    const ig::Gallery gallery = open(rest[0], rest[1]);
    if (command == "write") {
        const int file = ::open(rest[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        in_threads(std::atoi(rest[3]), [&](int index) { write_for_ever(gallery, file, index); });
    } else if (command == "count") {
        in_threads(std::atoi(rest[3]), [&](int) { count(gallery, std::atoi(rest[2])); });
    } else if (command == "note") {
        set_note(gallery.session("shared", "helper"), rest[2], {.form = ig::Form::plain, .expected_revision = {}});
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count < 4)
        return 2;
    try {
        run(arguments[1], arguments + 2);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
