// Messages of the pipe, both ways: whatever comes, nothing is thrown, a request that is taken can be printed and read
// again, and every answer fits into one message.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "service/report/protocol.hpp"
#include "service/report/request_handler.hpp"
#include "statemachine/base/limits.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace netmend;
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto request = protocol::parse_request(text))
        if (protocol::parse_request(protocol::print(*request)) != *request)
            std::abort();
    if (const auto reply = protocol::parse_reply(text))
        if (!protocol::parse_reply(protocol::print(*reply)) && text.size() < limits::pipe_message_bytes_max / 8)
            std::abort();

    RequestHandler handler([](const Request&) {});
    for (const bool administrator : {false, true})
        if (handler.answer(text, administrator).text.size() > limits::pipe_message_bytes_max)
            std::abort();
    return 0;
}
