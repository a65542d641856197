#include "statemachine/steps/taken_out.hpp"

#include <algorithm>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/named_products.hpp"
#include "statemachine/saved/acts.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::steps {
namespace {

constexpr std::size_t noted_bytes_max = 256 * 1024, services_max = 4000, named_max = 3;

std::string note_of(const std::string& repair_id) {
    return std::string(taken_out_files) + repair_id;
}

std::string line_of(const mending::ProductPart& part) {
    return std::to_string(part.bits) + (part.name_space ? " names " : " layer ") + winsock::guid_text(part.provider) +
           " " + part.dll + "\n";
}

// What would lead to the file of a service, without what stands before and behind it.
bool leads_into(const std::string& image, const std::set<std::string>& folders) {
    const std::string path = winsock::lower(image);
    return std::any_of(folders.begin(), folders.end(),
                       [&](const std::string& folder) { return path.find(folder + "\\") != std::string::npos; });
}

bool has_layers(const mending::Product& product) {
    return std::any_of(product.parts.begin(), product.parts.end(),
                       [](const mending::ProductPart& part) { return !part.name_space; });
}

// Services and drivers in the folders of a product. A guess, and told as one.
std::string who_may_have(Registry& registry, const std::set<std::string>& folders) {
    const std::string services = "SYSTEM\\CurrentControlSet\\Services";
    const auto all = winsock::read_if_there(registry, services).value_or(std::nullopt);
    std::vector<std::string> found;
    for (std::size_t i = 0; all && i < std::min(all->subkeys.size(), services_max) && found.size() < named_max; ++i) {
        const auto service = winsock::read_if_there(registry, services + "\\" + all->subkeys[i]).value_or(std::nullopt);
        if (service && leads_into(winsock::text_of(*service, "ImagePath").value_or(""), folders))
            found.push_back(winsock::shown(all->subkeys[i]));
    }
    return found.empty() ? "" : " What lies in its folder may do that: " + winsock::listed(found) + ".";
}

// What acts before this one took out and is out still: it is looked for, too.
std::string still_out(StateFolder& folder, const Checkpoint& facts, std::set<std::string>& left) {
    const std::string before = newest_file_before(folder, taken_out_files, number_of_act(facts.repair_id));
    const Bytes noted = before.empty() ? Bytes() : folder.read(before, noted_bytes_max).value_or(Bytes());
    const std::string lines(noted.begin(), noted.end());
    std::string out;
    for (std::size_t at = 0, end = lines.find('\n'); end != std::string::npos; end = lines.find('\n', at)) {
        const std::string line = lines.substr(at, end + 1 - at);
        if (left.insert(line).second)
            out += line;
        at = end + 1;
    }
    return out;
}

} // namespace

void note_taken_out(Windows& windows, const Checkpoint& facts) {
    const std::string name = note_of(facts.repair_id);
    const Result<Bytes> noted = windows.folder.read(name, noted_bytes_max);
    const Result<Backup> backup = backup_of(windows, facts);
    if (noted || noted.error().kind != ErrorKind::NotFound || !backup)
        return;
    BackupRegistry view(*backup);
    const Result<winsock::Catalogs> was = winsock::read_catalogs(view, facts.identity.x64);
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(windows.registry, facts.identity.x64);
    if (!was || !is)
        return windows.chronicle.record("Nobody will see whether what was taken out comes back: " +
                                        (was ? is : was).error().text);
    std::set<std::string> left;
    for (const mending::Product& product : mending::all_products(*is))
        for (const mending::ProductPart& part : product.parts)
            left.insert(line_of(part));
    std::string gone = still_out(windows.folder, facts, left);
    for (const mending::Product& product : mending::all_products(*was))
        for (const mending::ProductPart& part : product.parts)
            if (left.insert(line_of(part)).second)
                gone += line_of(part);
    if (gone.empty() || gone.size() > noted_bytes_max)
        return;
    if (const Result<void> done = windows.folder.write(name, Bytes(gone.begin(), gone.end())); !done)
        windows.chronicle.record("Nobody will see whether what was taken out comes back: " + done.error().text);
}

std::optional<std::vector<std::string>> back_again(Windows& windows, const Checkpoint& facts) {
    const Result<Bytes> noted = windows.folder.read(note_of(facts.repair_id), noted_bytes_max);
    if (!noted)
        return noted.error().kind == ErrorKind::NotFound ? std::optional(std::vector<std::string>()) : std::nullopt;
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(windows.registry, facts.identity.x64);
    if (!is)
        return std::nullopt;
    const std::string lines = "\n" + std::string(noted->begin(), noted->end());
    std::vector<std::string> sentences;
    for (mending::Product& product : mending::all_products(*is)) {
        std::erase_if(product.parts, [&](const mending::ProductPart& part) {
            return lines.find("\n" + line_of(part)) == std::string::npos;
        });
        if (product.parts.empty())
            continue;
        std::set<std::string> folders;
        for (const mending::ProductPart& part : product.parts)
            folders.insert(winsock::own_folder(part.dll, winsock::system_folder(*is, part.bits)));
        folders.erase("");                                                           // no folder of its own
        const bool can_be_passed = facts.identity.major >= 6 && has_layers(product); // categories came with Vista
        sentences.push_back(
            mending::titles_of(product).front() + " was taken out of the Winsock catalogs and is in them again." +
            who_may_have(windows.registry, folders) +
            " netmend leaves it so. If nobody wanted it back: uninstall that product, or `netmend remove \"" +
            winsock::shown(winsock::file_of(product.parts.front().dll)) + "\"` takes it out once more." +
            (can_be_passed ? " `netmend exclude PROGRAM` keeps one program out of it." : ""));
    }
    return sentences;
}

} // namespace netmend::steps
