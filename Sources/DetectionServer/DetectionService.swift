internal import Configuration
package import ConsoleServer
internal import Cryptography
internal import Desk
internal import DetectionFormats
internal import Installation
internal import JSON
internal import Releasing
internal import Store
internal import Synchronization
internal import TAXIIServer
internal import Transport

/// Files for programs that detect, on the listener for people: `/detection/FORMAT/FILE`, only read.
///
/// A consumer sends its key as a Bearer token, or with HTTP Basic beside its name; it never stands in an address.
/// What it gets is decided anew each time. Whatever is given is an act in the log before it leaves; what is known
/// already (`If-None-Match`) is not.
package final class DetectionService: Sendable {
    static let root = "/detection"
    private static let digestBytes = 16
    /// Files are made one after the other: each may be of a hundred thousand indicators.
    private let turn = Mutex(())
    /// How many wait for their turn, or have it: no more than leave threads for people.
    private let waiting = Mutex(0)
    private static let mostWaiting = 3

    /// The room of it on the console's listener.
    package static func room() -> ConsoleRoom {
        let service = DetectionService()
        return ConsoleRoom("detection", paths: [root]) { console, request in
            do throws(APIFault) {
                return try service.answer(request, console)
            } catch {
                return error.response
            }
        }
    }

    /// What is asked for: a file of a format, or where the lines of its files come from.
    private enum Wanted {
        case file(DetectionFormat, String)
        case lines(DetectionFormat)

        var format: DetectionFormat {
            switch self {
            case .file(let format, _), .lines(let format): format
            }
        }

        var mediaType: String {
            switch self {
            case .file(let format, _): format.mediaType
            case .lines: "application/json"
            }
        }

        /// As it is noted.
        var name: String {
            switch self {
            case .file(let format, let name): "\(format.rawValue)/\(name)"
            case .lines(let format): "\(format.rawValue)/\(DetectionService.linesFile)"
            }
        }

        init?(_ path: String) {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).map(String.init)
            guard parts.count == 2, let format = DetectionFormat(rawValue: parts[0]) else { return nil }
            if parts[1] == DetectionService.linesFile {
                self = .lines(format)
            } else if format.files.contains(parts[1]) {
                self = .file(format, parts[1])
            } else {
                return nil
            }
        }
    }

    static let linesFile = "lines.json"

    private func answer(_ request: HTTPRequest, _ console: APIService) throws(APIFault) -> HTTPResponse {
        guard let consumer = try consumer(of: request, console) else {
            var fault = APIFault(401, "not-signed-in", "the key of a consumer is needed")
            fault.fields = [HTTPField("WWW-Authenticate", #"Basic realm="Entente detection", charset="UTF-8""#)]
            throw fault
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            throw APIFault(405, "method", "only GET is possible here")
        }
        guard let wanted = Wanted(request.path), consumer.formats.contains(wanted.format) else { throw .notFound }
        let given = try inTurn { () throws(APIFault) in try self.made(wanted, for: consumer, console) }
        let etag = "\"\(Encoding.hex(Array(SHA256.digest(of: given.bytes).prefix(Self.digestBytes))))\""
        let fields = [HTTPField("ETag", etag), HTTPField("Cache-Control", "private, no-cache")]
        let known = request.field("if-none-match").map { value in
            value.split(separator: ",").map { $0.filter { $0 != " " }.trimmingPrefix("W/") }
        }
        if known?.contains(where: { $0 == etag || $0 == "*" }) ?? false {
            return HTTPResponse(status: 304, fields: fields)
        }
        if request.method == "GET" { try note(given, consumer, console) }
        let type = HTTPField("Content-Type", given.mediaType)
        return HTTPResponse(status: 200, fields: fields + [type], body: HTTPBody(given.bytes))
    }

    /// Makes a file when it is its turn; where others wait already, whoever asks comes again.
    private func inTurn(_ make: () throws(APIFault) -> Given) throws(APIFault) -> Given {
        let hasRoom = waiting.withLock { waiting in
            guard waiting < Self.mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard hasRoom else {
            var fault = APIFault(503, "busy", "other files are being made")
            fault.fields = [HTTPField("Retry-After", "5")]
            throw fault
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try turn.withLock { _ in Result { () throws(APIFault) in try make() } }.get()
    }

    private func consumer(of request: HTTPRequest, _ console: APIService) throws(APIFault) -> Consumer? {
        guard let field = request.field("authorization"), field.utf8.count < 400,
            let (name, secret) = Authenticator.credentials(field)
        else { return nil }
        let digest = SHA256.digest(of: Array(secret.utf8))
        let found = try console.reading { connection throws(StoreError) in try ConsumerRows(connection).find(digest) }
        return found.flatMap { name == nil || name == $0.name ? $0 : nil }
    }

    /// What is given.
    private struct Given {
        let bytes: [UInt8]
        let mediaType: String
        let state: ConsumerGiven
        let objects: [String]
        let opened: Set<Node.Opened>
        let marking: String
    }

    private func made(_ wanted: Wanted, for consumer: Consumer, _ console: APIService) throws(APIFault) -> Given {
        let (node, isSTIX) = (console.node, wanted.format == .stix)
        let reader = consumer.reader(expires: node.clock() + 3_600_000_000)
        let (live, before) = try console.reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in
                (
                    try LiveDetections(
                        for: reader,
                        narrowedBy: consumer,
                        withObjects: isSTIX,
                        node,
                        console.holdings,
                        connection
                    ), try ConsumerRows(connection).given(consumer.name).first { $0.file == wanted.name }
                )
            }
        }
        let listing = LiveDetections.listing(console.node, leavesOut: consumer.leavesListed)
        var answer = wanted.format.write(live.detections, LiveDetections.forms, listing: listing)
        if isSTIX { answer.files = [Self.bundle(live, without: answer.remarks, node)] }
        let places: Set<Int>
        var bytes: [UInt8]
        switch wanted {
        case .file(_, let name):
            guard let file = answer.files.first(where: { $0.name == name }) else { throw .notFound }
            (bytes, places) = (file.bytes, Set(file.lines.map(\.detection)))
        case .lines:
            bytes = Self.lines(answer, live).bytes() + [UInt8(ascii: "\n")]
            places = Set(answer.files.flatMap { $0.lines.map(\.detection) })
        }
        let digest = Encoding.hex(SHA256.digest(of: bytes))
        let now = node.clock()
        var serial = before?.serial ?? 0
        if digest != before?.digest { serial = max(serial + 1, UInt32(clamping: now / 1_000_000)) }
        if case .file(.rpz, _) = wanted {
            let zone = wanted.format.write(live.detections, LiveDetections.forms, serial: serial, listing: listing)
            bytes = zone.files[0].bytes
        }
        let left = Dictionary(grouping: answer.remarks, by: \.reason.rawValue).mapValues { remarks in
            Set(remarks.map(\.detection)).count
        }
        return Given(
            bytes: bytes,
            mediaType: wanted.mediaType,
            state: ConsumerGiven(
                file: wanted.name,
                digest: digest,
                serial: serial,
                made: now,
                objects: places.count,
                left: left
            ),
            objects: places.map { live.detections[$0].id }.sorted(),
            opened: Set(places.map { live.opened[$0] }),
            marking: BannerOrder.highest(Set(places.map { live.detections[$0].marking }))
        )
    }

    /// Notes what leaves, before it does.
    private func note(_ given: Given, _ consumer: Consumer, _ console: APIService) throws(APIFault) {
        let (node, reader) = (console.node, consumer.reader(expires: given.state.made))
        try console.attempt { () throws(NodeError) in try node.noteOpening(given.opened, by: reader, .export) }
        var leaving = Leaving(
            kind: .detection,
            marking: given.marking,
            digest: Encoding.hex(SHA256.digest(of: given.bytes)),
            objects: given.objects
        )
        leaving.members = [
            JSONMember("consumer", .string(consumer.name)), JSONMember("file", .string(given.state.file)),
        ]
        try console.log(leaving, by: reader)
        try console.attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                let rows = ConsumerRows(connection)
                try rows.gave(given.state, to: consumer.name)
                try rows.has(given.objects, in: given.state.file, for: consumer.name)
            }
        }
    }

    /// The indicators themselves, one a line, in the order of their identifiers; those that may be used for nothing
    /// are not among them.
    private static func bundle(_ live: LiveDetections, without remarks: [DetectionRemark], _ node: Node)
        -> DetectionFile
    {
        let out = Set(remarks.filter { !$0.reason.isKept }.map(\.detection))
        let order = live.detections.indices.filter { !out.contains($0) }.sorted {
            live.detections[$0].id < live.detections[$1].id
        }
        let key = HMACSHA256.code(of: Array("entente-detection-1".utf8), key: node.signingKey.seed)
        return DetectionFile.bundle(order.map { ($0, live.objects[$0].bytes()) }, id: uuid(key))
    }

    /// Bytes as a UUID (RFC 9562, 5.8).
    private static func uuid(_ bytes: [UInt8]) -> String {
        var bytes = Array(bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return parts.map { Encoding.hex(Array(bytes[$0])) }.joined(separator: "-")
    }

    /// Where each line comes from, and what is left out of what the consumer may have.
    private static func lines(_ answer: DetectionAnswer, _ live: LiveDetections) -> JSONTree {
        .members([
            "files": .array(
                answer.files.map { file in
                    .members([
                        "name": .string(file.name),
                        "lines": .array(
                            file.lines.map { line in
                                let one = live.detections[line.detection]
                                return .members([
                                    "line": .integer(line.line),
                                    "last": line.last > line.line ? .integer(line.last) : nil,
                                    "object": .string(one.id),
                                    "party": .string(one.party), "marking": .string(one.marking),
                                    "agreement": one.agreement.isEmpty ? nil : .string(one.agreement),
                                    "until": one.until.map { .string($0) },
                                ])
                            }
                        ),
                    ])
                }
            ),
            "left": .array(
                // Of what may be used for nothing here nothing is told.
                answer.remarks.filter { $0.reason != .actions }.map { remark in
                    .members([
                        "object": .string(live.detections[remark.detection].id),
                        "value": remark.value.map { .string($0) }, "reason": .string(remark.reason.rawValue),
                        "kept": remark.reason.isKept ? .bool(true) : nil, "list": remark.list.map(told),
                    ])
                }
            ),
        ])
    }

    /// A warning list that has a value.
    static func told(_ hit: DetectionListHit) -> JSONTree {
        .members([
            "name": .string(hit.name), "version": .integer(hit.version), "hit": .string(hit.relation),
        ])
    }
}

extension Result {
    /// What a body gives or throws, as a value.
    fileprivate init(_ body: () throws(Failure) -> Success) {
        do throws(Failure) {
            self = .success(try body())
        } catch {
            self = .failure(error)
        }
    }
}
