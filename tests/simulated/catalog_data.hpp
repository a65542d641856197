// tests/data/catalogs.txt: the catalogs of healthy machines by Windows, which the sandbox reads as well
// (tests/sandbox/harness/catalog_data.py). The file says what its columns are; it is read once and kept.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/catalog.hpp"

namespace netmend::simulated {

struct WindowsRow {
    std::string name;
    int major = 0, minor = 0, build = 0, service_pack = 0, bits = 0;
    Product product = Product::Workstation;
    std::string protocols, name_spaces, services, transports; // lists; no services before Vista
};

struct Transport { // of the old Winsock key
    std::string name, provider, helper;
    bool has_templates = false;
};

struct Service {
    std::string name;
    std::uint32_t type = 0, start = 0;
    std::vector<std::string> depends_on;
    std::string title; // for people
};

struct CatalogData {
    std::map<std::string, std::string> providers; // GUIDs by name
    std::map<std::string, std::vector<Entry>> protocols, connections;
    std::map<std::string, std::vector<NameSpace>> name_spaces;
    std::map<std::string, std::vector<Transport>> transports; // each list in the order of the value Transports
    std::map<std::string, std::vector<Service>> services;
    std::vector<WindowsRow> windows;
};

// Corrupt: names the line. What is no row, lacks a column, names what is not there, or comes after "end" is an error,
// and so is a file without "end".
Result<CatalogData> catalog_data_from(const std::string& text);

const CatalogData& catalog_data();                      // throws where the file cannot be read
const WindowsRow& windows_row(const std::string& name); // throws where there is none

// The whole list in its order: the base entries, and those of each connection, whose network cards' GUIDs are given,
// with ids that follow the highest one.
std::vector<Entry> protocols_of(const std::string& list, const std::vector<std::string>& cards);

} // namespace netmend::simulated
