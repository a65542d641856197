#include "statemachine/winsock/restart_first.hpp"

#include <algorithm>
#include <vector>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* session_manager = "SYSTEM\\CurrentControlSet\\Control\\Session Manager";
constexpr const char* catalogs_key = "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\";

// A key that was deleted leaves its trace in the key above it.
bool catalog_changed(System& system) {
    const Result<bool> whole = system.changed_since_start(winsock2_key);
    if (!whole && whole.error().kind == ErrorKind::NotFound)
        return system.changed_since_start("SYSTEM\\CurrentControlSet\\Services").value_or(false);
    for (const char* catalog : {"Protocol_Catalog9", "NameSpace_Catalog5"})
        if (system.changed_since_start(std::string(catalogs_key) + catalog).value_or(false))
            return true;
    return false;
}

std::vector<std::string> provider_files(const Catalogs& catalogs) {
    std::vector<std::string> files;
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const ProtocolEntry& entry : catalog.entries)
            files.push_back(file_of(entry.item.path));
    for (const NamespaceCatalog& catalog : catalogs.name_space)
        for (const NamespaceEntry& entry : catalog.entries)
            files.push_back(file_of(entry.path));
    return files;
}

} // namespace

// In pairs of what and where to. Nothing as the second means deleted, so an empty text does not end this list.
Result<std::vector<std::string>> files_that_wait(Registry& registry) {
    std::vector<std::string> files;
    const Result<std::optional<RegistryKey>> key = read_if_there(registry, session_manager);
    if (!key)
        return tl::unexpected(key.error());
    const RegistryValue* value = *key ? find_value(**key, "PendingFileRenameOperations") : nullptr;
    if (!value)
        return files;
    const Bytes& data = value->data;
    for (std::size_t start = 0, end = 0; start + 1 < data.size(); start = end + 2) {
        for (end = start; end + 1 < data.size() && (data[end] || data[end + 1]);)
            end += 2;
        if (end > start)
            files.push_back(file_of(utf8_from_utf16(data.data() + start, end - start)));
    }
    return files;
}

std::string why_restart_first(Windows& windows, const Catalogs* catalogs) {
    if (catalog_changed(windows.system))
        return "The Winsock catalog was changed since Windows was started; such a change is finished by a restart.";
    const std::vector<std::string> waiting = files_that_wait(windows.registry).value_or(std::vector<std::string>());
    if (waiting.empty() || !catalogs)
        return {};
    const std::vector<std::string> files = provider_files(*catalogs);
    for (const std::string& file : waiting)
        if (std::find(files.begin(), files.end(), file) != files.end())
            return "An installation or a removal that concerns " + shown(file) + " waits for a restart.";
    return {};
}

} // namespace netmend::winsock
