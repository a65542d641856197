// The simulator's speed: nearly all of its memory is small strings and nodes, made and dropped at once by one thread.
// Blocks are kept in lists by size and never given back; a quarter of the time went to the general allocator. In front
// of each block stands which list it belongs to.
#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

struct alignas(16) Block {
    std::size_t kind;
    Block* next;
};

constexpr std::size_t step = 16, kinds = 65, at_once = 1u << 16; // kind 0: too large for a list
std::array<Block*, kinds> lists{};

Block* fill(std::size_t kind) {
    const std::size_t size = sizeof(Block) + kind * step;
    auto* chunk = static_cast<std::byte*>(std::malloc(at_once));
    for (std::size_t at = 0; chunk != nullptr && at + size <= at_once; at += size)
        lists[kind] = new (chunk + at) Block{kind, lists[kind]};
    return lists[kind];
}

} // namespace

void* operator new(std::size_t size) {
    const std::size_t kind = size == 0 ? 1 : (size + step - 1) / step;
    Block* block = nullptr;
    if (kind >= kinds) {
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
