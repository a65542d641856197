// libFuzzer: the record of the network settings, which lies on the disk for as long as a repair takes. Bytes that begin
// as JSON are read as a record; any others are made into settings, since no fuzzer guesses the checks of a record. What
// was read or made must come back the same, and what it means must be sayable.
#include <array>
#include <cstdlib>

#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/settings.hpp"

namespace {

using namespace netmend;

class Bites {
  public:
    Bites(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool more() const { return size_ > 0; }
    std::uint8_t byte() {
        if (size_ == 0)
            return 0;
        --size_;
        return *data_++;
    }
    Bytes bytes() {
        Bytes all(byte() % 32u);
        for (std::uint8_t& one : all)
            one = byte();
        return all;
    }
    std::string text() {
        const Bytes all = bytes();
        return std::string(all.begin(), all.end());
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
};

SettingsKey key_of(Bites& bites, const std::string& path) {
    static constexpr std::array names{"IPAddress",  "SubnetMask",     "DefaultGateway", "DefaultGatewayMetric",
                                      "NameServer", "NetbiosOptions", "NameServerList", "TCPAllowedPorts",
                                      "EnableDHCP", "NodeType"};
    SettingsKey key{path, bites.bytes(), {}};
    for (unsigned left = bites.byte() % 8u; left > 0; --left) {
        const std::uint8_t choice = bites.byte();
        RegistryValue value{choice < names.size() ? names[choice] : bites.text(), bites.byte() % 12u, bites.bytes()};
        key.values.push_back(std::move(value));
    }
    return key;
}

Settings settings_of(Bites& bites) {
    static const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
    Settings settings;
    for (const char* path : {"Tcpip\\Parameters", "Tcpip\\Parameters\\PersistentRoutes", "NetBT\\Parameters"})
        settings.machine.push_back(key_of(bites, services + path));
    while (bites.more()) {
        ConnectionSettings connection{bites.text(), bites.text(), bites.text(), bites.byte() % 2 == 0, {}};
        connection.keys.push_back(key_of(bites, services + "Tcpip\\Parameters\\Interfaces\\" + connection.id));
        connection.keys.push_back(key_of(bites, services + "NetBT\\Parameters\\Interfaces\\Tcpip_" + connection.id));
        settings.bindings.push_back({bites.text(), connection.has_card});
        settings.connections.push_back(std::move(connection));
    }
    return settings;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bites bites(data, size);
    const bool is_record = size > 0 && data[0] == '{';
    const Result<Settings> settings =
        decode_settings(is_record ? Bytes(data, data + size) : encode_settings(settings_of(bites)));
    if (!settings) {
        if (settings.error().text.empty()) // what was made may hold something twice
            std::abort();
        return 0;
    }
    const Result<Settings> again = decode_settings(encode_settings(*settings));
    if (!again || !(*again == *settings) || lines_of(*settings).empty() ||
        !setting_differences(*settings, *settings).empty())
        std::abort();
    return 0;
}
