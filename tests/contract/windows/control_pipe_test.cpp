// The pipe's server with real clients: many at once, and all kinds of bad ones, beside whom the others are still
// answered. Who may open the pipe, and who counts as an administrator, only a real Windows shows.
#include <windows.h>

#include <atomic>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "service/adapters/own_key.hpp"
#include "service/control_server.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

using win32::FileHandle;

struct Echo final : serving::Handler {
    protocol::Answer answer(const std::string& request, bool) override {
        ++answers;
        return {"answer to " + request, request == "watch"};
    }
    std::atomic<int> answers{0};
};

FileHandle open_at(const std::wstring& name) {
    for (int tries = 0; tries < 1000; ++tries) {
        FileHandle pipe(::CreateFileW(name.c_str(), GENERIC_READ | FILE_WRITE_DATA | FILE_WRITE_ATTRIBUTES, 0, nullptr,
                                      OPEN_EXISTING, SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
        DWORD mode = PIPE_READMODE_MESSAGE;
        if (pipe && ::SetNamedPipeHandleState(pipe.get(), &mode, nullptr, nullptr))
            return pipe;
        ::WaitNamedPipeW(name.c_str(), 100);
        ::Sleep(10);
    }
    return {};
}

bool send(const FileHandle& pipe, const std::string& text) {
    DWORD written = 0;
    return ::WriteFile(pipe.get(), text.data(), static_cast<DWORD>(text.size()), &written, nullptr) != FALSE;
}

std::string receive(const FileHandle& pipe) {
    std::string text(limits::pipe_message_bytes_max, '\0');
    DWORD length = 0;
    if (!::ReadFile(pipe.get(), text.data(), static_cast<DWORD>(text.size()), &length, nullptr))
        return "nothing";
    return text.substr(0, length);
}

std::string ask_at(const std::wstring& name, const std::string& text) {
    const FileHandle pipe = open_at(name);
    return send(pipe, text) ? receive(pipe) : "not sent";
}

class ControlPipe : public testing::Test {
  protected:
    void SetUp() override {
        const auto started = server.start();
        ASSERT_TRUE(started) << started.error().text;
    }
    static FileHandle open() { return open_at(win32::wide(protocol::pipe_name)); }
    static std::string ask(const std::string& text) { return ask_at(win32::wide(protocol::pipe_name), text); }

    Echo echo;
    ControlServer server{echo};
};

// Its own first and only instance, made before the service comes.
TEST(ControlPipeOfSomebodyElse, KeepsNobodyFromServingAndIsNamed) {
    const std::wstring name = win32::wide(protocol::pipe_name);
    FileHandle squatter(::CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE, /*nMaxInstances=*/1,
                                           512, 512, 0, /*lpSecurityAttributes=*/nullptr));
    ASSERT_TRUE(squatter);
    Echo echo;
    std::mutex lock;
    std::string told;
    ControlServer server(echo, [&](const std::string& sentence) {
        const std::lock_guard guard(lock);
        told += sentence + "\n";
    });
    ASSERT_TRUE(server.start());
    const std::wstring own = own_text(administrator_pipe_value);
    ASSERT_FALSE(own.empty());
    EXPECT_EQ("answer to administrator", ask_at(own, "administrator"));
    {
        const std::lock_guard guard(lock);
        EXPECT_NE(std::string::npos, told.find("could not be made")) << told;
    }
    squatter.reset();
    EXPECT_EQ("answer to anybody", ask_at(name, "anybody")) << "as soon as the name is free";
    server.stop();
    EXPECT_NE(std::string::npos, told.find("is netmend's own now")) << told;
}

TEST_F(ControlPipe, AnswersTwelveClientsAtOnce) {
    std::vector<std::thread> clients;
    std::atomic<int> good{0};
    for (int i = 0; i < 12; ++i)
        clients.emplace_back(
            [&, i] { good += ask("client " + std::to_string(i)) == "answer to client " + std::to_string(i); });
    for (std::thread& client : clients)
        client.join();
    EXPECT_EQ(good, 12);
}

TEST_F(ControlPipe, AnswersSeveralRequestsOfOneClient) {
    const FileHandle pipe = open();
    for (const char* text : {"one", "two", "three"}) {
        ASSERT_TRUE(send(pipe, text));
        EXPECT_EQ(receive(pipe), std::string("answer to ") + text);
    }
}

TEST_F(ControlPipe, RefusesAnOversizedMessageAndAnswersTheOthers) {
    const FileHandle big = open();
    send(big, std::string(limits::pipe_message_bytes_max + 1, 'x'));
    EXPECT_NE(receive(big).find("64 KiB"), std::string::npos);
    EXPECT_EQ(echo.answers, 0) << "an oversized request was answered";
    EXPECT_EQ(ask("hello"), "answer to hello");
}

TEST_F(ControlPipe, TakesTheLargestMessageThereMayBe) {
    const FileHandle pipe = open();
    ASSERT_TRUE(send(pipe, std::string(limits::pipe_message_bytes_max, 'x')));
    for (int i = 0; i < 100 && echo.answers == 0; ++i)
        ::Sleep(20);
    EXPECT_EQ(echo.answers, 1);
}

TEST_F(ControlPipe, OutlivesClientsThatComeAndGo) {
    for (int i = 0; i < 50; ++i)
        open();
    for (int i = 0; i < 10; ++i)
        send(open(), "gone before the answer");
    EXPECT_EQ(ask("hello"), "answer to hello");
}

TEST_F(ControlPipe, SendsSilentClientsAwayAndServesWhoeverWaits) {
    std::vector<FileHandle> silent;
    for (int i = 0; i < 4; ++i)
        silent.push_back(open());
    const DWORD began = ::GetTickCount();
    std::string answer = "nothing";
    while (answer != "answer to hello" && ::GetTickCount() - began < 20000)
        answer = ask("hello");
    EXPECT_EQ(answer, "answer to hello");
    EXPECT_FALSE(send(silent.front(), "too late") && receive(silent.front()) != "nothing");
}

TEST_F(ControlPipe, SendsEveryStatusToWatchersAndFreesTheirPlaces) {
    {
        std::vector<FileHandle> watchers;
        for (int i = 0; i < 3; ++i) {
            watchers.push_back(open());
            ASSERT_TRUE(send(watchers.back(), "watch"));
            EXPECT_EQ(receive(watchers.back()), "answer to watch");
        }
        EXPECT_EQ(ask("hello"), "answer to hello") << "beside three watchers";
        for (const char* status : {"first", "second"}) {
            server.publish(status);
            for (const FileHandle& watcher : watchers)
                EXPECT_EQ(receive(watcher), status);
        }
    }
    for (int i = 0; i < 8; ++i)
        EXPECT_EQ(ask("hello"), "answer to hello");
    server.publish("nobody watches");
}

TEST_F(ControlPipe, KeepsAPlaceForAskersHoweverManyWatch) {
    std::vector<FileHandle> watchers;
    for (int i = 0; i < 3; ++i) {
        watchers.push_back(open());
        ASSERT_TRUE(send(watchers.back(), "watch"));
        EXPECT_EQ(receive(watchers.back()), "answer to watch");
    }
    EXPECT_NE(ask("watch").find("all their places are taken"), std::string::npos);
    EXPECT_EQ(ask("hello"), "answer to hello");
}

TEST_F(ControlPipe, StopsWithClientsConnectedAndStartsAgain) {
    const FileHandle idle = open(), watcher = open();
    ASSERT_TRUE(send(watcher, "watch"));
    EXPECT_EQ(receive(watcher), "answer to watch");
    server.stop();
    server.stop();
    EXPECT_EQ(receive(watcher), "nothing");
    ControlServer again(echo);
    const auto started = again.start();
    ASSERT_TRUE(started) << started.error().text;
    EXPECT_EQ(ask("hello"), "answer to hello");
}

} // namespace
} // namespace netmend
