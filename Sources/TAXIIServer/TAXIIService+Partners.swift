internal import Configuration
internal import Exchange
internal import JSON
internal import Releasing
internal import Store
package import TAXII
package import Transport
internal import Witnessing

/// What partners' nodes ask of each other beyond TAXII, below `/entente/v1/` (`RULES.md`, 25): what does it.
///
/// Who may, and what each takes and gives, is data (`TAXIIService+PartnerCalls.swift`).
extension TAXIIService {
    /// There is something to pull; the caller does not wait for it.
    package func hint(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        onHint(call.partner)
        return .ready(HTTPResponse(status: 204))
    }

    /// The caller ends the link.
    package func end(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        guard let serial = (try? JSONDocument(parsing: call.body).root)?["serial"]?.integer, serial >= 0 else {
            throw TAXIIError(422, "malformed", "malformed request", "`serial` is no number")
        }
        do throws(NodeError) {
            try node.noteEnd(by: call.partner, serial: Int64(serial))
        } catch {
            throw Self.unavailable
        }
        return .ready(HTTPResponse(status: 204))
    }

    /// The digests of the agreements that bind both.
    package func agreements(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        do throws(NodeError) {
            return Self.json(try node.toldAgreements(to: call.partner))
        } catch {
            throw Self.unavailable
        }
    }

    /// A partner whose log does not hold gets nothing more until an officer has settled it.
    package func refuseWhileEvidenceStands(against name: String) throws(TAXIIError) {
        let standing = try reading { connection throws(StoreError) in
            try ReceiptRows(connection).openEvidence(against: name)
        }
        guard standing == nil else {
            let text = "this node holds evidence that your log has two histories or was rolled back; ask its officer"
            throw TAXIIError(403, "evidence", "the exchange stands still", text)
        }
    }

    /// Receipts for what was added to the caller's feed.
    package func receipts(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        var numbers: [String: Int64] = [:]
        for part in (call.query ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2, ["from", "to", "old"].contains(pair[0]), let number = Int64(pair[1]), number >= 0
            else { throw .parameter(pair.first ?? "", "is not `from`, `to` or `old` with a whole number") }
            numbers[pair[0]] = number
        }
        guard let from = numbers["from"], let to = numbers["to"], from <= to else {
            throw .parameter("from", "and `to` are needed: when the first and the last object were added")
        }
        do throws(NodeError) {
            let old = Int(clamping: numbers["old"] ?? 0)
            return Self.json(try node.receipts(for: call.partner, added: from...to, old: old))
        } catch {
            throw Self.unavailable
        }
    }

    /// Judges the caller's checkpoint as its witness.
    package func witness(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        let partner = try reading { connection throws(StoreError) in
            try PartnerRows(connection).find(call.partner)
        }
        guard let partner else { throw .notFound }
        return .later { reply in
            let isStarted = self.workers.start {
                let answer = self.node.witness(call.body, of: partner)
                reply(
                    HTTPResponse(
                        status: answer.status,
                        fields: [HTTPField("Content-Type", answer.type)],
                        body: HTTPBody(answer.body)
                    )
                )
            }
            if !isStarted { reply(Self.response(Self.unavailable)) }
        }
    }

    /// What this node has seen last of a partner's log: a partner that restored a backup finds its way back with it.
    package func seenLog(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        let seen = try reading { connection throws(StoreError) in
            try ReceiptRows(connection).newestSeen(of: call.partner)
        }
        guard let seen else { throw .notFound }
        return .ready(HTTPResponse(status: 200, fields: [Self.plainText], body: HTTPBody(seen.note)))
    }

    /// The newest checkpoint of this node's log (C2SP tlog-tiles).
    package func checkpoint(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        let fields = [Self.plainText, HTTPField("Cache-Control", "no-store")]
        return .ready(HTTPResponse(status: 200, fields: fields, body: try log("checkpoint", call.partner)))
    }

    /// A tile of this node's log, or a bundle of its entries (C2SP tlog-tiles).
    package func tile(_ call: PartnerCall) throws(TAXIIError) -> HTTPAnswer {
        let fields = [
            HTTPField("Content-Type", "application/octet-stream"),
            HTTPField("Cache-Control", "max-age=31536000, immutable"),
        ]
        let path = (["tile"] + call.places).joined(separator: "/")
        return .ready(HTTPResponse(status: 200, fields: fields, body: try log(path, call.partner)))
    }

    private func log(_ path: String, _ name: String) throws(TAXIIError) -> HTTPBody {
        let bytes: [UInt8]?
        do throws(NodeError) {
            bytes = try node.logResource(path, for: name)
        } catch {
            throw Self.unavailable
        }
        guard let bytes else { throw .notFound }
        return HTTPBody(bytes)
    }

    private static func json(_ tree: JSONTree) -> HTTPAnswer {
        let fields = [HTTPField("Content-Type", "application/json")]
        return .ready(HTTPResponse(status: 200, fields: fields, body: HTTPBody(tree.bytes())))
    }

    private static let plainText = HTTPField("Content-Type", "text/plain; charset=utf-8")
}
