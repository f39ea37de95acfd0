internal import Configuration
package import Desk
internal import Holdings
internal import Installation
package import JSON
internal import Store
package import Transport

/// An object of a file that is here already.
struct FoundDouble {
    enum State: String, CaseIterable {
        /// In the same version.
        case known
        /// In a newer version.
        case older
        /// In an older version.
        case later
        /// With another content as the same version.
        case conflict
        /// With the same content, under another identifier.
        case alike
    }

    /// Its identifier in the file.
    let id: String
    let state: State
    /// Its identifier here.
    let held: String
}

/// What of a file is here already, looked for before anything of it is kept.
///
/// What the person does not see the whole of counts as not here, as it does when the file is taken in.
extension APIService {
    /// So many are named.
    private static let named = 1_000

    package func doubles(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let objects = try objects(call)
        var answer = try doubles(of: objects, call)
        answer["listed"] = ListedDesk.json(of: objects, node)
        return Self.json(answer)
    }

    /// What of some objects is here already, as far as the person sees the whole of it.
    package func doubles(of objects: [JSONValue], _ call: APICall) throws(APIFault) -> JSONTree {
        let person = try call.signedIn()
        let olds = objects.compactMap { $0["id"]?.string }
        let held = try reading { connection throws(StoreError) in
            try WritingDesk(person, node, connection).held(of: olds)
        }
        let sorting = sorted(objects, held, RenamedObjects(objects, known: held.mapValues(\.id)))
        var found: [FoundDouble] = []
        func add(_ some: [BroughtObject], _ state: (BroughtObject) -> FoundDouble.State) {
            found += some.compactMap { one in
                one.held.map { FoundDouble(id: one.old, state: state(one), held: $0.id) }
            }
        }
        add(sorting.later) { _ in .later }
        add(sorting.conflicts) { _ in .conflict }
        add(sorting.known) { $0.isOutdated ? .older : .known }
        return try reading { [found] connection throws(StoreError) -> JSONTree in
            let alike = try alike(objects, held, person, connection)
            let doubles =
                alike.sorted { $0.key < $1.key }.map { FoundDouble(id: $0.key, state: .alike, held: $0.value) }
                + found
            var counts: [String: Int] = ["new": objects.count - doubles.count]
            for one in doubles { counts[one.state.rawValue, default: 0] += 1 }
            return .members([
                "total": .integer(objects.count),
                "counts": .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
                "items": .array(try told(doubles.prefix(Self.named), call, person, connection)),
                "looked": .integer(
                    objects.filter { held[$0["id"]?.string ?? ""] == nil }.prefix(AlikeObjects.most).count
                ),
            ])
        }
    }

    /// As what some objects of a file are here, that are not here under their own identifiers.
    func alike(
        _ objects: [JSONValue],
        _ held: [String: HeldObject],
        _ person: SignedIn,
        _ connection: Connection
    ) throws(StoreError) -> [String: String] {
        // What another process has kept is found a moment later.
        node.store.followIndex()
        let seen = try HoldingDesk(try PersonDesk(person, node, connection), holdings, connection)
        let desk = AlikeObjects(try WritingDesk(person, node, connection), seen, connection)
        var alike: [String: String] = [:]
        let asked = objects.filter { held[$0["id"]?.string ?? ""] == nil }.prefix(AlikeObjects.most)
        for object in asked {
            guard let old = object["id"]?.string, alike[old] == nil else { continue }
            alike[old] = try desk.identifier(for: object)
        }
        return alike
    }

    /// Doubles as they are told, by what they are called here.
    private func told(
        _ doubles: ArraySlice<FoundDouble>,
        _ call: APICall,
        _ person: SignedIn,
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        let desk = try PersonDesk(person, node, connection)
        let names = NameDesk(desk, try HoldingDesk(desk, holdings, connection), in: call.readersLanguage, connection)
        return try doubles.map { double throws(StoreError) -> JSONTree? in
            guard let (version, object) = try desk.versions(of: double.held).first else { return nil }
            let name = try names.name(object.root)
            return .members([
                "id": .string(double.id), "state": .string(double.state.rawValue), "held": .string(double.held),
                "type": .string(version.type), "name": .string(name.text),
                "banner": .string(desk.banner(object.root)),
                "version": .string(version.version), "translated": name.translated, "claim": name.claim,
                "languages": name.tags,
            ])
        }.compactMap(\.self)
    }
}
