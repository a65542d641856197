// libFuzzer: a registry export that somebody mailed, any bytes at all. It is read or refused with an error, and what
// was read is diagnosed; the verdict must be fit for print, and the same when asked again.
#include <cstdlib>

#include "control/chain_table.hpp"
#include "statemachine/reg_export/reg_diagnosis.hpp"

namespace {

using namespace netmend;

void check(bool truth) {
    if (!truth)
        std::abort();
}

void check_text(const std::string& text) {
    check(text.size() < 4096);
    for (const char c : text)
        check(static_cast<unsigned char>(c) >= 0x20);
}

// Every key that is told of can be read.
void walk(RegExport& from, const std::string& path, int& keys) {
    const Result<RegistryKey> key = from.read(path);
    check(key.has_value());
    for (const std::string& subkey : key->subkeys)
        if (++keys < 100)
            walk(from, path + "\\" + subkey, keys);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Result<RegExport> from = RegExport::read({data, size});
    if (!from) {
        check(!from.error().text.empty());
        check_text(from.error().text);
        return 0;
    }
    int keys = 0;
    if (from->read("SYSTEM\\CurrentControlSet"))
        walk(*from, "SYSTEM\\CurrentControlSet", keys);
    const ExportDiagnosis found = diagnose_export(*from, std::nullopt);
    check_text(found.windows.name);
    check_text(found.diagnosis.article);
    for (const winsock::Finding& finding : found.diagnosis.findings) {
        check_text(finding.text);
        check_text(finding.dll);
    }
    for (const std::string& line : control::chain_table(found.catalogs))
        check_text(line.substr(0, 4000));
    check(diagnose_export(*from, std::nullopt).diagnosis.verdict == found.diagnosis.verdict);
    return 0;
}
