// Oddities of providers, of the old key and of programs.
#include "tests/unit/winsock_entry.hpp"
#include "tests/unit/winsock_oddities.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::NameSpace;

constexpr const char* system32 = "%SystemRoot%\\system32\\";
constexpr const char* nobodys = "12345678-1111-2222-3333-444455556666";

std::function<void(Patient&)> name_space_at(std::size_t index, const std::string& dll) {
    return [=](Patient& p) { p.name_spaces([&](auto& list) { list[index].dll = dll; }); };
}

std::function<void(Patient&)> bonjour(const std::string& path, bool there) {
    return [=](Patient& p) {
        if (there)
            p.files[p.bits].insert("mdnsnsp.dll");
        p.name_spaces([&](std::vector<NameSpace>& list) {
            list.push_back({path + "mdnsNSP.dll", "mdnsNSP", "B600E6E9-553B-4A19-8696-335E5C896153", 12});
        });
    };
}

// Of the entry for TCP over IPv4.
std::function<void(Patient&)> tcp(std::function<void(Entry&)> change) {
    return [change](Patient& p) {
        p.protocols([&](std::vector<Entry>& entries) {
            change(*std::find_if(entries.begin(), entries.end(), [](const Entry& e) { return e.protocol == 6; }));
        });
    };
}

std::function<void(Patient&)> added(const std::string& dll, const std::string& provider, bool there = true) {
    return [=](Patient& p) {
        if (there)
            p.files[p.bits].insert(simulated::base_name(dll));
        p.protocols([&](std::vector<Entry>& entries) {
            Entry entry = plain_entry(dll, provider, 2001);
            entry.name = "Somebody's sockets";
            entries.push_back(entry);
        });
    };
}

void add_products(Patient& p, std::uint32_t count) {
    p.protocols([&](std::vector<Entry>& entries) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::string file = "product" + std::to_string(i) + ".dll";
            p.files[p.bits].insert(file);
            Entry entry = plain_entry("C:\\Program Files\\" + file, nobodys, 2001 + i);
            entry.family = 40;
            entries.push_back(entry);
        }
    });
}

std::function<void(Patient&)> layer(std::function<void(std::vector<Entry>&)> change, bool there = true) {
    return [=](Patient& p) {
        p.add_layer();
        if (!there)
            p.files[p.bits].erase(simulated::layered_dll);
        p.protocols(change);
    };
}

std::function<void(std::vector<Entry>&)> all_layers_at(const std::string& dll) {
    return [=](std::vector<Entry>& entries) {
        for (Entry& entry : entries)
            if (!entry.is_base())
                entry.dll = dll;
    };
}

std::vector<Oddity> of_protocols() {
    return {
        {"TCP redirected to nothing", tcp([](Entry& e) { e.dll = std::string(system32) + "evil.dll"; })},
        {"TCP by its own file in another folder", tcp([](Entry& e) { e.dll = "C:\\Tools\\mswsock.dll"; })},
        {"TCP spelt in another way", tcp([](Entry& e) { e.dll = "C:\\WINNT\\System32\\MSWSOCK.DLL"; })},
        {"TCP by the DLL's former name", tcp([](Entry& e) { e.dll = "%windir%\\system32\\msafd.dll"; })},
        {"TCP of an id that nobody knows", tcp([](Entry& e) { e.provider = nobodys; })},
        {"TCP of another protocol", tcp([](Entry& e) { e.protocol = 7; })},
        {"TCP as a layer", tcp([](Entry& e) { e.chain_length = 0; })},
        {"an id that nobody knows in mswsock.dll", added(std::string(system32) + "mswsock.dll", nobodys)},
        {"an id that nobody knows in msafd.dll", added("%windir%\\system32\\msafd.dll", nobodys)},
        {"an id that nobody knows in msafd.dll, which is missing",
         added("%windir%\\system32\\msafd.dll", nobodys, false)},
        {"an id that nobody knows in mswsock.dll of another folder", added("C:\\Tools\\mswsock.dll", nobodys)},
        {"RSVP over TCP gone",
         [](Patient& p) {
             p.protocols([](std::vector<Entry>& entries) {
                 std::erase_if(entries, [](const Entry& e) {
                     return e.provider == "9D60A9E0-337A-11D0-BD88-0000C082E69A" && e.type == 1 && e.family == 2;
                 });
             });
         }},
        {"IPX", added(std::string(system32) + "mswsock.dll", "11058240-BE47-11CF-95C8-00805F48A192")},
        {"five products", [](Patient& p) { add_products(p, 5); }},
        {"six products", [](Patient& p) { add_products(p, 6); }},
        {"eight products", [](Patient& p) { add_products(p, 8); }},
    };
}

