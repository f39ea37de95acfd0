internal import Calls
internal import JSON
internal import STIX

extension AgreedTextActs {
    /// So many bytes of a term in one language at most.
    private static let longestTerm = 500

    /// Writes a term of the own side.
    static let term = WorkAct(
        "term",
        "Writes a term of the own side in several languages, proposed or agreed to; it is agreed with a party that has"
            + " the same terms of its own once each has that of the other.",
        body: .record([
            "term?": .identifier.noted("an own one that is changed"), "terms": .map(.text).noted("by language"),
            "name?": .text, "state?": .choice("proposed", "agreed"), "source?": .text, "description?": .text,
            "markings?": .texts.noted("of a new one"),
            "parties?": .texts.noted("identities to which it is handed in for release"),
        ])
    ) { call throws(WorkFault) in
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let terms = try terms(call)
        let first = terms.sorted { $0.key < $1.key }[0].value
        var members: [JSONMember] = [
            JSONMember("name", .string(try call.optional("name") ?? first)), JSONMember("party_ref", .string(own)),
            JSONMember("terms", RowWords.tree(terms)),
            JSONMember("state", .string(try call.optional("state") ?? "proposed")),
        ]
        let before = try call.optional("term").map { id throws(WorkFault) in try call.object(id, as: Term.self) }
        if let before, before.source != "own" { throw .notFound }
        for name in ["source", "description"] {
            if let text = try call.optional(name) {
                members.append(JSONMember(name, .string(text)))
            } else if before != nil, call.has(name) {
                members.append(JSONMember(name, .null))
            }
        }
        let recipients = try call.texts("parties").filter { $0 != own }
        if let before { return [.change(before.id, members, to: recipients)] }
        members.append(JSONMember("object_marking_refs", .strings(try call.texts("markings"))))
        return [call.new(.term, members, to: recipients)]
    }

    private static func terms(_ call: WorkActCall) throws(WorkFault) -> [String: String] {
        let terms = try call.named("terms") ?? [:]
        guard terms.count > 1, terms.keys.allSatisfy(STIXLanguage.isTag) else {
            throw .invalid("`terms` has fewer than two languages, or what is no language")
        }
        guard terms.values.allSatisfy({ !$0.isEmpty && $0.utf8.count <= longestTerm }) else {
            throw .invalid("`terms` has an empty one, or one of more than \(longestTerm) bytes")
        }
        return terms
    }
}
