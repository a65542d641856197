#include "statemachine/settings/checks.hpp"

#include "statemachine/base/digest.hpp"

namespace netmend {

namespace {

constexpr std::size_t check_size = 8; // hexadecimal digits

// Each part with its length, so that nothing can move from one to the next unseen.
class Sum {
  public:
    Sum& add(const std::string& part) {
        text_ += std::to_string(part.size()) + ":" + part;
        return *this;
    }
    Sum& add(const Bytes& part) { return add(std::string(part.begin(), part.end())); }
    std::string check() const { return digest_of(text_).substr(0, check_size); }
    std::string digest() const { return digest_of(text_); }

  private:
    std::string text_;
};

} // namespace

std::string check_of(const RegistryValue& value, const std::string& path) {
    return Sum().add(path).add(value.name).add(std::to_string(value.type)).add(value.data).check();
}

std::string check_of(const SettingsKey& key) {
    Sum sum;
    sum.add(key.path).add(key.descriptor);
    for (const RegistryValue& value : key.values)
        sum.add(check_of(value, key.path));
    return sum.check();
}

std::string check_of(const ConnectionSettings& connection) {
    Sum sum;
    sum.add(connection.id).add(connection.name).add(connection.device).add(connection.has_card ? "card" : "");
    for (const SettingsKey& key : connection.keys)
        sum.add(check_of(key));
    return sum.check();
}

std::string check_of(const BindingPath& binding) {
    return Sum().add(binding.token).add(binding.enabled ? "on" : "off").check();
}

std::string digest_of(const Settings& settings) {
    Sum sum;
    for (const SettingsKey& key : settings.machine)
        sum.add("key").add(check_of(key));
    for (const ConnectionSettings& connection : settings.connections)
        sum.add("connection").add(check_of(connection));
    for (const BindingPath& binding : settings.bindings)
        sum.add("binding").add(check_of(binding));
    return sum.digest();
}

} // namespace netmend
