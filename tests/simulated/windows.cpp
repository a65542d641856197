#include "tests/simulated/windows.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulated/port_set.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::int64_t ticks_per_millisecond = 10'000; // of 100 ns
constexpr std::int64_t year_2010 = 129'067'776'000'000'000;

} // namespace

Windows::Windows(Preset which, Fault fault)
    : preset(which), identity(identity_of(which)), files(default_files(which)),
      ports_(std::make_shared<PortSet>(*this)) {
    Tree tree = healthy_registry(which);
    break_it(fault, tree, files, identity);
    becomes(tree, std::set<std::string>(files));
    folder.whole_registry = [this] {
        hives_.push_back(registry.now);
        return Bytes{'r', 'e', 'g', 'f', static_cast<std::uint8_t>(hives_.size())};
    };
    folder.put_whole_registry_back = [this](const Bytes& hive) {
        if (behaviour.takes_whole_registry)
            at_next_boot_.push_back([this, number = static_cast<std::size_t>(hive.at(4))] {
                registry.exchange_file(hives_.at(number - 1));
                if (registry_came_back)
                    registry_came_back();
            });
    };
    effects.look = [this] { must_be_alive(); };
    announce_effects();
    begin_session();
    now_ += std::chrono::minutes(10); // it has been running for a while
}

void Windows::announce_effects() {
    effects.hook = [this](Moment moment, const Effect& effect) { at(moment, effect); };
}

netmend::Windows Windows::ports() {
    auto& p = *ports_;
    return {registry, p.stack,          p.services, p.prober, p.power, p.machine,
            folder,   p.restore_points, p.clock,    p.people, p.people};
}

void Windows::at(Moment moment, const Effect& effect) {
    must_be_alive();
    if (moment == Moment::Before) {
        ++effect_count_;
        if (names_effects)
            effect_names_.push_back(std::string(effect.port) + " " + effect.act + " " + effect.object);
    }
    if (moment == Moment::After && std::string_view(effect.act) == "erase_tree" &&
        is_at_or_below(winsock2_path, effect.object))
        deleted_in_session_ = true;
    if (at_effect)
        at_effect(moment, effect_count_, effect);
    if (cut_ && cut_->effect == effect_count_ && cut_->moment == moment) {
        const Cut cut = *cut_;
        cut_.reset();
        end(cut.ending, cut.loss, cut.seed);
    }
}

void Windows::end(Ending ending, Loss loss, std::uint64_t seed) {
    dead_ = ending;
    switch (ending) {
    case Ending::PowerCut:
        registry.power_cut(loss, seed);
        folder.power_cut();
        session_id_.reset();
        break;
    case Ending::CleanRestart:
        registry.make_durable();
        folder.settle();
        session_id_.reset();
        break;
    case Ending::ServiceKilled:
    case Ending::FastStartup:
        break;
    }
    throw Ended{ending};
}

void Windows::must_be_alive() const {
    if (dead_)
        throw Ended{*dead_};
}

void Windows::begin_session() {
    ++sessions_;
    ++boots;
    registry.begin_session();
    session_id_.reset();
    restart_at_.reset();
    booted_at_ = now_;
    if (behaviour.kernel_boot_moves || sessions_ == 1)
        kernel_boot_ = year_2010 + now_.count() * ticks_per_millisecond;
    deleted_in_session_ = false;
}

void Windows::boot(BootOptions options) {
    const auto ended = dead_;
    dead_.reset();
    interrupted_ = false;
    if (ended == Ending::ServiceKilled)
        return;
    now_ += std::chrono::seconds(40);
    if (ended == Ending::FastStartup)
        return; // kernel memory comes back from the disk: nothing begins anew
    begin_session();
    safe_mode_ = options.safe_mode;
    if (options.last_known_good)
        for (const char* key : {winsock_path, winsock2_path})
            registry.now.replace_by(booted_with_, key);
    for (const auto& happening : std::exchange(at_next_boot_, {}))
        happening();
    if (behaviour.layered_provider_comes_back)
        put_layered_provider_back();
    if (behaviour.blank_keys == BlankKeys::AtBoot && !safe_mode_)
        some_process_starts_winsock();
    if (behaviour.old_key_with_blank_keys && !registry.now.has(winsock_path))
        registry.now.create(std::string(winsock_path) + "\\Parameters");
    registry.remember();
    booted_with_ = registry.now;
    start_services_of_boot();
}

