"""A registry tree in memory: key path -> {value name -> (type, bytes)}, with Windows' case-insensitive names.

Paths are relative, with single backslashes. A key exists when it was created or when something lies below it.
"""


class Tree:
    def __init__(self):
        self._keys = {}  # folded path -> (path as written, {folded name -> (name, value)})

    @staticmethod
    def _fold(path):
        return path.strip("\\").lower()

    def create(self, path):
        self._keys.setdefault(self._fold(path), (path.strip("\\"), {}))

    def set(self, path, name, value):
        self.create(path)
        self._keys[self._fold(path)][1][name.lower()] = (name, value)

    def unset(self, path, name):
        entry = self._keys.get(self._fold(path))
        if entry:
            entry[1].pop(name.lower(), None)

    def get(self, path, name):
        entry = self._keys.get(self._fold(path))
        found = entry[1].get(name.lower()) if entry else None
        return found[1] if found else None

    def exists(self, path):
        folded = self._fold(path)
        return folded in self._keys or any(key.startswith(folded + "\\") for key in self._keys)

    def values(self, path):
        """{name: value} of one key; empty when the key is only implied by its subkeys."""
        entry = self._keys.get(self._fold(path))
        return {name: value for name, value in entry[1].values()} if entry else {}

    def subkeys(self, path):
        """Names of the direct subkeys, sorted without regard to case."""
        prefix = self._fold(path) + "\\" if path else ""
        names = {}
        for folded, (written, _) in self._keys.items():
            if folded.startswith(prefix) and len(folded) > len(prefix):
                names.setdefault(folded[len(prefix):].split("\\")[0], written[len(prefix):].split("\\")[0])
        return [names[key] for key in sorted(names)]

    def delete(self, path):
        folded = self._fold(path)
        for key in [key for key in self._keys if key == folded or key.startswith(folded + "\\")]:
            del self._keys[key]

    def subtree(self, path):
        """A copy of everything at and below `path`, with paths relative to it."""
        result = Tree()
        folded = self._fold(path)
        for key, (written, values) in self._keys.items():
            if key == folded or key.startswith(folded + "\\"):
                relative = written[len(folded):].strip("\\")
                result.create(relative)
                for name, value in values.values():
                    result.set(relative, name, value)
        return result

    def graft(self, path, tree):
        """Copies `tree` to `path`, over what is there."""
        for relative, values in tree.items():
            target = (path + "\\" + relative).strip("\\")
            self.create(target)
            for name, value in values.items():
                self.set(target, name, value)

    def items(self):
        for written, values in list(self._keys.values()):
            yield written, {name: value for name, value in values.values()}

    def flat(self):
        """{folded path: {folded name: value}}: what two trees are compared by. Keys without values count too."""
        return {key: {name: value for name, (_, value) in values.items()} for key, (_, values) in self._keys.items()}

    def __bool__(self):
        return bool(self._keys)


def differences(before, after):
    """Sentences, one for each key or value that is not the same in both trees."""
    old, new = before.flat(), after.flat()
    found = []
    for key in sorted(set(old) | set(new)):
        shown = key or "(top)"
        if key not in new and not after.exists(key):
            found.append("key gone: " + shown)
            continue
        if key not in old and not before.exists(key):
            found.append("key new: " + shown)
        was, now = old.get(key, {}), new.get(key, {})
        for name in sorted(set(was) | set(now)):
            if was.get(name) != now.get(name):
                word = "new" if name not in was else "gone" if name not in now else "changed"
                found.append("value %s: %s, %s" % (word, shown, name or "(default)"))
    return found
