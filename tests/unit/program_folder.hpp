// The folder of the installed programs as a map, which can be cut off or refuse at any effect.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "service/decisions/replacing.hpp"

namespace netmend::test {

struct ProgramsCut {}; // of power, in the middle

struct SimulatedPrograms final : ProgramFolder {
    static inline const std::vector<std::string> names{"service", "probe", "tool"};

    std::map<std::string, std::string> files{{"service", "old"}, {"probe", "old"}, {"tool", "old"}};
    std::string open; // what is written down
    int effects = 0, cut_at = -1, fail_at = -1;

    bool effect() {
        if (effects == cut_at)
            throw ProgramsCut{};
        return effects++ != fail_at;
    }
    static tl::unexpected<Error> no() { return fail(ErrorKind::Busy, "no"); }

    Result<void> stage(const std::string& name) override {
        if (!effect())
            return no();
        files[name + staged_suffix] = "half";
        if (!effect())
            return no();
        files[name + staged_suffix] = "new";
        return {};
    }
    void discard_staged(const std::string& name) override {
        if (effect())
            files.erase(name + staged_suffix);
    }
    Result<std::string> keep_old(const std::string& name) override {
        if (!effect())
            return no();
        if (!files.contains(name))
            return std::string();
        files[name + ".old"] = files[name];
        return name + ".old";
    }
    bool is_there(const std::string& file) override { return files.contains(file); }
    Result<void> swap(const std::string& file, const std::string& name) override {
        if (!effect())
            return no();
        files[name] = files.at(file);
        files.erase(file);
        return {};
    }
    // As of one that runs: for a moment nothing is under its name.
    Result<void> put(const std::string& file, const std::string& name) override {
        if (!effect())
            return no();
        files.erase(name);
        return swap(file, name);
    }
    Result<void> remove(const std::string& file) override {
        if (!effect())
            return no();
        files.erase(file);
        return {};
    }
    Result<void> note(const std::string& text) override {
        if (!effect())
            return no();
        open = text;
        return {};
    }
    Result<std::string> noted() override { return open; }
    Result<void> forget() override {
        if (!effect())
            return no();
        open.clear();
        return {};
    }

    Result<void> replace_all() {
        const Result<void> staged = stage_programs(*this, names);
        return staged ? replace_programs(*this, names) : staged;
    }

    // The build that all programs are of; "several", or "missing".
    std::string build() const {
        std::string first;
        for (const std::string& name : names) {
            const auto file = files.find(name);
            if (file == files.end())
                return "missing";
            if (!first.empty() && first != file->second)
                return "several";
            first = file->second;
        }
        return first;
    }
};

} // namespace netmend::test
