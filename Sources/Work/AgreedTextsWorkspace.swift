internal import Calls
internal import JSON
internal import STIX

extension Workspace {
    /// Texts that parties agree on together, whatever becomes of them.
    public static let texts = Workspace(
        "texts",
        "Texts that parties agree on together, row by row: whose words, who has agreed to what, what is open.",
        types: [.text, .wording, .act, .draftDigest, .term],
        questions: [
            WorkQuestion(
                "Texts with how their rows stand.",
                answer: .record([
                    "items": .list(AgreedTableAnswer.listed), "parties": .list(AgreedTexts.party),
                ])
            ) { call throws(SeenFault) in
                let tables = try AgreedTable.all(call.seen)
                return .members([
                    "items": .array(tables.map { .object(AgreedTableAnswer.head($0) + $0.text.view.members) }),
                    "parties": try AgreedTexts.parties(call.seen),
                ])
            },
            WorkQuestion(
                "A text as a table: the words of each party by row, their acts, and how each row stands.",
                named: "table",
                query: [QueryField("text", .identifier, isRequired: true)],
                answer: .record(["text?": AgreedTableAnswer.shape.noted("absent where there is none")])
            ) { call throws(SeenFault) in
                guard let id = call.asked("text"), let text = try call.seen.one(id, as: AgreedText.self) else {
                    return .members([:])
                }
                return .members(["text": try AgreedTableAnswer.tree(AgreedTable(text, call.seen), call.seen)])
            },
            WorkQuestion(
                "The draft of an agreement to whose articles rows of a text are tied: its articles here by digest, and "
                    + "how they compare with what each party told of its own.",
                named: "draft",
                query: [QueryField("text", .identifier, isRequired: true)],
                answer: .record(["draft?": DraftAnswer.shape.noted("absent where no row is tied to an article")])
            ) { call throws(SeenFault) in
                guard let id = call.asked("text"), let draft = try DraftAnswer.tree(of: id, call.seen) else {
                    return .members([:])
                }
                return .members(["draft": draft])
            },
            WorkQuestion(
                "Rows whose words both sides changed, put together phrase by phrase from what both depart from. It is "
                    + "a proposal that nobody has made; where both changed the same phrase nobody's wording is taken.",
                named: "merge",
                query: [QueryField("text", .identifier, isRequired: true)],
                answer: .record(["merge?": MergeAnswer.shape.noted("absent where there is no such text")])
            ) { call throws(SeenFault) in
                guard let id = call.asked("text"), let text = try call.seen.one(id, as: AgreedText.self) else {
                    return .members([:])
                }
                return .members(["merge": MergeAnswer.tree(try AgreedTable(text, call.seen), call.seen)])
            },
            WorkQuestion(
                "The terms of the parties in each language, and of a text the words that use an agreed term in one "
                    + "language and not its pair in another.",
                named: "terms",
                query: [QueryField("text", .identifier.noted("the text whose words are looked at"))],
                answer: .record([
                    "items": .list(TermAnswer.listed), "parties": .list(AgreedTexts.party),
                    "warnings": .list(TermAnswer.warnings),
                ])
            ) { call throws(SeenFault) in
                let text = try call.asked("text").flatMap { id throws(SeenFault) in
                    try call.seen.one(id, as: AgreedText.self)
                }
                return .members([
                    "items": TermAnswer.tree(try AgreedTerms(call.seen)),
                    "parties": try AgreedTexts.parties(call.seen),
                    "warnings": try text.map { text throws(SeenFault) in
                        try TermAnswer.warnings(AgreedTable(text, call.seen), call.seen)
                    } ?? .array([]),
                ])
            },
        ],
        acts: AgreedTextActs.all + [AgreedTextActs.term]
    )
}

extension AgreedTable {
    /// The tables of all texts that a reader may see, the newest first.
    static func all(_ seen: SeenObjects) throws(SeenFault) -> [AgreedTable] {
        try seen.all(AgreedText.self).map { text throws(SeenFault) in try AgreedTable(text, seen) }
    }
}
