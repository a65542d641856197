#include "statemachine/winsock/codes.hpp"

namespace netmend::winsock {

Finding make_finding(Severity severity, Code code, const char* catalog, int bits, std::string text) {
    Finding finding;
    finding.code = code.row().code;
    finding.severity = severity;
    finding.catalog = catalog;
    finding.bits = bits;
    finding.text = std::move(text);
    const bool running = finding.catalog == "driver" || finding.catalog == "sockets" || finding.catalog == "network";
    if (severity == Severity::Damage)
        finding.remedy = running ? "netmend repairs the stack; the plan names the procedure."
                                 : "netmend repairs the catalog; the plan names the procedure.";
    else
        finding.remedy = code.row().advice;
    return finding;
}

} // namespace netmend::winsock
