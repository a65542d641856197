netmend_program(netmend-contract-tests SOURCES ${contract} ${contract_windows}
    LINKS netmend_service netmend_windows netmend_gtest)
if(TARGET netmend-contract-tests)
    target_sources(netmend-contract-tests PRIVATE /usr/src/googletest/googletest/src/gtest_main.cc)
endif()

file(GLOB benches CONFIGURE_DEPENDS bench/windows/*.cpp)
foreach(source IN LISTS benches)
    cmake_path(GET source STEM name)
    netmend_program(${name} SOURCES ${source} LINKS netmend_service netmend_windows)
endforeach()

if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/sandbox/fixtures/CMakeLists.txt")
    # Fixtures stand for parts of Windows and must never lie where a program would look for its own parts.
    set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fixtures")
    set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fixtures")
    add_subdirectory(sandbox/fixtures)
endif()
