// Every change that the product makes through a port is announced here, before and after it happens. The story runner
// counts the announcements, and cuts the power at any of them by throwing from the hook.
#pragma once

#include <functional>
#include <string>

namespace netmend::simulated {

enum class Moment { Before, After };

struct Effect {
    const char* port; // "registry", "folder", "stack", "probe", "power"
    const char* act;  // "set", "erase_tree", "write", …
    const std::string& object;
};

using EffectHook = std::function<void(Moment, const Effect&)>;

// The hook that all ports of one simulated Windows share. What it throws passes through the port: from `before` the
// change has not happened, from `after` it has.
struct Effects {
    EffectHook hook;
    std::function<void()> look; // called when the product only reads
    void before(const Effect& effect) const {
        if (hook)
            hook(Moment::Before, effect);
    }
    void reads() const {
        if (look)
            look();
    }
    void after(const Effect& effect) const {
        if (hook)
            hook(Moment::After, effect);
    }
};

} // namespace netmend::simulated
