internal import JSON
internal import Store
internal import Transport

/// One object for people: what it says, what it is tied to, where it came from and where it went.
extension APIService {
    func object(_ id: String, _ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let desk = try PersonDesk(person, node, connection)
            var versions = try desk.versions(of: id)
            if versions.isEmpty { versions = try desk.renditions(of: id) }
            guard let (newest, object) = versions.first else { return nil }
            let ties = try RelationDesk(desk, holdings, connection)
            let origin = OriginDesk(desk, ties, connection)
            let relations = try ties.relations(of: object.root, id)
            let known = Set(versions.map { "\($0.version.sourceName) \($0.version.version)" })
            let receipts = try ReceiptRows(connection).all(of: id).filter { receipt in
                known.contains("\(receipt.partner) \(receipt.version)")
            }.map { receipt in
                JSONTree.members(["partner": .string(receipt.partner), "version": .string(receipt.version)])
            }
            let mayEdit = person.has(.author) ? try WritingDesk(person, node, connection).mayEdit(id) : false
            return .members([
                "id": .string(id), "type": .string(newest.type), "name": .string(PersonDesk.title(object.root)),
                "versions": .array(
                    try versions.map { version, object throws(StoreError) in
                        .members([
                            "by": try AccountRows(connection).writer(of: version.row).map { .string($0) },
                            "version": .string(version.version), "source": .string(Self.source(version)),
                            "kept": .string(Moment.text(version.kept)), "banner": .string(desk.banner(object.root)),
                            "quarantine": version.quarantine.map { .string($0) },
                            "object": desk.shown(JSONTree(object.root), own: id),
                        ])
                    }
                ),
                "markings": .array(try MarkingWords(connection).json(of: versions)),
                "releases": .array(
                    try origin.given(versions, tellsOfNewer: person.has(.disclosureOfficer))
                ),
                "receipts": .array(receipts),
                "relations": .array(relations.list.map(\.json)), "more_relations": .bool(relations.isMore),
                "translations": .array(try ties.translations(of: id)),
                "origin": .array(try origin.chain(of: id, versions)), "editable": .bool(mayEdit),
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }
}
