internal import Agreements
internal import Cryptography
internal import JSON
internal import Labels
internal import Release
internal import STIX
internal import Store

/// Decides about many objects for one party on one reading of the store; changes nothing.
struct ReleaseSurvey {
    let party: String
    let order: ReleaseOrder
    let connection: Connection
    let feed: StoredCollection
    /// What was released already and waits for witnesses.
    let waiting: StoredCollection?
    let tables: AgreementTables
    let from: Int
    let to: Int
    let now: Int64
    let renditions: [String: StoredRendition]
    private let builder: QuestionBuilder<HeldProvenance>
    private let terms: ReleaseTerms
    private let directory: MarkingDirectory
    private let node: Node

    /// A survey for a party; nil if it is no partner, or its link was ended.
    init?(_ party: String, _ order: ReleaseOrder, _ node: Node, _ connection: Connection) throws(StoreError) {
        guard let electronic = try CollectionRows(connection).feed(of: party) else { return nil }
        let partner = try PartnerRows(connection).find(party)
        guard partner?.end == nil else { return nil }
        let lists = CollectionRows(connection)
        let courier = order.channel == .courier ? try lists.list(.courier, of: party) : nil
        waiting = order.channel == .courier ? nil : try lists.list(.waiting, of: party)
        (self.party, self.order, self.connection, self.feed, self.node) = (
            party, order, connection, courier ?? electronic, node
        )
        now = node.clock()
        let tables = try node.tables(
            set: order.agreements,
            assumed: order.assumed,
            day: order.day,
            now: now,
            connection
        )
        from = node.ownParty(tables)
        let to = partner.map { Node.number(of: $0, tables) } ?? tables.party(party) ?? -1
        (self.tables, self.to) = (tables, to)
        renditions = try RenditionRows(connection).all(of: party)
        directory = MarkingDirectory(connection, source: 1)
        terms = order.terms(for: party)
        let records = ReleaseRecords(connection, tables)
        builder = QuestionBuilder(
            try records.circumstances(from: from, to: to),
            try HeldProvenance(tables, order.ids == nil ? .all : .some, connection)
        )
    }

    /// Decides about objects by their rows, settles what refers to what, and says what each becomes.
    /// - Parameters:
    ///   - rows: the objects; what was rendered before is looked at again with them.
    ///   - body: gets the results one by one.
    /// - Throws: `StoreError` if the store cannot be read or an object is damaged.
    func run(_ rows: [Int64], _ body: (ReleaseResult) throws(StoreError) -> Void) throws(StoreError) {
        let asked = Set(rows)
        // A reference that could not go may go now: earlier renditions are made anew.
        var all = rows
        if order.spokenOf.isEmpty, !order.isAlone {
            let listed = try standing(in: feed)
            let earlier = renditions.values.filter {
                $0.revoked == nil && listed.contains($0.id) && order.versions[$0.source] == nil
            }
            all += earlier.map(\.object).filter { !asked.contains($0) }.sorted()
        }
        let present = Set(all)
        let companions = try companions(of: all).filter { !present.contains($0) }
        let firstCompanion = all.count
        all += companions
        let objects = ObjectRows(connection)
        let reading = Reading()
        var renderer = Renderer(context(reading), sha1: SHA1.digest(of:)) { place in
            guard let row = all.indices.contains(place) ? all[place] : nil,
                let bytes = try? objects.object(row: row)?.bytes
            else { return nil }
            return try? JSONDocument(parsing: bytes)
        }
        var decisions: [Decision] = []
        decisions.reserveCapacity(all.count)
        var newest: [String: (row: Int64, version: STIXTimestamp?)] = [:]
        for row in all {
            guard let object = try objects.object(row: row) else {
                throw StoreError(.other, "no object has the row \(row)")
            }
            guard let document = try? JSONDocument(parsing: object.bytes) else {
                throw StoreError(.other, "the object \(object.id) in row \(row) is damaged")
            }
            reading.versions.append(version(object))
            let isAnew =
                order.isAgain ? asked.contains(row) : !asked.contains(row) && reading.terms.count < firstCompanion
            reading.terms.append(isAnew ? try recorded(row) : terms)
            decisions.append(renderer.add(document.root))
            let version = STIXTimestamp(object.version)
            if let known = newest[object.id], let one = known.version, version?.isEarlier(than: one) ?? true {
                continue
            }
            newest[object.id] = (row, version)
        }
        renderer.settle()
        if let fault = reading.fault { throw fault }
        let needed = renderer.companions { $0 >= firstCompanion }
        for (place, row) in all.enumerated() {
            guard let object = try objects.object(row: row) else { continue }
            let isAsked = asked.contains(row)
            if place >= firstCompanion, !needed.contains(object.id) { continue }
            // A rendition is made of the newest version only: its versions are its own.
            if renderer.fate(place).fate == .rendition, newest[object.id]?.row != row { continue }
            var result = result(object, decisions[place], renderer, place)
            try narrow(&result, object)
            let isEarlier = place < firstCompanion && !isAsked
            if isEarlier, try isWider(result) { continue }
            if isAsked || result.decision.outcome.lets || result.rendition != nil { try body(result) }
        }
    }

