// The body of the service: one worker thread that runs the driver, the mailbox through which clients and Windows ask
// for something, and the pipe's server. It knows nothing of the service control manager. At rest every wait is
// infinite. Life: start() opens the state folder and the pipe and begins waking; ask_stop() keeps everything as saved.
#pragma once

#include <memory>

#include "service/service_shell.hpp"

namespace netmend {

std::unique_ptr<ServiceBody> make_repair_service();

} // namespace netmend
