internal import Configuration
internal import Exchange
internal import JSON
internal import Releasing
internal import Store
package import TAXII
package import Transport
internal import Witnessing

/// What partners' nodes ask of each other beyond TAXII, below `/entente/v1/` (`RULES.md`, 25).
extension TAXIIService {
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
        let path = request.path.dropFirst("/entente/v1/".count)
        // That the link has ended is heard in any case.
        if (request.method, path) == ("POST", "end/") { return try end(request.body, name) }
        try admit(name, request)
        return counted(try partnerAnswer(request, path, name), caller)
    }

    private func partnerAnswer(
        _ request: HTTPRequest,
        _ path: Substring,
        _ name: String
    ) throws(TAXIIError) -> HTTPAnswer {
        switch (request.method, path) {
        case ("POST", "hint/"):
            onHint(name)
            return .ready(HTTPResponse(status: 204))
        case ("GET", "receipts/"):
            try refuseWhileEvidenceStands(against: name)
            return .ready(try receipts(for: name, request.query))
        case ("POST", "witness/add-checkpoint"): return try witness(request.body, name)
        case ("GET", "agreements"): return .ready(try agreements(with: name))
        case ("GET", "log/seen"): return .ready(try seenLog(of: name))
        case ("GET", _) where path.hasPrefix("log/"): return .ready(try log(String(path.dropFirst(4)), name))
        default: throw .notFound
        }
    }

    /// The caller ends the link.
    private func end(_ body: [UInt8], _ name: String) throws(TAXIIError) -> HTTPAnswer {
        guard let serial = (try? JSONDocument(parsing: body).root)?["serial"]?.integer, serial >= 0 else {
            throw TAXIIError(422, "malformed", "malformed request", "`serial` is no number")
        }
        do throws(NodeError) {
            try node.noteEnd(by: name, serial: Int64(serial))
        } catch {
            throw Self.unavailable
        }
        return .ready(HTTPResponse(status: 204))
    }

    private func agreements(with name: String) throws(TAXIIError) -> HTTPResponse {
        do throws(NodeError) {
            return HTTPResponse(
                status: 200,
                fields: [HTTPField("Content-Type", "application/json")],
                body: HTTPBody(try node.toldAgreements(to: name).bytes())
            )
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

    private func receipts(for name: String, _ query: String?) throws(TAXIIError) -> HTTPResponse {
        var numbers: [String: Int64] = [:]
        for part in (query ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2, ["from", "to", "old"].contains(pair[0]), let number = Int64(pair[1]), number >= 0
            else { throw .parameter(pair.first ?? "", "is not `from`, `to` or `old` with a whole number") }
            numbers[pair[0]] = number
        }
        guard let from = numbers["from"], let to = numbers["to"], from <= to else {
            throw .parameter("from", "and `to` are needed: when the first and the last object were added")
        }
        do throws(NodeError) {
            let answer = try node.receipts(for: name, added: from...to, old: Int(clamping: numbers["old"] ?? 0))
            return HTTPResponse(
                status: 200,
                fields: [HTTPField("Content-Type", "application/json")],
                body: HTTPBody(answer.bytes())
            )
        } catch {
            throw Self.unavailable
        }
    }

    private func witness(_ body: [UInt8], _ name: String) throws(TAXIIError) -> HTTPAnswer {
        let partner = try reading { connection throws(StoreError) in try PartnerRows(connection).find(name) }
        guard let partner else { throw .notFound }
        return .later { reply in
            let isStarted = self.workers.start {
                let answer = self.node.witness(body, of: partner)
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
    private func seenLog(of name: String) throws(TAXIIError) -> HTTPResponse {
        let seen = try reading { connection throws(StoreError) in
            try ReceiptRows(connection).newestSeen(of: name)
        }
        guard let seen else { throw .notFound }
        return HTTPResponse(status: 200, fields: [Self.plainText], body: HTTPBody(seen.note))
    }

    /// A resource of the log (C2SP tlog-tiles).
    private func log(_ path: String, _ name: String) throws(TAXIIError) -> HTTPResponse {
        let bytes: [UInt8]?
        do throws(NodeError) {
            bytes = try node.logResource(path, for: name)
        } catch {
            throw Self.unavailable
        }
        guard let bytes else { throw .notFound }
        if path == "checkpoint" {
            let fields = [Self.plainText, HTTPField("Cache-Control", "no-store")]
            return HTTPResponse(status: 200, fields: fields, body: HTTPBody(bytes))
        }
        let fields = [
            HTTPField("Content-Type", "application/octet-stream"),
            HTTPField("Cache-Control", "max-age=31536000, immutable"),
        ]
        return HTTPResponse(status: 200, fields: fields, body: HTTPBody(bytes))
    }

    private static let plainText = HTTPField("Content-Type", "text/plain; charset=utf-8")
}
