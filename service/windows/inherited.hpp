// Which handles a child inherits. Vista and later are told a list; before, everything that is inheritable goes along,
// and the two ends of pipes are so only while one child is being started.
#pragma once

#include <windows.h>

#include <vector>

namespace netmend::win32 {

class InheritedHandles {
  public:
    explicit InheritedHandles(std::vector<HANDLE> handles);
    ~InheritedHandles();
    InheritedHandles(const InheritedHandles&) = delete;
    InheritedHandles& operator=(const InheritedHandles&) = delete;

    STARTUPINFOW& startup() {
        return startup_.plain;
    } // for CreateProcess, together with flags(); dies with this object
    DWORD flags() const { return startup_.list ? extended_startup : 0; }

  private:
    static constexpr DWORD extended_startup = 0x00080000; // EXTENDED_STARTUPINFO_PRESENT

    struct Startup { // STARTUPINFOEXW
        STARTUPINFOW plain;
        void* list; // LPPROC_THREAD_ATTRIBUTE_LIST
    } startup_{};
    std::vector<HANDLE> handles_;
    std::vector<BYTE> memory_;
};

} // namespace netmend::win32
