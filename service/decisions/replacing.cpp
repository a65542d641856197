#include "service/decisions/replacing.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
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

struct Kept {
    std::string name, old; // program, and where the old one is kept; empty: there was none
};

constexpr std::string_view title = "netmend programs 1\n";

std::string text_of(const std::vector<Kept>& programs) {
    std::string text(title);
    for (const Kept& program : programs)
        text += program.name + "\t" + program.old + "\n";
    return text;
}

bool is_plain(const std::string& name) {
    return name.find_first_of("\\/:") == name.npos && !name.starts_with(".");
}

// Empty: it is nothing that text_of() wrote. A name leads nowhere but into the folder itself.
std::vector<Kept> programs_in(const std::string& text) {
    std::vector<Kept> programs;
    if (!text.starts_with(title) || !text.ends_with("\n"))
        return {};
    for (std::size_t at = title.size(); at < text.size();) {
        const std::size_t end = text.find('\n', at), tab = text.find('\t', at);
        if (tab == text.npos || tab > end)
            return {};
        Kept program{text.substr(at, tab - at), text.substr(tab + 1, end - tab - 1)};
        if (program.name.empty() || !is_plain(program.name) || !is_plain(program.old))
            return {};
        programs.push_back(std::move(program));
        at = end + 1;
    }
    return programs;
}

void clean(ProgramFolder& folder, const std::vector<Kept>& programs) {
    for (const Kept& program : programs) {
        folder.discard_staged(program.name);
        if (!program.old.empty() && folder.is_there(program.old))
            static_cast<void>(folder.remove(program.old)); // then it lies about, under a name that nobody uses
    }
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

// The service's own program goes before all others, there and back: so what runs is what the others are brought to.
Result<void> replace_programs(ProgramFolder& folder, const std::vector<std::string>& names) {
    std::vector<Kept> programs;
    Result<void> done;
    for (const std::string& name : names) {
        if (!done)
            break;
        if (Result<std::string> kept = folder.keep_old(name))
            programs.push_back({name, *std::move(kept)});
        else
            done = tl::unexpected(kept.error());
    }
    if (done)
        done = folder.note(text_of(programs));
    if (!done) {
        clean(folder, programs);
        for (const std::string& name : names)
            folder.discard_staged(name);
        return done;
    }
    for (const std::string& name : names)
        if (done)
            done = &name == &names.front() ? folder.swap(name + staged_suffix, name)
                                           : folder.put(name + staged_suffix, name);
    if (!done && !folder.is_there(names.front() + staged_suffix)) {
        const Kept& service = programs.front();
        const Result<void> back =
            service.old.empty() ? folder.remove(service.name) : folder.swap(service.old, service.name);
        if (!back)
            return done; // it stays the new one, and takes the others with it when it starts
    }
    static_cast<void>(settle_programs(folder)); // where it cannot, the service does when it starts
    return done;
}

Result<Settled> settle_programs(ProgramFolder& folder) {
    const Result<std::string> text = folder.noted();
    if (!text)
        return tl::unexpected(text.error());
    const std::vector<Kept> programs = programs_in(*text);
    if (programs.empty()) {
        if (!text->empty())
            if (const Result<void> forgotten = folder.forget(); !forgotten)
                return tl::unexpected(forgotten.error());
        return Settled::NothingOpen;
    }
    const Kept& service = programs.front();
    const bool is_new = !folder.is_there(service.name + staged_suffix) &&
                        folder.is_there(service.old.empty() ? service.name : service.old);
    for (const Kept& program : programs) {
        if (&program == &service)
            continue;
        const bool staged = folder.is_there(program.name + staged_suffix);
        const bool as_it_was = staged && folder.is_there(program.name);
        Result<void> done;
        if (is_new && staged)
            done = folder.put(program.name + staged_suffix, program.name);
        else if (!is_new && !staged && program.old.empty())
            done = folder.remove(program.name);
        else if (!is_new && !as_it_was && !program.old.empty() && folder.is_there(program.old))
            done = folder.put(program.old, program.name);
        if (!done)
            return tl::unexpected(done.error());
    }
    // From here on nothing is open; what may still lie about is in nobody's way.
    if (const Result<void> forgotten = folder.forget(); !forgotten)
        return tl::unexpected(forgotten.error());
    clean(folder, programs);
    return is_new ? Settled::ToNew : Settled::ToOld;
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
