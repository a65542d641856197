// A key whose descriptor refuses even LocalSystem, as malware and some "protectors" leave it. Opened with the
// privileges of a backup it can be read on every Windows, but deleted only since Vista: RegCreateKeyEx's page lists
// DELETE from there on, and never the right to change the descriptor. So we become its owner, whom Windows always lets
// change the list.
#pragma once

#include "service/windows/handle.hpp"
#include "statemachine/base/ports.hpp"

namespace netmend {

// Lets LocalSystem and Administrators in for as long as this object lives, and then gives owner, group and both lists
// back, unless the key is gone or keep() was called. Takes nothing in hand where it cannot: the caller's next attempt
// tells.
class LetIn {
  public:
    LetIn(HKEY parent, const std::wstring& path, bool link_itself);
    ~LetIn();
    LetIn(const LetIn&) = delete;
    LetIn& operator=(const LetIn&) = delete;
    void keep() { before_.clear(); } // the key was deleted, or gets another descriptor

  private:
    HKEY parent_;
    std::wstring path_;
    DWORD link_;
    Bytes before_;
};

// The privileges that are needed besides those of a backup; false where one is not held.
bool have_security_privileges();

// Owner, group, list and, where this process may see it, the list of what is audited. Empty: not to be read.
Bytes read_descriptor(HKEY key);
LONG set_descriptor(HKEY parent, const std::wstring& path, const Bytes& descriptor);

} // namespace netmend
