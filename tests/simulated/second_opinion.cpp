#include "tests/simulated/second_opinion.hpp"

#include "statemachine/winsock/diagnosis.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/naive_checker.hpp"

namespace netmend::simulated {
namespace {

winsock::Diagnosis diagnosed(const GeneratedCatalog& catalog) {
    GeneratedRegistry registry(catalog);
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(registry, catalog.identity.x64);
    if (!catalogs)
        return {};
    return winsock::judge(*catalogs, catalog.identity, [&](const std::string& dll, int) -> Result<bool> {
        return catalog.missing_dlls.count(base_name(dll)) == 0;
    });
}

Opinion opinion_of(winsock::Verdict verdict) {
    switch (verdict) {
    case winsock::Verdict::Healthy:
        return Opinion::Healthy;
    case winsock::Verdict::Damaged:
        return Opinion::Damaged;
    case winsock::Verdict::Suspicious:
        return Opinion::Suspicious;
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return Opinion::CouldNotLook;
}

} // namespace

Opinions compare_opinions(std::uint64_t first, std::uint64_t runs, std::size_t size_max) {
    Opinions all;
    for (std::uint64_t seed = first; seed < first + runs; ++seed) {
        const GeneratedCatalog catalog = Generator(seed, size_max).next();
        const Opinion ours = opinion_of(diagnosed(catalog).verdict), theirs = check_naively(catalog).opinion;
        ++all.catalogs;
        all.bytes += catalog.bytes;
        for (const auto& list : catalog.protocols) {
            all.entries += list.entries.size();
            all.sizes.push_back(list.entries.size());
        }
        ++all.verdicts[static_cast<int>(theirs)];
        if (ours == theirs)
            continue;
        ++all.disagreed;
        if (all.disagreements.size() < 10)
            all.disagreements.push_back(seed);
    }
    return all;
}

std::string told(std::uint64_t seed, std::size_t size_max) {
    static const char* const names[] = {"healthy", "damaged", "suspicious", "could not look"};
    const GeneratedCatalog catalog = Generator(seed, size_max).next();
    const Checked naive = check_naively(catalog);
    const winsock::Diagnosis diagnosis = diagnosed(catalog);
    std::string text = "seed " + std::to_string(seed) + ": naive " + names[static_cast<int>(naive.opinion)] + " (" +
                       naive.reason + "), netmend " + std::string(winsock::name_of(diagnosis.verdict));
    for (const winsock::Finding& finding : diagnosis.findings)
        text +=
            "\n  " + finding.catalog + " " + std::to_string(finding.bits) + " " + finding.code + ": " + finding.text;
    return text;
}

} // namespace netmend::simulated
