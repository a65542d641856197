# Language, optimisation, warnings and output folders: everything that holds for the whole tree.
# `netmend_settings` is linked by our own targets only, so that third-party code is not held to our warnings.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

# -g1 has line numbers for every backtrace and costs half the time and a third of the memory of -g.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_C_FLAGS_RELEASE "-O2")

find_program(NETMEND_CCACHE ccache)
if(NETMEND_CCACHE)
    # One cache serves every clone: paths below the source tree are compared as relative ones.
    set(launcher /usr/bin/env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${NETMEND_CCACHE}")
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

if(NETMEND_FUZZERS)
    set(netmend_sanitizers -fsanitize=fuzzer-no-link,address,undefined)
elseif(NETMEND_SANITIZE)
    set(netmend_sanitizers -fsanitize=address,undefined)
endif()
if(netmend_sanitizers)
    add_compile_options(${netmend_sanitizers} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(${netmend_sanitizers})
endif()

add_library(netmend_settings INTERFACE)
target_include_directories(netmend_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(netmend_settings INTERFACE -Wall -Wextra -Werror -Wshadow
    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)

if(WIN32)
    # The headers of both bitnesses show what Windows XP has; everything newer is looked up at run time.
    add_compile_definitions(_WIN32_WINNT=0x0501 WINVER=0x0501 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE)
    # Small: the programs are read from a stick, and each start maps them. Nothing in them is a loop that would show.
    set(CMAKE_CXX_FLAGS_RELEASE "-Os")
    set(CMAKE_C_FLAGS_RELEASE "-Os")
    add_compile_options(-ffunction-sections -fdata-sections)
    # One file each, with no runtime to install. What Boost marks for export would be kept whether it is used or not.
    add_link_options(-static -s -Wl,--gc-sections,--exclude-all-symbols)
    add_link_options(-Wl,--file-alignment,4096) # aligned so that the loader can map the file
endif()
