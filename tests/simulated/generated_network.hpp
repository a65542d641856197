// Network configurations made up from a seed: cards with static, dynamic and alternate addresses, gateways, name
// servers, WINS, filters, routes, and what real registries hold besides: odd types and sizes, empty lists, names that
// are no valid UTF-16, missing keys, keys of cards that went long ago. Also what a reinstallation of TCP/IP does to
// them, and a judge that knows nothing of the product.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

struct GeneratedNetwork {
    Tree machine;
    std::vector<std::string> cards; // "{...}", those that are there
    std::vector<std::string> stale; // those whose keys were left behind
};

class NetworkGenerator {
  public:
    explicit NetworkGenerator(std::uint64_t seed) : random_(seed) {}
    GeneratedNetwork next();

  private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool one_in(std::size_t bound) { return below(bound) == 0; }
    std::string address();
    std::string guid();
    std::string word();
    std::vector<std::string> addresses(std::size_t count_max);
    RegistryValue odd(const std::string& name);
    Bytes some_descriptor();
    void set(Tree& tree, const std::string& key, const RegistryValue& value); // or leaves it out, or makes it odd
    void write_machine(Tree& tree);
    void write_interface(Tree& tree, const std::string& id);
    void write_card(Tree& tree, const std::string& id, std::size_t number);

    std::mt19937_64 random_;
};

// All keys of TCP/IP go, and come again with the defaults of its installation; the DHCP client has written a lease.
void reinstall_tcpip(Tree& machine, const std::vector<std::string>& cards);

// In what `after` is not what it should be: every setting of `before` exactly, what the DHCP client wrote as in
// `reinstalled`, and of the installation's defaults those that nobody had set gone where they say something. Cards that
// are not there are left out.
std::vector<std::string> lost_settings(const Tree& before, const Tree& reinstalled, const Tree& after,
                                       const std::vector<std::string>& cards);

} // namespace netmend::simulated
