// Services of the network that rest although they start by themselves, because their host does not know them (Windows
// answers 1083) or their file is gone (2, 126, 193): windows-modern, 8.

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/around.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* groups_key = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost";

// The word behind -k, where the image is svchost.exe; empty: it is another one.
std::string group_of(const std::string& image) {
    const std::string text = lower(image);
    const std::size_t host = text.find("svchost.exe"), option = text.find(" -k ");
    if (host == std::string::npos || option == std::string::npos)
        return {};
    const std::size_t start = image.find_first_not_of(' ', option + 4);
    return start == std::string::npos ? "" : image.substr(start, image.find(' ', start) - start);
}

// Empty where that value is none: where it should stand, nothing is known.
Result<bool> is_in_group(Registry& registry, const std::string& group, std::string_view service) {
    const auto key = read_if_there(registry, groups_key);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return true;
    return has_text(texts_of(**key, group), service);
}

Result<void> judge_file(Around& around, const ServiceRow& row, const std::string& file, Findings& findings) {
    if (file.empty())
        return {};
    const Result<bool> gone = around.file_gone(file);
    if (!gone)
        return tl::unexpected(gone.error());
    if (!*gone)
        return {};
    Finding finding = make_finding(Severity::Suspicious, "service-image-gone", "service", 0,
                                   "The service " + std::string(row.name) + " (" + std::string(row.what) +
                                       ") does not run, for its file " + shown(file) + " is gone.");
    finding.dll = shown(file);
    findings.push_back(std::move(finding));
    return {};
}

Result<void> judge_service(Around& around, const ServiceRow& row, const RegistryKey& key, Findings& findings) {
    const std::string image = text_of(key, "ImagePath").value_or(""), group = group_of(image);
    if (const Result<void> judged = judge_file(around, row, file_of_image(image), findings); !judged || group.empty())
        return judged;
    const Result<bool> known = is_in_group(around.registry, group, row.name);
    if (!known)
        return tl::unexpected(known.error());
    if (!*known)
        findings.push_back(make_finding(Severity::Suspicious, "service-group-gone", "service", 0,
                                        "The service " + std::string(row.name) + " (" + std::string(row.what) +
                                            ") does not run, for the group " + shown(group) +
                                            " of svchost.exe does not name it."));
    const auto parameters = read_if_there(around.registry, service_key(row.name) + "\\Parameters");
    if (!parameters)
        return tl::unexpected(parameters.error());
    return *parameters ? judge_file(around, row, text_of(**parameters, "ServiceDll").value_or(""), findings)
                       : Result<void>();
}

} // namespace

Result<void> judge_hosting(Around& around, Findings& findings) {
    for (const ServiceRow& row : service_rows()) {
        const auto key = read_if_there(around.registry, service_key(row.name));
        if (!key)
            return tl::unexpected(key.error());
        if (!*key || dword_of(**key, "Start").value_or(disabled) > automatic_start ||
            !around.rests(std::string(row.name)))
            continue;
        if (const Result<void> judged = judge_service(around, row, **key, findings); !judged)
            return judged;
    }
    return {};
}

} // namespace netmend::winsock
