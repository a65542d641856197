#include "service/decisions/replacing.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace netmend {
namespace {

constexpr std::u16string_view kernel_prefix = u"\\??\\"; // before every path in the list

char16_t lower(char16_t c) {
    return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c - u'A' + u'a') : c;
}

bool same(std::u16string_view one, std::u16string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char16_t a, char16_t b) { return lower(a) == lower(b); });
}

// The string at `at`, which moves behind its end; none where the value has no more ends.
std::optional<std::u16string> next_string(const std::u16string& value, std::size_t& at) {
    const std::size_t end = value.find(u'\0', at);
    if (end == value.npos)
        return std::nullopt;
    std::u16string text = value.substr(at, end - at);
    at = end + 1;
    return text;
}

} // namespace

Result<void> stage_programs(ProgramFolder& folder, const std::vector<std::string>& names) {
    Result<void> done;
    for (const std::string& name : names)
        if (done)
            done = folder.stage(name);
    for (const std::string& name : names)
        if (!done)
            folder.discard_staged(name);
    return done;
}

Result<void> replace_programs(ProgramFolder& folder, const std::vector<std::string>& names) {
    Result<void> done;
    std::vector<std::pair<std::string, std::string>> replaced; // name, where the old one is kept
    for (const std::string& name : names) {
        if (!done)
            break;
        const Result<std::string> kept = folder.keep_old(name);
        if (!kept) {
            done = tl::unexpected(kept.error());
            break;
        }
        replaced.emplace_back(name, *kept);
        done = folder.put(name);
    }
    if (!done) {
        for (auto old = replaced.rbegin(); old != replaced.rend(); ++old)
            folder.put_back(old->first, old->second);
        for (const std::string& name : names)
            folder.discard_staged(name);
        return done;
    }
    for (const auto& [name, kept] : replaced)
        if (!kept.empty())
            folder.remove(kept);
    return {};
}

std::u16string without_pending(const std::u16string& value, const std::vector<std::u16string>& paths) {
    std::u16string left;
    std::size_t at = 0;
    while (at < value.size()) {
        const auto from = next_string(value, at);
        if (!from)
            return value;
        if (from->empty()) // the end of the list
            break;
        const auto to = next_string(value, at);
        if (!to)
            return value;
        const bool ours =
            from->starts_with(kernel_prefix) && std::any_of(paths.begin(), paths.end(), [&](const auto& path) {
                return same(std::u16string_view(*from).substr(kernel_prefix.size()), path);
            });
        if (!ours)
            left += *from + u'\0' + *to + u'\0';
    }
    return left.empty() ? left : left + u'\0';
}

} // namespace netmend
