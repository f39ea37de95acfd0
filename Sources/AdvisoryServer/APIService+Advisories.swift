internal import Advisories
internal import Calls
internal import Configuration
package import ConsoleServer
internal import Cryptography
package import Desk
internal import Exchange
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// Taking in an advisory: a look at it before anything is kept, and the act that keeps it.
extension APIService {
    package static let advisoryCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "cyber/advisory/review",
            .roles([.author]),
            "What would become of an advisory (CSAF 2.0, 2.1 or a record of CVE), and what the tests of the standard"
                + " find in it; nothing is kept.",
            scope: .write,
            once: OncePolicy.none,
            body: .json(.record(["file": .words.noted("the file in base 64")])),
            answers: [
                .json(
                    .record([
                        "advisory": .text, "title": .text, "publisher": .text, "format": .text,
                        "tlp": .text.noted("the label that it bears; empty for none"),
                        "marking": .identifier.noted("the proposed one: its own, or the party's default"),
                        "markings": .list(.identifier).noted("those that it can be given: never wider than its own"),
                        "group": .text.noted("the name of its sharing group; empty for none"),
                        "recipients": .texts.noted("the partners that the group means: a proposal, nothing is given"),
                        "objects": .map(.number).noted("how many of each type it becomes"),
                        "vulnerabilities": .texts,
                        "findings": .list(.record(["test": .text, "path": .text, "message": .text])),
                    ])
                )
            ],
            run: APIService.reviewAdvisory
        ),
        Endpoint(
            .post,
            "cyber/advisory",
            .roles([.author]),
            "Keeps an advisory to the byte, with the objects that it speaks of, as far as the person could have written"
                + " each; what is here already is not kept again.",
            scope: .write,
            body: .json(
                .record([
                    "file": .words.noted("the file in base 64"),
                    "marking": .identifier.noted("one of those that the review names"),
                ])
            ),
            answers: [
                .json(.record(["report": .identifier, "added": .number, "known": .number]), 201, "kept")
            ],
            run: APIService.keepAdvisory
        ),
    ]

    package func reviewAdvisory(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let taken = try advisory(call)
        let proposed = node.proposedLevel(of: taken)
        let objects = taken.objects(markings: [proposed.markingDefinition], identity: node.configuration.identity)
        var counts: [String: Int] = [:]
        for object in objects.objects { counts[object["type"]?.string ?? "", default: 0] += 1 }
        let meant = try attempt { () throws(NodeError) in try node.recipients(of: taken.advisory) }
        let titles = try partnerList().filter { meant.contains($0.name) }.map(\.title)
        let levels = try allowed(taken, person)
        let advisory = taken.advisory
        return Self.json(
            .members([
                "advisory": .string(advisory.id), "title": .string(advisory.title),
                "publisher": .string(advisory.publisher), "format": .string(advisory.format.rawValue),
                "tlp": .string(advisory.tlp.map { "TLP:" + $0 } ?? ""),
                "marking": .string(proposed.markingDefinition),
                "markings": .strings(levels.map(\.markingDefinition)),
                "group": .string(advisory.group.map { $0.name ?? $0.id } ?? ""), "recipients": .strings(titles),
                "objects": .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
                "vulnerabilities": .strings(advisory.vulnerabilities.map(\.name)),
                "findings": .array(taken.findings.map(\.json)),
            ])
        )
    }

    package func keepAdvisory(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let taken = try advisory(call)
        let marking = try call.text("marking")
        guard let level = try allowed(taken, person).first(where: { $0.markingDefinition == marking }) else {
            throw .invalid("the advisory cannot have this marking here")
        }
        let made = taken.objects(markings: [level.markingDefinition], identity: node.configuration.identity)
        guard made.objects.count <= node.configuration.maximumPageObjects else {
            throw .invalid("it becomes more objects than are taken in here at once")
        }
        let ids = Set(made.objects.compactMap { $0["id"]?.string })
        let all = try made.objects.map { tree throws(APIFault) in
            (
                incoming: try self.taken(tree), object: try document(tree),
                named: PersonDesk.identifiers(in: tree).intersection(ids)
            )
        }
        let held = try reading { connection throws(StoreError) in
            let rows = ObjectRows(connection)
            return try all.map { one throws(StoreError) in
                try rows.versions(of: one.incoming.kept.id).filter { $0.sourceKind == "own" }
            }
        }
        var fresh: [(incoming: IncomingObject, order: WritingDesk.Order)] = []
        for (one, versions) in zip(all, held) {
            // The same version in the same words is here.
            if versions.contains(where: { $0.bytes == one.incoming.kept.bytes }) { continue }
            let order = WritingDesk.Order(
                object: one.object.root,
                isNew: versions.isEmpty,
                sources: [],
                base: versions.last?.version,
                beside: one.named
            )
            fresh.append((one.incoming, order))
        }
        if !fresh.isEmpty {
            let orders = fresh.map(\.order)
            let results = try keep(person, fresh.map(\.incoming)) { connection throws(StoreError) in
                let desk = try WritingDesk(person, self.node, connection)
                for order in orders {
                    if let fault = try desk.refusal(of: order) { return fault }
                }
                return nil
            }
            guard !results.contains(where: { $0.keeping == .conflict }) else {
                throw APIFault(409, "conflict", "another content was taken in as this version of the advisory")
            }
        }
        return Self.json(
            .members([
                "report": .string(made.report), "added": .integer(fresh.count),
                "known": .integer(all.count - fresh.count),
            ]),
            status: 201
        )
    }

    /// The levels that an advisory can be given by a person: not wider than its own, not CLEAR where it has none, and
    /// none that the person could not read afterwards.
    private func allowed(_ reading: AdvisoryReading, _ person: SignedIn) throws(APIFault) -> [TLPLevel] {
        let lowest = reading.level ?? .green
        return try self.reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            return TLPLevel.allCases.filter { level in
                let probe = JSONTree.members(["object_marking_refs": .strings([level.markingDefinition])])
                guard level >= lowest, let object = try? JSONDocument(parsing: probe.bytes()) else { return false }
                return desk.sees(object.root)
            }
        }
    }

    private func advisory(_ call: APICall) throws(APIFault) -> AdvisoryReading {
        guard let bytes = Encoding.bytes(base64: try call.text("file")), !bytes.isEmpty else {
            throw .invalid("`file` is no base64")
        }
        do throws(NodeError) { return try AdvisoryReading(bytes) } catch { throw .invalid(error.description) }
    }
}
