internal import JSON
internal import STIX
internal import Store
internal import Transport

/// Taking in what a person brings in a file, by the rules of writing.
extension APIService {
    /// An object on its way in.
    private struct Brought: Sendable {
        /// The identifier in the file.
        let old: String
        let incoming: IncomingObject
        let object: JSONDocument
    }

    /// Takes a bundle, a list of objects, or one object into the party's own holdings, as far as the person could have written each.
    ///
    /// Objects get new identifiers, and refer only to each other and to what the person may see.
    func bring(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.person(.author)
        let body = try call.content()
        guard let given = body["bundle"] else { throw .invalid("`bundle` is missing") }
        let objects = given["objects"].map { Array($0.elements) } ?? [given]
        let most = node.configuration.maximumPageObjects
        guard (1...most).contains(objects.count) else { throw .invalid("a file has 1 to \(most) objects") }
        let renaming = RenamedObjects(objects)
        var refused: [(id: String, message: String)] = []
        var brought: [Brought] = []
        for object in objects {
            let old = object["id"]?.string ?? ""
            do throws(APIFault) {
                brought.append(try self.brought(object, old, renaming))
            } catch {
                refused.append((old, error.detail ?? error.title))
            }
        }
        let (name, now) = (person.account.name, node.clock())
        let (kept, faults) = try attempt { [brought] () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                let desk = try WritingDesk(person, self.node, connection)
                let (taken, faults) = try Self.sorted(brought, desk, renaming)
                let results = try self.node.keep(taken.map(\.incoming), source: 1, now: now, connection)
                var (kept, twice) = ([String](), faults)
                for (one, result) in zip(taken, results) {
                    if let row = result.keeping.row {
                        try AccountRows(connection).note(author: name, of: row)
                        kept.append(one.old)
                    } else {
                        twice.append((one.old, Self.conflict(result.refusal)))
                    }
                }
                return (kept, twice)
            }
        }
        refused += faults
        return Self.json(
            .members([
                "total": .integer(objects.count), "added": .integer(kept.count),
                "refusals": .integer(refused.count),
                "refused": .array(
                    refused.prefix(100).map {
                        .members(["id": .string($0.id), "message": .string($0.message)])
                    }
                ),
                "names": .object(kept.compactMap { old in renaming.names[old].map { JSONMember(old, .string($0)) } }),
            ]),
            status: 201
        )
    }

    private static func conflict(_ refusal: Versioning.Refusal?) -> String {
        guard let refusal, refusal != .notLater else {
            return "the file has another content under this id and version"
        }
        return refusal.message
    }

    private func brought(_ object: JSONValue, _ old: String, _ renaming: RenamedObjects) throws(APIFault) -> Brought {
        let type = object["type"]?.string
        guard type != "marking-definition", type != "extension-definition", type != Notice.type else {
            throw .invalid("objects of this type are not taken from files here")
        }
        guard renaming.names[old] != nil else { throw .invalid("the object has no identifier of its type") }
        let document = try document(renaming.renamed(object))
        return Brought(old: old, incoming: try taken(document.root), object: document)
    }

    /// What may be kept, and what not and why; what refers to something that is not kept is not kept either.
    private static func sorted(_ brought: [Brought], _ desk: WritingDesk, _ renaming: RenamedObjects)
        throws(StoreError) -> (taken: [Brought], faults: [(id: String, message: String)])
    {
        let old = Dictionary(renaming.names.map { ($0.value, $0.key) }) { first, _ in first }
        var (taken, faults) = ([Brought](), [(id: String, message: String)]())
        for one in brought {
            if let fault = desk.markingFault(of: one.object.root) {
                faults.append((one.old, fault.detail ?? fault.title))
            } else {
                taken.append(one)
            }
        }
        while true {
            let known = Set(taken.compactMap { renaming.names[$0.old] })
            var next: [Brought] = []
            for one in taken {
                if let id = try desk.unseen(in: one.object.root, besides: known) {
                    faults.append((one.old, WritingDesk.isNotHere(old[id] ?? id)))
                } else {
                    next.append(one)
                }
            }
            if next.count == taken.count { return (taken, faults) }
            taken = next
        }
    }
}
