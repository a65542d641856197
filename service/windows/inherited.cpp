#include "service/windows/inherited.hpp"

#include <utility>

#include "service/windows/late.hpp"

namespace netmend::win32 {
namespace {

constexpr DWORD_PTR handle_list = 0x00020002; // PROC_THREAD_ATTRIBUTE_HANDLE_LIST

using Initialize = BOOL WINAPI(void*, DWORD, DWORD, SIZE_T*);
using Update = BOOL WINAPI(void*, DWORD, DWORD_PTR, void*, SIZE_T, void*, SIZE_T*);
using Delete = void WINAPI(void*);

} // namespace

InheritedHandles::InheritedHandles(std::vector<HANDLE> handles) : handles_(std::move(handles)) {
    startup_.plain.cb = sizeof startup_.plain;
    const auto initialize = late<Initialize>(L"kernel32.dll", "InitializeProcThreadAttributeList");
    const auto update = late<Update>(L"kernel32.dll", "UpdateProcThreadAttribute");
    SIZE_T size = 0;
    if (!initialize || !update || initialize(nullptr, 1, 0, &size) || size == 0) // the first call only tells the size
        return;
    memory_.resize(size);
    if (!initialize(memory_.data(), 1, 0, &size))
        return;
    startup_.list = memory_.data();
    if (update(startup_.list, 0, handle_list, handles_.data(), handles_.size() * sizeof(HANDLE), nullptr, nullptr))
        startup_.plain.cb = sizeof startup_;
    else
        std::exchange(startup_.list, nullptr);
}

InheritedHandles::~InheritedHandles() {
    if (const auto remove = late<Delete>(L"kernel32.dll", "DeleteProcThreadAttributeList"); remove && startup_.list)
        remove(startup_.list);
}

} // namespace netmend::win32
