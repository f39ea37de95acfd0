package import Calls
public import JSON
internal import Store
package import TAXII
package import Transport

/// What a partner's node asks.
package struct PartnerCall: Sendable {
    /// The partner's name.
    package let partner: String
    /// What fills the places of the path.
    package let places: [String]
    /// The query as sent.
    package let query: String?
    /// The body as sent.
    package let body: [UInt8]
}

/// A call of partners' nodes, and what does it.
package typealias PartnerEndpoint = Endpoint<
    @Sendable (TAXIIService) -> (PartnerCall) throws(TAXIIError) -> HTTPAnswer
>

/// The calls below `/entente/v1/` as data, and what each passes before it is done.
extension TAXIIService {
    /// Before every path.
    package static let partnerRoot = "/entente/v1/"
    /// Bytes of what is sent: a checkpoint with a proof of at most 63 hashes.
    package static let partnerBody = 32_768

    /// Every call that there is.
    package static let partnerCalls: [PartnerEndpoint] = [
        Endpoint(
            .post,
            "hint/",
            .partner(.withinLimits),
            "There is something to pull: this node pulls from the caller; nothing of the body counts.",
            answers: [.nothing()],
            run: TAXIIService.hint
        ),
        Endpoint(
            .post,
            "end/",
            .partner(.linked),
            "The caller has ended the link; one that was made by a later invitation goes on.",
            body: .json(
                .record([
                    "serial": .number(from: 0).noted("of the last invitation that the caller had made then")
                ]).withOthers()
            ),
            answers: [.nothing()],
            refusals: [422],
            run: TAXIIService.end
        ),
        Endpoint(
            .get,
            "receipts/",
            .partner(.withoutEvidence),
            "Receipts for what was added to the caller's feed, under one checkpoint.",
            query: [
                QueryField(
                    "from",
                    .number(from: 0).noted("when the first object was added, in microseconds since 1970"),
                    isRequired: true
                ),
                QueryField("to", .number(from: 0).noted("when the last was added"), isRequired: true),
                QueryField("old", .number(from: 0).noted("the size of this log that the caller has seen last")),
            ],
            answers: [.json(receiptsShape)],
            run: TAXIIService.receipts
        ),
        Endpoint(
            .post,
            "witness/add-checkpoint",
            .partner(.withinLimits),
            "Cosigns a checkpoint of the caller's own log that grew out of the one seen last (C2SP tlog-witness).",
            body: .text(mediaType: "text/plain", bytes: partnerBody),
            answers: [
                .file("text/plain", "the line of the cosignature"),
                .file("text/plain", "the request is malformed", 400),
                .file("text/plain", "the checkpoint does not have the signature of the log", 403),
                .file("text/plain", "the log is not known here", 404),
                .file("text/x.tlog.size", "another size was cosigned last: this one", 409),
                .file("text/plain", "the proof does not hold", 422),
                .file("text/plain", "the witness cannot do this now", 503),
            ],
            run: TAXIIService.witness
        ),
        Endpoint(
            .get,
            "agreements",
            .partner(.withinLimits),
            "The agreements in use that the caller is a party of, or a member of a party.",
            answers: [
                .json(
                    .record([
                        "agreements?": .list(
                            .record([
                                "name": .text,
                                "sha256": .text(64, 64).noted("over the canonical form of what the agreement says"),
                            ])
                        )
                    ])
                )
            ],
            run: TAXIIService.agreements
        ),
        Endpoint(
            .get,
            "log/seen",
            .partner(.withinLimits),
            "The newest checkpoint of the caller's log that this node has seen.",
            answers: [.file("text/plain", "the checkpoint as a signed note")],
            run: TAXIIService.seenLog
        ),
        Endpoint(
            .get,
            "log/checkpoint",
            .partner(.withinLimits),
            "The newest checkpoint of this node's log, with its own cosignature (C2SP tlog-tiles).",
            answers: [.file("text/plain", "the checkpoint as a signed note")],
            run: TAXIIService.checkpoint
        ),
        Endpoint(
            .get,
            "log/tile/{path...}",
            .partner(.withinLimits),
            "A tile of this node's log, or a bundle of its entries (C2SP tlog-tiles).",
            answers: [.file("application/octet-stream", "the tile")],
            run: TAXIIService.tile
        ),
    ]

