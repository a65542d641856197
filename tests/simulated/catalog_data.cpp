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
    std::uint32_t number() { return number_in(word()); }
    std::uint32_t number_in(const std::string& text) {
        const bool hex = text.starts_with("0x");
        std::uint32_t out = 0;
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + (hex ? 2 : 0), end, out, hex ? 16 : 10);
        good_ = good_ && read.ec == std::errc() && read.ptr == end;
        return out;
    }
    int small() { return static_cast<int>(number()); }
    std::vector<std::string> words() { // joined by commas; "-": none
        std::vector<std::string> out;
        std::istringstream joined(word());
        for (std::string each; std::getline(joined, each, ',');) {
            must(!each.empty());
            out.push_back(each);
        }
        must(!out.empty());
        return out == std::vector<std::string>{"-"} ? std::vector<std::string>{} : out;
    }
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

void read_lengths(Row& row, Entry& entry) { // of an address: one number, or the least and the greatest
    const std::string text = row.word();
    const std::size_t dash = text.find('-');
    if (dash != std::string::npos)
        entry.sockaddr_min = static_cast<int>(row.number_in(text.substr(0, dash)));
    entry.sockaddr_size = static_cast<int>(row.number_in(text.substr(dash == std::string::npos ? 0 : dash + 1)));
}

void read_entry(Row& row, Entry& entry) { // the columns that all protocol rows end with
    entry.flags = row.number();
    entry.provider_flags = row.number();
    read_lengths(row, entry);
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

void read_name_space(Row& row, CatalogData& data) {
    auto& list = data.name_spaces[row.word()];
    NameSpace out;
    out.provider = row.one_of(data.providers);
    out.id = row.number();
    out.dll = row.word();
    out.name = row.rest();
    list.push_back(std::move(out));
}

void read_transport(Row& row, CatalogData& data) {
    static const std::map<std::string, bool> yes_or_no{{"yes", true}, {"-", false}};
    auto& list = data.transports[row.word()];
    Transport out;
    out.name = row.word();
    out.provider = row.one_of(data.providers);
    out.has_templates = row.one_of(yes_or_no);
    out.helper = row.rest();
    list.push_back(std::move(out));
}

void read_service(Row& row, CatalogData& data) {
    auto& list = data.services[row.word()];
    Service out;
    out.name = row.word();
    out.type = row.number();
    out.start = row.number();
    out.depends_on = row.words();
    out.title = row.rest();
    row.must(out.start <= 4); // SERVICE_DISABLED
    list.push_back(std::move(out));
}

bool has_lists(const WindowsRow& row, const CatalogData& data) {
    return data.protocols.contains(row.protocols) && data.name_spaces.contains(row.name_spaces) &&
           (row.services == "-" || data.services.contains(row.services)) && data.transports.contains(row.transports);
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
    out.services = row.word();
    out.transports = row.word();
    row.rest(); // for people
    row.must(numbers.good() && (out.bits == 32 || out.bits == 64));
    row.must(has_lists(out, data));
    if (out.services == "-")
        out.services.clear();
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
        read_name_space(row, data);
    } else if (kind == "transport") {
        read_transport(row, data);
    } else if (kind == "service") {
        read_service(row, data);
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
