// A function of Windows that answers, in this process and for as long as the object lives, as another Windows does: its
// first bytes become a jump to ours. For what Wine does not do and what no file or key could make it do.
#pragma once

#include <windows.h>

#include <cstdint>
#include <cstring>

#include <gtest/gtest.h>

namespace netmend {

class Patched {
  public:
    template<class Function> Patched(const wchar_t* library, const char* name, Function* ours) {
        const HMODULE module = ::LoadLibraryW(library);
        at_ =
            module ? reinterpret_cast<std::uint8_t*>(reinterpret_cast<void*>(::GetProcAddress(module, name))) : nullptr;
        EXPECT_NE(nullptr, at_) << name;
        if (!at_)
            return;
        std::memcpy(before_, at_, sizeof before_);
        std::uint8_t jump[sizeof before_];
        const auto target = reinterpret_cast<std::uintptr_t>(ours);
        if constexpr (sizeof(void*) == 8) { // mov rax, target; jmp rax
            const std::uint8_t code[] = {0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0};
            std::memcpy(jump, code, sizeof code);
            std::memcpy(jump + 2, &target, sizeof target);
        } else { // jmp, by its distance from the end of the jump
            jump[0] = 0xE9;
            const std::uintptr_t distance = target - reinterpret_cast<std::uintptr_t>(at_) - size;
            std::memcpy(jump + 1, &distance, sizeof distance);
        }
        write(jump);
    }
    ~Patched() {
        if (at_)
            write(before_);
    }
    Patched(const Patched&) = delete;
    Patched& operator=(const Patched&) = delete;

  private:
    static constexpr std::size_t size = sizeof(void*) == 8 ? 12 : 5;

    void write(const std::uint8_t (&code)[size]) {
        DWORD protection = 0;
        ASSERT_TRUE(::VirtualProtect(at_, size, PAGE_EXECUTE_READWRITE, &protection));
        std::memcpy(at_, code, size);
        ::VirtualProtect(at_, size, protection, &protection);
        ::FlushInstructionCache(::GetCurrentProcess(), at_, size);
    }

    std::uint8_t* at_ = nullptr;
    std::uint8_t before_[size] = {};
};

} // namespace netmend