    /// Whether what was rendered before would say more of its own now than when an officer gave it: that waits for an officer, whatever
    /// else is given meanwhile (`RULES.md`, 19).
    private func isWider(_ result: ReleaseResult) throws(StoreError) -> Bool {
        guard let rendition = result.rendition else { return result.decision.outcome.lets }
        guard let given = renditions[result.id],
            let bytes = try ObjectRows(connection).versions(of: given.id).last(where: { $0.sourceName == party })?
                .bytes
        else { return true }
        return RenditionContent.ownDigest(bytes) != RenditionContent.ownDigest(rendition.bytes)
    }

    /// The identifiers of the renditions that stand in a list and whose source is still there.
    ///
    /// One that stands in another list goes by another way, and is not made anew for this one.
    private func standing(in list: StoredCollection) throws(StoreError) -> Set<String> {
        Set(
            try connection.all(
                """
                SELECT r.id FROM rendition r JOIN object b ON b.row=r.object
                WHERE r.party=?1 AND b.erased IS NULL AND EXISTS (SELECT 1 FROM object o JOIN member m ON m.object=o.row
                    WHERE o.id=r.id AND m.collection=?2)
                """,
                [.text(party), .integer(list.row)]
            ) { $0.text(0) }
        )
    }

    /// What one reading knows of the objects in their places, and the first fault of the store on the way.
    private final class Reading {
        var versions: [HeldVersion] = []
        var terms: [ReleaseTerms] = []
        var fault: StoreError?
    }

    /// The terms of the act that gave a version, over the way of this list: naming and purpose of another act are not its own.
    private func recorded(_ row: Int64) throws(StoreError) -> ReleaseTerms {
        var terms = ReleaseTerms(record: try ReleaseRows(connection).question(on: row, to: party) ?? [])
        (terms.channel, terms.maker) = (order.channel, self.terms.maker)
        return terms
    }

    private func version(_ object: ObjectRows.Summary) -> HeldVersion {
        HeldVersion(
            row: object.row,
            source: builder.provenance.source(kind: object.sourceKind, name: object.sourceName)
        )
    }

    /// What would become of an object alone: what it refers to counts as the party has it now.
    /// - Parameters:
    ///   - object: the object.
    ///   - version: where it came from; by default it is written here and not kept yet.
    /// - Returns: what would become of it.
    /// - Throws: `StoreError`.
    func standing(of object: JSONValue, from version: HeldVersion = HeldVersion(row: .max, source: .own))
        throws(StoreError) -> ReleaseStanding
    {
        let reading = Reading()
        (reading.versions, reading.terms) = ([version], [terms])
        var renderer = Renderer(context(reading), sha1: SHA1.digest(of:)) { _ in
            try? JSONDocument(parsing: object.canonicalBytes())
        }
        var decision = renderer.add(object)
        renderer.settle()
        if let fault = reading.fault { throw fault }
        let (fate, cause) = renderer.fate(0)
        if let ground = renderer.absentGround(0) { decision.grounds.append(ground) }
        switch fate {
        case .whole: return ReleaseStanding(outcome: .release, decision: decision)
        case .rendition:
            let withheld = renderer.rendition(0)?.withheld ?? []
            return ReleaseStanding(outcome: .rendition, decision: decision, withheld: withheld)
        case .withheld:
            decision.withhold(for: cause)
            return ReleaseStanding(outcome: decision.outcome, decision: decision)
        }
    }

    /// Leaves to an officer who sees both what may go by its own markings, but has a newer version that may not go that way.
    private func narrow(_ result: inout ReleaseResult, _ object: ObjectRows.Summary) throws(StoreError) {
        guard result.decision.outcome.lets else { return }
        result.newest = try ObjectRows(connection).newestRow(like: object.row)
        guard let row = result.newest, row != object.row, let newest = try ObjectRows(connection).object(row: row)
        else { return }
        // What was given before is judged beside its newest version by its own act.
        guard !order.isAgain else { return }
        let isSeen = order.rows?.contains(newest.row) ?? true
        guard isSeen || order.tellsOfNewer else { return }
        if isSeen, order.versions[object.id] == object.version {
            result.beside = newest.version
            return
        }
        guard let document = try? JSONDocument(parsing: newest.bytes) else {
            throw StoreError(.corrupt, "the object in row \(newest.row) is damaged")
        }
        let own = ReleaseStanding(
            outcome: result.decision.outcome,
            decision: result.decision,
            withheld: result.rendition?.withheld ?? []
        )
        let other = try standing(of: document.root, from: version(newest))
        guard !other.goes(where: own) else { return }
        var decision = result.decision
        decision.outcome = .refer
        decision.grounds.append(Ground(code: .versionNarrowed, verdict: .refers))
        result = ReleaseResult(
            party: party,
            id: object.id,
            version: object.version,
            row: object.row,
            decision: decision,
            explanation: Explanation(decision, tables, from: from, to: to, language: order.language),
            isNew: false,
            rendition: nil
        )
    }

