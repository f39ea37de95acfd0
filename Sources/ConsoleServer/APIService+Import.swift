internal import Calls
internal import Configuration
package import Desk
internal import Holdings
internal import Installation
package import JSON
internal import Release
internal import Releasing
internal import STIX
internal import Store
package import Transport
internal import Work

/// Taking in what a person brings in a file, by the rules of writing.
extension APIService {
    package static let importCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "imports",
            .roles([.author]),
            "Takes a bundle, a list of objects or one object into the party's own holdings, under new identifiers, as far as the person could have written each; what the person sees here already is not taken again.",
            scope: .write,
            body: .json(
                .record([
                    "bundle": .record([:]).noted("a bundle, an object with `objects`, or one object"),
                    "same?": .map(.text).noted(
                        "for objects whose content is here under another identifier: that identifier, by the one in"
                            + " the file; they are not taken again"
                    ),
                    "known?": .choice("skip", "versions").noted(
                        "what becomes of objects of which an older version is here: left out, or kept as versions; without it such a file is answered with a question, and nothing is kept"
                    ),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "total": .number,
                        "question": .record([
                            "known": .number.noted("how many objects of the file are here"),
                            "newer": .number.noted("how many of them the file has in a newer version"),
                        ]),
                    ]),
                    200,
                    "nothing was kept: older versions are here, and `known` says what becomes of them"
                ),
                .json(
                    .record([
                        "total": .number, "added": .number,
                        "known": .number.noted("here already, and not taken again"),
                        "versions": .number.noted("of those added, how many are versions of what was here"),
                        "refusals": .number, "refused": .list(.record(["id": .text, "message": .text])),
                        "names": .map(.text).noted("the identifiers in the file and those here"),
                    ]),
                    201
                ),
            ],
            run: APIService.bring
        ),
        Endpoint(
            .post,
            "imports/doubles",
            .roles([.author]),
            "What of a file is here already, as far as the person sees the whole of it; nothing is kept.",
            scope: .write,
            once: OncePolicy.none,
            body: .json(
                .record(["bundle": .record([:]).noted("as it would be taken in"), "lang?": .text])
            ),
            answers: [
                .json(
                    .record([
                        "total": .number,
                        "counts": .map(.number).noted(
                            "how many objects of the file are here in the same version (known), in a newer one (older),"
                                + " in an older one (later), with another content as the same version (conflict), with"
                                + " the same content under another identifier (alike), or not at all (new)"
                        ),
                        "items": .list(
                            .record([
                                "id": .text.noted("the identifier in the file"),
                                "state": .choices(FoundDouble.State.allCases.map(\.rawValue)),
                                "held": .identifier, "type": .text, "name": .text, "banner": .text,
                                "version": .text.noted("the newest that is here"),
                                "translated?": .translated, "claim?": .claim, "languages?": .languages,
                            ])
                        ).noted("what is here, at most 1,000 of it"),
                        "looked": .number.noted(
                            "so many objects were looked for by their content: those with a name, 1,000 at most"
                        ), "listed": ListedValue.shapes,
                    ])
                )
            ],
            run: APIService.doubles
        ),
    ]

    /// What is to become of objects that are here already in an older version.
    private enum Choice: String {
        case skip
        case versions
    }

    /// What a file comes to.
    struct Sorting {
        var known: [BroughtObject] = []
        var later: [BroughtObject] = []
        var new: [BroughtObject] = []
        var conflicts: [BroughtObject] = []
        var refused = Refusals(room: 100)
    }

    /// Takes a bundle, a list of objects, or one object into the party's own holdings, as far as the person could have written each.
    ///
    /// Objects get new identifiers, and refer only to each other and to what the person may see. What the person sees here already is
    /// not taken again; where the file has newer versions of it, the person is asked first whether they are to be kept.
    package func bring(_ call: APICall) throws(APIFault) -> HTTPResponse {
        try bring(try objects(call), call)
    }

    /// Takes objects in as a file has them; the call has what becomes of what is here already.
    /// - Parameters:
    ///   - objects: the objects.
    ///   - call: who asks, with `known` and `same`.
    ///   - beside: what the entry of the log says beside who, how and how many.
    ///   - isSharing: whether an observable that is here under other markings is the one that is meant.
    /// - Returns: what became of them.
    /// - Throws: `APIFault`.
    package func bring(
        _ objects: [JSONValue],
        _ call: APICall,
        beside: [JSONMember] = [],
        sharing isSharing: Bool = false
    ) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let choice = try call.optional("known").map { text throws(APIFault) in
            guard let choice = Choice(rawValue: text) else { throw .invalid("`known` is `skip` or `versions`") }
            return choice
        }
        let olds = objects.compactMap { $0["id"]?.string }
        let asked = try call.named("same")
        let (held, found) = try reading { connection throws(StoreError) -> ([String: HeldObject], [String: String]) in
            let desk = try WritingDesk(person, node, connection)
            let held = try desk.held(of: olds)
            guard !asked.isEmpty else { return (held, [:]) }
            let said = objects.filter { object in object["id"]?.string.map { asked[$0] != nil } ?? false }
            return (held, try alike(said, held, person, connection))
        }
        // What is said to be here is believed where it is found to be.
        let same = found.filter { asked[$0.key] == $0.value }
        let renaming = RenamedObjects(objects, known: held.mapValues(\.id).merging(same) { held, _ in held })
        let others = objects.filter { same[$0["id"]?.string ?? ""] == nil }
        var sorting = sorted(others, held, renaming, sharing: isSharing)
        if choice == nil, !sorting.later.isEmpty {
            let question = JSONTree.members([
                "known": .integer(sorting.known.count + sorting.later.count), "newer": .integer(sorting.later.count),
            ])
            return Self.json(.members(["total": .integer(objects.count), "question": question]))
        }
        if choice == .skip { (sorting.known, sorting.later) = (sorting.known + sorting.later, []) }
        let outcome = try keep(sorting, held, renaming, person, beside)
        return Self.answer(sorting, outcome, renaming, same: same.count, total: objects.count)
    }

    /// What of some objects would not be taken, and why; nothing is kept.
    /// - Parameters:
    ///   - objects: the objects.
    ///   - call: who asks.
    /// - Returns: how many, and the first of them.
    /// - Throws: `APIFault`.
    package func refusals(of objects: [JSONValue], _ call: APICall) throws(APIFault) -> (count: Int, items: JSONTree)
    {
        let person = try call.signedIn()
        return try reading { connection throws(StoreError) in
            let desk = try WritingDesk(person, node, connection)
            let held = try desk.held(of: objects.compactMap { $0["id"]?.string })
            let renaming = RenamedObjects(objects, known: held.mapValues(\.id))
            var sorting = sorted(objects, held, renaming, sharing: true)
            for fault in try Self.allowed(sorting.later + sorting.new, desk, renaming).faults {
                sorting.refused.add(fault.id, fault.message)
            }
            return (sorting.refused.count, Self.told(sorting.refused))
        }
    }

    private static func told(_ refused: Refusals) -> JSONTree {
        .array(
            refused.listed.map {
                .members(["id": .string($0.id ?? ""), "message": .string($0.message)])
            }
        )
    }

    /// The objects of a file.
    func objects(_ call: APICall) throws(APIFault) -> [JSONValue] {
        guard let given = try call.content()["bundle"] else { throw .invalid("`bundle` is missing") }
        return try objects(given["objects"].map { Array($0.elements) } ?? [given])
    }

    /// Objects, if there are not more than one file may have.
    package func objects(_ objects: [JSONValue]) throws(APIFault) -> [JSONValue] {
        let most = node.configuration.maximumPageObjects
        guard (1...most).contains(objects.count) else { throw .invalid("a file has 1 to \(most) objects") }
        return objects
    }

    func sorted(
        _ objects: [JSONValue],
        _ held: [String: HeldObject],
        _ renaming: RenamedObjects,
        sharing isSharing: Bool = false
    ) -> Sorting {
        var sorting = Sorting()
        for object in objects {
            let old = object["id"]?.string ?? ""
            do throws(APIFault) {
                let one = try brought(object, old, held[old], renaming)
                switch one.place {
                case .new: sorting.new.append(one)
                case .known: sorting.known.append(one)
                case .later: sorting.later.append(one)
                // An observable has no version and no author: what is here is the same value.
                case .conflict where isSharing && object["created"] == nil: sorting.known.append(one)
                case .conflict:
                    sorting.conflicts.append(one)
                    sorting.refused.add(old, Versioning.Refusal.notLater.message)
                }
            } catch {
                sorting.refused.add(old, error.detail ?? error.title)
            }
        }
        return sorting
    }

    /// What became of what was to be kept.
    private struct Outcome: Sendable {
        var kept: [BroughtObject] = []
        var faults: [(id: String, message: String)] = []
    }

    private func keep(
        _ sorting: Sorting,
        _ held: [String: HeldObject],
        _ renaming: RenamedObjects,
        _ person: SignedIn,
        _ beside: [JSONMember]
    ) throws(APIFault) -> Outcome {
        let (name, now) = (person.account.name, node.clock())
        let (brought, names) = (sorting.later + sorting.new, renaming)
        let outcome = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> Outcome? in
                let desk = try WritingDesk(person, self.node, connection)
                // Somebody may have taken in the same meanwhile.
                guard try desk.held(of: Array(renaming.names.keys)) == held else { return nil }
                let (taken, faults) = try Self.allowed(brought, desk, names)
                let results = try self.node.keep(taken.map(\.incoming), source: 1, now: now, connection)
                var outcome = Outcome(faults: faults)
                for (one, result) in zip(taken, results) {
                    guard let row = result.keeping.row else {
                        outcome.faults.append((one.old, Self.conflict(result.refusal)))
                        continue
                    }
                    try AccountRows(connection).note(author: name, of: row)
                    if one.old != one.incoming.kept.id {
                        try ImportedRows(connection).put(one.old, as: one.incoming.kept.id)
                    }
                    outcome.kept.append(one)
                }
                try self.node.logWriting(
                    taken.map(\.incoming),
                    results,
                    by: person.account.title,
                    account: name,
                    .imported,
                    beside: beside,
                    connection
                )
                return outcome
            }
        }
        guard let outcome else {
            throw APIFault(409, "changed-meanwhile", "somebody has written a newer version; look at it first")
        }
        return outcome
    }

    private static func answer(
        _ sorting: Sorting,
        _ outcome: Outcome,
        _ renaming: RenamedObjects,
        same: Int,
        total: Int
    )
        -> HTTPResponse
    {
        var refused = sorting.refused
        for fault in outcome.faults { refused.add(fault.id, fault.message) }
        let here = outcome.kept + sorting.known
        var seen: Set<String> = []
        return json(
            .members([
                "total": .integer(total), "added": .integer(outcome.kept.count),
                "known": .integer(sorting.known.count + same),
                "versions": .integer(outcome.kept.count { $0.held != nil }),
                "refusals": .integer(refused.count),
                "refused": told(refused),
                "names": .object(
                    here.filter { seen.insert($0.old).inserted }.compactMap { one in
                        renaming.names[one.old].map { JSONMember(one.old, .string($0)) }
                    }
                ),
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

    private func brought(_ object: JSONValue, _ old: String, _ held: HeldObject?, _ renaming: RenamedObjects)
        throws(APIFault) -> BroughtObject
    {
        let type = object["type"]?.string
        guard type != "marking-definition", type != "extension-definition", type != TypeSchema.notice.name else {
            throw .invalid("objects of this type are not taken from files here")
        }
        guard renaming.names[old] != nil else { throw .invalid("the object has no identifier of its type") }
        let document = try document(renaming.renamed(object))
        return BroughtObject(old: old, incoming: try taken(document.root), object: document, held: held)
    }

    /// What may be kept, and what not and why; what refers to something that is not kept is not kept either.
    private static func allowed(_ brought: [BroughtObject], _ desk: WritingDesk, _ renaming: RenamedObjects)
        throws(StoreError) -> (taken: [BroughtObject], faults: [(id: String, message: String)])
    {
        let old = Dictionary(renaming.names.map { ($0.value, $0.key) }) { first, _ in first }
        let all = Set(renaming.names.values)
        var (taken, faults) = ([BroughtObject](), [(id: String, message: String)]())
        for one in brought {
            let order = WritingDesk.Order(
                object: one.object.root,
                isNew: one.held == nil,
                sources: [],
                base: nil,
                beside: all
            )
            let fault =
                one.held == nil
                ? desk.markingFault(of: one.object.root) ?? desk.recordFault(of: one.object.root)
                : try desk.refusal(of: order)
            if let fault {
                faults.append((one.old, fault.detail ?? fault.title))
            } else {
                taken.append(one)
            }
        }
        while true {
            let known = Set(taken.compactMap { renaming.names[$0.old] })
            var next: [BroughtObject] = []
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
