#include "service/windows/process.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/inherited.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/process_list.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

constexpr std::size_t output_bytes_max = 1u << 20;
constexpr int rounds_after_end = 1024;
constexpr DWORD pipe_pause = 5; // milliseconds between two looks at an empty pipe
constexpr std::chrono::seconds time_for_writer{5};

// Our end of a pipe stays with us; theirs is inherited and must be closed here once the child has it.
struct Pipe {
    KernelHandle ours, theirs;
};

Result<Pipe> make_pipe(bool child_reads) {
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), /*lpSecurityDescriptor=*/nullptr, TRUE};
    KernelHandle reading, writing;
    if (!::CreatePipe(reading.put(), writing.put(), &inheritable, /*nSize=*/0))
        return failed("A pipe for a child process could not be made.");
    Pipe pipe;
    pipe.ours = std::move(child_reads ? writing : reading);
    pipe.theirs = std::move(child_reads ? reading : writing);
    ::SetHandleInformation(pipe.ours.get(), HANDLE_FLAG_INHERIT, 0);
    return pipe;
}

// What a child is given. Shared with the thread that writes it: something that the child started may hold the other end
// long after it, and on Windows 2000 and XP nobody could end that thread's wait, so it is then left to itself.
struct Input {
    KernelHandle pipe;
    std::string text;
    std::promise<void> written;
};

void write_all(Input& input) {
    for (std::size_t at = 0; at < input.text.size();) {
        DWORD written = 0;
        const auto length = static_cast<DWORD>(std::min<std::size_t>(input.text.size() - at, 32768));
        if (!::WriteFile(input.pipe.get(), input.text.data() + at, length, &written, /*lpOverlapped=*/nullptr) ||
            written == 0)
            break; // the child is gone or does not want it
        at += written;
    }
    input.pipe.reset(); // end of input
    input.written.set_value();
}

// Never waits inside a call, for the same reason. `over`: the child has ended, and what it started was ended.
// Reads on after the limit, so that a talkative child does not block.
void read_all(HANDLE pipe, std::string& output, const std::atomic<bool>& over) {
    char buffer[4096];
    for (int rounds = 0; rounds < rounds_after_end;) {
        const bool last = over; // asked before: what was written until then is read
        rounds += last;         // who still writes is none that could be ended
        DWORD available = 0, length = 0;
        if (!::PeekNamedPipe(pipe, nullptr, 0, /*lpBytesRead=*/nullptr, &available, /*lpBytesLeftThisMessage=*/nullptr))
            return;
        if (available == 0 && last)
            return;
        if (available == 0) {
            ::Sleep(pipe_pause);
            continue;
        }
        if (!::ReadFile(pipe, buffer, std::min<DWORD>(available, sizeof buffer), &length, /*lpOverlapped=*/nullptr))
            return;
        if (output.size() + length <= output_bytes_max)
            output.append(buffer, length);
    }
}

struct Started {
    KernelHandle process, thread;
    DWORD id = 0;
};

std::u16string own_environment() {
    wchar_t* const block = ::GetEnvironmentStringsW();
    if (!block)
        return {};
    const wchar_t* end = block;
    while (*end)
        end += ::wcslen(end) + 1;
    const std::u16string text(static_cast<const wchar_t*>(block), end);
    ::FreeEnvironmentStringsW(block);
    return text;
}

std::u16string environment() {
    const auto text = [](const std::wstring& wide_text) { return std::u16string(wide_text.begin(), wide_text.end()); };
    const std::wstring windows = windows_folder();
    return complete_environment(own_environment(), {{u"SystemRoot", text(windows)},
                                                    {u"windir", text(windows)},
                                                    {u"SystemDrive", text(windows.substr(0, 2))},
                                                    {u"ComSpec", text(system_folder() + L"\\cmd.exe")},
                                                    {u"Path", text(system_folder() + L";" + windows)},
                                                    {u"TEMP", text(windows + L"\\Temp")},
                                                    {u"TMP", text(windows + L"\\Temp")}});
}

