// A build of the library without any database: says what becomes of each URL.
#include "storage/store.hpp"

#include <integration_gallery/error.hpp>

#include <cstdio>

int main() {
    for (const char* url : {"sqlite:///tmp/gallery.db", "postgresql://u:hunter2@h/d", "mysql://u:hunter2@h/d"}) {
        try {
            integration_gallery::storage::StoreOptions options;
            options.url = url;
            integration_gallery::storage::Store::inspect(options);
        } catch (const integration_gallery::Error& error) {
            std::printf("%s: %s\n", error.code().c_str(), error.detail().c_str());
        }
    }
}
