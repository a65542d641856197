# Libraries of other people, all from Debian packages (deploy/setup installs them).
# netmend_third_party   the header-only ones: Boost, spdlog, fmt, CLI11, nlohmann-json, tl::expected; natively Nettle, too
# netmend_serialization Boost.Serialization, compiled here for Windows
# netmend_gtest         GoogleTest, compiled here for Windows

# Cross compilers must never see /usr/include, so they get a folder that holds links to just these libraries.
set(netmend_headers "${PROJECT_BINARY_DIR}/third-party-headers")
file(MAKE_DIRECTORY "${netmend_headers}")
foreach(folder boost spdlog fmt CLI nlohmann tl)
    if(NOT EXISTS "/usr/include/${folder}")
        message(FATAL_ERROR "The headers of '${folder}' are missing: run deploy/setup first.")
    endif()
    file(CREATE_LINK "/usr/include/${folder}" "${netmend_headers}/${folder}" SYMBOLIC)
endforeach()

add_library(netmend_third_party INTERFACE)
target_include_directories(netmend_third_party SYSTEM INTERFACE "${netmend_headers}")
target_compile_definitions(netmend_third_party INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

find_package(Threads REQUIRED)

if(NOT WIN32)
    add_library(netmend_serialization INTERFACE)
    target_link_libraries(netmend_serialization INTERFACE netmend_third_party boost_serialization)
    add_library(netmend_gtest INTERFACE)
    target_link_libraries(netmend_gtest INTERFACE gtest gmock Threads::Threads)
    # The digests: statemachine/base/digest.cpp
    if(NOT EXISTS /usr/include/nettle/sha1.h)
        message(FATAL_ERROR "The headers of 'nettle' are missing: run deploy/setup first.")
    endif()
    target_link_libraries(netmend_third_party INTERFACE nettle)
    return()
endif()

# Debian has no Windows build of Boost.Serialization: its sources come from the source package boost1.81, which
# deploy/setup unpacks once into the cache folder of the user.
if(DEFINED ENV{XDG_CACHE_HOME})
    set(netmend_cache "$ENV{XDG_CACHE_HOME}/netmend")
else()
    set(netmend_cache "$ENV{HOME}/.cache/netmend")
endif()
set(NETMEND_BOOST_SERIALIZATION "${netmend_cache}/boost-serialization-1.81" CACHE PATH
    "Folder with the sources of Boost.Serialization (libs/serialization/src)")
file(GLOB serialization_sources "${NETMEND_BOOST_SERIALIZATION}/*.cpp")
if(NOT serialization_sources)
    message(FATAL_ERROR "The sources of Boost.Serialization are not in ${NETMEND_BOOST_SERIALIZATION}: run deploy/setup first.")
endif()
# netmend uses narrow text and binary archives only; the grammar of XML archives alone would take longer than all of these.
list(FILTER serialization_sources EXCLUDE REGEX "/(xml_|basic_xml|polymorphic_|text_w|binary_w|basic_text_w)")
add_library(netmend_serialization STATIC ${serialization_sources})
target_link_libraries(netmend_serialization PUBLIC netmend_third_party)
target_compile_options(netmend_serialization PRIVATE -w)
# Boost marks its singletons for export, so that a linker keeps them: a program of ours exports nothing, and would carry
# their table and whatever they keep. The header that does it is taken for read (boost/serialization/force_include.hpp).
set(netmend_no_exports BOOST_SERIALIZATION_FORCE_INCLUDE_HPP BOOST_DLLEXPORT= "BOOST_USED=__attribute__((used))")
target_compile_definitions(netmend_serialization PRIVATE ${netmend_no_exports})

if(BUILD_TESTING)
    set(googletest /usr/src/googletest/googletest)
    add_library(netmend_gtest STATIC EXCLUDE_FROM_ALL "${googletest}/src/gtest-all.cc")
    target_include_directories(netmend_gtest SYSTEM PUBLIC "${googletest}/include" PRIVATE "${googletest}")
    target_compile_options(netmend_gtest PRIVATE -w)
    target_link_libraries(netmend_gtest PUBLIC Threads::Threads)
endif()
