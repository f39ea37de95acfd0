internal import Cryptography
internal import Documents
internal import Expressions
package import Holdings
package import Installation
package import JSON
internal import PatternMatching
package import Store
package import Work

/// Makes the objects of a reader out of what a node holds; a workspace sees nothing else.
package struct SeenHoldings {
    /// So long patterns may be held against what was observed: some of them come from others.
    private static let patience = Duration.milliseconds(800)

    /// The patterns of indicators, whoever may see them.
    package let patterns: LivePatterns
    /// Who has a value among the holdings that the reader may see.
    package let values: HoldingValues
    /// What was met when it came in.
    package let arrivals: ArrivedHits
    /// Whose notices are asked for; nil for nobody's.
    package let account: String?
    /// The newest holdings of a type that the reader may see.
    package let newest: (String) -> SeenEntries
    /// The newest holdings of a type that refer to an object and that the reader may see, so many at most.
    package let referrers: (_ id: String, _ type: String, _ limit: Int) throws(StoreError) -> [HoldingRows.Entry]
    /// Whether the reader may see an object.
    package let sees: (JSONValue) -> Bool
    /// The version that stands for an object; nil if there is none that the reader may see.
    package let version: (String) throws(StoreError) -> (version: ObjectRows.Summary, object: JSONDocument)?
    package let banner: (JSONValue) -> String
    /// The texts of an object in the reader's language; nil if there are none but its own.
    package let translation: (JSONValue) throws(StoreError) -> SeenTranslation?
    package let sight: Sight
    /// The identity of the node's own party; nil if it has none.
    package let identity: String?
    /// The node, for what its agreements say of drafts.
    package let node: Node

    /// The objects.
    package func objects(_ connection: Connection) throws(StoreError) -> SeenObjects {
        let parties = try parties(connection)
        let tools = PCRE(until: .now + Self.patience)
        return SeenObjects(
            newest: { type, limit throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in try newest(type, limit, connection) }
            },
            one: { id throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    try version(id).map { found throws(StoreError) in try held(found.version, found.object.root) }
                }
            },
            referring: { id, type, limit throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    var found: [SeenObjects.Held] = []
                    for entry in try referrers(id, type, limit) {
                        if let one = try held(entry, connection) { found.append(one) }
                    }
                    return found
                }
            },
            parties: parties,
            // Where the store cannot be read nothing is known.
            workingDays: { seat in (try? SeatDays.days(of: seat, connection)) ?? nil },
            engines: TextEngines(
                draft: { draft throws(SeenFault) in
                    try Self.attempt { () throws(StoreError) in try DraftDesk(node, connection).form(draft) }
                },
                merge: { Self.merged($0) },
                patterns: tools,
                values: { GivenTexts.values(of: $0) },
                forms: GivenTexts.forms,
                listing: { ListedDesk(node).map { desk in { desk.values($0) } } },
                decay: { () throws(SeenFault) in
                    try Self.attempt { () throws(StoreError) in
                        try SettingRows(connection).value(.decayRules).flatMap { try? JSONDocument($0) }
                    }
                },
                cover: { stay throws(SeenFault) in
                    try Self.attempt { () throws(StoreError) in try StayCover.cover(stay, node, connection) }
                }
            ),
            values: seenValues(connection),
            arrived: { indicator, isSettledWanted throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    try arrived(indicator, isSettledWanted ? nil : account, connection)
                }
            },
            met: { observations, mode, now throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    try met(by: observations, mode, on: now, tools, connection)
                }
            }
        )
    }

    /// What was met when it came in; of one indicator alone, or of all.
    private func arrived(_ indicator: String?, _ account: String?, _ connection: Connection) throws(StoreError)
        -> SeenArrivals
    {
        let (hits, isWhole): ([ArrivedHits.Group], Bool)
        if let indicator {
            let standing = try HoldingRows(connection).standing(for: indicator).map(\.row)
            (hits, isWhole) = (try arrivals.of(standing, openFor: account), true)
        } else {
            (hits, isWhole) = try arrivals.newest(openFor: account, now: node.clock())
        }
        let groups = hits.map { hit in
            SeenArrivals.Group(
                indicator: { () throws(SeenFault) in
                    try Self.attempt { () throws(StoreError) in try held(hit.indicator, connection) }
                },
                observed: { most throws(SeenFault) in
                    try Self.attempt { () throws(StoreError) in
                        var ids: [String] = []
                        for entry in hit.observed where ids.count < most {
                            if let id = try VersionRows(connection).origin(of: entry.row)?.id { ids.append(id) }
                        }
                        return ids
                    }
                },
                found: hit.found
            )
        }
        return SeenArrivals(groups, isWhole: isWhole)
    }

    /// Who has a value; each object is decided by itself as well.
    private func seenValues(_ connection: Connection) -> SeenValues {
        let told = { (found: ValueRows.Found) throws(StoreError) -> SeenValues.Found in
            var objects: [SeenObjects.Held] = []
            for entry in found.entries { if let one = try held(entry, connection) { objects.append(one) } }
            return SeenValues.Found(objects, isMore: found.isMore)
        }
        return SeenValues(
            isWhole: { () throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in try values.isWhole() }
            },
            holders: { key, most throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in try told(try values.holders(of: key, most: most)) }
            },
            within: { span, most throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in try told(try values.within(span, most: most)) }
            },
            networks: { range throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in try values.networks(around: range) }
            }
        )
    }

    /// So many steps for a pattern at most.
    private static let limit = 100_000
    /// So many indicators are looked at, and so many of those that are met or wrong are told.
    private static let (most, mostTold, mostWrong) = (1_000_000, 500, 100)

    /// The live indicators that the reader may see and that are met by observations.
    private func met(
        by observations: [Observation],
        _ mode: PatternMode,
        on now: Int64,
        _ tools: any PatternTools,
        _ connection: Connection
    ) throws(StoreError) -> MetPatterns {
        var rows: [Int64] = []
        var entries = newest("indicator")
        while rows.count < Self.most, let entry = try entries.next() { rows.append(entry.row) }
        let (known, isComplete) = try patterns.known(rows, mode, tools) { row throws(StoreError) in
            try ObjectRows(connection).object(row: row).flatMap { try? JSONDocument(parsing: $0.bytes) }
        }
        // Only what this reader may see is held against anything: of the rest nothing shows, not even its time.
        var takes = Array(repeating: false, count: known.set.count)
        var (count, wrong) = (0, [SeenObjects.Held]())
        for row in rows {
            if let number = known.numbers[row].flatMap({ $0 }), known.isLive(number, at: now) {
                takes[number] = true
                count += 1
            } else if known.wrong.contains(row), wrong.count < Self.mostWrong {
                if let one = try held(HoldingRows.Entry(row: row, group: 0), connection) { wrong.append(one) }
            }
        }
        let found = known.set.by(tools).hits(in: observations, limit: Self.limit) { takes[$0] }
        var met: [MetPatterns.Met] = []
        for (number, hits) in Dictionary(grouping: found.hits, by: \.pattern).sorted(by: { $0.key > $1.key }) {
            guard met.count < Self.mostTold else { break }
            let entry = HoldingRows.Entry(row: known.rows[number], group: 0)
            if let one = try held(entry, connection) { met.append(MetPatterns.Met(indicator: one, hits: hits)) }
        }
        return MetPatterns(met: met, wrong: wrong, count: count, isComplete: isComplete && found.isComplete)
    }

    /// Two versions put together by phrase; nil where they are longer than is compared.
    private static func merged(_ asked: MergeAsked) -> [MergedPiece]? {
        let pieces = try? PhraseMerge.pieces(
            base: asked.base,
            ours: asked.ours,
            theirs: asked.theirs,
            language: asked.language
        )
        return pieces?.map {
            MergedPiece(kind: $0.kind.rawValue, base: $0.base, ours: $0.ours, theirs: $0.theirs)
        }
    }

    /// The own party and its partners: what a partner is said to have done is only what came from that partner.
    private func parties(_ connection: Connection) throws(StoreError) -> SeenParties {
        let partners = try PartnerRows(connection).all().compactMap { partner in
            partner.identity.map { (name: partner.name, title: partner.title, identity: $0) }
        }
        let identities = Dictionary(partners.map { ($0.name, $0.identity) }) { first, _ in first }
        return SeenParties(
            own: identity,
            partners: Dictionary(partners.map { ("partner \($0.name)", $0.identity) }) { first, _ in first },
            names: Dictionary(partners.map { ($0.identity, $0.title) }) { first, _ in first },
            hash: { Encoding.hex(SHA256.digest(of: $0)) },
            given: { id throws(SeenFault) in
                let sent = try Self.attempt { () throws(StoreError) in try GivenRows(connection).sent(id) }
                return sent.compactMap { one in
                    identities[one.party].map { SeenParties.Sent(party: $0, version: one.version, moment: one.made) }
                }
            }
        )
    }

    private func newest(_ type: String, _ limit: Int, _ connection: Connection) throws(StoreError)
        -> [SeenObjects.Held]
    {
        var found: [SeenObjects.Held] = []
        var entries = newest(type)
        while found.count < limit, let entry = try entries.next() {
            if let one = try held(entry, connection) { found.append(one) }
        }
        return found
    }

    /// An object by its holding; nil if the reader may not see it, or it is revoked.
    private func held(_ entry: HoldingRows.Entry, _ connection: Connection) throws(StoreError) -> SeenObjects.Held? {
        guard let version = try ObjectRows(connection).object(row: entry.row),
            let document = try? JSONDocument(parsing: version.bytes), sees(document.root),
            !(document.root["revoked"]?.bool ?? false)
        else { return nil }
        return try held(version, document.root)
    }

    private func held(_ version: ObjectRows.Summary, _ object: JSONValue) throws(StoreError) -> SeenObjects.Held {
        let translation = try translation(object)
        let name = PersonDesk.titleProperty(object).flatMap { property in
            object[property].flatMap { translation?.value(property, for: $0) }
        }
        return SeenObjects.Held(
            id: version.id,
            source: version.source,
            banner: banner(object),
            title: name?.string.map(PersonDesk.shortened) ?? PersonDesk.title(object),
            kept: version.kept,
            translation: translation,
            object: SeenValue(object, sight, translation)
        )
    }

    private static func attempt<Value>(_ body: () throws(StoreError) -> Value) throws(SeenFault) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw SeenFault(error)
        }
    }
}
