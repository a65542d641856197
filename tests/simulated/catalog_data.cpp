#include "tests/simulated/catalog_data.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/simulated/source_folder.hpp"

namespace netmend::simulated {
namespace {

// The columns of one row, taken one after the other; the first that is not as it should be spoils the row.
class Row {
  public:
    explicit Row(const std::string& line) : words_(line) {}

    std::string word() {
        std::string out;
        good_ = static_cast<bool>(words_ >> out) && good_;
        return out;
    }
    std::uint32_t number() {
        const std::string text = word();
        const bool hex = text.starts_with("0x");
        std::uint32_t out = 0;
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + (hex ? 2 : 0), end, out, hex ? 16 : 10);
        good_ = good_ && read.ec == std::errc() && read.ptr == end;
        return out;
    }
    int small() { return static_cast<int>(number()); }
    std::string rest() { // of the line
        std::string out;
        std::getline(words_ >> std::ws, out);
        good_ = good_ && !out.empty();
        return out;
    }
    template<class Named> typename Named::mapped_type one_of(const Named& named) {
        const auto at = named.find(word());
        good_ = good_ && at != named.end();
        return at == named.end() ? typename Named::mapped_type{} : at->second;
    }
    void must(bool holds) { good_ = good_ && holds; }
    bool good() const { return good_; }

  private:
    std::istringstream words_;
    bool good_ = true;
};

void read_entry(Row& row, Entry& entry) { // the columns that all protocol rows end with
    entry.flags = row.number();
    entry.provider_flags = row.number();
    entry.sockaddr_size = row.small();
    entry.message_size = row.number();
    entry.version = row.number();
    entry.dll = row.word();
    entry.name = row.rest();
}

void read_protocol(Row& row, CatalogData& data, bool of_connection) {
    auto& list = (of_connection ? data.connections : data.protocols)[row.word()];
    Entry entry;
    if (!of_connection)
        entry.id = row.number();
    entry.provider = row.one_of(data.providers);
    entry.family = row.small();
    entry.type = row.small();
    if (!of_connection)
        entry.protocol = row.small();
    read_entry(row, entry);
    list.push_back(std::move(entry));
}

void read_windows(Row& row, CatalogData& data) {
    static const std::map<std::string, Product> products{{"workstation", Product::Workstation},
                                                         {"server", Product::Server}};
    WindowsRow out;
    out.name = row.word();
    std::string version = row.word();
    std::replace(version.begin(), version.end(), '.', ' ');
    Row numbers(version);
    out.major = numbers.small();
    out.minor = numbers.small();
    out.build = row.small();
    out.service_pack = row.small();
    out.product = row.one_of(products);
    out.bits = row.small();
    out.protocols = row.word();
    out.name_spaces = row.word();
    row.rest(); // for people
    row.must(numbers.good() && (out.bits == 32 || out.bits == 64));
    row.must(data.protocols.contains(out.protocols) && data.name_spaces.contains(out.name_spaces));
    data.windows.push_back(std::move(out));
}

bool read_row(const std::string& line, CatalogData& data) {
    Row row(line);
    const std::string kind = row.word();
    if (kind == "provider") {
        const std::string name = row.word();
        data.providers[name] = row.rest();
        row.must(data.providers[name].size() == 36);
    } else if (kind == "protocol" || kind == "connection") {
        read_protocol(row, data, kind == "connection");
    } else if (kind == "name-space") {
        auto& list = data.name_spaces[row.word()];
        NameSpace out;
        out.provider = row.one_of(data.providers);
        out.id = row.number();
        out.dll = row.word();
        out.name = row.rest();
        list.push_back(std::move(out));
    } else if (kind == "windows") {
        read_windows(row, data);
    } else {
        return false;
    }
    return row.good();
}

std::string with(std::string text, const std::string& mark, const std::string& value) {
    return text.replace(text.find(mark), mark.size(), value);
}

} // namespace

Result<CatalogData> catalog_data_from(const std::string& text) {
    CatalogData data;
    std::istringstream lines(text);
    int number = 0;
    bool ended = false;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty() || line[0] == '#')
            continue;
        if (ended || (line != "end" && !read_row(line, data)))
            return fail(ErrorKind::Corrupt, "Line " + std::to_string(number) + " is not understood: " + line);
        ended = line == "end";
    }
    if (!ended)
        return fail(ErrorKind::Corrupt, "It is cut off after line " + std::to_string(number) + ".");
    return data;
}

const CatalogData& catalog_data() {
    static const CatalogData data = [] {
        const std::string name = source_folder() + "/tests/data/catalogs.txt";
        std::ostringstream text;
        text << std::ifstream(name).rdbuf();
        Result<CatalogData> read = catalog_data_from(text.str());
        if (!read)
            throw std::runtime_error(name + ": " + read.error().text);
        return *std::move(read);
    }();
    return data;
}

const WindowsRow& windows_row(const std::string& name) {
    const auto& all = catalog_data().windows;
    const auto at = std::find_if(all.begin(), all.end(), [&](const WindowsRow& row) { return row.name == name; });
    if (at == all.end())
        throw std::runtime_error("tests/data/catalogs.txt has no Windows " + name);
    return *at;
}

std::vector<Entry> protocols_of(const std::string& list, const std::vector<std::string>& cards) {
    std::vector<Entry> out = catalog_data().protocols.at(list);
    std::uint32_t id = 0;
    for (const Entry& entry : out)
        id = std::max(id, entry.id);
    for (std::size_t n = 0; n < cards.size(); ++n)
        for (Entry entry : catalog_data().connections.at(list)) {
            entry.id = ++id;
            entry.protocol = n == 0 ? static_cast<int>(0x80000000u) : -static_cast<int>(n);
            entry.provider_flags = n == 0 ? entry.provider_flags : 0;
            entry.name = with(with(entry.name, "{card}", cards[n]), "{n}", std::to_string(n));
            out.push_back(std::move(entry));
        }
    return out;
}

} // namespace netmend::simulated
