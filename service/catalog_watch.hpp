// Whether somebody writes the Winsock catalogs, told by Windows: nobody looks meanwhile. Of the thread that asks.
#pragma once

#include "service/windows/handle.hpp"

namespace netmend {

class CatalogWatch {
  public:
    // An event that is set by the next write; null: Windows does not tell now. Asked again after each.
    HANDLE armed();
    void written() { armed_ = false; }

  private:
    bool arm();

    win32::RegistryHandle key_;
    win32::KernelHandle event_{::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/FALSE,
                                              /*bInitialState=*/FALSE, /*lpName=*/nullptr)};
    bool armed_ = false;
};

} // namespace netmend
