// The procedures that the exhaustive part cuts everywhere: each as a schedule in which nothing disturbs.
#include "tests/sim/exhaustive.hpp"

namespace netmend::sim {

const std::vector<Procedure>& procedures() {
    static const std::vector<Procedure> all{
        {"reset", "settled/repaired", "with machine xp-sp3\nwith fault provider-dll-missing\n"},
        {"reset-by-itself", "settled/repaired",
         "with machine xp-sp3\nwith fault base-tcp-gone\nwith restart-policy auto\n"},
        {"reset-on-x64", "settled/repaired", "with machine xp-x64\nwith fault chain-names-gone-entry\n"},
        {"reset-then-keys", "settled/repaired",
         "with machine xp-sp3\nwith fault chain-names-gone-entry\nwith netsh nothing\n"},
        {"keys", "settled/repaired", "with machine xp-sp1\nwith fault chain-names-gone-entry\n"},
        {"keys-by-itself", "settled/repaired",
         "with machine server-2003\nwith fault numbering-gap\nwith restart-policy auto\n"},
        {"keys-second-way", "settled/repaired",
         "with machine xp-sp1\nwith fault chain-names-gone-entry\nwith install only-counts-reference\n"},
        {"keys-third-way", "settled/repaired",
         "with machine xp-sp1\nwith fault provider-dll-missing\nwith install only-counts-reference\n"
         "with update-component unsupported\n"},
        {"keys-restart-first", "settled/repaired",
         "with machine xp-sp1\nwith fault half-written\nwith install restart-first works\n"},
        {"keys-rolled-back", "settled/rolled-back",
         "with machine xp-sp1\nwith fault chain-names-gone-entry\nwith install dead\nwith update-component dead\n"
         "with write-entries dead\n"},
        {"keys-cancelled", "settled/cancelled",
         "with machine xp-sp1\nwith fault chain-names-gone-entry\nturn 1 cancel\n"},
        {"reinstall", "settled/repaired", "with machine windows-2000\nwith fault chain-names-gone-entry\n"},
        {"reinstall-restart-first", "settled/repaired",
         "with machine windows-2000\nwith fault provider-dll-missing\nwith install restart-first works\n"},
        {"reinstall-held", "settled/unchanged",
         "with machine windows-2000\nwith fault provider-dll-missing\nwith uninstall still-held\n"},
        {"reinstall-lost", "settled/repaired",
         "with machine windows-2000\nwith fault chain-names-gone-entry\n"
         "turn 1 damage what=all-checkpoints how=flipped byte=0\nturn 2 start-again\n"},
        {"last-net", "settled/rolled-back",
         "with machine windows-2000\nwith fault chain-names-gone-entry\nwith install fails\nturn 40 roll-back\n"},
        {"late-rollback", "settled/cancelled",
         "with machine xp-sp3\nwith fault provider-dll-missing\nturn 40 roll-back\n"},
        {"services", "settled/repaired", "with machine windows-11\nwith fault service-off\n"},
        {"services-after-restart", "settled/repaired",
         "with machine windows-7\nwith fault addresses-off\nwith service-that-denies dhcp\n"},
        {"services-by-name", "settled/repaired", "with machine windows-11\nwith named-service mpssvc\n"},
        {"services-off-at-each-boot", "settled/repaired", "with machine windows-7\nwith off-at-each-boot nsi\n"},
        {"layers", "settled/repaired",
         "with machine windows-11\nwith fault provider-dll-missing\nwith third-parties base\n"},
        {"layers-cut-chain", "settled/rolled-back", "with machine windows-7\nwith fault chain-names-gone-entry\n"},
        {"name-spaces", "settled/repaired", "with machine windows-11\nwith fault dns-names-off\n"},
        {"inbox", "settled/repaired", "with machine windows-7\nwith fault base-tcp-gone\n"},
        {"inbox-cancelled", "settled/cancelled",
         "with machine windows-11\nwith fault numbering-gap\nbefore 20 cancel\n"},
        {"winsock-reset", "settled/repaired",
         "with machine windows-11\nwith fault chain-names-gone-entry\nwith accept-loss yes\n"},
        {"winsock-reset-by-itself", "settled/repaired",
         "with machine windows-7\nwith fault protocols-blank\nwith restart-policy auto\n"},
        {"winsock-reset-takes-more", "settled/repaired",
         "with machine windows-11\nwith fault chain-names-gone-entry\nwith accept-loss yes\nwith netsh takes-more\n"},
        {"winsock-reset-not-accepted", "settled/rolled-back",
         "with machine windows-11\nwith fault chain-names-gone-entry\n"},
        {"winsock-reset-no-effect", "settled/rolled-back",
         "with machine windows-7\nwith fault chain-names-gone-entry\nwith accept-loss yes\nwith netsh nothing\n"
         "with netsh-32 nothing\n"},
        {"remove", "settled/repaired", "with machine windows-11\nwith third-parties layered\nwith remove yes\n"},
        {"remove-of-xp", "settled/repaired", "with machine xp-sp3\nwith third-parties layered\nwith remove yes\n"},
        {"remove-names", "settled/repaired", "with machine windows-7\nwith names-of-others yes\nwith remove names\n"},
        {"remove-names-of-xp", "settled/repaired",
         "with machine xp-sp3\nwith third-parties layered\nwith names-of-others yes\nwith remove both\n"},
        {"refused", "settled/refused", "with machine windows-7\nwith forced yes\n"},
    };
    return all;
}

} // namespace netmend::sim
