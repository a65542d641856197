// The terminal: Unicode where it is a console, UTF-8 where it goes into a file or a pipe.
#include "control/windows_border.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/text.hpp"

namespace netmend::control {
namespace {

bool is_console(HANDLE handle) {
    DWORD mode = 0;
    return ::GetConsoleMode(handle, &mode) != FALSE;
}

void write(DWORD which, const std::string& text) {
    const HANDLE handle = ::GetStdHandle(which);
    DWORD written = 0;
    if (is_console(handle)) {
        // In pieces: older consoles take about 64 KiB at a time.
        constexpr std::size_t piece = 8000;
        const std::wstring whole = win32::wide(text);
        for (std::size_t at = 0; at < whole.size(); at += piece)
            ::WriteConsoleW(handle, whole.data() + at, static_cast<DWORD>(std::min(piece, whole.size() - at)), &written,
                            /*lpReserved=*/nullptr);
        return;
    }
    for (std::size_t at = 0; at < text.size(); at += written)
        if (!::WriteFile(handle, text.data() + at, static_cast<DWORD>(text.size() - at), &written,
                         /*lpOverlapped=*/nullptr) ||
            written == 0)
            return;
}

std::string with_line_ends(const std::string& text) {
    std::string lines;
    for (const char c : text)
        lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return lines + "\r\n";
}

class StandardTerminal final : public Terminal {
  public:
    void print(const std::string& text) override { write(STD_OUTPUT_HANDLE, with_line_ends(text)); }
    void complain(const std::string& text) override { write(STD_ERROR_HANDLE, with_line_ends(text)); }
    bool interactive() override { return is_console(::GetStdHandle(STD_INPUT_HANDLE)); }

    std::string answer(const std::string& question) override {
        write(STD_OUTPUT_HANDLE, question);
        wchar_t line[256];
        DWORD length = 0;
        if (!::ReadConsoleW(::GetStdHandle(STD_INPUT_HANDLE), line, static_cast<DWORD>(std::size(line)), &length,
                            /*pInputControl=*/nullptr))
            return {};
        while (length > 0 && (line[length - 1] == L'\r' || line[length - 1] == L'\n' || line[length - 1] == L' '))
            --length;
        return win32::narrow(std::wstring_view(line, length));
    }
};

} // namespace

std::unique_ptr<Terminal> make_terminal() {
    return std::make_unique<StandardTerminal>();
}

} // namespace netmend::control
