# Writes the source with the digests of the programs that netmend.exe takes along; run at build time:
# cmake -DOUT=FILE -DPROGRAMS=NAME=PATH;... -P siblings.cmake. A path without a file gives no entry.
cmake_minimum_required(VERSION 3.20)
set(rows "")
foreach(program IN LISTS PROGRAMS)
    string(REGEX MATCH "^([^=]+)=(.*)$" unused "${program}")
    set(name "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    if(EXISTS "${path}")
        file(SHA256 "${path}" sum)
        string(APPEND rows "        {\"${name}\", \"${sum}\"},\n")
    endif()
endforeach()
file(CONFIGURE OUTPUT "${OUT}" @ONLY CONTENT "// Written by deploy/cmake/siblings.cmake from the finished programs.
#include \"control/siblings.hpp\"

namespace netmend::control {

const std::vector<win32::KnownProgram>& siblings() {
    static const std::vector<win32::KnownProgram> all{
@rows@        {\"netmend.exe\", \"\"},
    };
    return all;
}

} // namespace netmend::control
")
