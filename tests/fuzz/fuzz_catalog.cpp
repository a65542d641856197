// Catalogs made of arbitrary bytes: every key that the reader asks for is made up from the input, sizes, types and
// names included. Nothing may crash or hang, whatever decodes must encode to the same bytes, and findings must be fit
// for JSON.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>

#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace {

using namespace netmend;

class Input {
  public:
    Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    std::uint8_t byte() { return at_ < size_ ? data_[at_++] : 0; }
    bool is_empty() const { return at_ >= size_; }
    Bytes bytes(std::size_t count) {
        Bytes out;
        while (out.size() < count && !is_empty())
            out.push_back(byte());
        return out;
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

struct Known { // a value that the reader asks for, with its right type and size; 0: any size
    const char* name;
    std::uint32_t type;
    std::size_t size;
};

constexpr Known known_values[] = {{"Num_Catalog_Entries", 4, 4},
                                  {"Num_Catalog_Entries64", 4, 4},
                                  {"Next_Catalog_Entry_ID", 4, 4},
                                  {"Serial_Access_Num", 4, 4},
                                  {"PackedCatalogItem", 3, 888},
                                  {"ProtocolName", 1, 0},
                                  {"LibraryPath", 1, 0},
                                  {"DisplayString", 1, 0},
                                  {"ProviderId", 3, 16},
                                  {"SupportedNameSpace", 4, 4},
                                  {"Enabled", 4, 4},
                                  {"Transports", 7, 0},
                                  {"HelperDllName", 2, 0},
                                  {"Mapping", 3, 0},
                                  {"WinSock 2.0 Provider ID", 3, 16},
                                  {"AppFullPath", 1, 0},
                                  {"AppArgs", 1, 0},
                                  {"PermittedLspCategories", 4, 4},
                                  {"Current_Protocol_Catalog", 1, 0}};

// A registry that is whatever the input says. Numbers are small and items have the right size more often than chance
// has it.
class MadeUpRegistry final : public Registry {
  public:
    explicit MadeUpRegistry(Input& input) : input_(input) {}

    Result<RegistryKey> read(const std::string&) override {
        const std::uint8_t kind = input_.byte();
        if (kind > 250)
            return fail(kind > 253 ? ErrorKind::AccessDenied : ErrorKind::NotFound, "made up");
        RegistryKey key;
        for (int i = input_.byte() % 12; i > 0 && !input_.is_empty(); --i)
            key.subkeys.push_back(subkey_name());
        for (int i = input_.byte() % 8; i > 0 && !input_.is_empty(); --i)
            key.values.push_back(value());
        return key;
    }
    Result<void> create(const std::string&, const Bytes&) override { std::abort(); }
    Result<bool> create_volatile(const std::string&) override { std::abort(); }
    Result<void> set(const std::string&, const RegistryValue&) override { std::abort(); }
    Result<void> erase_value(const std::string&, const std::string&) override { std::abort(); }
    Result<void> erase_tree(const std::string&) override { std::abort(); }
    Result<void> flush() override { std::abort(); }

  private:
    std::string subkey_name() {
        const std::uint8_t kind = input_.byte();
        if (kind < 200) {
            const std::string digits = std::to_string(1 + kind % 40);
            return std::string(12 - digits.size(), '0') + digits;
        }
        const Bytes raw = input_.bytes(kind % 20);
        return std::string(raw.begin(), raw.end());
    }

    RegistryValue value() {
        const std::uint8_t kind = input_.byte();
        const Known& known = known_values[kind % std::size(known_values)];
        RegistryValue value{known.name, kind < 200 ? known.type : input_.byte(), {}};
        value.data = input_.bytes(known.size ? known.size : input_.byte());
        if (known.size == 888 && kind < 220)
            value.data.resize(888);
        return value;
    }

    Input& input_;
};

void check(bool truth) {
    if (!truth)
        std::abort();
}

void check_text(const std::string& text) {
    check(text.size() < 4096);
    for (char c : text)
        check(static_cast<unsigned char>(c) >= 0x20);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto item = winsock::decode_item(Bytes(data, data + std::min<std::size_t>(size, 888))))
        check(winsock::encode_item(*item) == item->original);
    Input input(data, size);
    SystemIdentity identity;
    identity.x64 = input.byte() & 1;
    identity.major = input.byte() & 1 ? 5 : 6;
    identity.minor = 1;
    const std::uint8_t dlls = input.byte();
    MadeUpRegistry registry(input);
    const auto catalogs = winsock::read_catalogs(registry, identity.x64);
    if (!catalogs)
        return 0;
    const auto exists = [dlls](const std::string& dll, int) -> Result<bool> {
        if (dlls > 250)
            return fail(ErrorKind::AccessDenied, "made up");
        return (dll.size() + dlls) % 2 == 0;
    };
    const winsock::Diagnosis diagnosis = winsock::judge(*catalogs, identity, exists);
    check_text(diagnosis.article);
    for (const winsock::Finding& finding : diagnosis.findings) {
        check_text(finding.text);
        check_text(finding.dll);
        check(winsock::number_of_code(finding.code) < std::size(winsock::code_rows));
    }
    winsock::is_blank(*catalogs);
    check(winsock::missing_inbox(*catalogs, *catalogs).empty());
    for (const std::string& name : winsock::third_parties(*catalogs))
        check_text(name);
    return 0;
}
