// netmend-diagnose: the diagnosis of registry exports that somebody mailed, for a support desk without Windows. The
// same words, answers and exit codes as `netmend diagnose --registry=FILE.reg`.
#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include "control/arguments.hpp"
#include "control/explaining.hpp"
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

Result<Bytes> read_input(std::size_t bytes_max) {
    Bytes content;
    char piece[65536];
    while (std::cin.read(piece, sizeof piece) || std::cin.gcount() > 0) {
        content.insert(content.end(), piece, piece + std::cin.gcount());
        if (content.size() > bytes_max)
            return fail(ErrorKind::TooLarge,
                        "Standard input has more than " + std::to_string(bytes_max >> 20) + " MiB.");
    }
    return content;
}

// Of several files the gravest: damage, then what could not be looked at, then what is suspicious.
int gravest(int a, int b) {
    static constexpr int order[] = {diagnose_damaged, diagnose_unseen, diagnose_suspicious, diagnose_healthy};
    for (const int code : order)
        if (a == code || b == code)
            return code;
    return a;
}

// The words of `netmend diagnose` and `netmend explain` are taken, too, so that nobody needs to learn two programs.
int run_program(std::vector<std::string> words) {
    const bool explains = !words.empty() && words.front() == "explain";
    if (!words.empty() && (explains || words.front() == "diagnose"))
        words.erase(words.begin());
    Arguments arguments;
    std::vector<std::string> files, more;
    CLI::App app("Says what is wrong with the network stack of the computer that a registry export (.reg) comes from.\n"
                 "`netmend-diagnose explain CODE` says what the code of a finding means.\n"
                 "Exit code: 0 healthy, 1 damaged, 2 suspicious (third parties only), 3 could not look, 87 bad usage;\n"
                 "of several files the gravest.",
                 "netmend-diagnose");
    app.set_help_flag("-h,--help", "print this");
    app.set_version_flag("--version", "netmend-diagnose " NETMEND_VERSION);
    app.add_option("FILE", files,
                   explains ? "codes of findings"
                            : "exports of HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinSock2; - for "
                              "standard input");
    app.add_option("--registry", more, "an export, as `netmend diagnose` names it");
    app.add_flag("--json", arguments.json, "print one JSON object a file instead of text");
    app.add_flag("--no-probe", arguments.no_probe, "as `netmend diagnose` has it; no socket is ever tried here");
    add_report_options(app, arguments);
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // CLI11 wants the last word first
        files.insert(files.end(), more.begin(), more.end());
        if (files.empty())
            throw CLI::RequiredError("FILE");
    } catch (const CLI::Success& wish) { // help or version
        return app.exit(wish);
    } catch (const CLI::ParseError& error) {
        std::cerr << help_after(error, app, "netmend-diagnose", words) << "\n";
        return exit_bad_usage;
    }
    int code = -1;
    for (const std::string& file : files) {
        const Outcome outcome = explains
                                    ? explanation_of(file)
                                    : diagnose_export_file(file == "-" ? "standard input" : file,
                                                           file == "-" ? read_input(reg_limits::file_bytes_max)
                                                                       : read_file(file, reg_limits::file_bytes_max),
                                                           arguments);
        std::cout << (code >= 0 && !arguments.json ? "\n" : "")
                  << printed(explains ? "explain" : "diagnose", outcome, arguments.json) << "\n";
        code = code < 0 ? outcome.code : gravest(code, outcome.code);
    }
    return code;
}

} // namespace
} // namespace netmend::control

int main(int count, char** words) {
    try {
        return netmend::control::run_program({words + 1, words + count});
    } catch (const std::exception& error) { // of a library, such as no memory
        std::cerr << "netmend had to give up: " << error.what() << "\n";
        return netmend::diagnose_unseen;
    }
}
