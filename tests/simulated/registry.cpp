#include "tests/simulated/registry.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace netmend::simulated {
namespace {

Error error_at(const Trouble& trouble, const std::string& path) {
    return Error{trouble.kind, path + ": the simulated registry refuses",
                 trouble.kind == ErrorKind::AccessDenied ? 5u : 0u};
}

} // namespace

std::optional<Trouble> Registry::trouble_at(const std::string& path, bool write) {
    for (auto& trouble : troubles) {
        if (!(write ? trouble.writes : trouble.reads) || trouble.times == 0)
            continue;
        if (!is_at_or_below(path, trouble.below))
            continue;
        if (trouble.times > 0)
            --trouble.times;
        return trouble;
    }
    return std::nullopt;
}

template<class Act> Result<void> Registry::change(const char* act, const std::string& path, const Act& apply) {
    const Effect effect{"registry", act, path};
    ++writes;
    effects_->before(effect);
    const auto trouble = trouble_at(path, /*write=*/true);
    if (trouble && !trouble->after_effect && !trouble->pretended)
        return tl::make_unexpected(error_at(*trouble, path));
    if (trouble && trouble->pretended)
        return {};
    const Result<void> done = apply();
    since_flush_.push_back(now);
    effects_->after(effect);
    if (trouble)
        return tl::make_unexpected(error_at(*trouble, path));
    return done;
}

Result<RegistryKey> Registry::read(const std::string& path) {
    ++reads;
    effects_->reads();
    if (const auto trouble = trouble_at(path, /*write=*/false);
        trouble && !trouble->after_effect && !trouble->pretended)
        return tl::make_unexpected(error_at(*trouble, path));
    if (auto key = now.read(path))
        return *std::move(key);
    return fail(ErrorKind::NotFound, path + ": no such key", 2);
}

Result<void> Registry::create(const std::string& path, const Bytes& descriptor) {
    return change("create", path, [&]() -> Result<void> {
        if (!now.has(path)) // one that was volatile comes back for good
            std::erase_if(volatile_, [&](const std::string& key) { return is_at_or_below(path, key); });
        now.create(path, descriptor);
        return {};
    });
}

Result<bool> Registry::create_volatile(const std::string& path) {
    bool is_new = false;
    const Result<void> done = change("create_volatile", path, [&]() -> Result<void> {
        is_new = !now.has(path);
        if (!is_new)
            return {};
        std::size_t end = 0; // of the topmost key that is missing
        do
            end = std::min(path.find('\\', end + 1), path.size());
        while (now.has(std::string_view(path).substr(0, end)));
        volatile_.push_back(path.substr(0, end));
        now.create(path);
        return {};
    });
    if (!done)
        return tl::make_unexpected(done.error());
    return is_new;
}

Result<void> Registry::set(const std::string& path, const RegistryValue& value) {
    return change("set", path, [&]() -> Result<void> {
        if (!now.has(path))
            return fail(ErrorKind::NotFound, path + ": no such key", 2);
        now.set(path, value);
        return {};
    });
}

Result<void> Registry::erase_value(const std::string& path, const std::string& name) {
    return change("erase_value", path, [&]() -> Result<void> {
        now.erase_value(path, name);
        return {};
    });
}

Result<void> Registry::erase_tree(const std::string& path) {
    return change("erase_tree", path, [&]() -> Result<void> {
        now.erase_tree(path); // a volatile key stays noted: an image of before may still hold it
        return {};
    });
}

Result<void> Registry::flush() {
    static const std::string whole = "SYSTEM\\CurrentControlSet\\Services";
    ++flushes;
    effects_->before({"registry", "flush", whole});
    const auto trouble = trouble_at(whole, /*write=*/true);
    if (trouble && !trouble->after_effect && !trouble->pretended)
        return tl::make_unexpected(error_at(*trouble, whole));
    if (trouble && trouble->pretended)
        return {};
    make_durable();
    effects_->after({"registry", "flush", whole});
    if (trouble)
        return tl::make_unexpected(error_at(*trouble, whole));
    return {};
}

void Registry::make_durable() {
    durable_before_ = durable_;
    durable_ = now;
    ++times_durable_;
    since_flush_.clear();
}

void Registry::exchange_file(const Tree& other) {
    now = durable_ = durable_before_ = other;
    ++times_durable_;
    since_flush_.clear();
}

void Registry::begin_session() {
    for (const std::string& key : std::exchange(volatile_, {}))
        for (Tree* image : {&now, &durable_, &durable_before_})
            if (image->has(key))
                image->erase_tree(key);
}

void Registry::power_cut(Loss loss, std::uint64_t seed) {
    if (loss == Loss::Some) {
        std::mt19937_64 random(seed);
        now = Tree::mixture(durable_, now, [&random] { return (random() & 1u) != 0; });
    }
    if (loss == Loss::Half)
        now = since_flush_.empty() ? durable_ : since_flush_[since_flush_.size() / 2];
    if (loss == Loss::Unflushed)
        now = durable_;
    if (loss == Loss::FlushedToo)
        now = durable_before_;
    begin_session();
    durable_ = durable_before_ = now; // what the next boot reads is what is on the disk
    since_flush_.clear();
}

} // namespace netmend::simulated
