#include "service/windows/process.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

constexpr std::size_t output_bytes_max = 1u << 20;

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

void write_all(HANDLE pipe, const std::string& input) {
    for (std::size_t at = 0; at < input.size();) {
        DWORD written = 0;
        const auto length = static_cast<DWORD>(std::min<std::size_t>(input.size() - at, 32768));
        if (!::WriteFile(pipe, input.data() + at, length, &written, /*lpOverlapped=*/nullptr) || written == 0)
            return; // the child is gone or does not want it
        at += written;
    }
}

// Reads on after the limit, so that a talkative child does not block.
void read_all(HANDLE pipe, std::string& output) {
    char buffer[4096];
    DWORD length = 0;
    while (::ReadFile(pipe, buffer, sizeof buffer, &length, /*lpOverlapped=*/nullptr) && length > 0)
        if (output.size() + length <= output_bytes_max)
            output.append(buffer, length);
}

struct Started {
    KernelHandle process, thread;
};

Result<Started> start(const Child& child, HANDLE input, HANDLE output) {
    std::wstring line = L"\"" + child.program + L"\"" + (child.arguments.empty() ? L"" : L" " + child.arguments);
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES | STARTF_USESHOWWINDOW;
    startup.wShowWindow = SW_HIDE;
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = output;
    const std::size_t slash = child.program.find_last_of(L'\\');
    const std::wstring folder = slash == std::wstring::npos ? L"" : child.program.substr(0, slash);
    const DWORD console = child.console == Console::None ? DETACHED_PROCESS : CREATE_NO_WINDOW;
    PROCESS_INFORMATION information{};
    // Outside a job that we may be in ourselves: before Windows 8 a process can be in one only. Where that job does not
    // let us out, the second attempt stays inside.
    for (const DWORD breakaway : {CREATE_BREAKAWAY_FROM_JOB, 0})
        if (::CreateProcessW(child.program.c_str(), line.data(), /*lpProcessAttributes=*/nullptr,
                             /*lpThreadAttributes=*/nullptr, /*bInheritHandles=*/TRUE,
                             console | CREATE_SUSPENDED | breakaway, /*lpEnvironment=*/nullptr,
                             folder.empty() ? nullptr : folder.c_str(), &startup, &information))
            return Started{KernelHandle(information.hProcess), KernelHandle(information.hThread)};
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

// A job closed at the deadline would give exit code 0, which looks like success: killing is noted by us, not read.
void wait_for_end(const Child& child, HANDLE process, HANDLE job, ChildResult& result) {
    const auto deadline = static_cast<DWORD>(child.deadline.count());
    if (::WaitForSingleObject(process, deadline) == WAIT_TIMEOUT) {
        result.killed = true;
        if (!job || !::TerminateJobObject(job, ERROR_TIMEOUT))
            ::TerminateProcess(process, ERROR_TIMEOUT);
        ::WaitForSingleObject(process, 10000);
    }
    DWORD code = 0;
    ::GetExitCodeProcess(process, &code);
    result.exit_code = code;
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
    std::thread reader([&] { read_all(output->ours.get(), result.output); });
    if (child.told.valid())
        child.told.wait();
    std::thread writer([&] {
        write_all(input->ours.get(), child.input);
        input->ours.reset(); // end of input
    });
    wait_for_end(child, started->process.get(), job.get(), result);
    job.reset(); // whatever the child started ends here, and with it the last holder of the pipes
    writer.join();
    reader.join();
    return result;
}

} // namespace netmend::win32
