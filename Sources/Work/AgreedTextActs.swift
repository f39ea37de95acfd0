internal import Calls
internal import JSON
internal import Release
internal import STIX

/// What a person does in a text that parties agree on: opens one, writes words for a row, acts for the own party.
enum AgreedTextActs {
    static let all = [open, propose, act, tellDraft]

    private static let words: Shape = .map(.text).noted("by language")
    /// So many languages, so many parties, so many characters at most.
    private static let (mostLanguages, mostParties, longest) = (24, 40, 100_000)
    /// So many bytes of the agreement language in a row at most.
    private static let longestAccord = 20_000

    /// Opens a text.
    private static let open = WorkAct(
        "open",
        "Opens a text that parties agree on together.",
        body: .record([
            "name": .words, "kind": .choice("agreement", "agenda", "summary", "statement", "plan"),
            "parties": .texts.noted("identities, beside the own one"), "languages": .texts, "about?": .identifier,
            "description?": .text, "agreement?": .text, "markings": .texts.noted("of the text and its rows"),
            "send?": .flag.noted("whether it is handed in for release to the other parties"),
        ])
    ) { call throws(WorkFault) in
        guard let own = call.seen.parties.own else {
            throw .invalid("the node has no identity of its party")
        }
        let others = try call.texts("parties").filter { $0 != own }
        let languages = try call.texts("languages")
        guard !others.isEmpty, others.count < mostParties, Set(others).count == others.count else {
            throw .invalid("`parties` names no other party, one twice, or more than \(mostParties)")
        }
        guard !languages.isEmpty, languages.count <= mostLanguages, Set(languages).count == languages.count,
            languages.allSatisfy(STIXLanguage.isTag)
        else { throw .invalid("`languages` has none, one twice, more than \(mostLanguages), or what is no language") }
        let kind = try call.choice("kind", ["agreement", "agenda", "summary", "statement", "plan"])
        var members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("kind", .string(kind)),
            JSONMember("party_refs", .strings([own] + others)), JSONMember("languages", .strings(languages)),
            JSONMember("object_marking_refs", .strings(try call.texts("markings"))),
        ]
        for (name, property) in [("about", "about_ref"), ("description", "description"), ("agreement", "agreement")] {
            if let text = try call.optional(name) { members.append(JSONMember(property, .string(text))) }
        }
        return [call.new(.text, members, to: try call.isTrue("send") ? others : [])]
    }

    /// Writes the own words for a row.
    private static let propose = WorkAct(
        "propose",
        "Writes the own side's words for a row of a text; the others see them once they are released to them.",
        body: .record([
            "text": .identifier, "row": .words, "number?": .text, "position?": .real, "heading?": words,
            "body": words.noted("by language; other fields that are left out stay as they were"),
            "base?": words, "state?": .choice("open", "bracketed", "alternative"), "note?": .text, "article?": .text,
            "accord?": .text.noted("what the article would say in the agreement language"),
            "version?": .text.noted("the own version that was edited; another newest one is a conflict"),
            "send?": .flag.noted("whether they are handed in for release to the other parties"),
        ])
    ) { call throws(WorkFault) in
        let (text, table, own) = try table(call)
        let name = try call.text("row")
        guard isName(name) else { throw .invalid("`row` is no name of a row: a-z, 0-9, `_` and `-`, at most 100") }
        let before = table.rows.first { $0.name == name }?.sides.first { $0.isOwn }?.wording
        if let version = try call.optional("version"), version != before?.view.version {
            throw .conflict("somebody has written other words for this row; look at them first")
        }
        // What is left out stays as it was; what is empty is taken away.
        let kept = before?.view.words
        let words = RowWords(
            number: call.has("number") ? try call.optional("number") : kept?.number,
            heading: try call.named("heading") ?? kept?.heading ?? [:],
            body: try texts("body", call, text)
        )
        let shown = words.heading[text.view.languages[0]] ?? words.number ?? name
        var members: [JSONMember] = [
            JSONMember("name", .string("\(text.view.name): \(shown)")), JSONMember("text_ref", .string(text.id)),
            JSONMember("row", .string(name)), JSONMember("party_ref", .string(own)),
            JSONMember("body", RowWords.tree(words.body)),
            JSONMember("state", .string(try call.optional("state") ?? "open")),
        ]
        func set(_ name: String, _ value: JSONTree?) {
            if let value {
                members.append(JSONMember(name, value))
            } else if before != nil, call.has(name) {
                members.append(JSONMember(name, .null))
            }
        }
        set("number", words.number.map { .string($0) })
        set("heading", words.heading.isEmpty ? nil : RowWords.tree(words.heading))
        set("position", try call.number("position").map { .number(String($0)) })
        set("base", try call.named("base").map { RowWords.tree($0) })
        set("note", try call.optional("note").map { .string($0) })
        set("article", try call.optional("article").map { .string($0) })
        let accord = try call.optional("accord")
        guard accord?.utf8.count ?? 0 <= longestAccord else {
            throw .invalid("`accord` has more than \(longestAccord) bytes")
        }
        set("accord", accord.map { .string($0) })
        let recipients = try call.isTrue("send") ? text.view.parties.filter { $0 != own } : []
        if let before { return [.change(before.id, members, to: recipients)] }
        members.append(JSONMember("object_marking_refs", .strings(text.view.markings)))
        return [call.new(.wording, members, to: recipients)]
    }

    /// Acts for the own party.
    private static let act = WorkAct(
        "act",
        "Agrees, reserves or takes back for the own party, on exactly the words of the digest; it counts once it was "
            + "released to all other parties.",
        body: .record([
            "text": .identifier, "row?": .text.noted("left out: all rows together"),
            "verb": .choices(JointAct.Verb.allCases.map(\.rawValue)),
            "reservation?": .choices(JointAct.Reservation.allCases.map(\.rawValue)),
            "digest": .text.noted("of the words that were looked at"), "reason?": .text,
            "send?": .flag.noted("whether it is handed in for release to the other parties"),
        ])
    ) { call throws(WorkFault) in
        let (text, table, own) = try table(call)
        let verb = try call.choice("verb", JointAct.Verb.allCases.map(\.rawValue))
        let row = try call.optional("row")
        let digest = try call.text("digest")
        guard let thing = thing(of: digest, row, table, call.seen) else {
            throw .conflict("nobody's words have this digest any more; look at the row again")
        }
        var members: [JSONMember] = [
            JSONMember("text_ref", .string(text.id)), JSONMember("party_ref", .string(own)),
            JSONMember("verb", .string(verb)), JSONMember("thing", thing), JSONMember("digest", .string(digest)),
            JSONMember("object_marking_refs", .strings(text.view.markings)),
            JSONMember("name", .string("\(text.view.name): \(row.map { "\(verb), \($0)" } ?? verb)")),
        ]
        if let row { members.append(JSONMember("row", .string(row))) }
        if verb == JointAct.Verb.reserve.rawValue {
            let ground = try call.choice("reservation", JointAct.Reservation.allCases.map(\.rawValue))
            members.append(JSONMember("reservation", .string(ground)))
        }
        if let reason = try call.optional("reason") { members.append(JSONMember("reason", .string(reason))) }
        return [
            call.new(
                .act,
                members,
                to: try call.isTrue("send") ? text.view.parties.filter { $0 != own } : []
            )
        ]
    }

    /// Tells the others the digests of the own draft's articles, once all rows are agreed.
    private static let tellDraft = WorkAct(
        "draft",
        "Tells the others the digests of the articles of the own side's draft, so that both can see whether their "
            + "drafts are the same; only once each row is agreed.",
        body: .record([
            "text": .identifier, "send?": .flag.noted("whether it is handed in for release to the other parties"),
        ])
    ) { call throws(WorkFault) in
        let (text, table, own) = try table(call)
        let tied = TiedText(table, call.seen)
        guard !tied.rows.isEmpty else { throw .invalid("no row of this text is tied to an article") }
        guard tied.isAgreed else { throw .conflict("not every row is agreed; drafts are compared once all are") }
        let form = try WorkFault.reading { () throws(SeenFault) in try call.seen.engines.draft(tied.own) }
        guard let form, form.faults.isEmpty else {
            throw .conflict("an article of the own draft cannot be read; look at it first")
        }
        var members: [JSONMember] = [
            JSONMember("name", .string("\(text.view.name): \(tied.agreement)")),
            JSONMember("text_ref", .string(text.id)), JSONMember("party_ref", .string(own)),
            JSONMember("agreement", .string(tied.agreement)),
            JSONMember("digest", .string(form.digest)),
            JSONMember(
                "articles",
                .array(
                    form.articles.sorted { $0.key < $1.key }.map { article, digest in
                        .members(["article": .string(article), "sha256": .string(digest)])
                    }
                )
            ),
        ]
        let recipients = try call.isTrue("send") ? text.view.parties.filter { $0 != own } : []
        let before = try WorkFault.reading { () throws(SeenFault) in
            try call.seen.all(ToldDraft.self, referringTo: text.id)
                .first { $0.source == "own" && $0.view.text == text.id && $0.view.party == own }
        }
        if let before { return [.change(before.id, members, to: recipients)] }
        members.append(JSONMember("object_marking_refs", .strings(text.view.markings)))
        return [call.new(.draftDigest, members, to: recipients)]
    }

    /// What a digest stands for: the words of a side that others have or that are the own ones, or all rows together.
    private static func thing(of digest: String, _ row: String?, _ table: AgreedTable, _ seen: SeenObjects)
        -> JSONTree?
    {
        guard let row else { return table.wholeDigest == digest ? table.wholeThing : nil }
        guard let found = table.rows.first(where: { $0.name == row }) else { return nil }
        let things =
            found.sides.map { $0.wording.view.words.thing(row, of: table.text.id) }
            + found.acts.map(\.seen.view.thing)
        return things.first { seen.parties.digest(of: $0) == digest }
    }

    private static func table(_ call: WorkActCall) throws(WorkFault) -> (Seen<AgreedText>, AgreedTable, String) {
        let text = try call.object(call.text("text"), as: AgreedText.self)
        guard let own = call.seen.parties.own, text.view.parties.contains(own) else {
            throw .invalid("the own party does not take part in this text")
        }
        return (text, try WorkFault.reading { () throws(SeenFault) in try AgreedTable(text, call.seen) }, own)
    }

    /// Words in the text's languages alone.
    private static func texts(_ name: String, _ call: WorkActCall, _ text: Seen<AgreedText>) throws(WorkFault)
        -> [String: String]
    {
        guard let texts = try call.named(name), !texts.isEmpty else { throw .invalid("`\(name)` is missing") }
        for (language, words) in texts {
            guard text.view.languages.contains(language) else {
                throw .invalid("`\(name)` has `\(language)`, in which the text is not authentic")
            }
            guard words.utf8.count <= longest else { throw .invalid("`\(name)` has more than \(longest) bytes") }
        }
        return texts
    }

    private static func isName(_ row: String) -> Bool {
        row.utf8.count <= 100
            && row.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }
}
