"""Key names that several parts of the harness use."""

SERVICES = "System\\CurrentControlSet\\Services"
OWN = "Software\\NetmendSandbox"  # only fixtures and harness read it
OVERRIDES = "Software\\Wine\\DllOverrides"
PROBE_OVERRIDES = "Software\\Wine\\AppDefaults\\netmend-probe.exe\\DllOverrides"
NETCFG = "CLSID\\{5B035261-40F9-11D1-AAEC-00805FC1270E}\\InprocServer32"
# Everything below SERVICES that a machine's healthy state consists of and that a fault may touch.
STACK = ("WinSock2", "Winsock", "Tcpip", "Tcpip6", "NetBT", "Dhcp", "AFD", "lanmanserver\\Linkage", "lanmanworkstation\\Linkage")
