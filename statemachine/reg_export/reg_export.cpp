#include "statemachine/reg_export/reg_export.hpp"

#include "statemachine/reg_export/reg_sets.hpp"
#include "statemachine/reg_export/reg_text.hpp"

namespace netmend {
Result<RegExport> RegExport::read(std::span<const std::uint8_t> file) {
    if (file.size() > reg_limits::file_bytes_max)
        return fail(ErrorKind::TooLarge,
                    "the file has more than " + std::to_string(reg_limits::file_bytes_max >> 20) + " MiB.");
    RegExport out;
    out.tree_ = std::make_unique<RegTree>();
    const Result<RegEnd> end = read_reg(reg_text(file), *out.tree_);
    if (!end)
        return tl::unexpected<Error>(end.error());
    out.ends_in_a_line_ = end->last_line_is_open;
    out.choose_set();
    out.software_ = find_software(out.tree_->root());
    return out;
}

void RegExport::choose_set() {
    const std::vector<RegSet> sets = control_sets(tree_->root());
    const RegSet* taken = chosen_set(sets);
    if (!taken)
        return;
    hive_ = taken->hive;
    set_ = taken->node;
    taken_ = taken->path;
    for (const RegSet& set : sets)
        if (&set != taken && set.has_winsock2())
            other_.push_back(set.path);
}

const RegNode* RegExport::start_of(std::string_view& path) const {
    std::string_view rest = path;
    const std::string first = reg_folded(next_part(rest));
    if (first == "SYSTEM") {
        path = rest;
        if (reg_folded(next_part(rest)) != "CURRENTCONTROLSET")
            return hive_;
        path = rest;
        return set_;
    }
    if (first == "SOFTWARE") {
        path = rest;
        return software_;
    }
    return tree_->root().find("HKEY_LOCAL_MACHINE");
}

Result<RegistryKey> RegExport::read(const std::string& path) {
    std::string_view rest = path;
    const RegNode* start = start_of(rest);
    const RegNode* node = start ? start->find(rest) : nullptr;
    if (!node)
        return fail(ErrorKind::NotFound, path + " is not in the export.");
    return node->key();
}

bool RegExport::has_whole(const std::string& path) const {
    std::string_view rest = path;
    const RegNode* node = start_of(rest);
    for (std::string_view part = next_part(rest); node; part = next_part(rest)) {
        if (node->own_line)
            return true;
        if (part.empty())
            return false;
        node = node->find(part);
    }
    return false;
}

bool RegExport::surely_missing(const std::string& path) const {
    const std::size_t slash = path.rfind('\\');
    if (slash == std::string::npos)
        return false;
    std::string_view parent_path(path.data(), slash);
    const RegNode* start = start_of(parent_path);
    const RegNode* parent = start ? start->find(parent_path) : nullptr;
    if (!parent || !parent->own_line)
        return false;
    const auto behind = parent->subkeys.lower_bound(reg_folded(path.substr(slash + 1)));
    return behind != parent->subkeys.end() && behind->first != reg_folded(path.substr(slash + 1));
}

} // namespace netmend
