// Owners of Win32 handles. One class template; its traits say the type, the empty value and how the handle is closed,
// because INVALID_HANDLE_VALUE is empty for a file and null is empty for an event or a process.
#pragma once

#include <windows.h>

#include <utility>

namespace netmend::win32 {

template<class Traits> class UniqueHandle {
  public:
    using Type = typename Traits::Type;
    UniqueHandle() = default;
    explicit UniqueHandle(Type handle) : handle_(handle) {}
    UniqueHandle(UniqueHandle&& other) noexcept : handle_(other.release()) {}
    UniqueHandle& operator=(UniqueHandle&& other) noexcept {
        reset(other.release());
        return *this;
    }
    ~UniqueHandle() { reset(); }

    explicit operator bool() const { return handle_ != Traits::empty(); }
    Type get() const { return handle_; }
    Type release() { return std::exchange(handle_, Traits::empty()); }
    void reset(Type handle = Traits::empty()) {
        const Type old = std::exchange(handle_, handle);
        if (old != Traits::empty())
            Traits::close(old);
    }
    Type* put() { // for functions that give a handle through a pointer; what was held is closed first
        reset();
        return &handle_;
    }

  private:
    Type handle_ = Traits::empty();
};

struct KernelTraits { // processes, threads, events, jobs, tokens
    using Type = HANDLE;
    static Type empty() { return nullptr; }
    static void close(Type handle) { ::CloseHandle(handle); }
};

struct FileTraits { // CreateFile, CreateNamedPipe
    using Type = HANDLE;
    static Type empty() { return INVALID_HANDLE_VALUE; }
    static void close(Type handle) { ::CloseHandle(handle); }
};

struct RegistryTraits {
    using Type = HKEY;
    static Type empty() { return nullptr; }
    static void close(Type handle) { ::RegCloseKey(handle); }
};

struct ServiceTraits { // the service control manager itself, and services
    using Type = SC_HANDLE;
    static Type empty() { return nullptr; }
    static void close(Type handle) { ::CloseServiceHandle(handle); }
};

struct LocalTraits { // memory that Windows allocated with LocalAlloc
    using Type = void*;
    static Type empty() { return nullptr; }
    static void close(Type memory) { ::LocalFree(memory); }
};

using KernelHandle = UniqueHandle<KernelTraits>;
using FileHandle = UniqueHandle<FileTraits>;
using RegistryHandle = UniqueHandle<RegistryTraits>;
using ServiceHandle = UniqueHandle<ServiceTraits>;
using LocalMemory = UniqueHandle<LocalTraits>;

} // namespace netmend::win32
