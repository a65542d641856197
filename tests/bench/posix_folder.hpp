// A state folder on this machine's disk, with the promises of the port: a write is on the disk when it returns, and so
// is a rename, which on Linux takes a flush of the folder.
#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "statemachine/base/ports.hpp"

namespace netmend::bench {

class PosixFolder final : public StateFolder {
  public:
    explicit PosixFolder(const std::string& path) : folder_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
    ~PosixFolder() override { ::close(folder_); }
    PosixFolder(const PosixFolder&) = delete;
    PosixFolder& operator=(const PosixFolder&) = delete;

    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override {
        const int file = ::openat(folder_, name.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return tl::unexpected(failed("open", name));
        Bytes data(bytes_max);
        const ssize_t size = ::read(file, data.data(), data.size());
        ::close(file);
        if (size < 0)
            return tl::unexpected(failed("read", name));
        data.resize(static_cast<std::size_t>(size));
        return data;
    }

    Result<void> write(const std::string& name, const Bytes& data) override {
        const int file = ::openat(folder_, name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file < 0)
            return tl::unexpected(failed("open", name));
        const bool done =
            ::write(file, data.data(), data.size()) == static_cast<ssize_t>(data.size()) && ::fsync(file) == 0;
        const Error error = failed("write", name);
        ::close(file);
        return done ? Result<void>() : tl::unexpected(error);
    }

    Result<void> rename(const std::string& from, const std::string& to) override {
        if (::renameat(folder_, from.c_str(), folder_, to.c_str()) != 0 || ::fsync(folder_) != 0)
            return tl::unexpected(failed("rename", from));
        return {};
    }

    Result<std::vector<std::string>> list() override { return fail(ErrorKind::Unsupported, "not needed here"); }
    Result<void> save_hives(const std::string&, bool) override {
        return fail(ErrorKind::Unsupported, "not needed here");
    }

    Result<void> put_hive_back(const std::string&, const std::string&) override {
        return fail(ErrorKind::Unsupported, "not needed here");
    }

  private:
    static Error failed(const char* call, const std::string& name) {
        return {errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Failed, std::string(call) + " " + name,
                static_cast<std::uint32_t>(errno)};
    }

    int folder_;
};

} // namespace netmend::bench
