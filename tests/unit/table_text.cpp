#include "tests/unit/table_text.hpp"

#include <map>
#include <string_view>
#include <vector>

#include "statemachine/machine/table.hpp"

namespace netmend::test {
namespace {

using table::Each;
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
    else if constexpr (std::is_same_v<T, table::Stays>)
        return "stays";
    else if constexpr (std::is_same_v<T, table::PhaseItLeft>)
        return "the phase it left";
    else if constexpr (std::is_same_v<T, table::FirstRung>)
        return "the first rung";
    else if constexpr (std::is_same_v<T, table::NextRung>)
        return "the next rung";
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

constexpr std::string_view everywhere = "everywhere";

template<class From> std::string_view chapter_name() {
    if constexpr (std::is_same_v<From, Waking>)
        return everywhere;
    else
        return chapters[static_cast<std::size_t>(From::facts.chapter)].name;
}

template<class S> struct Reads;
template<class From, class When, class To, class Doing, class If> struct Reads<Row<From, When, To, Doing, If>> {
    static Sentence sentence() {
        return {std::string(chapter_name<From>()), {word<From>(), word<When>(), word<To>(), word<Doing>(), word<If>()}};
    }
};
template<class List, class When, class To, class Doing, class If> struct Reads<Each<List, When, To, Doing, If>> {
    static Sentence sentence() {
        return {std::string(everywhere),
                {"each of *" + short_name<List>() + "*", word<When>(), word<To>(), word<Doing>(), word<If>()}};
    }
};

template<class... S> std::vector<Sentence> sentences_of(boost::mp11::mp_list<S...>) {
    return {Reads<S>::sentence()...};
}

template<class R> struct Expanded;
template<class From, class When, class To, class Doing, class If> struct Expanded<Row<From, When, To, Doing, If>> {
    static std::string line() {
        std::string from = "(waking)", to = "(stays)";
        if constexpr (!std::is_same_v<From, Waking>)
            from = From::name;
        if constexpr (!std::is_same_v<To, table::Stays> && !std::is_same_v<To, From>)
            to = To::name;
        std::string text = from + " + " + short_name<When>() + " -> " + to;
        if (const std::string guard = word<If>(); !guard.empty())
            text += " if " + guard;
        if (const std::string action = word<Doing>(); !action.empty())
            text += " doing " + action;
        return text + "\n";
    }
};

template<class... R> std::string expanded_rows(boost::mp11::mp_list<R...>) {
    return (std::string() + ... + Expanded<R>::line());
}

template<class List> std::string list_line() {
    std::string text = "- *" + short_name<List>() + "*:";
    boost::mp11::mp_for_each<typename List::list>(
        [&](auto phase) { text += (text.back() == ':' ? " " : ", ") + short_name<decltype(phase)>(); });
    return text + "\n";
}

} // namespace

std::string table_as_markdown() {
    std::map<std::string, std::string> rows;
    for (const Sentence& sentence : sentences_of(table::Sentences{}))
        rows[sentence.chapter] += line(sentence.cells);
    std::string text;
    const auto add_chapter = [&](std::string_view name, std::string_view title) {
        const std::string& lines = rows[std::string(name)];
        if (lines.empty())
            return;
        text += "**" + std::string(title) + "**\n\n" + line({"From", "When", "To", "Doing", "If"});
        text += line({"---", "---", "---", "---", "---"}) + lines + "\n";
    };
    for (const ChapterRow& chapter : chapters)
        add_chapter(chapter.name, chapter.title);
    add_chapter(everywhere, "Everywhere: waking, and one sentence for each way back");
    text += "The lists these sentences speak of:\n\n";
    text += list_line<Untouched>() + list_line<Restorable>() + list_line<Stranded>() + list_line<Finishing>() +
            list_line<Returning>() + list_line<Resting>() + list_line<Settled>();
    text += list_line<LastLooks>() + list_line<AtOnce>() + list_line<Restarts>() + list_line<Verifying>() +
            list_line<Preparing>() + list_line<Repairing>() + list_line<Reinstalling>() + list_line<NoOtherWay>() +
            list_line<PuttingBack>() + list_line<LastNet>();
    text += "- *Acting*: Preparing, Repairing, Reinstalling, Finishing, PuttingBack and LastNet\n- *Everything*: every "
            "phase\n"
            "- In safe mode these give no order until Windows is started normally: Preparing, Restorable, Stranded and "
            "Finishing\n";
    return text;
}

std::string table_expanded() {
    return expanded_rows(table::transition_table{});
}

} // namespace netmend::test
