// The simulator's speed. The linker puts what is here before functions of the product that take most of the time
// (--wrap); each is a pure function. The reading and writing of a backup and of recorded settings, the reading of a
// checkpoint and the rules of the owned set are remembered by their whole argument: the product's own code runs for
// each content that was not seen before, and machines that are found alike have equal backups and settings. SHA-1 is
// stood in for by a quicker digest of the same form; its own tests know it.
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

#include "statemachine/backup.hpp"
#include "statemachine/checkpoint.hpp"
#include "statemachine/settings/settings.hpp"

#define WRAPPED(name) __asm__("__wrap_" name)
#define REAL(name) __asm__("__real_" name)
#define STRING "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
#define DECODE "_ZN7netmend13decode_backupERKSt6vectorIhSaIhEE"
#define ENCODE "_ZN7netmend13encode_backupERKNS_6BackupE"
#define DECODE_SETTINGS "_ZN7netmend15decode_settingsERKSt6vectorIhSaIhEE"
#define ENCODE_SETTINGS "_ZN7netmend15encode_settingsERKNS_8SettingsE"
#define LOAD "_ZN7netmend9load_textERK" STRING
#define DIGEST "_ZN7netmend9digest_ofB5cxx11ERKSt6vectorIhSaIhEE"
#define DIGEST_OF_TEXT "_ZN7netmend9digest_ofERK" STRING
#define OWNS_KEY "_ZN7netmend8owns_keyERK" STRING
#define OWNS_VALUE "_ZN7netmend10owns_valueERK" STRING "S7_"
#define LEADS_TO_OWNED "_ZN7netmend14leads_to_ownedERK" STRING

namespace netmend::sim {
namespace {

constexpr std::size_t records_max = 1500, paths_max = 20000; // then it begins anew

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

std::uint64_t hash_of(const void* data, std::size_t size, std::uint64_t hash, std::size_t stride = 8) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    hash = mixed(hash, size);
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + 8 <= size; at += stride) {
        std::memcpy(&word, bytes + at, sizeof word);
        hash = mixed(hash, word);
    }
    for (; at < size; ++at)
        hash = mixed(hash, bytes[at]);
    return hash;
}

struct Hash { // of some of it; the rest is compared
    template<class Content> std::size_t operator()(const Content& content) const { // Bytes, a text
        return hash_of(content.data(), content.size(), 1, 8 * (1 + content.size() / 512));
    }
    std::size_t operator()(const Backup& backup) const { return of(backup.keys, backup.keys.size()); }
    std::size_t operator()(const Settings& settings) const {
        std::uint64_t hash = of(settings.machine, settings.connections.size());
        for (const ConnectionSettings& connection : settings.connections)
            hash = of(connection.keys, hash);
        return hash;
    }
    static std::uint64_t of(const std::vector<BackupKey>& keys, std::uint64_t hash) {
        for (const BackupKey& key : keys)
            for (const RegistryValue& value : key.values)
                hash = hash_of(value.data.data(), value.data.size(), hash, 64);
        return hash;
    }
};

std::string digest(const void* data, std::size_t size) {
    std::string text(40, '0');
    std::uint64_t hash = 7;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at % 16 == 0)
            hash = at == 0 ? hash_of(data, size, hash) : mixed(hash, at);
        text[at] = "0123456789abcdef"[(hash >> (4 * (at % 16))) & 15u];
    }
    return text;
}

template<class Answer, class Argument, class Make> const Answer& remembered(const Argument& argument, Make make) {
    static std::unordered_map<Argument, Answer, Hash> answers;
    const auto at = answers.find(argument);
    if (at != answers.end())
        return at->second;
    if (answers.size() >= records_max)
        answers.clear();
    return answers.emplace(argument, make(argument)).first->second;
}

template<class Make>
bool remembered_path(std::unordered_map<std::string, bool>& answers, const std::string& path, const Make& make) {
    const auto at = answers.find(path);
    if (at != answers.end())
        return at->second;
    if (answers.size() >= paths_max)
        answers.clear();
    return answers.emplace(path, make()).first->second;
}

} // namespace

Result<Backup> decode_really(const Bytes& data) REAL(DECODE);
Result<Backup> decode_remembered(const Bytes& data) WRAPPED(DECODE);
Result<Backup> decode_remembered(const Bytes& data) {
    return remembered<Result<Backup>>(data, decode_really);
}

Bytes encode_really(const Backup& backup) REAL(ENCODE);
Bytes encode_remembered(const Backup& backup) WRAPPED(ENCODE);
Bytes encode_remembered(const Backup& backup) {
    return remembered<Bytes>(backup, encode_really);
}

Result<Settings> decode_settings_really(const Bytes& data) REAL(DECODE_SETTINGS);
Result<Settings> decode_settings_remembered(const Bytes& data) WRAPPED(DECODE_SETTINGS);
Result<Settings> decode_settings_remembered(const Bytes& data) {
    return remembered<Result<Settings>>(data, decode_settings_really);
}

Bytes encode_settings_really(const Settings& settings) REAL(ENCODE_SETTINGS);
Bytes encode_settings_remembered(const Settings& settings) WRAPPED(ENCODE_SETTINGS);
Bytes encode_settings_remembered(const Settings& settings) {
    return remembered<Bytes>(settings, encode_settings_really);
}

Result<Checkpoint> load_really(const std::string& text) REAL(LOAD);
Result<Checkpoint> load_remembered(const std::string& text) WRAPPED(LOAD);
Result<Checkpoint> load_remembered(const std::string& text) {
    return remembered<Result<Checkpoint>>(text, load_really);
}

std::string quick_digest(const Bytes& data) WRAPPED(DIGEST);
std::string quick_digest(const Bytes& data) {
    return digest(data.data(), data.size());
}

std::string quick_digest_of_text(const std::string& text) WRAPPED(DIGEST_OF_TEXT);
std::string quick_digest_of_text(const std::string& text) {
    return digest(text.data(), text.size());
}

bool owns_key_really(const std::string& path) REAL(OWNS_KEY);
bool owns_key_remembered(const std::string& path) WRAPPED(OWNS_KEY);
bool owns_key_remembered(const std::string& path) {
    static std::unordered_map<std::string, bool> answers;
    return remembered_path(answers, path, [&] { return owns_key_really(path); });
}

bool leads_to_owned_really(const std::string& path) REAL(LEADS_TO_OWNED);
bool leads_to_owned_remembered(const std::string& path) WRAPPED(LEADS_TO_OWNED);
bool leads_to_owned_remembered(const std::string& path) {
    static std::unordered_map<std::string, bool> answers;
    return remembered_path(answers, path, [&] { return leads_to_owned_really(path); });
}

bool owns_value_really(const std::string& path, const std::string& name) REAL(OWNS_VALUE);
bool owns_value_remembered(const std::string& path, const std::string& name) WRAPPED(OWNS_VALUE);
bool owns_value_remembered(const std::string& path, const std::string& name) {
    static std::unordered_map<std::string, bool> answers;
    return remembered_path(answers, path + '\n' + name, [&] { return owns_value_really(path, name); });
}

} // namespace netmend::sim
