internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Holdings
internal import Installation
internal import JSON
internal import STIX
internal import Store
package import Transport

extension APIService {
    package static let attachmentsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "attachments",
            .roles([.author]),
            "Keeps a file as an artifact with its payload, and a file object with its name.",
            scope: .write,
            body: .json(
                .record([
                    "name": .text(1, 255), "mime_type?": .text, "payload": .words.noted("the content in base 64"),
                    "object_marking_refs": .list(.text, from: 1, to: nil),
                ])
            ),
            answers: [
                .json(
                    .record(["artifact": .identifier, "file": .identifier, "sha256": .text, "bytes": .number]),
                    201,
                    "kept"
                )
            ],
            run: APIService.attach
        )
    ]

    private static let calendarBytes = 256 << 10

    /// What a call may send: an attachment or a file of objects as much as an object may have, from a signed-in author;
    /// all others little.
    package func maximumBodyBytes(for request: HTTPRequest) -> Int {
        // What a program of calendars asks for: a list of addresses at most.
        if request.method == "PROPFIND" || request.method == "REPORT" { return Self.calendarBytes }
        guard request.method == "POST" else { return 4_096 }
        let large = [
            "/api/v1/attachments", "/api/v1/imports", "/api/v1/cyber/advisory", "/api/v1/cyber/advisory/review",
        ]
        guard large.contains(request.path) else { return Self.bodyBytes }
        let isAuthor = ((try? person(request)) ?? nil)?.has(.author) ?? false
        return isAuthor ? node.configuration.maximumObjectBytes + 65_536 : 4_096
    }

    /// Keeps a file as an artifact with its payload and a file object with its name, both of the party's own.
    ///
    /// Their identifiers are random: deterministic ones (STIX 2.1, 2.9) would tell an author whether the same content
    /// is held
    /// under a marking that the author may not see.
    package func attach(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (name, text) = (try call.text("name"), try call.text("payload"))
        guard name.utf8.count <= 255, !name.contains("/") else { throw .invalid("`name` is no name of a file") }
        guard let payload = Encoding.bytes(base64: text), !payload.isEmpty else {
            throw .invalid("`payload` is no base64")
        }
        let markings = try call.texts("object_marking_refs")
        guard !markings.isEmpty else { throw .invalid("`object_marking_refs` is missing") }
        let kind = try call.optional("mime_type").flatMap { $0.isEmpty ? nil : $0 }
        let digest = Encoding.hex(SHA256.digest(of: payload))
        let (artifact, file) = ("artifact--\(Random.uuid())", "file--\(Random.uuid())")
        let hashes = JSONTree.members(["SHA-256": .string(digest)])
        let trees: [JSONTree] = [
            .members([
                "type": .string("artifact"), "spec_version": .string("2.1"), "id": .string(artifact),
                "mime_type": kind.map { .string($0) }, "payload_bin": .string(text), "hashes": hashes,
                "object_marking_refs": .strings(markings),
            ]),
            .members([
                "type": .string("file"), "spec_version": .string("2.1"), "id": .string(file), "name": .string(name),
                "size": .integer(payload.count), "mime_type": kind.map { .string($0) }, "hashes": hashes,
                "content_ref": .string(artifact), "object_marking_refs": .strings(markings),
            ]),
        ]
        let most = node.configuration.maximumObjectBytes
        guard trees[0].bytes().count <= most else {
            throw APIFault(413, "too-large", "an object has at most \(most) bytes, with the file in base64")
        }
        let objects = try trees.map { tree throws(APIFault) in try taken(tree) }
        let limits = JSONLimits(maximumBytes: most, maximumDepth: node.configuration.maximumDepth)
        guard let object = try? JSONDocument(parsing: objects[0].kept.bytes, limits: limits) else {
            throw .unavailable
        }
        _ = try keep(person, objects) { connection throws(StoreError) in
            try PersonDesk(person, self.node, connection).sees(object.root)
                ? nil : .invalid("your clearances do not cover the markings of the object")
        }
        return Self.json(
            .members([
                "artifact": .string(artifact), "file": .string(file), "sha256": .string(digest),
                "bytes": .integer(payload.count),
            ]),
            status: 201
        )
    }
}
