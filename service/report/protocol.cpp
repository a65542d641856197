#include "service/report/protocol.hpp"

#include <array>

#include "statemachine/base/limits.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::protocol {
namespace {

using nlohmann::json;

constexpr std::size_t list_max = 256; // real catalogs have a handful of products

struct VerbFacts {
    Verb verb;
    std::string_view name;
    bool for_everybody;
    std::string_view fields; // besides version and verb, each between blanks
};

constexpr std::array<VerbFacts, 7> verbs{{
    {Verb::Status, "status", true, ""},
    {Verb::Watch, "watch", true, ""},
    {Verb::Start, "start", false, " restart restore_point force any_plan services products plan accepted_loss "},
    {Verb::Consent, "consent", false, " plan accepted_loss "},
    {Verb::Continue, "continue", false, ""},
    {Verb::Cancel, "cancel", false, ""},
    {Verb::Rollback, "rollback", false, " confirm whole_registry act "},
}};

const VerbFacts& facts_of(Verb verb) {
    for (const VerbFacts& facts : verbs)
        if (facts.verb == verb)
            return facts;
    return verbs.front();
}

// Deep nesting is senseless in a request; counted before the parser sees it.
bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > depth_max)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Result<json> parse_object(std::string_view text, const char* what) {
    if (text.size() > limits::pipe_message_bytes_max)
        return fail(ErrorKind::TooLarge, std::string("The ") + what + " is larger than 64 KiB.");
    if (is_too_deep(text))
        return fail(ErrorKind::Corrupt, std::string("The ") + what + " is nested too deep.");
    json object = json::parse(text, /*cb=*/nullptr, /*allow_exceptions=*/false);
    if (!object.is_object())
        return fail(ErrorKind::Corrupt, std::string("The ") + what + " is no JSON object.");
    return object;
}

tl::unexpected<Error> wrong(std::string_view field, const char* should_be) {
    return fail(ErrorKind::Corrupt,
                "The field \"" + std::string(field) + "\" of the request must be " + should_be + ".");
}

Result<void> read(const json& value, std::string_view field, bool& into) {
    if (!value.is_boolean())
        return wrong(field, "true or false");
    into = value.get<bool>();
    return {};
}

Result<void> read(const json& value, std::string_view field, std::string& into) {
    if (!value.is_string())
        return wrong(field, "a text");
    into = value.get<std::string>();
    if (into.size() > limits::text_bytes_max)
        return wrong(field, "a short text");
    return {};
}

Result<void> read(const json& value, std::string_view field, std::vector<std::string>& into) {
    if (!value.is_array() || value.size() > (field == "services" || field == "products" ? named_max : list_max))
        return wrong(field, "a list of short texts");
    for (const json& one : value)
        if (auto done = read(one, field, into.emplace_back()); !done)
            return done;
    return {};
}

Result<void> read_field(const json& value, std::string_view field, Request& request) {
    if (field == "restart") {
        if (auto done = read(value, field, request.restart); !done)
            return done;
        if (request.restart != "ask" && request.restart != "auto" && request.restart != "never")
            return wrong(field, "\"ask\", \"auto\" or \"never\"");
        return {};
    }
    if (field == "restore_point") {
        if (auto done = read(value, field, request.restore_point); !done)
            return done;
        if (!restore_point_policy_named(request.restore_point))
            return wrong(field, "\"if-on\", \"switch-on\" or \"none\"");
        return {};
    }
    if (field == "force")
        return read(value, field, request.force);
    if (field == "any_plan")
        return read(value, field, request.any_plan);
    if (field == "services")
        return read(value, field, request.services);
    if (field == "products")
        return read(value, field, request.products);
    if (field == "confirm")
        return read(value, field, request.confirm);
    if (field == "whole_registry")
        return read(value, field, request.whole_registry);
    if (field == "accepted_loss")
        return read(value, field, request.accepted_loss);
    if (field == "act")
        return read(value, field, request.act);
    return read(value, field, request.plan);
}

Result<void> check_version(const json& object) {
    const auto found = object.find("version");
    if (found == object.end() || !found->is_number_integer())
        return wrong("version", "a number");
    if (*found != version)
        return fail(ErrorKind::Unsupported, "The two netmend programs are of different versions: install again.");
    return {};
}

} // namespace

std::string_view name_of(Verb verb) {
    return facts_of(verb).name;
}

bool is_for_everybody(Verb verb) {
    return facts_of(verb).for_everybody;
}

std::string print(const Request& request) {
    json object{{"version", version}, {"verb", name_of(request.verb)}};
    const auto has = [&](std::string_view field) {
        return facts_of(request.verb).fields.find(" " + std::string(field) + " ") != std::string_view::npos;
    };
    if (has("restart"))
        object["restart"] = request.restart;
    if (has("restore_point"))
        object["restore_point"] = request.restore_point;
    if (has("force"))
        object["force"] = request.force;
    if (has("any_plan"))
        object["any_plan"] = request.any_plan;
    if (has("services") && !request.services.empty()) // a service of before knows no such field
        object["services"] = request.services;
    if (has("products") && !request.products.empty())
        object["products"] = request.products;
    if (has("plan"))
        object["plan"] = request.plan;
    if (has("accepted_loss") && !request.accepted_loss.empty())
        object["accepted_loss"] = request.accepted_loss;
    if (has("confirm"))
        object["confirm"] = request.confirm;
    if (has("whole_registry"))
        object["whole_registry"] = request.whole_registry;
    if (has("act") && !request.act.empty())
        object["act"] = request.act;
    return text_of(object);
}

Result<Request> parse_request(std::string_view text) {
    const auto object = parse_object(text, "request");
    if (!object)
        return tl::unexpected(object.error());
    if (auto done = check_version(*object); !done)
        return tl::unexpected(done.error());
    const auto verb = object->find("verb");
    if (verb == object->end() || !verb->is_string())
        return wrong("verb", "a text");
    const VerbFacts* facts = nullptr;
    for (const VerbFacts& candidate : verbs)
        if (*verb == candidate.name)
            facts = &candidate;
    if (!facts)
        return wrong("verb", "one that this netmend knows");
    Request request;
    request.verb = facts->verb;
    for (const auto& [field, value] : object->items()) {
        if (field == "version" || field == "verb")
            continue;
        // Not ignored: whoever sent it relies on it.
        if (field.find(' ') != std::string::npos || facts->fields.find(" " + field + " ") == std::string_view::npos)
            return fail(ErrorKind::Corrupt, "The request has a field that the verb \"" + std::string(facts->name) +
                                                "\" does not know: \"" + field.substr(0, 64) + "\".");
        if (auto done = read_field(value, field, request); !done)
            return tl::unexpected(done.error());
    }
    return request;
}

std::string print(const Reply& reply) {
    return text_of({{"version", version}, {"code", reply.code}, {"message", reply.message}, {"status", reply.status}});
}

Result<Reply> parse_reply(std::string_view text) {
    const auto object = parse_object(text, "answer of the service");
    if (!object)
        return tl::unexpected(object.error());
    if (auto done = check_version(*object); !done)
        return tl::unexpected(done.error());
    const auto code = object->find("code"), message = object->find("message"), status = object->find("status");
    if (code == object->end() || !code->is_number_integer() || message == object->end() || !message->is_string() ||
        status == object->end())
        return fail(ErrorKind::Corrupt, "The answer of the service lacks its code, message or status.");
    return Reply{code->get<int>(), message->get<std::string>(), *status};
}

std::string text_of(const json& value) {
    return value.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false, json::error_handler_t::replace);
}

} // namespace netmend::protocol
