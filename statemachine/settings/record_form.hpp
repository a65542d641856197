// The names of the fields in a record of the settings. They are data: records of earlier netmends are read by them.
#pragma once

namespace netmend::record_form {

inline constexpr const char* format_name = "netmend network settings";
inline constexpr int version = 1;

inline constexpr const char* format = "format";
inline constexpr const char* version_field = "version";
inline constexpr const char* machine = "machine";
inline constexpr const char* connections = "connections";
inline constexpr const char* bindings = "bindings";
inline constexpr const char* digest = "digest";
inline constexpr const char* check = "check";
inline constexpr const char* name = "name"; // of a value or a connection
inline constexpr const char* key = "key";   // path of a key
inline constexpr const char* descriptor = "descriptor";
inline constexpr const char* values = "values";
inline constexpr const char* type = "type";
inline constexpr const char* text = "text"; // one of these four is the data of a value
inline constexpr const char* list = "list";
inline constexpr const char* number = "number";
inline constexpr const char* hex = "hex";
inline constexpr const char* id = "id";
inline constexpr const char* device = "device";
inline constexpr const char* card = "card";
inline constexpr const char* keys = "keys";
inline constexpr const char* binding = "binding";
inline constexpr const char* enabled = "enabled";
inline constexpr const char* in_hex = "_hex"; // behind a field's name: text that JSON cannot hold

} // namespace netmend::record_form
