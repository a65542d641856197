// The System port: what this machine is, whether a provider's file is there, whether Windows has finished starting.
#include "service/adapters/adapters.hpp"
#include "service/windows/error.hpp"
#include "service/windows/file_version.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/kernel_time.hpp"
#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"
#include "statemachine/winsock/provider_path.hpp"

#include <ntsecapi.h>
#include <sddl.h>

namespace netmend {
namespace {

// Made once at setup of Windows and kept by a clone that was not generalised; so it goes together with the SID.
std::string machine_guid() {
    win32::RegistryHandle key;
    wchar_t text[128] = L"";
    DWORD size = sizeof text - sizeof(wchar_t), type = 0;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\Cryptography", 0, KEY_QUERY_VALUE, key.put()) ||
        ::RegQueryValueExW(key.get(), L"MachineGuid", /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(text),
                           &size) ||
        type != REG_SZ)
        return {};
    return win32::narrow(text);
}

// The SID of the local account domain. Empty where it cannot be read; reading needs no network.
std::string computer_sid() {
    LSA_OBJECT_ATTRIBUTES attributes{};
    LSA_HANDLE policy = nullptr;
    if (::LsaOpenPolicy(/*SystemName=*/nullptr, &attributes, POLICY_VIEW_LOCAL_INFORMATION, &policy) != 0)
        return {};
    std::string result;
    POLICY_ACCOUNT_DOMAIN_INFO* information = nullptr;
    if (::LsaQueryInformationPolicy(policy, PolicyAccountDomainInformation, reinterpret_cast<void**>(&information)) ==
        0) {
        wchar_t* text = nullptr;
        if (information->DomainSid && ::ConvertSidToStringSidW(information->DomainSid, &text)) {
            result = win32::narrow(text);
            ::LocalFree(text);
        }
        ::LsaFreeMemory(information);
    }
    ::LsaClose(policy);
    return result;
}

// The folder in which programs of that bitness find system32.
std::wstring system_folder_for(int bits) {
    if (bits == 32 && win32::is_x64())
        return win32::windows_folder() + L"\\SysWOW64";
    return win32::system_folder();
}

bool same_start(const std::wstring& path, const std::wstring& start) {
    return path.size() >= start.size() &&
           ::CompareStringW(LOCALE_INVARIANT, NORM_IGNORECASE, path.data(), static_cast<int>(start.size()),
                            start.data(), static_cast<int>(start.size())) == CSTR_EQUAL;
}

// 32-bit programs on an x64 Windows have other values for these variables.
std::string for_bitness(std::string path, int bits) {
    if (bits != 32 || !win32::is_x64())
        return path;
    for (const std::string name : {"%ProgramFiles%", "%CommonProgramFiles%"})
        if (path.size() >= name.size() && ::_strnicmp(path.c_str(), name.c_str(), name.size()) == 0)
            return name.substr(0, name.size() - 1) + "(x86)%" + path.substr(name.size());
    return path;
}

// What a loader of that bitness would open: variables expanded, a bare name in its system folder, and a full path
// through system32 redirected as Windows redirects it for 32-bit programs. An error: a variable that only others have.
Result<std::wstring> full_path(const std::string& path, int bits) {
    std::wstring expanded(32768, L'\0');
    const DWORD length =
        ::ExpandEnvironmentStringsW(win32::wide(for_bitness(path, bits)).c_str(), expanded.data(), 32768);
    expanded.resize(length > 0 && length <= 32768 ? length - 1 : 0);
    if (expanded.find(L'%') != std::wstring::npos)
        return fail(ErrorKind::NotFound, "The path " + path + " names a variable that is not set here.");
    const bool bare = expanded.find_first_of(L"\\/") == std::wstring::npos;
    if (bare)
        return system_folder_for(bits) + L"\\" + expanded;
    const std::wstring native = win32::system_folder() + L"\\";
    if (bits == 32 && same_start(expanded, native))
        return system_folder_for(bits) + L"\\" + expanded.substr(native.size());
    return expanded;
}

class ThisSystem final : public System {
  public:
    Result<SystemIdentity> identity() override {
        if (const std::string why = win32::why_wrong_bitness(); !why.empty())
            return fail(ErrorKind::Unsupported, why);
        const win32::Version version = win32::version();
        if (version.major == 0)
            return fail(ErrorKind::Failed, "Windows did not tell its version.");
        SystemIdentity identity;
        identity.major = version.major;
        identity.minor = version.minor;
        identity.build = version.build;
        identity.service_pack = version.service_pack;
        identity.product = version.product_type == VER_NT_WORKSTATION         ? Product::Workstation
                           : version.product_type == VER_NT_DOMAIN_CONTROLLER ? Product::DomainController
                                                                              : Product::Server;
        identity.x64 = win32::is_x64();
        identity.machine_id = machine_guid() + "/" + computer_sid();
        return identity;
    }

