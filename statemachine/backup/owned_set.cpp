#include "statemachine/backup/owned_set.hpp"

#include <algorithm>
#include <optional>

#include "statemachine/base/digest.hpp"

namespace netmend {

namespace {

const std::string control_set = "SYSTEM\\CurrentControlSet\\";

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (end > begin)
            parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

} // namespace

struct OwnedRule {
    enum class Kind { Tree, NotKey, Values } kind;
    std::string path;               // as written, below HKEY_LOCAL_MACHINE
    std::vector<std::string> parts; // folded components
    std::vector<std::string> names, except;
};

namespace {

using Rule = OwnedRule;

Rule make_rule(Rule::Kind kind, const char* key, const char* names, const char* except) {
    const std::string path = control_set + key;
    return {kind, path, split(folded(path), '\\'), split(folded(names), '|'), split(folded(except), '|')};
}

const std::vector<Rule>& rules() {
    static const std::vector<Rule> all{
#define OWNED_TREE(key) make_rule(Rule::Kind::Tree, key, "*", ""),
#define NOT_OWNED_KEY(key) make_rule(Rule::Kind::NotKey, key, "", ""),
#define OWNED_VALUES(key, names, except) make_rule(Rule::Kind::Values, key, names, except),
#include "statemachine/backup/owned_set.def"
#undef OWNED_TREE
#undef NOT_OWNED_KEY
#undef OWNED_VALUES
    };
    return all;
}

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// * is any run of characters, # one hexadecimal digit. Both arguments are folded. The usual walk with one place to go
// back to, so that no name, however long, costs more than its length times that of the pattern.
bool matches(const std::string& pattern, const std::string& name) {
    std::size_t p = 0, n = 0;
    std::optional<std::size_t> star;
    std::size_t from = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            from = n;
        } else if (p < pattern.size() && (pattern[p] == '#' ? is_hex_digit(name[n]) : pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star) {
            p = *star + 1;
            n = ++from;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                       [](char c) { return c == '*'; });
}

bool matches_any(const std::vector<std::string>& patterns, const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return matches(pattern, name); });
}

// The components that both have are all there is to compare: prefix, equal, or below.
bool agree(const std::vector<std::string>& patterns, const std::vector<std::string>& parts) {
    for (std::size_t i = std::min(patterns.size(), parts.size()); i > 0; --i)
        if (patterns[i - 1] != parts[i - 1] && !matches(patterns[i - 1], parts[i - 1]))
            return false;
    return true;
}

Ownership ownership_by(const Rule* rule) {
    if (rule == nullptr)
        return Ownership::None;
    if (rule->kind == Rule::Kind::Tree)
        return Ownership::Whole;
    return rule->path.find('*') == std::string::npos ? Ownership::Values : Ownership::Each;
}

} // namespace

std::string folded(const std::string& name) {
    std::string result = name;
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

Owned::Owned(std::string_view path) : rules_(rules().size()) {
    std::transform(rules().begin(), rules().end(), rules_.begin(), [](const Rule& rule) { return &rule; });
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('\\', begin), path.size());
        if (end > begin)
            step(path.substr(begin, end - begin));
        begin = end + 1;
    }
}

Owned Owned::below(std::string_view name) const {
    Owned key(*this);
    key.step(name);
    return key;
}

void Owned::step(std::string_view name) {
    const std::string part = folded(std::string(name));
    std::erase_if(rules_, [&](const Rule* rule) {
        if (depth_ >= rule->parts.size())
            return rule->kind == Rule::Kind::Values; // which has nothing below it
        return rule->parts[depth_] != part && !matches(rule->parts[depth_], part);
    });
    ++depth_;
    rule_ = nullptr;
    for (const Rule* rule : rules_) {
        const bool here = depth_ >= rule->parts.size();
        if (here && rule->kind == Rule::Kind::NotKey) {
            rules_.clear();
            rule_ = nullptr;
            break;
        }
        if (here && rule_ == nullptr)
            rule_ = rule;
    }
}

Ownership Owned::ownership() const {
    return ownership_by(rule_);
}

bool Owned::value(const std::string& name) const {
    return rule_ != nullptr && matches_any(rule_->names, folded(name)) && !matches_any(rule_->except, folded(name));
}

bool Owned::leads_on() const {
    bool leads = rule_ != nullptr;
    for (const Rule* rule : rules_)
        leads = leads || (rule->kind != Rule::Kind::NotKey && depth_ < rule->parts.size());
    return leads;
}

Ownership ownership_of(const std::string& path) {
    return Owned(path).ownership();
}

bool owns_key(const std::string& path) {
    return ownership_of(path) != Ownership::None;
}

bool owns_value(const std::string& path, const std::string& name) {
    return Owned(path).value(name);
}

bool leads_to_owned(const std::string& path) {
    return Owned(path).leads_on();
}

const std::vector<OwnedRoot>& owned_roots() {
    static const std::vector<OwnedRoot> roots = [] {
        std::vector<OwnedRoot> found;
        for (const Rule& rule : rules()) {
            const bool below_another = std::any_of(rules().begin(), rules().end(), [&](const Rule& other) {
                return other.kind != Rule::Kind::NotKey && other.parts.size() < rule.parts.size() &&
                       agree(other.parts, rule.parts);
            });
            if (rule.kind != Rule::Kind::NotKey && !below_another)
                found.push_back({rule.path, rule.kind == Rule::Kind::Tree});
        }
        return found;
    }();
    return roots;
}

const std::string& owned_set_digest() {
    static const std::string digest = [] {
        std::string text;
#define OWNED_TREE(key) text += "tree " key "\n";
#define NOT_OWNED_KEY(key) text += "not " key "\n";
#define OWNED_VALUES(key, names, except) text += "values " key " " names " " except "\n";
#include "statemachine/backup/owned_set.def"
#undef OWNED_TREE
#undef NOT_OWNED_KEY
#undef OWNED_VALUES
        return digest_of(text);
    }();
    return digest;
}

} // namespace netmend
