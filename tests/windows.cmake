netmend_program(netmend-contract-tests SOURCES ${contract} ${contract_windows}
    "${PROJECT_SOURCE_DIR}/service/probe/system_restore.cpp"
    LINKS netmend_service netmend_windows netmend_gtest)
if(TARGET netmend-contract-tests)
    # COM interfaces never have a virtual destructor.
    set_source_files_properties(contract/windows/wmi_test.cpp PROPERTIES COMPILE_OPTIONS -Wno-non-virtual-dtor)
    target_sources(netmend-contract-tests PRIVATE /usr/src/googletest/googletest/src/gtest_main.cc)
    if(CMAKE_SIZEOF_VOID_P EQUAL 4)
        set(machines xp-sp3)
    else()
        set(machines xp-x64-sp2 win7)
    endif()
    foreach(machine IN LISTS machines)
        add_test(NAME contract_${machine} COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/contract/on_machine" ${machine}
            "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
        # It ends itself when it hangs, and 77 says that no such machine can run here, and why (sandbox/harness/testing.py).
        set_tests_properties(contract_${machine} PROPERTIES TIMEOUT 7200 SKIP_RETURN_CODE 77
            ENVIRONMENT NETMEND_TEST_DEADLINE=400)
    endforeach()
endif()

# The oldest Windows of each bitness: 2000 SP4, and XP x64 (which has the kernel of Server 2003 SP1). What 2000 exports
# XP exports, too. Old machines have slow disks and slower lines: 2.8 MiB for a 32-bit program, 3 MiB for a 64-bit one.
set(products netmendsvc netmend netmend-probe)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(oldest 5.0.4 --allowed=allowed_x86.txt --bytes=2936012)
else()
    set(oldest 5.2.1 --allowed=allowed_x64.txt --bytes=3145728)
endif()
list(TRANSFORM products REPLACE "(.+)" "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/\\1.exe" OUTPUT_VARIABLE programs)
add_test(NAME imports COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/imports/check_imports"
    --objdump=${NETMEND_OBJDUMP} --oldest=${oldest} ${programs})
add_executable(imports_too_new imports/too_new.c)
set_target_properties(imports_too_new PROPERTIES OUTPUT_NAME netmend RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/imports")
target_link_libraries(imports_too_new PRIVATE ws2_32)
add_test(NAME imports_can_fail COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/imports/check_imports"
    --objdump=${NETMEND_OBJDUMP} --oldest=${oldest} "${PROJECT_BINARY_DIR}/imports/netmend.exe")
set_tests_properties(imports_can_fail PROPERTIES PASS_REGULAR_EXPRESSION "GetTickCount64, which came with.*needs ws2_32")

# The product must not know that it is being tested.
add_test(NAME harness_names COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/tidy" --programs ${programs})

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
