// The diagnosis of a computer by its registry export: the same judges as on the machine itself, less what an export
// cannot show. What it does not hold is "could not look" or "not checked", never damage.
#pragma once

#include <optional>

#include "statemachine/reg_export/reg_export.hpp"
#include "statemachine/reg_export/reg_windows.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend {

struct ExportDiagnosis {
    ExportedWindows windows;
    std::string control_set;    // which one of the export was judged
    winsock::Catalogs catalogs; // as far as they could be read
    winsock::Diagnosis diagnosis;
};

ExportDiagnosis diagnose_export(RegExport& from, const std::optional<SystemIdentity>& told);

} // namespace netmend
