// The Chronicle port: a rotating log file in the state folder, Windows' event log, and one line of history a repair.
// None of them decides anything, so none of their failures goes further than this file.
#define SPDLOG_PREVENT_CHILD_FD // no child inherits the log file; one that did would also keep it from being rotated
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/event_log.hpp"
#include "service/windows/handle.hpp"

namespace netmend {
namespace {

constexpr std::size_t log_bytes_max = 1u << 20;
constexpr std::size_t log_files_kept = 4;

// spdlog opens files by narrow names, which the C runtime takes in the system's code page: the folder of a Czech
// Windows XP is no UTF-8 there.
std::string in_system_code_page(const std::wstring& text) {
    char buffer[2 * MAX_PATH] = "";
    ::WideCharToMultiByte(CP_ACP, 0, text.c_str(), -1, buffer, sizeof buffer, /*lpDefaultChar=*/nullptr,
                          /*lpUsedDefaultChar=*/nullptr);
    return buffer;
}

class FileAndEventLog final : public Chronicle {
  public:
    explicit FileAndEventLog(std::wstring folder) : folder_(std::move(folder)) {
        try {
            const std::string file = in_system_code_page(folder_) + "\\netmend.log";
            log_ = spdlog::rotating_logger_mt("netmend", file, log_bytes_max, log_files_kept);
            log_->set_pattern("%Y-%m-%dT%H:%M:%SZ %v", spdlog::pattern_time_type::utc);
            log_->flush_on(spdlog::level::info);
        } catch (const spdlog::spdlog_ex&) {
            log_.reset(); // a log that cannot be written stops no repair
        }
    }
    ~FileAndEventLog() override { spdlog::drop("netmend"); }

    void record(const std::string& event) override {
        if (log_)
            log_->info("{}", event);
        event_log_.write(event);
    }

    void add_to_history(const std::string& line) override {
        const win32::FileHandle file(::CreateFileW((folder_ + L"\\history.jsonl").c_str(), FILE_APPEND_DATA,
                                                   FILE_SHARE_READ, /*lpSecurityAttributes=*/nullptr, OPEN_ALWAYS,
                                                   FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr));
        if (!file)
            return record("The history could not be opened: " + line);
        const std::string whole = line + "\r\n";
        DWORD written = 0;
        ::WriteFile(file.get(), whole.data(), static_cast<DWORD>(whole.size()), &written, /*lpOverlapped=*/nullptr);
        ::FlushFileBuffers(file.get());
    }

  private:
    std::wstring folder_;
    std::shared_ptr<spdlog::logger> log_;
    win32::EventLog event_log_;
};

} // namespace

std::unique_ptr<Chronicle> make_chronicle(const std::wstring& state_folder) {
    return std::make_unique<FileAndEventLog>(state_folder);
}

} // namespace netmend
