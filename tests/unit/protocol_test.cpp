// Requests and replies: what goes in comes out, and everything else is refused with a sentence that names the field.
#include "service/report/protocol.hpp"

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"

namespace netmend::protocol {
namespace {

TEST(Requests, ComeOutAsTheyWentIn) {
    for (const Verb verb : {Verb::Status, Verb::Watch, Verb::Continue, Verb::Cancel}) {
        Request request;
        request.verb = verb;
        EXPECT_EQ(parse_request(print(request)).value(), request) << name_of(verb);
    }
    Request start;
    start.verb = Verb::Start;
    start.restart = "auto";
    start.force = start.any_plan = true;
    start.plan = "0123456789ab";
    start.accepted_loss = {"Acme: C:\\acme.dll", "Borea: C:\\borea.dll"};
    EXPECT_EQ(parse_request(print(start)).value(), start);
    EXPECT_EQ(print(start).find("services"), std::string::npos) << "a service of before knows no such field";
    start.services = {"lmhosts", "mpssvc"};
    EXPECT_EQ(parse_request(print(start)).value(), start);
    EXPECT_EQ(print(start).find("products"), std::string::npos) << "nor this one";
    start.products = {"acmelsp.dll"};
    EXPECT_EQ(parse_request(print(start)).value(), start);
    Request rollback;
    rollback.verb = Verb::Rollback;
    rollback.confirm = true;
    EXPECT_EQ(parse_request(print(rollback)).value(), rollback);
}

TEST(Requests, OnlyStatusAndWatchAreForEverybody) {
    EXPECT_TRUE(is_for_everybody(Verb::Status));
    EXPECT_TRUE(is_for_everybody(Verb::Watch));
    for (const Verb verb : {Verb::Start, Verb::Consent, Verb::Continue, Verb::Cancel, Verb::Rollback})
        EXPECT_FALSE(is_for_everybody(verb)) << name_of(verb);
}

struct Senseless {
    const char* text;
    const char* named; // in the sentence
};

TEST(Requests, AreRefusedWithASentenceThatNamesWhatIsWrong) {
    const Senseless cases[] = {
        {"", "no JSON object"},
        {"[]", "no JSON object"},
        {"{\"version\":1,\"verb\":\"status\"", "no JSON object"},
        {"{\"version\":1,\"verb\":\"status\"} and more", "no JSON object"},
        {"{\"verb\":\"status\"}", "version"},
        {"{\"version\":\"1\",\"verb\":\"status\"}", "version"},
        {"{\"version\":2,\"verb\":\"status\"}", "different versions"},
        {"{\"version\":1}", "verb"},
        {"{\"version\":1,\"verb\":7}", "verb"},
        {"{\"version\":1,\"verb\":\"format\"}", "verb"},
        {"{\"version\":1,\"verb\":\"start\",\"force\":\"yes\"}", "force"},
        {"{\"version\":1,\"verb\":\"start\",\"restart\":\"soon\"}", "restart"},
        {"{\"version\":1,\"verb\":\"start\",\"plan\":5}", "plan"},
        {"{\"version\":1,\"verb\":\"rollback\",\"confirm\":1}", "confirm"},
        {"{\"version\":1,\"verb\":\"start\",\"accepted_loss\":\"all\"}", "accepted_loss"},
        {"{\"version\":1,\"verb\":\"consent\",\"accepted_loss\":[true]}", "accepted_loss"},
        {"{\"version\":1,\"verb\":\"cancel\",\"accepted_loss\":[]}", "accepted_loss"},
        {"{\"version\":1,\"verb\":\"status\",\"force\":true}", "force"},
        {"{\"version\":1,\"verb\":\"start\",\"services\":\"nsi\"}", "services"},
        {"{\"version\":1,\"verb\":\"start\",\"services\":[1]}", "services"},
        {"{\"version\":1,\"verb\":\"start\",\"services\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}", "a list of short"},
        {"{\"version\":1,\"verb\":\"consent\",\"services\":[]}", "services"},
        {"{\"version\":1,\"verb\":\"start\",\"products\":[1]}", "products"},
        {"{\"version\":1,\"verb\":\"start\",\"products\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}", "a list of short"},
        {"{\"version\":1,\"verb\":\"start\",\" \":true}", "does not know"},
        {"{\"version\":1,\"verb\":\"start\",\"\":true}", "does not know"},
        {"{\"version\":1,\"verb\":\"sta\xff\"}", "no JSON object"},
        {"[[[[[[[[[[]]]]]]]]]]", "nested"},
    };
    for (const Senseless& senseless : cases) {
        const Result<Request> request = parse_request(senseless.text);
        ASSERT_FALSE(request) << senseless.text;
        EXPECT_NE(request.error().text.find(senseless.named), std::string::npos)
            << senseless.text << ": " << request.error().text;
    }
}

TEST(Requests, MayBeNoLongerThanAMessageOfThePipe) {
    std::string text = "{\"version\":1,\"verb\":\"status\"}";
    text.resize(limits::pipe_message_bytes_max, ' ');
    EXPECT_TRUE(parse_request(text));
    text += ' ';
    ASSERT_FALSE(parse_request(text));
    EXPECT_EQ(parse_request(text).error().kind, ErrorKind::TooLarge);
}

TEST(Requests, HoldNoLongTexts) {
    Request start;
    start.verb = Verb::Start;
    start.plan = std::string(limits::text_bytes_max + 1, 'a');
    EXPECT_FALSE(parse_request(print(start)));
}

TEST(Replies, ComeOutAsTheyWentIn) {
    const Reply reply{3010, "Restart this computer.", {{"outcome", "restart-needed"}}};
    const Result<Reply> read = parse_reply(print(reply));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->code, 3010);
    EXPECT_EQ(read->message, reply.message);
    EXPECT_EQ(read->status, reply.status);
}

TEST(Replies, AreValidTextWhateverARegistryNameHolds) {
    const Reply reply{0, "A provider called \xed\xa0\x80\xff.", nullptr};
    EXPECT_TRUE(parse_reply(print(reply)));
}

TEST(Replies, OfAnotherProgramAreRefused) {
    for (const char* text :
         {"", "{}", "{\"version\":1,\"code\":0}", "{\"version\":1,\"code\":\"0\",\"message\":\"\",\"status\":null}"})
        EXPECT_FALSE(parse_reply(text)) << text;
}

} // namespace
} // namespace netmend::protocol
