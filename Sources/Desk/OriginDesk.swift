internal import Configuration
internal import Installation
package import JSON
internal import Release
internal import Releasing
package import Store

/// Where an object came from and where it went, as far as one person may know.
package struct OriginDesk {
    /// So many works are followed back, and so far.
    private static let works = 50
    private static let steps = 8

    private let desk: PersonDesk
    private let relations: RelationDesk
    private let connection: Connection

    package init(_ desk: PersonDesk, _ relations: RelationDesk, _ connection: Connection) {
        (self.desk, self.relations, self.connection) = (desk, relations, connection)
    }

    /// The chain that leads to an object: how it came, whose rendition it is, what it was made from.
    package func chain(
        of id: String,
        _ versions: [(version: ObjectRows.Summary, object: JSONDocument)]
    ) throws(StoreError) -> [JSONTree] {
        var chain: [JSONTree] = []
        let receipts = try ReceiptRows(connection).all(of: id)
        for (version, object) in versions {
            let receipt = receipts.first { $0.partner == version.sourceName && $0.version == version.version }
            let isRendition = object.root["extensions"]?[RenditionExtension.rendition] != nil
            chain.append(
                .members([
                    "step": .string(version.sourceKind), "version": .string(version.version),
                    "partner": version.sourceKind == "own" ? nil : .string(version.sourceName),
                    "kept": .string(Moment.text(version.kept)),
                    "is_rendition": isRendition ? .bool(true) : nil,
                    "receipt": receipt.map { receipt in
                        .members([
                            "log": .string(receipt.origin), "place": .integer(Int(receipt.place)),
                            "taken": .string(Moment.text(receipt.taken)), "by_courier": .bool(receipt.isByCourier),
                        ])
                    },
                ])
            )
        }
        if let (version, _) = versions.first, version.sourceKind == "rendition",
            let source = try desk.source(ofRendition: id), let (_, object) = try desk.versions(of: source).first
        {
            let name = try relations.names.name(object.root)
            chain.append(
                .members([
                    "step": .string("rendition-of"), "id": .string(source), "name": .string(name.text),
                    "translated": name.translated, "claim": name.claim, "partner": .string(version.sourceName),
                ])
            )
        }
        return try chain + derived(id, versions.first?.object)
    }

    /// What it was made from (STIX 2.1, 3.7: `derived-from`), as the relationships that the person may see tell it.
    private func derived(_ id: String, _ object: JSONDocument?) throws(StoreError) -> [JSONTree] {
        var found: [JSONTree] = []
        var known: Set<String> = [id]
        var next = object.map { [(id: id, object: $0)] } ?? []
        for step in 1...Self.steps {
            var further: [(id: String, object: JSONDocument)] = []
            for work in next {
                for tie in try relations.relations(of: work.object.root, work.id).list
                where tie.property == "derived-from" && tie.isOutgoing && found.count < Self.works {
                    guard known.insert(tie.id).inserted, let (version, source) = try desk.versions(of: tie.id).first
                    else { continue }
                    found.append(
                        .members([
                            "step": .string("derived-from"), "id": .string(tie.id), "name": .string(tie.name.text),
                            "translated": tie.name.translated, "claim": tie.name.claim, "depth": .integer(step),
                            "partner": version.sourceKind == "own" ? nil : .string(version.sourceName),
                        ])
                    )
                    further.append((tie.id, source))
                }
            }
            next = further
        }
        return found
    }

    /// To whom it went, on what ground: the acts, each with its articles, and what the party has in its place.
    ///
    /// Who decides is told that a version was overtaken by one that is hidden (`tellsOfNewer`), and nobody else.
    package func given(
        _ versions: [(version: ObjectRows.Summary, object: JSONDocument)],
        tellsOfNewer: Bool
    ) throws(StoreError) -> [JSONTree] {
        let seen = Set(versions.map(\.version.row))
        var given: [JSONTree] = []
        var renditions: [String: StoredRendition] = [:]
        for (version, _) in versions.reversed() {
            let newest = try ObjectRows(connection).newestRow(like: version.row)
            let isTold = tellsOfNewer || newest.map { seen.contains($0) } ?? true
            for act in try ReleaseRows(connection).acts(on: version.row)
            where isTold || act.outcome != "withdraw" || act.officer != Node.newerVersion {
                let body = try? JSONDocument(parsing: act.grounds).root
                let question = try? JSONDocument(parsing: act.question).root
                var rendition: StoredRendition?
                if act.outcome == "rendition" {
                    if renditions[act.party] == nil {
                        renditions[act.party] = try RenditionRows(connection).one(version.id, for: act.party)
                    }
                    rendition = renditions[act.party]
                }
                given.append(
                    .members([
                        "party": .string(act.party), "officer": .string(act.officer),
                        "first_officer": question?["first_officer"]?.string.map { .string($0) },
                        "made": .string(Moment.text(act.made)), "outcome": .string(act.outcome),
                        "version": .string(version.version), "basis": .strings(Self.basis(body)),
                        "channel": question?["channel"]?.string.map { .string($0) },
                        "purpose": question?["purpose"]?.string.map { .string($0) },
                        "rendition": rendition.map { .string($0.id) },
                    ])
                )
            }
        }
        return given
    }

    /// The articles of the grounds that permitted, each once; where no agreement was needed, what the marking says.
    ///
    /// Grounds speak of articles and markings, not of other objects.
    private static func basis(_ grounds: JSONValue?) -> [String] {
        let permits = (grounds?["grounds"].map { Array($0.elements) } ?? []).filter { ground in
            ground["verdict"]?.isString("permits") ?? false
        }
        var basis: [String] = []
        for ground in permits where ground["agreement"] != nil {
            if let source = ground["source"]?.string, !basis.contains(source) { basis.append(source) }
        }
        guard basis.isEmpty else { return basis }
        return permits.filter { $0["code"]?.string?.hasPrefix("tlp-") ?? false }.compactMap { $0["text"]?.string }
    }
}
