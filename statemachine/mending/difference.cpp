#include "statemachine/mending/difference.hpp"

#include <algorithm>

namespace netmend::mending {

Difference Difference::reversed() const {
    Difference back = *this;
    back.undoes = !undoes;
    std::reverse(back.keys.begin(), back.keys.end());
    std::reverse(back.values.begin(), back.values.end());
    std::reverse(back.rights.begin(), back.rights.end());
    for (RightsChange& change : back.rights)
        std::swap(change.before, change.after);
    for (KeyChange& change : back.keys)
        std::swap(change.before, change.after);
    for (ValueChange& change : back.values)
        std::swap(change.before, change.after);
    return back;
}

} // namespace netmend::mending
