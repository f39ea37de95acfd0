internal import Agreements
internal import Cryptography
internal import JSON
internal import Labels
internal import Release
internal import Store

extension BulkDecision {
    /// What becomes of one object, its portions looked at.
    struct Standing {
        /// The outcome: a rendition where portions are withheld.
        var outcome: Decision.Outcome
        /// The decision about the whole, by the roll-up of its markings.
        var decision: Decision
        /// The portions that do not go; empty unless it is a rendition.
        var withheld: [WithheldPortion] = []
        /// What the rendition says, apart from when it is made; empty unless it is one.
        var content: [UInt8] = []

        /// The selectors of the portions that do not go.
        var selectors: Set<String> { Set(withheld.map(\.selector)) }
    }

    /// What becomes of one object if everything that it refers to goes: its own portions, not those of others.
    /// - Parameters:
    ///   - object: the object.
    ///   - kind: its class.
    /// - Returns: what becomes of it.
    /// - Throws: `StoreError`.
    mutating func standing(_ object: JSONValue, _ kind: ObjectClass) throws(StoreError) -> Standing {
        guard object["granular_markings"] != nil else {
            let decision = try decide(object, kind)
            return Standing(outcome: decision.outcome, decision: decision)
        }
        let (question, tables) = (try question(object, kind), tables)
        let context = RenderContext(
            recipient: party,
            creator: nil,
            now: 0,
            decide: { markings, _ in
                var question = question
                question.marking = PreparedMarking(markings, in: tables)
                return ReleaseEngine.decide(question, tables)
            },
            meaning: directory.meaning,
            isKnown: { _ in true },
            given: { _ in nil },
            // Nothing of it leaves: the rendition is made to be compared with another one.
            authenticate: { SHA256.digest(of: $0) },
            digest: SHA256.digest(of:)
        )
        var renderer = Renderer(context, sha1: SHA1.digest(of:)) { _ in
            try? JSONDocument(parsing: object.canonicalBytes())
        }
        let decision = renderer.add(object)
        renderer.settle()
        switch renderer.fate(0).fate {
        case .whole: return Standing(outcome: .release, decision: decision)
        case .withheld:
            return Standing(outcome: decision.outcome.lets ? .refuse : decision.outcome, decision: decision)
        case .rendition:
            guard let rendition = renderer.rendition(0) else {
                return Standing(outcome: .refuse, decision: decision)
            }
            return Standing(
                outcome: .rendition,
                decision: decision,
                withheld: rendition.withheld,
                content: RenditionContent.digest(rendition.bytes)
            )
        }
    }
}