Result<Started> start(const Child& child, HANDLE input, HANDLE output) {
    std::wstring line = L"\"" + child.program + L"\"" + (child.arguments.empty() ? L"" : L" " + child.arguments);
    InheritedHandles inherited({input, output});
    std::u16string variables = environment();
    STARTUPINFOW& startup = inherited.startup();
    startup.dwFlags = STARTF_USESTDHANDLES | STARTF_USESHOWWINDOW;
    startup.wShowWindow = SW_HIDE;
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = output;
    const std::size_t slash = child.program.find_last_of(L'\\');
    const std::wstring folder = slash == std::wstring::npos ? L"" : child.program.substr(0, slash);
    const DWORD console = child.console == Console::None ? DETACHED_PROCESS : CREATE_NO_WINDOW;
    const DWORD flags = console | CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | inherited.flags();
    PROCESS_INFORMATION information{};
    // Outside a job that we may be in ourselves: before Windows 8 a process can be in one only. Where that job does not
    // let us out, the second attempt stays inside.
    for (const DWORD breakaway : {CREATE_BREAKAWAY_FROM_JOB, 0})
        if (::CreateProcessW(child.program.c_str(), line.data(), /*lpProcessAttributes=*/nullptr,
                             /*lpThreadAttributes=*/nullptr, /*bInheritHandles=*/TRUE, flags | breakaway,
                             /*lpEnvironment=*/variables.data(), folder.empty() ? nullptr : folder.c_str(), &startup,
                             &information))
            return Started{KernelHandle(information.hProcess), KernelHandle(information.hThread),
                           information.dwProcessId};
    return failed("The program " + narrow(child.program) + " could not be started.");
}

KernelHandle make_job() {
    KernelHandle job(::CreateJobObjectW(/*lpJobAttributes=*/nullptr, /*lpName=*/nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job)
        ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

// Everything that the child started, the child itself where it still runs. Windows 2000 does not end what is in a job
// when the job is closed; and where a job of somebody else lets nothing out, there is none of ours.
void end_tree(const Started& started, HANDLE job) {
    if (job && ::TerminateJobObject(job, ERROR_TIMEOUT))
        return;
    const std::vector<std::uint32_t> below = descendants_of(started.id, all_processes());
    ::TerminateProcess(started.process.get(), ERROR_TIMEOUT);
    for (const std::uint32_t id : below)
        end_process(id);
}

// A job closed at the deadline would give exit code 0, which looks like success: killing is noted by us, not read.
void wait_for_end(const Child& child, const Started& started, HANDLE job, ChildResult& result) {
    const HANDLE process = started.process.get();
    const auto deadline = static_cast<DWORD>(child.deadline.count());
    if (::WaitForSingleObject(process, deadline) == WAIT_TIMEOUT) {
        result.killed = true;
        end_tree(started, job);
        ::WaitForSingleObject(process, 10000);
    }
    DWORD code = 0;
    ::GetExitCodeProcess(process, &code);
    result.exit_code = code;
    end_tree(started, job); // what it left behind; its number is its own for as long as our handle is open
}

} // namespace

Result<ChildResult> run(const Child& child) {
    static std::mutex one_at_a_time; // a second child would inherit the first one's ends, and keep its pipes open
    std::unique_lock starting(one_at_a_time);
    auto output = make_pipe(/*child_reads=*/false);
    if (!output)
        return tl::unexpected(output.error());
    auto input = make_pipe(/*child_reads=*/true);
    if (!input)
        return tl::unexpected(input.error());
    KernelHandle job = make_job();
    auto started = start(child, input->theirs.get(), output->theirs.get());
    input->theirs.reset();
    output->theirs.reset();
    starting.unlock();
    if (!started)
        return tl::unexpected(started.error());
    if (job && !::AssignProcessToJobObject(job.get(), started->process.get()))
        job.reset(); // we are in a job that lets nothing out: the deadline then kills the process alone
    ::ResumeThread(started->thread.get());

    ChildResult result;
    std::atomic<bool> over = false;
    std::thread reader([&] { read_all(output->ours.get(), result.output, over); });
    if (child.told.valid())
        child.told.wait();
    const auto given = std::make_shared<Input>();
    given->pipe = std::move(input->ours);
    given->text = child.input;
    std::future<void> written = given->written.get_future();
    std::thread writer([given] { write_all(*given); });
    wait_for_end(child, *started, job.get(), result);
    over = true;
    if (written.wait_for(time_for_writer) == std::future_status::ready)
        writer.join();
    else
        writer.detach();
    reader.join();
    return result;
}

} // namespace netmend::win32
