// What std::terminate calls where nobody has set a handler. libstdc++'s own prints the exception's type to an error
// stream that a service has not and a control tool's user cannot use, and brings its demangler along for it (50 KB a
// program).
#include <cstdlib>

namespace __gnu_cxx {

void __verbose_terminate_handler() {
    std::abort();
}

} // namespace __gnu_cxx
