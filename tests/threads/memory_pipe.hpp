// A pipe in memory between threads, with the behaviour that the sessions rely on: a message arrives whole, in order; a
// write ends when the client has room (PIPE_TYPE_MESSAGE with its buffer); a client that closes its end is noticed by
// the next read or write; disconnecting throws away what was not read (the pages of ConnectNamedPipe, ReadFile,
// WriteFile and DisconnectNamedPipe).
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "service/serving/sessions.hpp"

namespace netmend::test {

class MemoryPipe {
  public:
    explicit MemoryPipe(std::size_t places);

    // -- the serving thread
    std::vector<serving::Stream*> streams();
    void serve(serving::Sessions& sessions); // until stop()
    void wake();
    void stop();

    // -- clients, from any thread
    class Client {
      public:
        explicit Client(MemoryPipe& pipe); // waits until a place is free, as WaitNamedPipe does
        ~Client();                         // closes its end
        Client(const Client&) = delete;
        Client& operator=(const Client&) = delete;
        bool send(const std::string& text);   // false: sent away
        std::optional<std::string> receive(); // waits; empty: sent away

      private:
        MemoryPipe& pipe_;
        std::size_t place_;
        unsigned visit_;
    };

  private:
    struct Place final : serving::Stream {
        explicit Place(MemoryPipe& whole) : pipe(whole) {}
        bool listen() override;
        bool read() override;
        bool write(const std::string& text) override;
        void disconnect() override;
        bool is_administrator() override { return true; }

        MemoryPipe& pipe;
        // All of it under the pipe's lock.
        bool listening = false, taken = false, reading = false, writing = false, client_closed = false;
        unsigned visit = 0; // counts clients: whoever belongs to an older one has been sent away
        std::deque<std::string> to_server, to_client;
        std::string being_written;
    };

    bool tell(serving::Sessions& sessions, std::size_t place); // of one operation that has ended

    std::mutex lock_;
    std::condition_variable changed_;
    std::deque<Place> places_;
    bool woken_ = false, stopping_ = false;
};

} // namespace netmend::test
