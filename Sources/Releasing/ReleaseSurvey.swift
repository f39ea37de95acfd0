package import Agreements
internal import Configuration
internal import Cryptography
internal import Holdings
package import Installation
package import JSON
internal import Labels
package import Release
internal import STIX
package import Store

/// Decides about many objects for one party on one reading of the store; changes nothing.
package struct ReleaseSurvey {
    package let party: String
    package let order: ReleaseOrder
    package let connection: Connection
    package let feed: StoredCollection
    /// What was released already and waits for witnesses.
    package let waiting: StoredCollection?
    package let tables: AgreementTables
    package let from: Int
    package let to: Int
    package let now: Int64
    package let renditions: [String: StoredRendition]
    package let builder: QuestionBuilder<HeldProvenance>
    package let terms: ReleaseTerms
    package let translations: HeldTranslations
    private let directory: MarkingDirectory
    private let node: Node
    /// The identities by which the two parties know each other, from their link.
    private let linked: [String]

    /// A survey for a party; nil if it is no partner, or its link was ended.
    package init?(_ party: String, _ order: ReleaseOrder, _ node: Node, _ connection: Connection) throws(StoreError) {
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
        linked = [node.configuration.identity, partner?.identity].compactMap { $0 }
        renditions = try RenditionRows(connection).all(of: party)
        directory = MarkingDirectory(connection, source: 1)
        terms = order.terms(for: party)
        let records = ReleaseRecords(connection, tables)
        let circumstances = try records.circumstances(from: from, to: to)
        translations = HeldTranslations(circumstances.reader.language, connection)
        builder = QuestionBuilder(
            circumstances,
            try HeldProvenance(tables, order.ids == nil ? .all : .some, connection)
        )
    }

    /// Decides about objects by their rows, settles what refers to what, and says what each becomes.
    /// - Parameters:
    ///   - rows: the objects; what was rendered before is looked at again with them.
    ///   - body: gets the results one by one.
    /// - Throws: `StoreError` if the store cannot be read or an object is damaged.
    package func run(_ rows: [Int64], _ body: (ReleaseResult) throws(StoreError) -> Void) throws(StoreError) {
        let asked = Set(rows)
        let gathered = try gathered(rows)
        let (all, firstCompanion) = (gathered.rows, gathered.firstCompanion)
        let objects = ObjectRows(connection)
        let reading = Reading()
        reading.translation = gathered.places
        var renderer = Renderer(context(reading), validator: .strict) { place in
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
            let isHidden = gathered.hidden.contains(row)
            // A translation is asked about by the terms of what it translates.
            let owner = gathered.owners[row] ?? row
            let isOwnAct = reading.terms.count >= firstCompanion && !isHidden || !isAnew(owner, asked)
            reading.terms.append(isOwnAct ? terms : try recorded(owner))
            decisions.append(renderer.add(document.root, isHidden: isHidden))
            if isHidden { continue }
            let version = STIXTimestamp(object.version)
            if let known = newest[object.id], let one = known.version, version?.isEarlier(than: one) ?? true {
                continue
            }
            newest[object.id] = (row, version)
        }
        renderer.settle()
        if let fault = reading.fault { throw fault }
        let rendered = try rendered(of: all, asked, newest.mapValues(\.row), renderer)
        let needed = renderer.companions { $0 >= firstCompanion }
        for (place, row) in all.enumerated() {
            guard let object = try objects.object(row: row) else { continue }
            let isAsked = asked.contains(row)
            if gathered.hidden.contains(row) || place >= firstCompanion && !needed.contains(object.id) { continue }
            if renderer.fate(place).fate == .rendition, rendered[object.id] != row { continue }
            var result = result(object, decisions[place], renderer, place)
            if let other = renderer.translationPlace(place), let content = try objects.object(row: all[other]) {
                result.translation = (content.id, content.version, gathered.translating[row]?.language ?? "")
            }
            try narrow(&result, object)
            let isEarlier = place < firstCompanion && !isAsked
            if isEarlier, try isWider(result) { continue }
            if isAsked || result.decision.outcome.lets || result.rendition != nil { try body(result) }
        }
    }

    /// Of which version of each object a rendition is made, since its versions are its own.
    ///
    /// Of the one that the act asks for, else of the newest, be it of another source.
    private func rendered(of all: [Int64], _ asked: Set<Int64>, _ newest: [String: Int64], _ renderer: Renderer)
        throws(StoreError) -> [String: Int64]
    {
        var rendered = newest
        for (place, row) in all.enumerated() where asked.contains(row) && renderer.fate(place).fate == .rendition {
            if let id = try ObjectRows(connection).object(row: row)?.id { rendered[id] = row }
        }
        return rendered
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

    /// What one reading knows of the objects in their places, and the first fault of the store on the way.
    private final class Reading {
        var versions: [HeldVersion] = []
        var terms: [ReleaseTerms] = []
        /// The places of translations by those of what they translate.
        var translation: [Int: (place: Int, language: String)] = [:]
        var fault: StoreError?
    }

    /// The terms of the act that gave a version, over the way of this list: naming and purpose of another act are not its own.
    package func recorded(_ row: Int64) throws(StoreError) -> ReleaseTerms {
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
    package func standing(of object: JSONValue, from version: HeldVersion = HeldVersion(row: .max, source: .own))
        throws(StoreError) -> ReleaseStanding
    {
        let reading = Reading()
        (reading.versions, reading.terms) = ([version], [terms])
        var renderer = Renderer(context(reading), validator: .strict) { _ in
            try? JSONDocument(parsing: object.canonicalBytes())
        }
        var decision = renderer.add(object)
        renderer.settle()
        if let fault = reading.fault { throw fault }
        let (fate, cause) = renderer.fate(0)
        decision.grounds += renderer.grounds(0)
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
        decision.grounds += renderer.grounds(place)
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
            withheld: rendition?.withheld ?? [],
            .strict
        )
        return result
    }

    private func context(_ reading: Reading) -> RenderContext {
        var context = plainContext(reading)
        context.givesAbsent = { reading.terms.indices.contains($0) && reading.terms[$0].givesAbsent }
        let (from, to, tables) = (from, to, tables)
        context.reader = builder.circumstances.reader
        context.rank = { tables.rank(of: $0) }
        context.translation = { reading.translation[$0] }
        context.absentRule = { AbsentRule($0, from: from, to: to, tables) }
        let creator = context.creator
        context.sighting = { object, place, bases in
            // What is under a partner's name is for the partner to tell.
            guard reading.versions[place].source == .own else { return nil }
            if let author = object["created_by_ref"]?.string, author != creator {
                guard let party = try? builder.provenance.party(of: author, tables), party == from else { return nil }
            }
            return SightingTerms(bases, from: from, to: to, tables)
        }
        return context
    }

    private func plainContext(_ reading: Reading) -> RenderContext {
        let own = tables.set.parties.indices.contains(from) ? tables.set.parties[from].identities : []
        let theirs = tables.set.parties.indices.contains(to) ? tables.set.parties[to].identities : []
        let known = order.spokenOf.union(own + theirs + linked)
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
                // What went by courier only is not spoken of on the network.
                return (try? GivenRows(connection).knows(party, id, byCourier: byCourier)) ?? false
            },
            given: { source in
                renditions[source].map { RenderContext.Given(created: $0.created, modified: $0.modified) }
            },
            isHeld: { id in (try? VersionRows(connection).isHeld(id)) ?? false },
            authenticate: { HMACSHA256.code(of: $0, key: key) },
            digest: SHA256.digest(of:)
        )
    }
}
