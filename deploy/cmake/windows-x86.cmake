# Toolchain: 32-bit Windows by mingw-w64, posix thread model (GCC 12's win32 model has no std::thread).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(NETMEND_TRIPLET i686-w64-mingw32)
include("${CMAKE_CURRENT_LIST_DIR}/mingw.cmake")
# The loader refuses a program that states a newer Windows than the one it runs on: state the oldest we mean to serve.
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-Wl,--major-os-version=5,--minor-os-version=0,--major-subsystem-version=5,--minor-subsystem-version=0")
set(CMAKE_C_FLAGS_INIT "-march=i686")
set(CMAKE_CXX_FLAGS_INIT "-march=i686")
