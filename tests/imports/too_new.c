/* A program that no old Windows would load: shows that the check of import tables can fail. Never run. */
#undef WINVER
#define WINVER 0x0600
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0600
#include <winsock2.h>

#include <windows.h>

int main(void) {
    return (int)GetTickCount64() + (int)htonl(1);
}
