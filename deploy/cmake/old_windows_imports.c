/* Keeps our programs loadable on Windows XP (32 and 64 bits), Server 2003 and 2000. The posix runtime of mingw-w64
 * (libwinpthread, libstdc++) imports four functions of kernel32 that older Windows versions do not export. This object
 * defines the import pointers itself, so the linker never takes the ones of libkernel32.a and the finished program does
 * not name these functions in its import table. Each stand-in asks kernel32 at run time first and has a fallback for
 * where it is missing. A fifth, of 32-bit programs alone, keeps libgcc's DLL out of them. */
#include <string.h>

#include <windows.h>

static FARPROC in_kernel32(const char* name) {
    return GetProcAddress(GetModuleHandleW(L"kernel32.dll"), name);
}

/* GetTickCount wraps after 49.7 days: keep the last 64-bit value and add the distance since. A reading that is slightly
 * older than the last one belongs to a thread that was overtaken, and must not count as a wrap. */
static ULONGLONG extended_tick_count(void) {
    static volatile LONGLONG last;
    for (;;) {
        const LONGLONG before = __sync_val_compare_and_swap(&last, 0, 0);
        const DWORD distance = GetTickCount() - (DWORD)before;
        if (distance >= 0x80000000u)
            return (ULONGLONG)before;
        if (__sync_bool_compare_and_swap(&last, before, before + distance))
            return (ULONGLONG)(before + distance);
    }
}

static ULONGLONG WINAPI tick_count_64(void) {
    typedef ULONGLONG(WINAPI * Function)(void);
    static Function volatile function;
    if (!function) {
        const FARPROC found = in_kernel32("GetTickCount64");
        if (!found)
            return extended_tick_count();
        function = (Function)(void*)found;
    }
    return function();
}

/* Windows 2000 has no vectored handlers: null is the documented failure, and libwinpthread only names threads with
 * them. */
static PVOID WINAPI add_vectored_handler(ULONG first, PVECTORED_EXCEPTION_HANDLER handler) {
    typedef PVOID(WINAPI * Function)(ULONG, PVECTORED_EXCEPTION_HANDLER);
    const Function function = (Function)(void*)in_kernel32("AddVectoredExceptionHandler");
    return function ? function(first, handler) : NULL;
}

static ULONG WINAPI remove_vectored_handler(PVOID handle) {
    typedef ULONG(WINAPI * Function)(PVOID);
    const Function function = (Function)(void*)in_kernel32("RemoveVectoredExceptionHandler");
    return function ? function(handle) : 0;
}

/* libstdc++ asks for the module of a thread_local's destructor, by address. Without the function the module is found by
 * its memory; it is always this program, which nobody unloads, so no reference needs counting. */
static BOOL WINAPI module_handle_ex(DWORD flags, LPCWSTR name_or_address, HMODULE* module) {
    typedef BOOL(WINAPI * Function)(DWORD, LPCWSTR, HMODULE*);
    const Function function = (Function)(void*)in_kernel32("GetModuleHandleExW");
    MEMORY_BASIC_INFORMATION memory;
    if (function)
        return function(flags, name_or_address, module);
    if (!(flags & GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS)) {
        *module = GetModuleHandleW(name_or_address);
        return *module != NULL;
    }
    if (!VirtualQuery(name_or_address, &memory, sizeof memory))
        return FALSE;
    *module = (HMODULE)memory.AllocationBase;
    return TRUE;
}

#ifndef _WIN64
/* The start of a 32-bit program asks for libgcc's DLL, though ours carry libgcc themselves: where a stranger's DLL has
 * brought one into the process, the frames of our exceptions would be registered with that one, whatever its version,
 * and it would be loaded once more. We have none, so nobody looks for it. */
static HMODULE WINAPI module_handle(LPCSTR name) {
    wchar_t wide[MAX_PATH];
    if (!name)
        return GetModuleHandleW(NULL);
    if (strcmp(name, "libgcc_s_dw2-1.dll") == 0 || !MultiByteToWideChar(CP_ACP, 0, name, -1, wide, MAX_PATH)) {
        SetLastError(ERROR_MOD_NOT_FOUND);
        return NULL;
    }
    return GetModuleHandleW(wide);
}
#endif

#ifdef _WIN64
#define IMPORT_POINTER(name, bytes) __asm__("__imp_" name)
#else
#define IMPORT_POINTER(name, bytes) __asm__("__imp__" name "@" bytes)
#endif

void* const netmend_import_tick_count IMPORT_POINTER("GetTickCount64", "0") = (void*)tick_count_64;
void* const netmend_import_add_handler IMPORT_POINTER("AddVectoredExceptionHandler", "8") = (void*)add_vectored_handler;
void* const netmend_import_remove_handler IMPORT_POINTER("RemoveVectoredExceptionHandler",
                                                         "4") = (void*)remove_vectored_handler;
void* const netmend_import_module_handle IMPORT_POINTER("GetModuleHandleExW", "12") = (void*)module_handle_ex;
#ifndef _WIN64
void* const netmend_import_module_handle_a IMPORT_POINTER("GetModuleHandleA", "4") = (void*)module_handle;
#endif
