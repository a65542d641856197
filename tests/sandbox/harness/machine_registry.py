"""A machine's registry, read and changed by the harness alone, and the damage done to it; a part of Machine."""

import os

from . import baselines, faults, furnish, judge, keys, reg_text, values
from .errors import SandboxError
from .tree import Tree
from .wine_text import WineFile


class Registry:
    """Needs from Machine: prefix, windows, is_on, run, path, _save_state, _state."""

    def _system_file(self):
        """The registry as it is now: from the file when off, from a fresh image when on."""
        if not self.is_on:
            return WineFile(os.path.join(self.prefix, "system.reg"))
        self._image("C:\\fx\\image")
        return WineFile(self.path("C:\\fx\\image\\system.reg"))

    def _image(self, folder):
        result = self.run("C:\\fx\\regimage.exe", folder, timeout=30)
        if result.code:
            raise SandboxError("The registry could not be read: " + result.output)

    def flush_image(self):
        """Marks what a power cut with flushed=True finds on disk."""
        self._image("C:\\img")

    def registry(self, path):
        """The Tree at HKLM\\... (HKLM may be left out), read from the registry file by this harness alone."""
        path = reg_text.short_root(path)
        return self._system_file().tree(path[5:] if path.upper().startswith("HKLM\\") else path)

    def stack(self):
        """The networking keys below Services: what faults change, judges read and end states are compared by."""
        system, tree = self._system_file(), Tree()
        for name in keys.STACK:
            tree.graft(name, system.tree(keys.SERVICES + "\\" + name))
        for row in baselines.service_rows(self.windows):
            for name, value in system.tree(keys.SERVICES + "\\" + row.name).values("").items():
                tree.set(row.name, name, value)
            for name in ("DependOnService", "DependOnGroup"):  # Wine's service control manager makes nothing of an empty list
                if not values.texts_of(tree.get(row.name, name)):
                    tree.unset(row.name, name)
        return tree

    def judge(self):
        """The harness's own verdict on this machine, provider files included."""
        def missing(path, half):
            return furnish.provider_missing(self.prefix, self.windows.bits, path, half)
        return judge.judge(self.stack(), missing)

    def sockets(self):
        """What a program that opens sockets meets: 0, or the first Winsock error."""
        return self.run("C:\\fx\\sockets\\netmend-probe.exe", timeout=30).code

    def write(self, tree, delete=()):
        """Writes a Tree of HKLM\\... paths after deleting the keys in `delete`; works on and off."""
        if self.is_on:
            with open(self.path("C:\\fx\\change.reg"), "w", encoding="utf-16") as file:
                file.write(reg_text.write(delete, tree))
            result = self.run("regedit", "/S", "C:\\fx\\change.reg", timeout=60)
            if result.code:
                raise SandboxError("The registry could not be changed: " + result.output)
            return
        system = WineFile(os.path.join(self.prefix, "system.reg"))
        for path in delete:
            system.delete(path[5:])
        system.graft("", tree.subtree("HKLM"))
        system.save()

    def break_(self, fault):
        """Damages the machine as faults.ALL[fault] says; on or off."""
        stack = self.stack()
        gone, made = faults.apply(fault, stack, self.windows)
        target = Tree()
        target.graft("HKLM\\" + keys.SERVICES, stack)
        self.write(target, ["HKLM\\%s\\%s" % (keys.SERVICES, name) for name in ("WinSock2", "Winsock")])
        furnish.change_providers(self.prefix, self.windows, gone, made)
        self._save_state(faults=self._state["faults"] + [fault])
        return self

    def add_product(self, layer=False, switches_off=""):
        """A product whose service puts things back at each boot (fixtures/vendor.cpp): the protocol catalog with its layer as it is now, the
        start type of a service that it does not want. The machine is off."""
        if self.is_on:
            raise SandboxError("%s is on; the product is installed while it is off." % self.name)
        system = WineFile(os.path.join(self.prefix, "system.reg"))
        service = keys.SERVICES + "\\AcmeService"
        for name, number in (("Type", 0x10), ("Start", 2), ("ErrorControl", 1)):
            system.set(service, name, values.dword(number))
        for name, text in (("ImagePath", "C:\\fx\\vendor.exe"), ("ObjectName", "LocalSystem"), ("DisplayName", "Acme Shield Service")):
            system.set(service, name, values.sz(text))
        if layer:
            catalog = "WinSock2\\Parameters\\Protocol_Catalog9"
            system.graft(keys.OWN + "\\Defaults\\Vendor\\Protocol_Catalog9", system.tree(keys.SERVICES + "\\" + catalog))
        system.set(keys.OWN + "\\Vendor", "SwitchesOff", values.sz(switches_off))
        system.save()
        return self

    def service_ways(self, **ways):
        """How services start (fixtures/host.cpp): BFE="after-restart", nsi="stops"."""
        target = Tree()
        for name, way in ways.items():
            target.set("HKLM\\%s\\Services" % keys.OWN, name, values.sz(way))
        self.write(target)
        return self

    def deny_services(self, *names):
        """Their own descriptors let nobody change how they are configured (fixtures/scm)."""
        furnish.deny_services(self.prefix, names)
        return self

    def set_fixtures(self, **variants):
        """Chooses other variants of fixtures; the netcfg class can only be taken away while the machine is off."""
        if self.is_on:
            tree = Tree()
            for name, variant in variants.items():
                tree.set("HKLM\\%s\\Fixtures" % keys.OWN, name, values.sz(variant))
            self.write(tree)
        else:
            system = WineFile(os.path.join(self.prefix, "system.reg"))
            furnish.set_variants(system, variants)
            system.save()
        self._save_state(fixtures={**self._state["fixtures"], **variants})
