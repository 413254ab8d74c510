// What the cases start as other processes:
//   helper migrate URL                migrates; prints how many steps it ran
//   helper write URL FILE THREADS     changes rows for ever; appends "thread revision" to FILE after each answer
//   helper bump URL COUNT             adds COUNT to the revision of the project "p1"
//   helper export URL KEY FILE        exports everything, sealed to the store's own key
//   helper import URL KEY FILE        imports it
//   helper move URL TO                copies the whole store into an empty database
#include "conformance/storage/rows.hpp"
#include "storage/store.hpp"

#include <integration_gallery/gallery.hpp>
#include <integration_gallery/keys.hpp>
#include <integration_gallery/transfer.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace integration_gallery;
using namespace integration_gallery::storage;

namespace {

std::unique_ptr<Store> open(const char* url) {
    StoreOptions options;
    options.url = url;
    options.time_limit = std::chrono::milliseconds(60'000);
    return std::make_unique<Store>(options);
}

/// One row of settings and one secret for each thread, always with the same revision.
void write_for_ever(Store& store, int file, int index) {
    const std::string integration = "i" + std::to_string(index);
    for (;;) {
        const auto revision = store.write([&](Transaction& t) -> std::int64_t {
            auto settings = find_settings(t, "p1", integration);
            auto secret = find_secret(t, "p1", integration, "config");
            if (!settings) {
                insert_settings(t, test::settings_row("p1", integration));
                insert_secret(t, test::secret_row("p1", integration));
                bump_project(t, "p1", 1);
                return 1;
            }
            const auto expected = settings->revision++;
            settings->document = std::to_string(settings->revision);
            secret->seal_revision = settings->revision;
            secret->sealed = settings->document;
            if (!update_settings(t, *settings, expected) || !update_secret(t, *secret, expected))
                std::abort();
            bump_project(t, "p1", 1);
            return settings->revision;
        });
        const std::string line = std::to_string(index) + " " + std::to_string(revision) + "\n";
        if (::write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            std::abort();
    }
}

/// With the shipped catalog: only the rows matter.
int transfer(std::string_view command, const char* url, const char* key, const char* file) {
    Options options;
    options.database_url = url;
    options.key_provider = key_file(key);
    const Gallery gallery = Gallery::open(std::move(options));
    if (command == "export")
        gallery.export_to(file, ExportKey::file(key));
    else
        gallery.import_from(file, ExportKey::file(key));
    return 0;
}

int run(std::string_view command, const char* url, char** rest) {
    if (command == "export" || command == "import")
        return transfer(command, url, rest[0], rest[1]);
    if (command == "move") {
        move_store(url, rest[0]);
        return 0;
    }
    if (command == "migrate") {
        std::printf("%lld\n", static_cast<long long>(open(url)->migrate()));
        return 0;
    }
    auto store = open(url);
    if (command == "bump") {
        for (int i = std::atoi(rest[0]); i > 0; --i)
            store->write([](Transaction& t) { bump_project(t, "p1", 1); });
        return 0;
    }
    const int file = ::open(rest[0], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::vector<std::thread> threads;
    for (int index = 0; index < std::atoi(rest[1]); ++index)
        threads.emplace_back([&, index] { write_for_ever(*store, file, index); });
    for (auto& thread : threads)
        thread.join();
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 3)
        return 2;
    try {
        return run(arguments[1], arguments[2], arguments + 3);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
