# Toolchain: 64-bit Windows by mingw-w64, posix thread model (GCC 12's win32 model has no std::thread).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(NETMEND_TRIPLET x86_64-w64-mingw32)
include("${CMAKE_CURRENT_LIST_DIR}/mingw.cmake")
# 5.2 is XP x64 and Server 2003 x64: the first 64-bit Windows there is.
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-Wl,--major-os-version=5,--minor-os-version=2,--major-subsystem-version=5,--minor-subsystem-version=2")
