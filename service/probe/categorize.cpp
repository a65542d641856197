// The category of one program, by the documented call; looked up at run time, because it is there since Vista.
#include <winsock2.h>

#include <ws2spi.h>

#include "service/probe/verbs.hpp"
#include "service/windows/late.hpp"

namespace netmend::probe {

nlohmann::json categorize(const std::wstring& program, std::uint32_t categories) {
    using SetCategory = int WSPAPI(LPCWSTR, DWORD, LPCWSTR, DWORD, DWORD, DWORD*, LPINT);
    const auto set = win32::late<SetCategory>(L"ws2_32.dll", "WSCSetApplicationCategory");
    if (!set)
        return {{"code", ERROR_PROC_NOT_FOUND}};
    DWORD before = 0;
    int code = 0;
    const bool done = set(program.c_str(), static_cast<DWORD>(program.size()), /*Extra=*/nullptr, /*ExtraLength=*/0,
                          categories, &before, &code) == 0;
    const int failed = code != 0 ? code : WSASYSCALLFAILURE;
    return {{"code", static_cast<std::uint32_t>(done ? 0 : failed)}};
}

} // namespace netmend::probe
