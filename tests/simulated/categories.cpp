// Categories of programs, as WSCSetApplicationCategory keeps them (windows-modern, 5): added to what is there, under a
// name that is computed of the path without its drive.
#include "tests/simulated/port_set.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::uint32_t no_recovery = 11003; // WSANO_RECOVERY: no administrator, or the list cannot be written

std::string name_of(const std::string& program) {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < program.size(); ++i)
        sum =
            (sum * 37 + static_cast<std::uint64_t>(std::toupper(static_cast<unsigned char>(program[i])))) & 0xFFFFFFFF;
    const auto spread = static_cast<std::int32_t>(static_cast<std::uint32_t>(sum * 314159269));
    const std::uint64_t positive = spread < 0 ? 0 - static_cast<std::int64_t>(spread) : spread;
    char name[9];
    std::snprintf(name, sizeof name, "%08llX", static_cast<unsigned long long>(positive % 1000000007));
    return name;
}

} // namespace

Result<std::uint32_t> Windows::Stack::categorize(const std::string& program, std::uint32_t categories) {
    w_.must_be_alive();
    const CategoryCall answer = w_.behaviour.categorize;
    if (answer == CategoryCall::Hangs)
        return fail(ErrorKind::TimedOut, "Windows did not answer.");
    if (answer == CategoryCall::Fails)
        return no_recovery;
    if (answer == CategoryCall::Nothing)
        return 0u;
    const std::string key = std::string(parameters_path) + "\\AppId_Catalog\\" + name_of(program);
    const Effect effect{"stack", "categorize", program};
    w_.effects.before(effect);
    const std::uint32_t before = number_at(w_.registry.now, key, "PermittedLspCategories");
    w_.registry.now.create(key);
    w_.registry.now.set(key, text("AppFullPath", program));
    w_.registry.now.set(key, number("PermittedLspCategories", before | categories));
    w_.registry.remember();
    w_.effects.after(effect);
    return answer == CategoryCall::FailsAfterEffect ? no_recovery : 0u;
}

} // namespace netmend::simulated
