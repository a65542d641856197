// The simulator's speed: nearly all of its memory is small strings and nodes, made and dropped at once by one thread.
// Blocks are kept in lists by size and never given back; a quarter of the time went to the general allocator. In front
// of each block stands which list it belongs to.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

struct alignas(16) Block {
    std::size_t kind;
    Block* next;
};

// Small ones by steps, then by powers of two (contents of files); kind 0: too large for a list.
constexpr std::size_t step = 16, small = 64, small_max = small * step, large = 10, kinds = small + large + 1;
constexpr std::size_t at_once = 1u << 16;
std::array<Block*, kinds> lists{};

std::size_t kind_for(std::size_t size) {
    if (size <= small_max)
        return size == 0 ? 1 : (size + step - 1) / step;
    const auto kind = small + static_cast<std::size_t>(std::bit_width((size - 1) / small_max));
    return kind < kinds ? kind : 0;
}

Block* fill(std::size_t kind) {
    const std::size_t size = sizeof(Block) + (kind <= small ? kind * step : small_max << (kind - small));
    const std::size_t whole = std::max<std::size_t>(at_once / size, 1) * size;
    auto* chunk = static_cast<std::byte*>(std::malloc(whole));
    for (std::size_t at = 0; chunk != nullptr && at + size <= whole; at += size)
        lists[kind] = new (chunk + at) Block{kind, lists[kind]};
    return lists[kind];
}

} // namespace

void* operator new(std::size_t size) {
    const std::size_t kind = kind_for(size);
    Block* block = nullptr;
    if (kind == 0) {
        if (void* memory = std::malloc(sizeof(Block) + size))
            block = new (memory) Block{0, nullptr};
    } else {
        block = lists[kind] != nullptr ? lists[kind] : fill(kind);
        if (block != nullptr)
            lists[kind] = block->next;
    }
    if (block == nullptr)
        throw std::bad_alloc();
    return block + 1;
}

void operator delete(void* memory) noexcept {
    if (memory == nullptr)
        return;
    Block* block = static_cast<Block*>(memory) - 1;
    if (block->kind == 0)
        return std::free(block);
    block->next = lists[block->kind];
    lists[block->kind] = block;
}

void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}
