// The transition table as text: the sentences as the README's Markdown, chapter by chapter, and their expansion as one
// line a row. Read from the types of the table, so the text cannot say anything else than what is compiled.
#pragma once

#include <string>

namespace netmend::test {

std::string table_as_markdown();
std::string table_expanded();

} // namespace netmend::test
