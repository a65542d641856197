#include "service/probe/filters.hpp"

#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0600 // the types; the functions are looked up at run time

#include <windows.h>

#include <fwpmu.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

using nlohmann::json;

constexpr wchar_t library[] = L"fwpuclnt.dll";
// fwpmtypes.h of the Windows SDK: FWPM_FILTER_FLAG_PERSISTENT, _BOOTTIME and _DISABLED (the provider's service does not
// start by itself).
constexpr UINT32 lasting = 0x1 | 0x2, out_of_force = 0x20;
constexpr UINT32 a_time = 512;
constexpr int times_max = 64;
constexpr std::size_t providers_max = 64;

using Open = DWORD WINAPI(const wchar_t*, UINT32, void*, const FWPM_SESSION0*, HANDLE*);
using Close = DWORD WINAPI(HANDLE);
using Begin = DWORD WINAPI(HANDLE, const void*, HANDLE*);
using Next = DWORD WINAPI(HANDLE, HANDLE, UINT32, FWPM_FILTER0***, UINT32*);
using End = DWORD WINAPI(HANDLE, HANDLE);
using Provider = DWORD WINAPI(HANDLE, const GUID*, FWPM_PROVIDER0**);
using Free = void WINAPI(void**);

struct Count {
    GUID provider;
    UINT32 filters = 0;
};

void count(const FWPM_FILTER0& filter, std::vector<Count>& counts) {
    // A filter of nobody cannot be named.
    if (!filter.providerKey || !(filter.flags & lasting) || (filter.flags & out_of_force) ||
        filter.action.type != FWP_ACTION_BLOCK)
        return;
    auto at = std::find_if(counts.begin(), counts.end(),
                           [&](const Count& one) { return ::IsEqualGUID(one.provider, *filter.providerKey); });
    if (at == counts.end() && counts.size() < providers_max)
        at = counts.insert(counts.end(), {*filter.providerKey, 0});
    if (at != counts.end())
        ++at->filters;
}

bool is_there(const std::wstring& service) { // not known counts as there
    win32::ServiceHandle manager(
        ::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr, SC_MANAGER_CONNECT));
    if (!manager)
        return true;
    win32::ServiceHandle handle(::OpenServiceW(manager.get(), service.c_str(), SERVICE_QUERY_STATUS));
    return handle || ::GetLastError() != ERROR_SERVICE_DOES_NOT_EXIST;
}

// Its services, and what Microsoft calls its providers; names that stand for a text in a DLL are Windows', too.
bool is_of_windows(const std::wstring& name, const std::wstring& service) {
    static constexpr const wchar_t* services[] = {L"mpssvc",       L"BFE",    L"IKEEXT", L"PolicyAgent", L"iphlpsvc",
                                                  L"SharedAccess", L"WinNat", L"hns",    L"nvagent",     L"vmms"};
    const auto same = [&](const wchar_t* one) { return ::lstrcmpiW(one, service.c_str()) == 0; };
    return std::any_of(std::begin(services), std::end(services), same) || name.compare(0, 1, L"@") == 0 ||
           name.compare(0, 9, L"Microsoft") == 0 || (service.empty() && name.compare(0, 7, L"Windows") == 0);
}

json told(HANDLE engine, const std::vector<Count>& counts) {
    const auto provider_of = win32::late<Provider>(library, "FwpmProviderGetByKey0");
    const auto free = win32::late<Free>(library, "FwpmFreeMemory0");
    json all = json::array();
    for (const Count& one : counts) {
        FWPM_PROVIDER0* provider = nullptr;
        if (!provider_of || provider_of(engine, &one.provider, &provider) != ERROR_SUCCESS || !provider)
            continue;
        const std::wstring name = provider->displayData.name ? provider->displayData.name : L"";
        const std::wstring service = provider->serviceName ? provider->serviceName : L"";
        if (!name.empty() && !is_of_windows(name, service))
            all.push_back({{"name", win32::narrow(name)},
                           {"service", win32::narrow(service)},
                           {"there", service.empty() || is_there(service)},
                           {"filters", one.filters}});
        free(reinterpret_cast<void**>(&provider));
    }
    return all;
}

DWORD counted(HANDLE engine, std::vector<Count>& counts) {
    const auto begin = win32::late<Begin>(library, "FwpmFilterCreateEnumHandle0");
    const auto next = win32::late<Next>(library, "FwpmFilterEnum0");
    const auto end = win32::late<End>(library, "FwpmFilterDestroyEnumHandle0");
    const auto free = win32::late<Free>(library, "FwpmFreeMemory0");
    HANDLE list = nullptr;
    if (!begin || !next || !end || !free)
        return ERROR_PROC_NOT_FOUND;
    DWORD code = begin(engine, /*enumTemplate=*/nullptr, &list);
    for (int i = 0; code == ERROR_SUCCESS && i < times_max; ++i) {
        FWPM_FILTER0** filters = nullptr;
        UINT32 given = 0;
        code = next(engine, list, a_time, &filters, &given);
        for (UINT32 j = 0; code == ERROR_SUCCESS && filters && j < given; ++j)
            count(*filters[j], counts);
        if (filters)
            free(reinterpret_cast<void**>(&filters));
        if (given < a_time)
            break;
    }
    if (list)
        end(engine, list);
    return code;
}

} // namespace

void add_blocking(json& answer) {
    const auto open = win32::late<Open>(library, "FwpmEngineOpen0");
    const auto close = win32::late<Close>(library, "FwpmEngineClose0");
    if (!open || !close)
        return;
    HANDLE engine = nullptr;
    DWORD code =
        open(/*serverName=*/nullptr, RPC_C_AUTHN_WINNT, /*authIdentity=*/nullptr, /*session=*/nullptr, &engine);
    if (code == ERROR_SUCCESS) {
        std::vector<Count> counts;
        code = counted(engine, counts);
        if (code == ERROR_SUCCESS)
            answer["blocking"] = told(engine, counts);
        close(engine);
    }
    if (code != ERROR_SUCCESS && code != RPC_S_CANNOT_SUPPORT) // that has none
        answer["blocking-code"] = code;
}

} // namespace netmend::probe
