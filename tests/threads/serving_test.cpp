// Sixty-four clients at the four places of the service while a repair goes on: polite ones, watchers, silent, slow,
// talkative and dying ones. Under ThreadSanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "service/report/exit_code.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/threads/memory_pipe.hpp"

namespace netmend::test {
namespace {

using std::chrono::milliseconds;
using Client = MemoryPipe::Client;

constexpr std::size_t places = 4, clients = 64;
constexpr int rounds = 6, statuses = 3000;
constexpr serving::Patience short_patience{milliseconds(150), milliseconds(30)};

// Answers with what it was asked, so that a reply shows whose it is; lets those watch whose name says so.
class Echo final : public serving::Handler {
  public:
    protocol::Answer answer(const std::string& request, bool) override {
        const auto parsed = protocol::parse_request(request);
        if (!parsed)
            return {print(protocol::Reply{exit_bad_usage, parsed.error().text, nullptr}), false};
        return {print(protocol::Reply{0, parsed->plan, nullptr}), parsed->plan.starts_with("watch ")};
    }
};

std::string request(const std::string& name) {
    protocol::Request request;
    request.verb = protocol::Verb::Start;
    request.plan = name;
    return print(request);
}

class Service {
  public:
    Service() : server_([this] { pipe.serve(sessions); }) {}
    ~Service() {
        pipe.stop();
        server_.join();
    }

    MemoryPipe pipe{places};
    Echo echo;
    serving::Sessions sessions{pipe.streams(), echo, [this] { pipe.wake(); }, short_patience};

  private:
    std::thread server_;
};

// Asks until it was answered: whoever is slow on a busy machine may be sent away.
void asks(MemoryPipe& pipe, const std::string& name) {
    for (int round = 0; round < rounds; ++round)
        for (bool answered = false; !answered;) {
            Client client(pipe);
            const std::string mine = name + ", " + std::to_string(round);
            std::optional<std::string> text;
            if (client.send(request(mine)))
                text = client.receive();
            if (!text)
                continue;
            const auto reply = protocol::parse_reply(*text);
            ASSERT_TRUE(reply) << *text;
            EXPECT_EQ(mine, reply->message);
            answered = true;
        }
}

// Every status is newer than the one before it. True: it stayed until the last one.
bool watches(MemoryPipe& pipe, const std::string& who) {
    const std::string name = "watch " + who;
    Client client(pipe);
    if (!client.send(request(name)))
        return false;
    int newest = -1;
    for (bool first = true;; first = false) {
        const auto text = client.receive();
        if (!text)
            return false;
        const auto reply = protocol::parse_reply(*text);
        EXPECT_TRUE(reply) << *text;
        if (!reply || reply->code != 0)
            return false; // the places for watchers are taken
        if (first) {
            EXPECT_EQ(name, reply->message);
            continue;
        }
        const int number = std::stoi(reply->message);
        EXPECT_GT(number, newest);
        newest = number;
        if (number == statuses)
            return true;
    }
}

void until_sent_away(Client& client) {
    while (client.receive()) {
    }
}

void says_nothing(MemoryPipe& pipe) {
    Client client(pipe);
    until_sent_away(client);
}

void never_reads(MemoryPipe& pipe, const std::string& name) {
    Client client(pipe);
    while (client.send(request("watch " + name)))
        std::this_thread::sleep_for(milliseconds(1));
}

void dies_in_the_middle(MemoryPipe& pipe, const std::string& name) {
    Client client(pipe);
    client.send(request(name).substr(0, 9));
}

void talks_too_much(MemoryPipe& pipe) {
    Client client(pipe);
    if (client.send(std::string(limits::pipe_message_bytes_max + 1, 'x')))
        until_sent_away(client);
}

void play(MemoryPipe& pipe, std::size_t number) {
    const std::string name = "client " + std::to_string(number);
    switch (number % 8) {
    case 0:
    case 1:
        return asks(pipe, name);
    case 2:
        for (int round = 0; round < rounds; ++round)
            watches(pipe, name);
        return;
    case 3:
        return says_nothing(pipe);
    case 4:
        return never_reads(pipe, name);
    case 5:
        for (int round = 0; round < 20 * rounds; ++round)
            dies_in_the_middle(pipe, name);
        return;
    case 6:
        for (int round = 0; round < rounds; ++round)
            talks_too_much(pipe);
        return;
    default:
        return asks(pipe, name);
    }
}

TEST(Serving, EveryPoliteClientIsAnsweredAmongSixtyFour) {
    Service service;
    std::atomic<bool> over = false;
    std::thread repair([&] {
        for (int number = 0; !over; number = std::min(number + 1, statuses)) {
            service.sessions.publish(print(protocol::Reply{0, std::to_string(number), nullptr}));
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    });
    std::vector<std::thread> all;
    for (std::size_t number = 0; number < clients; ++number)
        all.emplace_back([&, number] { play(service.pipe, number); });
    for (std::thread& client : all)
        client.join();
    over = true;
    repair.join();
}

// Those who only look can never take the last place.
TEST(Serving, WatchersLeaveAPlaceForEverybodyElse) {
    Service service;
    std::vector<std::unique_ptr<Client>> watchers;
    for (std::size_t i = 0; i + 1 < places; ++i) {
        auto client = std::make_unique<Client>(service.pipe);
        ASSERT_TRUE(client->send(request("watch watcher")));
        ASSERT_TRUE(client->receive());
        watchers.push_back(std::move(client));
    }
    Client late(service.pipe);
    ASSERT_TRUE(late.send(request("watch one too many")));
    const auto refused = late.receive();
    ASSERT_TRUE(refused);
    EXPECT_EQ(exit_failed, protocol::parse_reply(*refused)->code);
    asks(service.pipe, "somebody else");
}

TEST(Serving, AWatcherGetsTheNewestStatusAndTheLastOne) {
    Service service;
    std::thread repair([&] {
        for (int number = 0; number <= statuses; ++number)
            service.sessions.publish(print(protocol::Reply{0, std::to_string(number), nullptr}));
    });
    bool seen_to_the_end = false;
    std::thread watcher([&] {
        while (!seen_to_the_end) { // came after the last one, or was too slow
            seen_to_the_end = watches(service.pipe, "watcher");
            service.sessions.publish(print(protocol::Reply{0, std::to_string(statuses), nullptr}));
        }
    });
    repair.join();
    service.sessions.publish(print(protocol::Reply{0, std::to_string(statuses), nullptr}));
    watcher.join();
    EXPECT_TRUE(seen_to_the_end);
}

} // namespace
} // namespace netmend::test
