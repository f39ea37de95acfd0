internal import Configuration
internal import Desk
package import DetectionFormats
package import Holdings
internal import HostNames
package import Installation
package import JSON
internal import Labels
package import NormalForms
internal import Release
package import Releasing
internal import STIX
package import Store
internal import Work

/// The live indicators that a reader may get as a file, made anew for each request: nothing of it is kept.
///
/// 1. Indicators are those that the engine lets the reader see, and of no other anything is told or counted.
/// 2. Each leaves that is within the reader's levels and within the installation's level for files.
/// 3. Live is what is not revoked, has begun and has not ended (STIX 2.1, 4.7): what is not so any more leaves with
///    the next fetch.
/// 4. What may be done with it is what its marking says; where that says nothing, what is said of its source.
package struct LiveDetections {
    /// How values are written in one way.
    package static let forms = NormalForms(names: ICUHostNames())

    /// What becomes of values that the node's warning lists have; nil where there are none.
    /// - Parameters:
    ///   - node: the node.
    ///   - leavesOut: whether they are left out.
    /// - Returns: what becomes of them.
    static func listing(_ node: Node, leavesOut: Bool) -> DetectionListing? {
        guard let desk = ListedDesk(node) else { return nil }
        return DetectionListing(leavesOut: leavesOut) { form in
            desk.values([form]).map {
                DetectionListHit(name: $0.list, version: $0.version, relation: $0.relation)
            }
        }
    }

    package private(set) var detections: [Detection] = []
    /// The objects as they are shown, where they are asked for, in the order of `detections`.
    package private(set) var objects: [JSONTree] = []
    package private(set) var opened: [Node.Opened] = []
    package private(set) var banners: Set<String> = []

    /// What one partner is called, and where its party stands.
    private struct Partner {
        let title: String
        let party: Int
    }

    /// A class of markings of one source: alike for all of its objects.
    private struct Class: Hashable {
        let references: [String]
        let source: String

        /// The class of an object; nil for one that is judged by itself: portions and an embargo are its own.
        init?(of object: JSONValue, _ source: String) {
            guard object["granular_markings"] == nil, object["extensions"] == nil else { return nil }
            references = MarkingReading.references(of: object)
            self.source = source
        }
    }

    /// What holds for a class.
    private struct Standing {
        let banner: String
        let agreement: String
        let reading: MarkingReading
        let mayLeave: Bool
    }

    /// The indicators for a reader.
    /// - Parameters:
    ///   - reader: who gets them.
    ///   - consumer: what narrows them; nil for a person.
    ///   - withObjects: whether the objects themselves are wanted.
    ///   - node: the node.
    ///   - index: the index of the holdings.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(
        for reader: SignedIn,
        narrowedBy consumer: Consumer?,
        withObjects: Bool = false,
        _ node: Node,
        _ index: HoldingIndex,
        _ connection: Connection
    ) throws(StoreError) {
        let desk = try PersonDesk(reader, node, connection)
        let holdings = try HoldingDesk(desk, index, connection)
        var limits = [desk.exportLimit(node.configuration.exportLevels)]
        if let consumer { limits.append(desk.exportLimit(consumer.levels)) }
        let unmarked = try ConsumerRows(connection).unmarked()
        let partners = try Self.partners(desk, connection)
        let (now, rows) = (node.clock(), ObjectRows(connection))
        var standings: [Class: Standing] = [:]
        var entries = holdings.newest(HoldingFilter(kinds: ["indicator"]))
        while let entry = try entries.next() {
            // What waits for somebody to judge it is put into no program, whoever asks.
            guard let version = try rows.object(row: entry.row), version.quarantine == nil,
                consumer.map({ $0.sources.isEmpty || $0.sources.contains(version.source) }) ?? true,
                let document = try? JSONDocument(parsing: version.bytes),
                let found = IndicatorText(document.root), found.isLive(on: now), desk.sees(document.root)
            else { continue }
            let kind = Class(of: document.root, version.source)
            let partner = partners[version.source]
            let known = kind.flatMap { standings[$0] }
            let standing = known ?? Self.standing(of: document.root, version.id, partner, limits, desk)
            if let kind { standings[kind] = standing }
            guard standing.mayLeave, consumer.map({ $0.takes(standing.agreement, version.source) }) ?? true else {
                continue
            }
            detections.append(
                found.detection(
                    id: version.id,
                    party: partner?.title ?? (version.source == "own" ? node.configuration.title : ""),
                    marking: standing.banner,
                    use: found.use(standing.reading, unmarked[version.source] ?? Node.usualUse),
                    agreement: standing.agreement
                )
            )
            if withObjects { objects.append(desk.shown(JSONTree(document.root), own: version.id)) }
            opened.append(Node.Opened(version.id, source: version.source))
            banners.insert(standing.banner)
        }
    }

    private static func partners(_ desk: PersonDesk, _ connection: Connection) throws(StoreError) -> [String: Partner]
    {
        var partners: [String: Partner] = [:]
        for one in try PartnerRows(connection).all() {
            let party = desk.party(identity: one.identity, name: one.name)
            partners["partner \(one.name)"] = Partner(title: one.title, party: party)
        }
        return partners
    }

    private static func standing(
        of object: JSONValue,
        _ id: String,
        _ partner: Partner?,
        _ limits: [ExportLimit],
        _ desk: PersonDesk
    ) -> Standing {
        let reading = desk.reading(of: object)
        return Standing(
            banner: desk.banner(object),
            agreement: partner.flatMap { desk.agreement(reading, item: id, from: $0.party) } ?? "",
            reading: reading,
            // What is invented for an exercise would be looked for in what is real.
            mayLeave: reading.exercises.isEmpty && limits.allSatisfy { desk.lets(object, $0) }
        )
    }
}

extension Consumer {
    /// Whether something is for it by the agreement on which it rests; the own party's rests on none.
    fileprivate func takes(_ agreement: String, _ source: String) -> Bool {
        agreements.isEmpty || source == "own" || agreements.contains(agreement)
    }
}
