// netmend-diagnose: the diagnosis of a registry export that somebody mailed, for a support desk without Windows. The
// same answer and exit codes as `netmend diagnose --registry=FILE.reg`.
#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include "control/arguments.hpp"
#include "control/looking.hpp"
#include "statemachine/reg_export/reg_syntax.hpp"

namespace netmend::control {
namespace {

Result<Bytes> read_file(const std::string& name, std::size_t bytes_max) {
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(name, code);
    if (!std::filesystem::exists(status))
        return fail(ErrorKind::NotFound, "There is no file " + name + ".");
    if (!std::filesystem::is_regular_file(status))
        return fail(ErrorKind::Unsupported, name + " is a folder or a device, no file.");
    const std::uintmax_t size = std::filesystem::file_size(name, code);
    if (!code && size > bytes_max)
        return fail(ErrorKind::TooLarge,
                    "The file " + name + " has more than " + std::to_string(bytes_max >> 20) + " MiB.");
    std::ifstream file(name, std::ios::binary);
    Bytes content(code ? 0 : static_cast<std::size_t>(size));
    if (code || !file || (size && !file.read(reinterpret_cast<char*>(content.data()), std::streamsize(size))))
        return fail(ErrorKind::Failed, "The file " + name + " could not be read.");
    return content;
}

int diagnose_file(int count, char** words) {
    Arguments arguments;
    CLI::App app("Says what is wrong with the network stack of the computer that a registry export (.reg) comes from.\n"
                 "Exit code: 0 healthy, 1 damaged, 2 suspicious (third parties only), 3 could not look, 87 bad usage.",
                 "netmend-diagnose");
    app.set_help_flag("-h,--help", "print this");
    app.set_version_flag("--version", "netmend-diagnose " NETMEND_VERSION);
    app.add_option("FILE", arguments.registry,
                   "export of HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinSock2")
        ->required();
    app.add_flag("--json", arguments.json, "print one JSON object instead of text");
    add_report_options(app, arguments);
    try {
        app.parse(count, words);
    } catch (const CLI::Success& wish) { // help or version
        return app.exit(wish);
    } catch (const CLI::ParseError& error) {
        std::cerr << error.what() << "\n\n" << app.help();
        return exit_bad_usage;
    }
    const Outcome outcome =
        diagnose_export_file(arguments.registry, read_file(arguments.registry, reg_limits::file_bytes_max), arguments);
    std::cout << printed("diagnose", outcome, arguments.json) << "\n";
    return outcome.code;
}

} // namespace
} // namespace netmend::control

int main(int count, char** words) {
    try {
        return netmend::control::diagnose_file(count, words);
    } catch (const std::exception& error) { // of a library, such as no memory
        std::cerr << "netmend had to give up: " << error.what() << "\n";
        return netmend::diagnose_unseen;
    }
}
