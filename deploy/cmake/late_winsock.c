/* ws2_32.dll, loaded at the first call of each function: what a delay-import library does, for 32-bit programs. The one
 * that dlltool of binutils 2.40 makes for i386 leaves the addresses empty. A function is called through a pointer named
 * __imp__NAME@BYTES ("Dynamic-Link Library Import", the convention of dllimport); each pointer leads to a few
 * instructions that put the true address there, with the caller's arguments and registers as they were. */
#include <windows.h>

#define MODULE_MISSING 0xC06D007Eu /* as a delay-import library says it: VcppException(ERROR_SEVERITY_ERROR, 126) */
#define NAME_MISSING 0xC06D007Fu

void* __cdecl netmend_winsock_address(const char* name) {
    const DWORD error =
        GetLastError();     /* of the call before: WSAGetLastError itself may be the one that is looked for */
    static HMODULE library; /* the first one found serves all: never two of them in one process */
    if (!library)
        library = LoadLibraryA("ws2_32.dll");
    void* address = library ? (void*)(ULONG_PTR)GetProcAddress(library, name) : NULL;
    if (!address)
        RaiseException(library ? NAME_MISSING : MODULE_MISSING, 0, 0, NULL);
    SetLastError(error);
    return address;
}

/* On the stack: where the address goes, the name, and what the caller had there. */
__asm__(".text\n"
        "late_winsock:\n"
        "    pushl %ecx\n"
        "    pushl %edx\n"
        "    pushl 12(%esp)\n"
        "    call _netmend_winsock_address\n"
        "    addl $4, %esp\n"
        "    movl 8(%esp), %ecx\n"
        "    movl %eax, (%ecx)\n"
        "    popl %edx\n"
        "    popl %ecx\n"
        "    addl $8, %esp\n"
        "    jmp *%eax\n");

#define LATE(NAME, BYTES)                                                                                              \
    __asm__(".section .rdata,\"dr\"\n"                                                                                 \
            "late_name_" #NAME ": .asciz \"" #NAME "\"\n"                                                              \
            ".data\n"                                                                                                  \
            ".balign 4\n"                                                                                              \
            ".globl __imp__" #NAME "@" #BYTES "\n"                                                                     \
            "__imp__" #NAME "@" #BYTES ": .long late_first_" #NAME "\n"                                                \
            ".text\n"                                                                                                  \
            ".globl _" #NAME "@" #BYTES "\n"                                                                           \
            "_" #NAME "@" #BYTES ": jmp *__imp__" #NAME "@" #BYTES "\n"                                                \
            "late_first_" #NAME ":\n"                                                                                  \
            "    pushl $late_name_" #NAME "\n"                                                                         \
            "    pushl $__imp__" #NAME "@" #BYTES "\n"                                                                 \
            "    jmp late_winsock\n");

#include "late_winsock.inc" /* made from winsock.def */
