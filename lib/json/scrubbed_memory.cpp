#include "json/scrubbed_memory.hpp"

#include "base/bytes.hpp"
#include "base/locked_memory.hpp"

#include <boost/json/memory_resource.hpp>

#include <new>

namespace integration_gallery::json {
namespace {

class ScrubbedMemory final : public boost::json::memory_resource {
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        if (alignment <= base::locked_alignment)
            return base::allocate_locked(size);
        return ::operator new (size, std::align_val_t{alignment});
    }
    void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override {
        if (alignment <= base::locked_alignment) {
            base::release_locked(memory, size);
            return;
        }
        base::wipe({static_cast<std::byte*>(memory), size});
        ::operator delete (memory, std::align_val_t{alignment}); // clang has no sized one unless it is told so
    }
    bool do_is_equal(const boost::json::memory_resource& other) const noexcept override {
        return dynamic_cast<const ScrubbedMemory*>(&other) != nullptr;
    }
};

} // namespace

boost::json::storage_ptr scrubbed_memory() {
    return boost::json::make_shared_resource<ScrubbedMemory>();
}

} // namespace integration_gallery::json