std::vector<Oddity> of_layers() {
    return {
        {"a layer without a folder", layer(all_layers_at("shieldlsp.dll"))},
        {"a layer in a temporary folder", layer(all_layers_at("C:\\Temp\\shieldlsp.dll"))},
        {"a layer in the system folder", layer(all_layers_at(std::string(system32) + "shieldlsp.dll"))},
        {"layers of two spellings", layer([](auto& entries) {
             for (char& c : entries[0].dll)
                 c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
         })},
        {"layers of two makers left behind",
         layer([](auto& entries) { entries[1].dll = "C:\\Program Files\\Other\\other.dll"; }, false)},
        {"layers of one maker with two DLLs left behind",
         layer([](auto& entries) { entries[1].dll = "C:\\Program Files\\Shield\\shieldudp.dll"; }, false)},
        {"a layer in the system folder left behind", layer(
                                                         [](auto& entries) {
                                                             all_layers_at(std::string(system32) +
                                                                           "shieldlsp.dll")(entries);
                                                             entries[1].dll = std::string(system32) + "other.dll";
                                                         },
                                                         false)},
        {"layers of a known product in two folders left behind",
         layer(
             [](auto& entries) {
                 all_layers_at("C:\\Program Files\\NOD32\\imon.dll")(entries);
                 entries[1].dll = "C:\\Program Files\\ESET\\imon.dll";
             },
             false)},
        {"a base provider beside the layer of the same DLL", layer([](auto& entries) {
             Entry base = plain_entry(entries[0].dll, nobodys, 2001);
             base.family = 40;
             entries.push_back(base);
         })},
        {"a layer here and a blank list there",
         [](Patient& p) {
             p.add_layer();
             if (p.x64()) {
                 p.bits = 96 - p.bits;
                 p.protocols([](auto& entries) { entries.clear(); });
                 p.bits = 96 - p.bits;
             }
         }},
    };
}

std::vector<Oddity> of_name_spaces() {
    return {
        {"a product's name space without its DLL", bonjour("C:\\Program Files\\Bonjour\\", false)},
        {"a product's name space without a folder", bonjour("", true)},
        {"a product's name space in a temporary folder, without its DLL", bonjour("C:\\Temp\\", false)},
        {"DNS without a folder", name_space_at(0, "mswsock.dll")},
        {"DNS redirected to nothing", name_space_at(0, std::string(system32) + "evil.dll")},
        {"DNS switched off", [](Patient& p) { p.name_spaces([](auto& list) { list[0].enabled = 0; }); }},
        {"NTDS by another file of the system folder", name_space_at(1, std::string(system32) + "mswsock.dll")},
        {"NTDS by another file without a folder", name_space_at(1, "mswsock.dll")},
        {"NTDS by its own file in another folder", name_space_at(1, "C:\\Tools\\winrnr.dll")},
        {"NTDS redirected to nothing", name_space_at(1, "C:\\Tools\\evil.dll")},
        {"all name spaces but one gone",
         [](Patient& p) { p.name_spaces([](auto& list) { list.erase(list.begin(), list.end() - 1); }); }},
    };
}

std::vector<Oddity> of_the_old_key() {
    const std::string parameters = std::string(simulated::winsock_path) + "\\Parameters";
    const std::string programs = std::string(simulated::parameters_path) + "\\AppId_Catalog\\";
    const auto program = [=](const char* path, const char* arguments, std::uint32_t permitted) {
        return [=](Patient& p) {
            p.tree.set(programs + "0408F7A3", simulated::text("AppFullPath", path));
            p.tree.set(programs + "0408F7A3", simulated::text("AppArgs", arguments));
            p.tree.set(programs + "0408F7A3", simulated::number("PermittedLspCategories", permitted));
        };
    };
    return {
        {"transports in other letters, and two without a key",
         [=](Patient& p) {
             p.tree.set(parameters, simulated::list("Transports", {"TCPIP", "Tcpip6", "NwlnkIpx"}));
         }},
        {"transports whose names lead elsewhere",
         [=](Patient& p) {
             p.tree.set(parameters, simulated::list("Transports", {"Tcpip", "x\\Tcpip6"}));
         }},
        {"no transports at all", [=](Patient& p) { p.tree.erase_tree(parameters); }},
        {"a program with arguments", program("C:\\Tools\\some.exe", "-k network", 0xFFFFFFFF)},
        {"a program that is not excluded", program("C:\\Tools\\some.exe", "", 0x7FFFFFFF)},
        {"a program of Windows", program("C:\\Windows\\System32\\SVCHOST.EXE", "", 0x80000000)},
    };
}

} // namespace

std::vector<Oddity> provider_oddities() {
    return joined({of_protocols(), of_layers(), of_name_spaces(), of_the_old_key()});
}

} // namespace netmend::winsock