void Windows::restart(BootOptions options) {
    registry.make_durable();
    folder.settle();
    dead_ = Ending::CleanRestart;
    session_id_.reset();
    boot(options);
}

void Windows::power_cut(Loss loss, BootOptions options, std::uint64_t seed) {
    try {
        end(Ending::PowerCut, loss, seed);
    } catch (const Ended&) {
    }
    boot(options);
}

void Windows::becomes(const Tree& now, const std::set<std::string>& with_files) {
    registry.now = now;
    files = with_files;
    registry.make_durable();
    registry.make_durable(); // twice: it has been so since long before
    booted_with_ = now;
    start_services_of_boot();
}

void Windows::pass(std::chrono::milliseconds time) {
    now_ += time;
    if (behaviour.blank_keys == BlankKeys::WithinTheSession)
        some_process_starts_winsock();
}

void Windows::some_process_starts_winsock() {
    if (behaviour.blank_keys == BlankKeys::Never)
        return;
    const Tree before = registry.now;
    // Writers fill in what is missing; what is there stays, damaged or not.
    if (!registry.now.has(winsock2_path) || is_blank(registry.now, identity.x64) || !registry.now.has(protocols_path))
        write_blank_keys(registry.now, identity.x64);
    if (!registry.now.same_image_as(before))
        registry.remember();
}

void Windows::put_layered_provider_back() {
    const auto present = protocols(registry.now, 32, identity.x64);
    const bool there = std::any_of(present.begin(), present.end(),
                                   [](const Entry& entry) { return base_name(entry.dll) == layered_dll; });
    if (!there && present.size() >= 3)
        add_layered_provider(registry.now, files, identity);
}

Ground Windows::ground() const {
    return {identity.x64,
            behaviour.sockets_need_old_key,
            damage_below_ || !tcpip_is_installed() || !services_carry_sockets() ||
                behaviour.tcpip_driver != DriverState::Running || behaviour.afd_driver != DriverState::Running ||
                uptime() < behaviour.sockets_ready_after,
            files,
            behaviour.hanging_dlls,
            behaviour.crashing_dlls};
}

// Without the DHCP client an adapter that asks for its address has none, and some programs find no names without the
// DNS client.
NetworkFacts Windows::network() const {
    NetworkFacts facts = behaviour.network;
    if (!has_service_database())
        return facts;
    if (!is_running("Dhcp"))
        for (AdapterFacts& adapter : facts.adapters)
            if (adapter.dhcp)
                adapter.has_address = adapter.has_gateway = adapter.has_name_server = false;
    constexpr std::uint32_t no_recovery = 11003;
    if (behaviour.names_need_the_dns_client && !is_running("Dnscache"))
        facts.lookup = no_recovery;
    return facts;
}

bool Windows::sockets_work() const {
    const auto bits = bitnesses(identity);
    return std::all_of(bits.begin(), bits.end(),
                       [this](int each) { return all_sockets_work(run_sockets(registry.now, each, ground())); });
}

bool Windows::is_healthy() const {
    if (!sockets_work())
        return false;
    for (const int bits : bitnesses(identity)) {
        const auto present = protocols(registry.now, bits, identity.x64);
        for (const auto& wanted : default_protocols(preset))
            if (std::none_of(present.begin(), present.end(), [&](const Entry& entry) {
                    return entry.provider == wanted.provider && entry.family == wanted.family &&
                           entry.type == wanted.type && entry.protocol == wanted.protocol;
                }))
                return false;
    }
    return true;
}

void Windows::forget_effects() {
    effect_count_ = 0;
    effect_names_.clear();
}

} // namespace netmend::simulated
