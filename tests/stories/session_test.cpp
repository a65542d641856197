// The session that control/README.md shows is what the control tool prints: the real verbs, the real answers of the
// service and its driver, on the simulated Windows; typed and printed here. NETMEND_UPDATE_GOLDEN=1 writes it anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>

#include "control/verbs.hpp"
#include "service/report/request_handler.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

constexpr std::size_t columns = 100;

// As an editor folds it: at blanks, each further line as deep as the text of the first.
std::string folded(const std::string& line) {
    std::size_t depth = std::min(line.find_first_not_of(' '), line.size());
    depth += line.compare(depth, 2, "- ") == 0 ? 2 : 0;
    std::string out, rest = line;
    while (rest.size() > columns) {
        const std::size_t blank = rest.rfind(' ', columns);
        if (blank == std::string::npos || blank < depth)
            break;
        out += rest.substr(0, blank) + "\n";
        rest = std::string(depth, ' ') + rest.substr(blank + 1);
    }
    return out + rest + "\n";
}

// A computer on which netmend is installed, and who sits there. What the service says while it works waits here until
// somebody looks.
class Session final : control::Border, control::Terminal {
  public:
    explicit Session(Fault fault) : story_(Preset::XpSp3, fault), ports_(story_.windows.ports()) {
        const auto seen = story_.on_change;
        story_.on_change = [this, seen](const Snapshot& snapshot) {
            seen(snapshot);
            said_.push_back(snapshot);
        };
        story_.serve();
        while (!said_.empty())
            hear();
    }

    // As at a prompt; the words of the command after "netmend".
    int type(const std::string& command, std::deque<std::string> answers = {}) {
        std::vector<std::string> words;
        for (std::size_t at = 0; at < command.size(); at = command.find_first_not_of(' ', at)) {
            words.push_back(command.substr(at, command.find(' ', at) - at));
            at += words.back().size();
        }
        shown += (shown.empty() ? "C:\\>netmend " : "\nC:\\>netmend ") + command + "\n";
        answers_ = std::move(answers);
        return control::run(words, *this, *this);
    }
    void restart() {
        shown += "\n(the computer is restarted)\n";
        said_.clear();
        story_.restart();
        hear();
    }

    std::string shown;

  private:
    struct Pipe final : control::Connection {
        explicit Pipe(Session& of) : session(of) {}
        Result<std::string> ask(const std::string& message) override {
            return session.handler_.answer(message, /*administrator=*/true).text;
        }
        Result<std::string> next(std::chrono::milliseconds) override {
            if (session.said_.empty())
                session.story_.serve();
            if (session.said_.empty())
                return fail(ErrorKind::TimedOut, "It has nothing more to say.");
            session.hear();
            return session.handler_.status_reply();
        }
        Session& session;
    };

    void hear() {
        if (said_.empty())
            return;
        handler_.changed(said_.front());
        said_.pop_front();
    }

    Result<std::unique_ptr<control::Connection>> connect() override { return std::make_unique<Pipe>(*this); }
    control::ServiceState service_state() override { return control::ServiceState::Running; }
    bool administrator() override { return true; }
    bool remote_session() override { return false; }
    netmend::Windows& windows() override { return ports_; }
    void record(const std::string&) override {}
    StateFolder& state_folder() override { return ports_.folder; }
    Result<Bytes> read_file(const std::string& path, std::size_t) override { return fail(ErrorKind::NotFound, path); }
    Result<std::string> program_path(const std::string& typed) override { return fail(ErrorKind::NotFound, typed); }
    Result<std::vector<std::string>> install() override { return fail(ErrorKind::Failed, "It is."); }
    Result<std::vector<std::string>> uninstall() override { return fail(ErrorKind::Failed, "It stays."); }

    void print(const std::string& text) override {
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            shown += folded(text.substr(at, end - at));
            at = end + 1;
        }
    }
    void complain(const std::string& text) override { print(text); }
    bool interactive() override { return !answers_.empty(); }
    std::string answer(const std::string& question) override {
        const std::string reply = answers_.front();
        answers_.pop_front();
        shown += folded(question + reply);
        return reply;
    }

    Story story_;
    netmend::Windows ports_;
    std::deque<Snapshot> said_;
    std::deque<std::string> answers_;
    RequestHandler handler_{[this](const Request& request) { story_.desk.requests.push_back(request); }};
};

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string whole_repair() {
    Session session(Fault::ProviderDllMissing);
    EXPECT_EQ(session.type("diagnose"), 1);
    EXPECT_EQ(session.type("start", {"y"}), 0);
    EXPECT_EQ(session.type("watch"), 3010);
    session.restart();
    EXPECT_EQ(session.type("watch"), 0);
    return session.shown;
}

TEST(Pages, ShowASessionAsItIsPrinted) {
    const std::string begin_mark = "<!-- session: begin -->\n", end_mark = "<!-- session: end -->";
    const std::string path = source_folder() + "/control/README.md", page = contents_of(path);
    const std::size_t begin = page.find(begin_mark), end = page.find(end_mark);
    ASSERT_NE(begin, page.npos) << "control/README.md has no session";
    ASSERT_NE(end, page.npos);
    const std::size_t from = begin + begin_mark.size();
    const std::string session = "\n```\n" + whole_repair() + "```\n\n";
    if (std::getenv("NETMEND_UPDATE_GOLDEN") != nullptr)
        std::ofstream(path, std::ios::binary) << page.substr(0, from) + session + page.substr(end);
    EXPECT_EQ(contents_of(path).substr(from, session.size()), session)
        << "netmend says something else now: NETMEND_UPDATE_GOLDEN=1 writes it anew";
}

// The same commands stand on the first page, with the sentences that are waited for.
TEST(Pages, OfTheFirstPageTypeTheSameAndQuoteWhatIsPrinted) {
    const std::string page = contents_of(source_folder() + "/README.md"), session = whole_repair();
    const std::size_t begin = page.find("This is a whole repair:"), end = page.find("C:\\>exit", begin);
    ASSERT_NE(begin, page.npos);
    ASSERT_NE(end, page.npos);
    const std::string block = page.substr(begin, end - begin);
    std::size_t there = 0;
    for (std::size_t at = session.find("C:\\>"); at != session.npos; at = session.find("C:\\>", at + 1)) {
        const std::string command = session.substr(at, session.find('\n', at) - at);
        there = block.find(command + " ", there + 1);
        EXPECT_NE(there, block.npos) << command << " does not stand in README.md in this order";
    }
    for (const char* quoted : {"Repaired: sockets carry data again.",
                               "Restart this computer: step 3 of 4. Choose Restart, not Shut down."}) {
        EXPECT_NE(page.find(quoted), page.npos) << quoted;
        EXPECT_NE(session.find(quoted), session.npos) << quoted;
    }
}

} // namespace
} // namespace netmend::stories
