internal import Agreements
internal import Configuration
package import Installation
package import JSON
package import Labels
internal import Release
internal import STIX
package import Store

/// What a person may write: nothing that the person could not read afterwards, over nothing that is not the party's own
/// and wholly known, and marked no lower than its portions and sources.
package struct WritingDesk {
    let desk: PersonDesk
    private let tables: AgreementTables
    package let connection: Connection
    private let identity: String?

    /// What a person may write.
    /// - Parameters:
    ///   - person: the person.
    ///   - node: the node.
    ///   - connection: the store.
    ///   - beside: marking definitions that are written in the same act.
    /// - Throws: `StoreError`.
    package init(_ person: SignedIn, _ node: Node, _ connection: Connection, beside: [JSONValue] = [])
        throws(StoreError)
    {
        desk = try PersonDesk(person, node, connection, beside: beside)
        tables = try node.tables(now: node.clock(), connection)
        self.connection = connection
        identity = node.configuration.identity
    }

    /// What is asked to be kept.
    package struct Order: Sendable {
        package let object: JSONValue
        /// Whether it is no version of something held.
        package let isNew: Bool
        /// What it quotes.
        package let sources: [String]
        /// The version that was edited; nil where nobody says.
        package let base: String?
        /// What comes beside it, and may be named.
        package var beside: Set<String> = []
        /// What it translates, where it is a step of a translation, which was judged by itself.
        package var translated: String?

        package init(
            object: JSONValue,
            isNew: Bool,
            sources: [String],
            base: String?,
            beside: Set<String> = [],
            translated: String? = nil
        ) {
            self.object = object
            self.isNew = isNew
            self.sources = sources
            self.base = base
            self.beside = beside
            self.translated = translated
        }

        package var id: String { object["id"]?.string ?? "" }
    }

    /// Why an object may not be kept, or nil.
    package func refusal(of order: Order) throws(StoreError) -> APIFault? {
        if let fault = markingFault(of: order.object) { return fault }
        if let fault = try versionFault(order) { return fault }
        if order.translated == nil, let fault = try recordFault(order) { return fault }
        if let fault = try referenceFault(order) { return fault }
        if let original = order.translated { return try translationFault(order.object, of: original) }
        for source in order.sources where try desk.versions(of: source).isEmpty { return .notFound }
        if let fault = try blockFault(of: order.object) { return fault }
        let below = try sourceShortfalls(of: order.object, order.sources)
        guard below.isEmpty else {
            return .invalid("the marking is lower than that of what is quoted: \(Self.text(below)) is missing")
        }
        // What it was made from earlier holds as well; of what the person may not see nothing is said.
        let earlier = try DerivationRows(connection).sources(of: order.id)
        guard try sourceShortfalls(of: order.object, earlier).isEmpty else {
            return .invalid("the marking is lower than that of what the object was made from")
        }
        return nil
    }

    /// What is wrong with the markings of an object.
    package func markingFault(of object: JSONValue) -> APIFault? {
        guard desk.sees(object) else { return .invalid("your clearances do not cover the markings of the object") }
        let lower = portionShortfalls(of: object)
        guard lower.isEmpty else {
            return .invalid("the whole is marked lower than a portion of it: \(Self.text(lower)) is missing")
        }
        return nil
    }

    /// Whether the newest own version of an object may be edited, since the person sees all of it.
    package func mayEdit(_ id: String) throws(StoreError) -> Bool {
        let held = try ObjectRows(connection).versions(of: id).filter { $0.sourceKind == "own" }
        guard let newest = held.last, newest.quarantine == nil, let object = try? JSONDocument(parsing: newest.bytes)
        else { return false }
        let isVersioned =
            object.root["modified"] != nil && newest.type != "marking-definition"
            && newest.type != TypeSchema.notice.name
        return isVersioned && !(object.root["revoked"]?.bool ?? false) && seesWhole(object.root, id)
    }

    package func seesWhole(_ object: JSONValue, _ id: String) -> Bool {
        guard desk.sees(object) else { return false }
        let tree = JSONTree(object)
        return desk.shown(tree, own: id) == tree
    }

    /// What is wrong with it as a version of what is held under its identifier.
    ///
    /// Nobody learns by writing what is held: what the person may not see answers as if it were nothing to write to.
    private func versionFault(_ order: Order) throws(StoreError) -> APIFault? {
        guard !order.isNew else { return nil }
        let held = try ObjectRows(connection).versions(of: order.id)
        guard try !desk.versions(of: order.id).isEmpty else { return .notFound }
        guard let newest = held.last(where: { $0.sourceKind == "own" }),
            let object = try? JSONDocument(parsing: newest.bytes)
        else { return .invalid("this object came from elsewhere; write one of your own that refers to it") }
        guard seesWhole(object.root, order.id) else { return .notFound }
        if let base = order.base, base != newest.version {
            return APIFault(409, "changed-meanwhile", "somebody has written a newer version; look at it first")
        }
        guard let modified = order.object["modified"]?.string else { return nil }
        let stamps = [modified, newest.version].map { STIXTimestamp($0)?.microsecondsSinceEpoch ?? .min }
        guard stamps[0] >= stamps[1] else {
            return APIFault(409, "changed-meanwhile", "a newer version is held; give it a newer `modified`")
        }
        guard let next = try? STIXObjectHeader(order.object), let previous = try? STIXObjectHeader(object.root),
            let refusal = Versioning.refusal(of: next, after: previous)
        else { return nil }
        // The same version is known, or another content of it is a conflict: that is judged where it is kept.
        return refusal == .notLater ? nil : APIFault(409, refusal.rawValue, refusal.message)
    }

    /// Where a translation is marked lower than what it translates, as far as the person sees that.
    private func translationFault(_ object: JSONValue, of original: String) throws(StoreError) -> APIFault? {
        guard let (_, newest) = try desk.versions(of: original).first else { return .notFound }
        let floor = MarkingFloor([desk.reading(of: MarkingReading.references(of: newest.root))])
        let below = floor.shortfalls(of: desk.reading(of: MarkingReading.references(of: object)), rank: rank)
        guard !below.isEmpty else { return nil }
        let missing = Self.text(below)
        return .invalid(
            "the marking is lower than that of what is translated: \(missing) is missing; translate its newest version"
        )
    }

    /// What is wrong with what a translation says of how it was made (`TranslationRecord`).
    private func recordFault(_ order: Order) throws(StoreError) -> APIFault? {
        let held =
            order.isNew ? nil : try ObjectRows(connection).versions(of: order.id).last { $0.sourceKind == "own" }
        let before = held.flatMap { try? JSONDocument(parsing: $0.bytes) }
        return recordFault(of: order.object, after: before?.root)
    }

    /// The same of an object that is no version of something held, unless one is named.
    package func recordFault(of object: JSONValue, after previous: JSONValue? = nil) -> APIFault? {
        guard !TranslationRecord.mayFollow(previous, object) else { return nil }
        return .invalid("a translation comes as a draft; it is checked and approved on the page of its object")
    }

    /// What is wrong with what it names: only what the person may see, or what the version before names already.
    ///
    /// What is hidden is not shown in an object, what is nowhere is. So whoever could name anything would learn of it
    /// by reading.
    private func referenceFault(_ order: Order) throws(StoreError) -> APIFault? {
        var known = order.beside.union([order.id])
        if !order.isNew,
            let newest = try ObjectRows(connection).versions(of: order.id).last(where: { $0.sourceKind == "own" }),
            let object = try? JSONDocument(parsing: newest.bytes)
        {
            known.formUnion(PersonDesk.identifiers(in: JSONTree(object.root)))
        }
        return try unseen(in: order.object, besides: known).map { .invalid(Self.isNotHere($0)) }
    }

    package static func isNotHere(_ id: String) -> String { "it refers to `\(id)`, which is not here" }

    /// The first identifier in an object that the person does not see, those of a list and the party's own aside.
    package func unseen(in object: JSONValue, besides known: Set<String>) throws(StoreError) -> String? {
        for id in PersonDesk.identifiers(in: JSONTree(object)).subtracting(known).sorted() where id != identity {
            if try !desk.versions(of: id).isEmpty { continue }
            guard try desk.renditions(of: id).isEmpty else { continue }
            return id
        }
        return nil
    }

    /// Where the banner is lower than a portion (`RULES.md`, 8).
    package func portionShortfalls(of object: JSONValue) -> [MarkingFloor.Shortfall] {
        let portions = object["granular_markings"]?.elements.compactMap { $0["marking_ref"]?.string } ?? []
        let banner = object["object_marking_refs"]?.elements.compactMap(\.string) ?? []
        return MarkingFloor([desk.reading(of: portions)]).shortfalls(of: desk.reading(of: banner), rank: rank)
    }

    /// Where the marking of an object is lower than that of its sources.
    package func sourceShortfalls(of object: JSONValue, _ sources: [String]) throws(StoreError) -> [MarkingFloor
        .Shortfall]
    {
        try floor(of: sources).shortfalls(of: desk.reading(of: MarkingReading.references(of: object)), rank: rank)
    }

    /// What sources ask for, whoever asks.
    func floor(of sources: [String]) throws(StoreError) -> MarkingFloor {
        var readings: [MarkingReading] = []
        for source in sources {
            for version in try ObjectRows(connection).versions(of: source).suffix(1) {
                guard let object = try? JSONDocument(parsing: version.bytes) else { continue }
                readings.append(desk.reading(of: MarkingReading.references(of: object.root)))
            }
        }
        return MarkingFloor(readings)
    }

    /// What the sources that a person may see ask for; nil if there is one that the person may not see.
    package func demands(of sources: [String]) throws(StoreError) -> [MarkingFloor.Shortfall]? {
        for source in sources where try desk.versions(of: source).isEmpty { return nil }
        return try floor(of: sources).demands
    }

    /// The place of a level in its scheme; what a scheme calls unclassified stands below all.
    func rank(_ label: Label) -> Int? { tables.rank(of: label) }

    package static func text(_ shortfalls: [MarkingFloor.Shortfall]) -> String {
        shortfalls.map { "`\($0.text)`" }.joined(separator: ", ")
    }
}
