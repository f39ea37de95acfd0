internal import Agreements
internal import Cryptography
internal import Holdings
package import JSON
internal import Labels
package import Release
package import Store

extension BulkDecision {
    /// What becomes of one object if everything that it refers to goes: its own portions, not those of others.
    /// - Parameters:
    ///   - object: the version.
    ///   - version: where it came from.
    ///   - terms: what is asked; by default an officer's act on the network that names nobody.
    /// - Returns: what becomes of it.
    /// - Throws: `StoreError`.
    package mutating func standing(
        _ object: JSONValue,
        _ version: HeldVersion,
        _ terms: ReleaseTerms = ReleaseTerms()
    ) throws(StoreError) -> ReleaseStanding {
        guard object["granular_markings"] != nil else {
            let decision = try decide(object, version, terms)
            var standing = ReleaseStanding(outcome: decision.outcome, decision: decision)
            let bases = Set([decision.agreement].compactMap { $0 })
            standing.namesAbsent = AbsentRule(bases, from: from, to: to, tables) != nil
            return standing
        }
        let (question, tables) = (try question(object, version, terms), tables)
        var context = RenderContext(
            recipient: party,
            creator: nil,
            now: 0,
            decide: { markings, _, _ in
                var question = question
                question.marking = PreparedMarking(markings, in: tables)
                return ReleaseEngine.decide(question, tables)
            },
            meaning: directory.meaning,
            isKnown: { _ in true },
            given: { _ in nil },
            isHeld: { _ in true },
            // Nothing of it leaves: the rendition is made to be compared with another one.
            authenticate: { SHA256.digest(of: $0) },
            digest: SHA256.digest(of:)
        )
        let (from, to) = (from, to)
        let reader = builder.circumstances.reader
        context.reader.ignoresPortions = reader.ignoresPortions
        context.rank = { tables.rank(of: $0) }
        context.absentRule = { AbsentRule($0, from: from, to: to, tables) }
        var renderer = Renderer(context, validator: .strict) { _ in
            try? JSONDocument(parsing: object.canonicalBytes())
        }
        let decision = renderer.add(object)
        renderer.settle()
        switch renderer.fate(0).fate {
        case .whole:
            var standing = ReleaseStanding(outcome: .release, decision: decision)
            standing.namesAbsent = renderer.namesAbsent(0)
            return standing
        case .withheld:
            return ReleaseStanding(outcome: decision.outcome.lets ? .refuse : decision.outcome, decision: decision)
        case .rendition:
            guard let rendition = renderer.rendition(0) else {
                return ReleaseStanding(outcome: .refuse, decision: decision)
            }
            return ReleaseStanding(
                outcome: .rendition,
                decision: decision,
                withheld: rendition.withheld,
                content: RenditionContent.digest(rendition.bytes)
            )
        }
    }
}
