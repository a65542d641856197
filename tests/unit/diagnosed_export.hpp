// An export as text, read and judged.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "statemachine/reg_export/reg_diagnosis.hpp"
#include "tests/unit/reg_forms.hpp"

namespace netmend {

inline const std::string services = "SYSTEM\\CurrentControlSet\\Services";

// `windows` as a person names it; empty: nobody does.
inline ExportDiagnosis diagnosed(const std::string& text, const char* windows = "") {
    Result<RegExport> from = RegExport::read(bytes_of(text));
    EXPECT_TRUE(from.has_value()) << (from ? "" : from.error().text);
    return from ? diagnose_export(*from, windows_named(windows)) : ExportDiagnosis{};
}

} // namespace netmend
