file(GLOB_RECURSE simulated CONFIGURE_DEPENDS simulated/*.cpp world/*.cpp)
file(GLOB_RECURSE unit CONFIGURE_DEPENDS unit/*.cpp)
file(GLOB_RECURSE stories CONFIGURE_DEPENDS stories/*.cpp)
file(GLOB bench CONFIGURE_DEPENDS bench/*.cpp)
file(GLOB catalogs CONFIGURE_DEPENDS catalogs/*.cpp)
file(GLOB sim CONFIGURE_DEPENDS sim/*.cpp stories/answers.cpp)

netmend_library(netmend_simulated SOURCES ${simulated} LINKS netmend_core netmend_report)
# The golden files and two pages are read from the source tree.
set_source_files_properties(simulated/source_folder.cpp PROPERTIES
    COMPILE_DEFINITIONS NETMEND_SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")

netmend_program(netmend-tests SOURCES ${unit} ${stories} ${contract}
    LINKS netmend_simulated netmend_control netmend_decisions netmend_gtest)
if(TARGET netmend-tests)
    find_library(gtest_main gtest_main REQUIRED)
    target_link_libraries(netmend-tests PRIVATE ${gtest_main})
    if(NETMEND_SANITIZE)
        # With sanitizers a file of tests takes g++ 12 s at -O1 and 5 s at -Og, and what is tested is in the libraries.
        target_compile_options(netmend-tests PRIVATE -Og)
    endif()
    include(GoogleTest)
    gtest_discover_tests(netmend-tests DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES PROPERTIES TIMEOUT 300 LABELS quick)
endif()

netmend_program(netmend-bench SOURCES ${bench} LINKS netmend_simulated netmend_control benchmark Threads::Threads)

# Product and naive checker over generated catalogs: netmend-catalogs --runs=N --seed=N
netmend_program(netmend-catalogs SOURCES ${catalogs} LINKS netmend_simulated)

# Random and exhaustive schedules of what can happen to a repair: netmend-sim --runs=N --seed=N, netmend-sim --exhaustive
netmend_program(netmend-sim SOURCES ${sim} LINKS netmend_simulated)

# The proof that nothing is lost. Under sanitizers, which take their time, less of it; a release run of a million is started by hand.
if(TARGET netmend-sim)
    set(runs 20000)
    if(NETMEND_SANITIZE)
        set(runs 1000)
    else()
        foreach(part 1 2 3 4) # they are the longest, and each takes one processor
            add_test(NAME simulated-exhaustive-${part} COMMAND netmend-sim --exhaustive --part=${part}/4)
            list(APPEND exhaustive simulated-exhaustive-${part})
        endforeach()
        set_tests_properties(${exhaustive} PROPERTIES COST 100)
        add_test(NAME simulated-broken COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/mutation/some" "${PROJECT_BINARY_DIR}")
        add_test(NAME simulated-covered COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/covered" "${PROJECT_BINARY_DIR}")
        set_tests_properties(simulated-broken simulated-covered PROPERTIES LABELS quick TIMEOUT 900)
    endif()
    add_test(NAME simulated-random COMMAND netmend-sim --seed=1 --runs=${runs})
    add_test(NAME simulated-seeds COMMAND netmend-sim --schedule=${CMAKE_CURRENT_SOURCE_DIR}/sim/seeds)
    set_tests_properties(simulated-random simulated-seeds ${exhaustive}
        PROPERTIES LABELS quick TIMEOUT 900)
endif()

# The service's sessions with sixty-four clients, under ThreadSanitizer; it does not go together with the other two.
if(NOT NETMEND_SANITIZE)
    file(GLOB threads CONFIGURE_DEPENDS threads/*.cpp)
    set(report ${PROJECT_SOURCE_DIR}/service/report)
    set(serving ${PROJECT_SOURCE_DIR}/service/serving)
    netmend_program(netmend-threads SOURCES ${threads} ${serving}/session.cpp ${serving}/sessions.cpp
        ${report}/protocol.cpp LINKS netmend_third_party netmend_core)
    target_compile_options(netmend-threads PRIVATE -fsanitize=thread)
    target_link_options(netmend-threads PRIVATE -fsanitize=thread)
    target_link_libraries(netmend-threads PRIVATE netmend_gtest ${gtest_main})
    add_test(NAME serving-threads COMMAND netmend-threads)
    set_tests_properties(serving-threads PROPERTIES LABELS quick TIMEOUT 900)
endif()

add_test(NAME tidy COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/tidy")
add_test(NAME tidy-itself COMMAND python3 -B "${CMAKE_CURRENT_SOURCE_DIR}/test_tidy.py")
add_test(NAME layers COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/layers")
add_test(NAME compile_budget COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/compile_budget" "${PROJECT_BINARY_DIR}"
    "${PROJECT_SOURCE_DIR}/statemachine/machine/compiled_table.cpp")
add_test(NAME mutation-places COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/mutation/check")
add_test(NAME uncovered-names COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/uncovered" --names)
add_test(NAME thread-safety COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/thread_safety" "${PROJECT_BINARY_DIR}")
set_tests_properties(tidy tidy-itself layers compile_budget mutation-places uncovered-names thread-safety
    PROPERTIES LABELS quick)
set_tests_properties(thread-safety PROPERTIES SKIP_RETURN_CODE 77)

# deploy/setup, among commands that stand in for Debian's
add_test(NAME setup COMMAND python3 -B -m unittest discover -s "${CMAKE_CURRENT_SOURCE_DIR}/setup")
set_tests_properties(setup PROPERTIES LABELS quick TIMEOUT 3000)

if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/sandbox/CMakeLists.txt")
    add_subdirectory(sandbox)
endif()
