internal import Agreements
internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import DetectionFormats
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

/// What administrators do about consumers of files for programs that detect, and what readers may know of these
/// files.
extension APIService {
    /// The calls.
    package static let detectionCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "consumers",
            .roles([.administrator]),
            "Who fetches files for programs that detect, and what each was given last; the keys are not kept.",
            answers: [.json(consumerList)],
            run: APIService.consumers
        ),
        Endpoint(
            .post,
            "consumers",
            .roles([.administrator]),
            "Makes a consumer, whose key is shown this once; a security officer signs.",
            once: .secret,
            body: .json(consumerRights.adding(["second": .countersignature])),
            answers: [.json(.record(["name": .text, "key": .text]), 201)],
            refusals: [422, 429],
            run: APIService.makeConsumer
        ),
        Endpoint(
            .delete,
            "consumers/{name}",
            .roles([.administrator]),
            "Ends the key of a consumer.",
            answers: [.nothing()],
            run: APIService.endConsumer
        ),
        Endpoint(
            .post,
            "unmarked-use",
            .roles([.administrator]),
            "Says what may be done with indicators of a source whose marking says nothing of it.",
            body: .json(.record(["source": .text(upTo: 200), "use": detectionUse])),
            answers: [.nothing("it holds from now on")],
            refusals: [422],
            run: APIService.setUnmarkedUse
        ),
        Endpoint(
            .get,
            "detection",
            .reader,
            "What a file for programs that detect would have of what the reader may see, and what not and why.",
            query: [QueryField("format", detectionFormats, isRequired: true)],
            answers: [.json(detectionFiles)],
            run: APIService.detection
        ),
        Endpoint(
            .get,
            "detection/given",
            .roles([.auditor, .securityOfficer]),
            "Whose files for programs that detect had an indicator when they were given last.",
            query: [QueryField("object", .identifier, isRequired: true)],
            answers: [.json(givenFiles)],
            refusals: [404],
            run: APIService.detectionGiven
        ),
    ]

    package func consumers(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let rows = ConsumerRows(connection)
            var items: [JSONTree] = []
            for one in try rows.all() {
                var told = one.told
                told["given"] = .array(try rows.given(one.name).map(\.told))
                items.append(told)
            }
            let unmarked = try rows.unmarked()
            let sources = try ["own"] + PartnerRows(connection).linked().map { "partner \($0.name)" }
            let set = try node.agreements.set(AgreementRows(connection).current(), connection)
            return .members([
                "items": .array(items),
                "address": .string(node.configuration.consoleBase + DetectionService.root + "/"),
                "files": .array(
                    DetectionFormat.allCases.map {
                        .members([
                            "format": .string($0.rawValue), "use": .string($0.use.rawValue),
                            "files": .strings($0.files),
                        ])
                    }
                ),
                "sources": .array(
                    sources.map {
                        .members([
                            "source": .string($0), "use": .string((unmarked[$0] ?? Node.usualUse).rawValue),
                        ])
                    }
                ), "agreements": .strings(set.agreements.filter { !$0.isDraft }.map(\.name)),
            ])
        }
        return Self.json(answer)
    }

    package func makeConsumer(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        var formats: [DetectionFormat] = []
        for word in try call.texts("formats") {
            guard let format = DetectionFormat(rawValue: word) else { throw .invalid("`formats` is missing") }
            if !formats.contains(format) { formats.append(format) }
        }
        let register = try call.optional("register").flatMap { $0.isEmpty ? nil : $0 }
        var wanted = Consumer(
            name: try call.text("name"),
            register: register,
            formats: formats,
            levels: try call.texts("levels").map { $0.split(separator: " ").joined(separator: " ") }
        )
        (wanted.sources, wanted.agreements) = (try call.texts("sources"), try call.texts("agreements"))
        wanted.leavesListed = try call.flag("without_listed") ?? false
        // An administrator sees no content, and what a consumer gets would show it.
        let second = try countersigner(call, beside: person).account.title
        let key = try attempt { [wanted] () throws(NodeError) in
            try node.makeConsumer(wanted, by: person.account.name, countersigned: second)
        }
        return Self.json(.members(["name": .string(wanted.name), "key": .string(key)]), status: 201)
    }

    package func endConsumer(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, name) = (try call.signedIn(), call.target)
        let isDone = try attempt { () throws(NodeError) in try node.endConsumer(name, by: person.account.name) }
        guard isDone else { throw .notFound }
        return Self.nothing
    }

    package func setUnmarkedUse(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, source) = (try call.signedIn(), try call.text("source"))
        guard let use = DetectionUse(rawValue: try call.text("use")) else { throw .invalid("`use` is missing") }
        var (uses, isKnown) = try reading { connection throws(StoreError) in
            let known = try ["own"] + PartnerRows(connection).linked().map { "partner \($0.name)" }
            return (try ConsumerRows(connection).unmarked(), known.contains(source))
        }
        guard isKnown else { throw APIFault(422, "source-unknown", "there is no such source") }
        uses[source] = use
        try attempt { [uses] () throws(NodeError) in try node.setUnmarkedUse(uses, by: person.account.title) }
        return Self.nothing
    }

    package func detectionGiven(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let id = call.asked("object") else { throw .invalid("`object` is missing") }
        let items = try reading { connection throws(StoreError) -> [JSONTree]? in
            guard try !PersonDesk(person, node, connection).versions(of: id).isEmpty else { return nil }
            return try ConsumerRows(connection).having(id).map { consumer, given in
                .members([
                    "consumer": .string(consumer.name), "file": .string(given.file),
                    "made": .string(Moment.text(given.made)), "ended": .bool(consumer.ended != nil),
                ])
            }
        }
        guard let items else { throw .notFound }
        return Self.json(.members(["items": .array(items)]))
    }

    /// So many remarks are told.
    private static let told = 500

    package func detection(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let format = call.asked("format").flatMap({ DetectionFormat(rawValue: $0) }) else {
            throw .invalid("`format` is missing")
        }
        let live = try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in
                try LiveDetections(for: person, narrowedBy: nil, node, holdings, connection)
            }
        }
        let listing = LiveDetections.listing(node, leavesOut: false)
        let answer = format.write(live.detections, LiveDetections.forms, listing: listing)
        let out = Set(answer.remarks.filter { $0.value == nil && !$0.reason.isKept }.map(\.detection))
        let kept =
            format == .stix
            ? live.detections.count - out.count
            : Set(answer.files.flatMap { $0.lines.map(\.detection) }).count
        let left = answer.remarks.sorted { ($0.detection, $0.reason.rawValue) < ($1.detection, $1.reason.rawValue) }
        return Self.json(
            .members([
                "use": .string(format.use.rawValue), "indicators": .integer(live.detections.count),
                "kept": .integer(kept),
                "files": .array(
                    answer.files.map {
                        .members([
                            "name": .string($0.name),
                            "lines": .integer(Set($0.lines.flatMap { $0.line...$0.last }).count),
                        ])
                    }
                ),
                "left": .array(
                    left.prefix(Self.told).map { remark in
                        let one = live.detections[remark.detection]
                        return .members([
                            "id": .string(one.id), "name": .string(one.name), "banner": .string(one.marking),
                            "party": .string(one.party), "value": remark.value.map { .string($0) },
                            "reason": .string(remark.reason.rawValue), "kept": .bool(remark.reason.isKept),
                            "list": remark.list.map(DetectionService.told),
                        ])
                    }
                ), "left_count": .integer(left.count),
            ])
        )
    }
}
