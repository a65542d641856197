// The Registry port: paths below HKEY_LOCAL_MACHINE, backup semantics (see registry_key.hpp), UTF-8 outside.
#include "service/adapters/adapters.hpp"
#include "service/adapters/refusing_key.hpp"
#include "service/adapters/registry_key.hpp"
#include "service/windows/error.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

using win32::RegistryHandle;

tl::unexpected<Error> refused(const std::string& path, const char* what, LONG code) {
    if (code == ERROR_FILE_TOO_LARGE)
        return fail(ErrorKind::TooLarge, "The key HKLM\\" + path + " is larger than netmend handles.",
                    static_cast<std::uint32_t>(code));
    return win32::failed("The key HKLM\\" + path + " could not be " + what + ".", static_cast<DWORD>(code));
}

class LocalMachine final : public Registry {
  public:
    Result<RegistryKey> read(const std::string& path) override { return read_by(&read_key, path); }
    Result<RegistryKey> read_content(const std::string& path) override { return read_by(&read_key_content, path); }

    Result<void> create(const std::string& path, const Bytes& descriptor) override {
        RegistryHandle key;
        bool is_new = false;
        LONG code = create_key(HKEY_LOCAL_MACHINE, win32::wide(path), Lasting::ForGood, key, is_new);
        if (code == ERROR_SUCCESS && !descriptor.empty())
            code = set_descriptor(HKEY_LOCAL_MACHINE, win32::wide(path), descriptor);
        return code == ERROR_SUCCESS ? Result<void>() : refused(path, "created", code);
    }

    Result<bool> create_volatile(const std::string& path) override {
        RegistryHandle key;
        bool is_new = false;
        const LONG code = create_key(HKEY_LOCAL_MACHINE, win32::wide(path), Lasting::ThisSession, key, is_new);
        if (code != ERROR_SUCCESS)
            return refused(path, "created", code);
        return is_new;
    }

    Result<void> set(const std::string& path, const RegistryValue& value) override {
        if (value.data.size() > limits::registry_value_bytes_max)
            return refused(path, "written", ERROR_FILE_TOO_LARGE);
        // Of a text without an end, RegSetValueExW looks behind its last byte, and stores what it finds there if it is
        // an end. Found without one, it stays without.
        Bytes data = value.data;
        data.insert(data.end(), sizeof(wchar_t), 0xFF);
        const LONG code = write_key(HKEY_LOCAL_MACHINE, win32::wide(path), [&](HKEY key) {
            return ::RegSetValueExW(key, win32::wide(value.name).c_str(), 0, value.type, data.data(),
                                    static_cast<DWORD>(value.data.size()));
        });
        return code == ERROR_SUCCESS ? Result<void>() : refused(path, "written", code);
    }

    Result<void> erase_value(const std::string& path, const std::string& name) override {
        const LONG code = write_key(HKEY_LOCAL_MACHINE, win32::wide(path),
                                    [&](HKEY key) { return ::RegDeleteValueW(key, win32::wide(name).c_str()); });
        const bool absent = code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND || code == ERROR_KEY_DELETED;
        return code == ERROR_SUCCESS || absent ? Result<void>() : refused(path, "changed", code);
    }

    Result<void> erase_tree(const std::string& path) override {
        if (path.find('\\') == std::string::npos) // "" or "SYSTEM" is never ours to delete
            return fail(ErrorKind::AccessDenied, "netmend does not delete the whole of HKLM\\" + path + ".");
        const LONG code = erase_tree_below(HKEY_LOCAL_MACHINE, win32::wide(path));
        return code == ERROR_SUCCESS ? Result<void>() : refused(path, "deleted", code);
    }

    // A flush works on the hive of the key it is given; HKEY_LOCAL_MACHINE itself is not documented to reach a hive.
    Result<void> flush() override { return flush_hive_of("SYSTEM\\CurrentControlSet\\Services"); }
    Result<void> flush_own() override { return flush_hive_of("SOFTWARE\\netmend"); }

  private:
    static Result<void> flush_hive_of(const std::string& path) {
        RegistryHandle key;
        LONG code = open_key(HKEY_LOCAL_MACHINE, win32::wide(path), KEY_QUERY_VALUE, /*link_itself=*/false, key);
        if (code == ERROR_SUCCESS)
            code = ::RegFlushKey(key.get());
        return code == ERROR_SUCCESS ? Result<void>() : refused(path, "flushed to the disk", code);
    }

    static Result<RegistryKey> read_by(LONG (*reader)(HKEY, RegistryKey&), const std::string& path) {
        RegistryHandle key;
        // With the right to see what is audited, where we have it: a backup without would lose it.
        LONG code = have_security_privileges() ? open_key(HKEY_LOCAL_MACHINE, win32::wide(path),
                                                          KEY_READ | ACCESS_SYSTEM_SECURITY, /*link_itself=*/false, key)
                                               : ERROR_ACCESS_DENIED;
        if (code == ERROR_ACCESS_DENIED || code == ERROR_PRIVILEGE_NOT_HELD)
            code = open_key(HKEY_LOCAL_MACHINE, win32::wide(path), KEY_READ, /*link_itself=*/false, key);
        if (code != ERROR_SUCCESS)
            return refused(path, "opened", code);
        RegistryKey content;
        code = reader(key.get(), content);
        if (code != ERROR_SUCCESS)
            return refused(path, "read", code);
        return content;
    }
};

} // namespace

std::unique_ptr<Registry> make_registry() {
    return std::make_unique<LocalMachine>();
}

} // namespace netmend