    private func result(
        _ object: ObjectRows.Summary,
        _ decision: Decision,
        _ renderer: Renderer,
        _ place: Int
    ) -> ReleaseResult {
        var decision = decision
        let (fate, cause) = renderer.fate(place)
        if let ground = renderer.absentGround(place) { decision.grounds.append(ground) }
        var rendition: Renderer.Rendition?
        switch fate {
        case .whole: break
        case .rendition:
            rendition = renderer.rendition(place)
            decision.outcome = .rendition
        case .withheld: decision.withhold(for: cause)
        }
        var result = ReleaseResult(
            party: party,
            id: object.id,
            version: object.version,
            row: object.row,
            decision: decision,
            explanation: Explanation(decision, tables, from: from, to: to, language: order.language),
            isNew: false,
            rendition: rendition
        )
        result.warnings = ReleaseWarning.about(
            object.bytes,
            decision.outcome,
            withheld: rendition?.withheld ?? []
        )
        return result
    }

    /// The rows of what goes along: the marking definitions that objects bear, and who created the one and the other.
    private func companions(of rows: [Int64]) throws(StoreError) -> [Int64] {
        var found: Set<Int64> = []
        var seen: Set<String> = []
        for row in rows {
            guard let bytes = try ObjectRows(connection).object(row: row)?.bytes,
                let document = try? JSONDocument(parsing: bytes)
            else { continue }
            var queue = MarkingReading.references(of: document.root)
            queue += document.root["created_by_ref"]?.string.map { [$0] } ?? []
            while let id = queue.popLast() {
                guard seen.insert(id).inserted,
                    let newest = try ObjectRows(connection).versions(of: id).last(where: { $0.sourceKind == "own" }),
                    newest.type == "marking-definition" || newest.type == "identity",
                    let companion = try? JSONDocument(parsing: newest.bytes)
                else { continue }
                found.insert(newest.row)
                queue += MarkingReading.references(of: companion.root)
                queue += companion.root["created_by_ref"]?.string.map { [$0] } ?? []
            }
        }
        return found.sorted()
    }

    private func context(_ reading: Reading) -> RenderContext {
        var context = plainContext(reading)
        context.givesAbsent = { reading.terms.indices.contains($0) && reading.terms[$0].givesAbsent }
        let (from, to, tables) = (from, to, tables)
        context.absentRule = { AbsentRule($0, from: from, to: to, tables) }
        return context
    }

    private func plainContext(_ reading: Reading) -> RenderContext {
        let own = tables.set.parties.indices.contains(from) ? tables.set.parties[from].identities : []
        let theirs = tables.set.parties.indices.contains(to) ? tables.set.parties[to].identities : []
        let known = order.spokenOf.union(own + theirs + [node.configuration.identity].compactMap { $0 })
        let (key, connection, party) = (node.signingKey.seed, connection, party)
        let byCourier = order.channel == .courier
        return RenderContext(
            recipient: party,
            creator: node.configuration.identity ?? own.first,
            now: now,
            decide: { markings, object, place in
                do throws(StoreError) {
                    let version = reading.versions[place]
                    let terms = reading.terms[place]
                    let question = try builder.question(about: object, bearing: markings, from: version, terms)
                    return ReleaseEngine.decide(question, tables)
                } catch {
                    // Nothing of this reading is used; until then it goes nowhere.
                    reading.fault = reading.fault ?? error
                    return Decision.undecided
                }
            },
            meaning: directory.meaning,
            isKnown: { id in
                if known.contains(id) { return true }
                let row = try? connection.first(
                    """
                    SELECT 1 FROM object o JOIN source s ON s.row=o.source
                    LEFT JOIN member m ON m.object=o.row AND m.collection IN (SELECT c.row FROM collection c
                        WHERE c.party=?2 AND (c.kind='feed' OR ?3 AND c.kind='courier'))
                    WHERE o.id=?1 AND (m.seq IS NOT NULL AND s.kind<>'rendition' OR s.kind='partner' AND s.name=?2) LIMIT 1
                    """,
                    // What went by courier only is not spoken of on the network.
                    [.text(id), .text(party), .bool(byCourier)]
                ) { $0.integer(0) }
                return row != nil
            },
            given: { source in
                renditions[source].map { RenderContext.Given(created: $0.created, modified: $0.modified) }
            },
            isHeld: { id in
                let row = try? connection.first(
                    "SELECT 1 FROM object WHERE id=? AND erased IS NULL LIMIT 1",
                    [.text(id)]
                ) {
                    $0.integer(0)
                }
                return row != nil
            },
            authenticate: { HMACSHA256.code(of: $0, key: key) },
            digest: SHA256.digest(of:)
        )
    }
}
