#include "tests/unit/table_text.hpp"

#include <map>
#include <string_view>
#include <vector>

#include "statemachine/machine/table.hpp"

namespace netmend::test {
namespace {

using table::Each;
using table::ItSelf;
using table::LeftHere;
using table::none;
using table::Row;

// "DeletingKeys" for netmend::DeletingKeys.
template<class T> std::string short_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text = text.substr(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    if (const std::size_t colon = text.rfind("::"); colon != text.npos && text.find('<') == text.npos)
        text = text.substr(colon + 2);
    return std::string(text);
}

template<class T> std::string word() {
    if constexpr (std::is_same_v<T, none>)
        return "";
    else if constexpr (std::is_same_v<T, ItSelf>)
        return "stays";
    else if constexpr (std::is_same_v<T, table::Rests>)
        return "rests";
    else if constexpr (std::is_same_v<T, LeftHere>)
        return "the phase it left";
    else
        return short_name<T>();
}

std::string line(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : cells)
        text += " " + cell + " |";
    return text + "\n";
}

struct Sentence {
    std::string chapter;
    std::vector<std::string> cells;
};

template<class From> std::string chapter_of() {
    if constexpr (std::is_same_v<From, Waking>)
        return "waking";
    else
        return std::string(From::name.substr(0, From::name.find('/')));
}

template<class To> std::string to_word() {
    return std::is_same_v<To, none> ? "stays" : word<To>();
}

template<class S> struct Reads;
template<class From, class When, class To, class Doing, class If> struct Reads<Row<From, When, To, Doing, If>> {
    static Sentence sentence() {
        const bool waking = std::is_same_v<From, Waking>;
        return {waking ? "everywhere" : chapter_of<From>(),
                {word<From>(), word<When>(), to_word<To>(), word<Doing>(), word<If>()}};
    }
};
template<class List, class When, class To, class Doing, class If> struct Reads<Each<List, When, To, Doing, If>> {
    static Sentence sentence() {
        return {"everywhere",
                {"each of *" + short_name<List>() + "*", word<When>(), word<To>(), word<Doing>(), word<If>()}};
    }
};

template<class... S> std::vector<Sentence> sentences_of(boost::mp11::mp_list<S...>) {
    return {Reads<S>::sentence()...};
}

template<class R> std::string expanded_row() {
    std::string from, to;
    if constexpr (std::is_same_v<typename R::Source, Waking>)
        from = "(waking)";
    else
        from = std::string(R::Source::name);
    if constexpr (std::is_same_v<typename R::Target, none> || std::is_same_v<typename R::Target, typename R::Source>)
        to = "(stays)";
    else
        to = std::string(R::Target::name);
    std::string text = from + " + " + short_name<typename R::Evt>() + " -> " + to;
    if (const std::string guard = word<typename R::Guard>(); !guard.empty())
        text += " if " + guard;
    if (const std::string action = word<typename R::Action>(); !action.empty())
        text += " doing " + action;
    return text + "\n";
}

template<class... R> std::string expanded_rows(boost::mp11::mp_list<R...>) {
    return (std::string() + ... + expanded_row<R>());
}

template<class List> std::string list_line() {
    std::string text = "- *" + short_name<List>() + "*:";
    boost::mp11::mp_for_each<typename List::list>(
        [&](auto phase) { text += (text.back() == ':' ? " " : ", ") + short_name<decltype(phase)>(); });
    return text + "\n";
}

constexpr std::pair<const char*, const char*> chapters[] = {
    {"opening", "Opening: look, agree, back up"},
    {"reset", "The guide, Windows XP SP2 and later: reset, restart, verify"},
    {"keys", "KB 811259, Windows XP without SP2: delete the keys, restart, install TCP/IP, restart"},
    {"reinstall", "The guide, Windows 2000: uninstall, restart, delete the keys, restart, install, settings, restart"},
    {"closing", "Closing, for every procedure"},
    {"rollback", "Rollback: put back, restart, compare"},
    {"settled", "When it is over"},
    {"everywhere", "Everywhere: waking, and one sentence for each way back"},
};

} // namespace

std::string table_as_markdown() {
    std::map<std::string, std::string> rows;
    for (const Sentence& sentence : sentences_of(table::Sentences{}))
        rows[sentence.chapter] += line(sentence.cells);
    std::string text;
    for (const auto& [chapter, title] : chapters) {
        text += "**" + std::string(title) + "**\n\n" + line({"From", "When", "To", "Doing", "If"});
        text += line({"---", "---", "---", "---", "---"}) + rows[chapter] + "\n";
    }
    text += "The lists these sentences speak of:\n\n";
    text += list_line<Untouched>() + list_line<Restorable>() + list_line<Stranded>() + list_line<Finishing>() +
            list_line<Returning>() + list_line<Resting>() + list_line<Settled>();
    text += list_line<AtOnce>() + list_line<Restarts>() + list_line<Verifying>() + list_line<Preparing>() +
            list_line<Repairing>() + list_line<Reinstalling>() + list_line<NoOtherWay>() + list_line<PuttingBack>() +
            list_line<LastNet>();
    text += "- *Acting*: Preparing, Repairing, Reinstalling, Finishing, PuttingBack and LastNet\n- *Everything*: every "
            "phase\n"
            "- *RestingInSafeMode*: Preparing, Restorable, Stranded and Finishing\n";
    return text;
}

std::string table_expanded() {
    return expanded_rows(table::transition_table{});
}

} // namespace netmend::test
