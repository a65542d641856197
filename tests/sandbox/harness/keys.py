"""Key names that several parts of the harness use."""

SERVICES = "System\\CurrentControlSet\\Services"
CONTROL = "System\\CurrentControlSet\\Control"
OWN = "Software\\NetmendSandbox"  # only fixtures and harness read it
OVERRIDES = "Software\\Wine\\DllOverrides"
# An x64 installation has the probe in both bitnesses.
PROBE_OVERRIDES = ["Software\\Wine\\AppDefaults\\%s\\DllOverrides" % name
                   for name in ("netmend-probe.exe", "netmend-probe32.exe")]
# The service, where services refuse to be changed.
SERVICE_OVERRIDES = "Software\\Wine\\AppDefaults\\netmendsvc.exe\\DllOverrides"
NETCFG = "CLSID\\{5B035261-40F9-11D1-AAEC-00805FC1270E}\\InprocServer32"
NETWORK_CARDS = "System\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}"
# Everything below SERVICES that a machine's healthy state consists of and that a fault may touch.
# The transports beside TCP/IP are there for what they keep for Winsock: no driver belongs to such a key.
STACK = ("WinSock2", "Winsock", "Tcpip", "Tcpip6", "NetBT", "Dhcp", "AFD", "lanmanserver\\Linkage", "lanmanworkstation\\Linkage",
         "WlanSvc", "Psched\\Parameters\\Winsock", "vmbus\\Parameters\\Winsock", "afunix\\Parameters\\Winsock", "irda\\Parameters\\Winsock",
         "RFCOMM\\Parameters\\Winsock")
