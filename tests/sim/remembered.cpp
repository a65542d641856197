// The simulator's speed. What is here stands before functions of the product that take most of the time; each is a pure
// function. The reading and writing of a backup and of recorded settings and the rules of the owned set are remembered
// by their whole argument: the product's own code runs for each content that was not seen before, and machines that are
// found alike have equal backups and settings. A checkpoint's text is written and read without streams, and now and
// then compared. SHA-1 is stood in for by a quicker digest of the same form; its own tests know it. That all of it
// changes nothing: netmend-sim --check-shortcuts.
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include <xxhash.h>
#ifdef __x86_64__
#include <xxh_x86dispatch.h> // takes AVX where there is one
#endif

#include "statemachine/backup/backup.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/settings/settings.hpp"
#include "tests/sim/quick_text.hpp"
#include "tests/sim/shortcuts.hpp"

#define STRING "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
#define DECODE "_ZN7netmend13decode_backupERKSt6vectorIhSaIhEE"
#define ENCODE "_ZN7netmend13encode_backupERKNS_6BackupE"
#define DECODE_SETTINGS "_ZN7netmend15decode_settingsERKSt6vectorIhSaIhEE"
#define ENCODE_SETTINGS "_ZN7netmend15encode_settingsERKNS_8SettingsE"
#define SAVE "_ZN7netmend9save_textB5cxx11ERKNS_10CheckpointE"
#define LOAD "_ZN7netmend9load_textERK" STRING
#define DIGEST "_ZN7netmend9digest_ofB5cxx11ERKSt6vectorIhSaIhEE"
#define DIGEST_OF_TEXT "_ZN7netmend9digest_ofERK" STRING
#define OWNS_KEY "_ZN7netmend8owns_keyERK" STRING
#define OWNS_VALUE "_ZN7netmend10owns_valueERK" STRING "S7_"
#define LEADS_TO_OWNED "_ZN7netmend14leads_to_ownedERK" STRING

namespace netmend::sim {
namespace {

constexpr std::size_t records_max = 1500, paths_max = 20000; // then it begins anew

// A content is known by its 128 bits of XXH3 and not kept.
struct Known {
    XXH128_hash_t bits;
    template<class Content>
    Known(const Content& content) // Bytes, a text
        : bits(XXH3_128bits(content.data(), content.size())) {}
    bool operator==(const Known& other) const { return XXH128_isEqual(bits, other.bits) != 0; }
};

struct Hash {
    std::size_t operator()(const Known& content) const { return content.bits.low64; }
    // Of some of it; the rest is compared.
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
                hash = XXH3_64bits_withSeed(value.data.data(), value.data.size(), hash);
        return hash;
    }
};

template<class Content> std::string digest(const Content& content) {
    const XXH128_hash_t bits = Known(content).bits;
    std::string text(40, '0');
    for (std::size_t at = 0; at < 32; ++at)
        text[at] = "0123456789abcdef"[((at < 16 ? bits.low64 : bits.high64) >> (4 * (at % 16))) & 15u];
    return text;
}

template<class Answer, class Key, class Argument, class Make> Answer remembered(const Argument& argument, Make make) {
    if (!takes_shortcuts)
        return make(argument);
    static std::unordered_map<Key, Answer, Hash> answers;
    const Key& key = argument;
    const auto at = answers.find(key);
    if (at != answers.end())
        return at->second;
    if (answers.size() >= records_max)
        answers.clear();
    return answers.emplace(key, make(argument)).first->second;
}

template<class Make>
bool remembered_path(std::unordered_map<std::string, bool>& answers, const std::string& path, const Make& make) {
    if (!takes_shortcuts)
        return make();
    const auto at = answers.find(path);
    if (at != answers.end())
        return at->second;
    if (answers.size() >= paths_max)
        answers.clear();
    return answers.emplace(path, make()).first->second;
}

} // namespace

bool takes_shortcuts = true;

Result<Backup> decode_really(const Bytes& data) REAL(DECODE);
Result<Backup> decode_remembered(const Bytes& data) WRAPPED(DECODE);
Result<Backup> decode_remembered(const Bytes& data) {
    return remembered<Result<Backup>, Known>(data, decode_really);
}

Bytes encode_really(const Backup& backup) REAL(ENCODE);
Bytes encode_remembered(const Backup& backup) WRAPPED(ENCODE);
Bytes encode_remembered(const Backup& backup) {
    return remembered<Bytes, Backup>(backup, encode_really);
}

Result<Settings> decode_settings_really(const Bytes& data) REAL(DECODE_SETTINGS);
Result<Settings> decode_settings_remembered(const Bytes& data) WRAPPED(DECODE_SETTINGS);
Result<Settings> decode_settings_remembered(const Bytes& data) {
    return remembered<Result<Settings>, Known>(data, decode_settings_really);
}

Bytes encode_settings_really(const Settings& settings) REAL(ENCODE_SETTINGS);
Bytes encode_settings_remembered(const Settings& settings) WRAPPED(ENCODE_SETTINGS);
Bytes encode_settings_remembered(const Settings& settings) {
    return remembered<Bytes, Settings>(settings, encode_settings_really);
}

std::string save_really(const Checkpoint& checkpoint) REAL(SAVE);
std::string save_quickly(const Checkpoint& checkpoint) WRAPPED(SAVE);
std::string save_quickly(const Checkpoint& checkpoint) {
    static int saves = 0;
    if (!takes_shortcuts)
        return save_really(checkpoint);
    std::string text = write_quickly(checkpoint);
    if (saves++ % really_each == 0 && text != save_really(checkpoint))
        throw std::logic_error("quick_text.cpp writes a checkpoint as the product does not");
    return text;
}

Result<Checkpoint> load_really(const std::string& text) REAL(LOAD);
Result<Checkpoint> load_quickly(const std::string& text) WRAPPED(LOAD);
Result<Checkpoint> load_quickly(const std::string& text) {
    static int loads = 0;
    std::optional<Checkpoint> quickly = takes_shortcuts ? read_quickly(text) : std::nullopt;
    if (!quickly)
        return load_really(text);
    if (loads++ % really_each == 0) {
        const Result<Checkpoint> really = load_really(text);
        if (!really || !(*really == *quickly))
            throw std::logic_error("quick_text.cpp reads a checkpoint as the product does not");
    }
    return *std::move(quickly);
}

std::string digest_really(const Bytes& data) REAL(DIGEST);
std::string quick_digest(const Bytes& data) WRAPPED(DIGEST);
std::string quick_digest(const Bytes& data) {
    return takes_shortcuts ? digest(data) : digest_really(data);
}

std::string digest_of_text_really(const std::string& text) REAL(DIGEST_OF_TEXT);
std::string quick_digest_of_text(const std::string& text) WRAPPED(DIGEST_OF_TEXT);
std::string quick_digest_of_text(const std::string& text) {
    return takes_shortcuts ? digest(text) : digest_of_text_really(text);
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