    private static let receiptsShape = Shape.record([
        "checkpoint": .text.noted("a signed note; not smaller than `old`, if there is so much"),
        "consistency": .texts.noted("hashes in base 64: the proof from `old` to the checkpoint"),
        "receipts": .list(
            .record([
                "index": .number(from: 0).noted("the entry's place in the log"),
                "path": .texts.noted("hashes in base 64: the proof that the entry is in the log"),
                "entry": .text.noted("the entry as canonical JSON"), "salt?": .text.noted("in base 64"),
            ])
        ),
        "rotations?": .list(
            .record([
                "old": .text.noted("a verifier key"), "new": .text.noted("the key of the log that goes on"),
                "signature": .text.noted("by the old key, in base 64"),
            ])
        ),
    ])

    private static let partnerTable = EndpointTable(partnerCalls)

    /// Answers a partner's node; for anybody else nothing is there.
    package func partnerCall(_ request: HTTPRequest) throws(TAXIIError) -> HTTPAnswer {
        let found = try reading { connection throws(StoreError) -> Result<Caller, TAXIIError> in
            guard let caller = try self.authenticator.caller(of: request, connection) else {
                return .failure(try self.authenticator.refusal(of: request, connection))
            }
            return .success(caller)
        }
        let caller = try found.get()
        guard case .partner(let name) = caller.kind else { throw .notFound }
        // Names in paths are ASCII and stand for themselves; a slash at the end is a part of the path.
        let path = request.path.dropFirst(Self.partnerRoot.count).split(
            separator: "/",
            omittingEmptySubsequences: false
        ).map(String.init)
        guard let (endpoint, places) = Self.partnerTable.find(request.method, path) else {
            // What is not there is asked, too.
            try admit(name, request)
            throw .notFound
        }
        try admit(name, request, to: endpoint.access)
        let call = PartnerCall(partner: name, places: places, query: request.query, body: request.body)
        let answer = try endpoint.run(self)(call)
        // What is heard in any case does not count.
        return endpoint.access == .partner(.linked) ? answer : counted(answer, caller)
    }

    /// How a partner has to stand with this node, from the least to the most; the first that fails refuses.
    private func admit(_ name: String, _ request: HTTPRequest, to access: Access) throws(TAXIIError) {
        // No partner's node makes a call of people.
        guard let standing = access.standing else { throw .notFound }
        switch standing {
        case .linked: return
        case .withinLimits: try admit(name, request)
        case .withoutEvidence:
            try admit(name, request)
            try refuseWhileEvidenceStands(against: name)
        }
    }
}

/// The document of what partners' nodes ask of each other beyond TAXII.
public enum PartnerDocument {
    /// The document in OpenAPI 3.1.
    public static var tree: JSONTree {
        OpenAPI(
            title: "Entente between nodes",
            summary: "What partners' nodes ask of each other beyond TAXII.",
            root: TAXIIService.partnerRoot,
            proof: nil,
            security: [
                "partner": .members([
                    "type": .string("mutualTLS"),
                    "description": .string(
                        "the certificate of a partner with a confirmed link; `x-standing` says how else it has to stand"
                    ),
                ])
            ],
            problem: .named(
                "Error",
                .record([
                    "title": .text, "description": .text, "error_code": .text.noted("a stable word"),
                    "http_status": .text, "details?": .record([:]),
                ]).noted("TAXII 2.1, 3.6.1")
            ),
            problemType: TAXIIMediaType.taxii
        ).document(of: TAXIIService.partnerCalls)
    }
}
