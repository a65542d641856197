#include "statemachine/winsock/policies.hpp"

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t keys_max = 5000; // looked through
constexpr const char* roots[] = {"SOFTWARE\\Policies", "SOFTWARE\\Microsoft\\PolicyManager\\current\\device"};

} // namespace

Result<std::string> Policies::against(std::string_view service) {
    if (!are_read_)
        for (const char* root : roots)
            if (const Result<void> read = read_below(root, 0); !read) {
                unread_ = read.error();
                break;
            }
    are_read_ = true;
    const std::string mode = "Configure" + std::string(service) + "ServiceStartupMode";
    for (const Setting& setting : off_) {
        const bool its_own = same_text(std::string_view(setting.key).substr(setting.key.rfind('\\') + 1), service);
        if ((its_own && same_text(setting.value, "Start")) || same_text(setting.value, mode))
            return setting.key + ", " + setting.value;
    }
    return unread_ ? Result<std::string>(tl::unexpected(*unread_)) : std::string();
}

Result<void> Policies::read_below(const std::string& path, int depth) {
    if (depth > limits::registry_depth_max || ++keys_ > keys_max)
        return {};
    const Result<std::optional<RegistryKey>> key = read_if_there(registry_, path);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return {};
    for (const RegistryValue& value : (*key)->values)
        if (dword_of(**key, value.name) == disabled)
            off_.push_back({path, value.name});
    for (const std::string& name : (*key)->subkeys)
        if (Result<void> read = read_below(path + "\\" + name, depth + 1); !read)
            return read;
    return {};
}

} // namespace netmend::winsock