    Result<bool> file_exists(const std::string& path, int bits) override {
        const Result<std::wstring> full = full_path(path, bits);
        if (!full)
            return tl::unexpected(full.error());
        const DWORD attributes = ::GetFileAttributesW(full->c_str());
        if (attributes != INVALID_FILE_ATTRIBUTES)
            return !(attributes & FILE_ATTRIBUTE_DIRECTORY);
        const DWORD code = ::GetLastError();
        if (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND || code == ERROR_INVALID_NAME)
            return false;
        return win32::failed("Whether the file " + win32::narrow(*full) + " is there could not be seen.", code);
    }

    Result<bool> on_fixed_disk(const std::string& path, int bits) override {
        if (winsock::is_remote(path))
            return false;
        const Result<std::wstring> full = full_path(path, bits);
        if (!full)
            return tl::unexpected(full.error());
        wchar_t root[MAX_PATH + 1] = L""; // of the volume, also where one stands in for a folder
        const auto volume_of = win32::late<decltype(::GetVolumePathNameW)>(L"kernel32.dll", "GetVolumePathNameW");
        if (!volume_of || !volume_of(full->c_str(), root, MAX_PATH))
            return win32::failed("On which disk " + win32::narrow(*full) + " lies could not be seen.",
                                 ::GetLastError());
        const UINT type = ::GetDriveTypeW(root);
        if (type == DRIVE_UNKNOWN)
            return win32::failed("What kind of disk " + win32::narrow(root) + " is could not be seen.",
                                 ERROR_NOT_SUPPORTED);
        return type == DRIVE_FIXED;
    }

    Result<FileFacts> describe_file(const std::string& path, int bits) override {
        const Result<std::wstring> full = full_path(path, bits);
        return full ? win32::describe(*full) : tl::unexpected(full.error());
    }

    Result<bool> changed_since_start(const std::string& key) override {
        const auto started = win32::kernel_time();
        if (!started)
            return fail(ErrorKind::Unsupported, "Windows did not tell when it was started.");
        win32::RegistryHandle handle;
        FILETIME written{};
        LONG code = ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, win32::wide(key).c_str(), 0, KEY_QUERY_VALUE, handle.put());
        if (code == ERROR_SUCCESS)
            code =
                ::RegQueryInfoKeyW(handle.get(), /*lpClass=*/nullptr, /*lpcchClass=*/nullptr, /*lpReserved=*/nullptr,
                                   /*lpcSubKeys=*/nullptr, /*lpcbMaxSubKeyLen=*/nullptr,
                                   /*lpcbMaxClassLen=*/nullptr, /*lpcValues=*/nullptr, /*lpcbMaxValueNameLen=*/nullptr,
                                   /*lpcbMaxValueLen=*/nullptr, /*lpcbSecurityDescriptor=*/nullptr, &written);
        if (code != ERROR_SUCCESS)
            return win32::failed("When the key " + key + " was written could not be seen.", static_cast<DWORD>(code));
        const std::int64_t when = static_cast<std::int64_t>(written.dwHighDateTime) << 32 | written.dwLowDateTime;
        return when > started->boot;
    }

    // Windows has no word for "finished", but starts automatic services one after the other: while one is still
    // starting, more may follow.
    Result<bool> services_started() override {
        win32::ServiceHandle manager(::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr,
                                                      SC_MANAGER_CONNECT | SC_MANAGER_ENUMERATE_SERVICE));
        if (!manager)
            return win32::failed("The service control manager could not be opened.");
        std::vector<BYTE> buffer(64 * 1024);
        DWORD needed = 0, count = 0, resume = 0;
        BOOL more = FALSE;
        do {
            more = FALSE;
            if (!::EnumServicesStatusExW(manager.get(), SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_ACTIVE,
                                         buffer.data(), static_cast<DWORD>(buffer.size()), &needed, &count, &resume,
                                         /*pszGroupName=*/nullptr)) {
                more = ::GetLastError() == ERROR_MORE_DATA;
                if (!more)
                    return win32::failed("The services could not be listed.");
                if (count == 0) {
                    buffer.resize(buffer.size() + needed);
                    continue;
                }
            }
            const auto services = reinterpret_cast<const ENUM_SERVICE_STATUS_PROCESSW*>(buffer.data());
            for (DWORD i = 0; i < count; ++i)
                if (services[i].ServiceStatusProcess.dwCurrentState == SERVICE_START_PENDING &&
                    services[i].ServiceStatusProcess.dwProcessId != ::GetCurrentProcessId())
                    return false;
        } while (more);
        return true;
    }
};

} // namespace

std::unique_ptr<System> make_system() {
    return std::make_unique<ThisSystem>();
}

} // namespace netmend
