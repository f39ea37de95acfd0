public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
public import JSON
internal import Ledger
internal import MerkleLog
internal import STIX
public import Store
internal import TAXII
internal import Transport
internal import Witnessing

/// What became of one courier file that was read.
public struct CourierReading: Sendable {
    /// What became of a file.
    public enum Outcome: String, Sendable {
        /// All of it was taken.
        case taken
        /// It was taken before; nothing happened.
        case known
        /// A file with a lower number is missing.
        case waits
        /// It was not taken, for a reason.
        case refused
    }

    /// The file.
    public let file: String
    /// The partner that sent it, as far as it is known.
    public var partner: String?
    /// Its number, as far as it is known.
    public var number: Int64?
    /// What became of it.
    public var outcome: Outcome
    /// How many objects it carried, and how many were new.
    public var objects = 0
    /// How many of them were new here.
    public var added = 0
    /// Why it was not taken, or objects that were not.
    public var reasons: [String] = []

    /// The reading as JSON.
    public var json: JSONTree {
        .members([
            "file": .string(file), "partner": partner.map { .string($0) }, "number": number.map { .integer(Int($0)) },
            "outcome": .string(outcome.rawValue), "objects": .integer(objects), "added": .integer(added),
            "reasons": reasons.isEmpty ? nil : .strings(reasons),
        ])
    }
}

/// Taking courier files in: in the order of their numbers, each whole and once, and not before everything in it has verified.
extension Node {
    /// Reads courier files in any order.
    /// - Parameter files: the files.
    /// - Returns: what became of each, in the order of their numbers.
    public func readCourier(_ files: [String]) -> [CourierReading] {
        var opened: [(partner: String, number: Int64, file: String)] = []
        var readings: [CourierReading] = []
        for file in files {
            do throws(NodeError) {
                // Only the number is remembered: files are read again in order, one in memory at a time.
                let (content, partner, _) = try open(file)
                opened.append((partner.name, content.number, file))
            } catch {
                readings.append(CourierReading(file: file, outcome: .refused, reasons: [error.description]))
            }
        }
        opened.sort { ($0.partner, $0.number) < ($1.partner, $1.number) }
        for (name, number, file) in opened {
            var reading = CourierReading(file: file, partner: name, number: number, outcome: .refused)
            do throws(NodeError) {
                let (content, partner, digest) = try open(file)
                try take(content, from: partner, digest, &reading)
            } catch {
                reading.reasons.append(error.description)
            }
            readings.append(reading)
        }
        return readings
    }

    /// Decrypts a file and finds out which partner signed it.
    private func open(_ file: String) throws(NodeError) -> (CourierContent.Read, StoredPartner, [UInt8]) {
        let limit = 64 << 20
        let sealed: [UInt8]
        let content: CourierContent.Read
        do {
            sealed = try Files.read(file, limit: limit)
            let signed = try CourierSeal.decrypt(sealed, for: try courierCertificate())
            let partners = try reading { connection throws(StoreError) in try PartnerRows(connection).all() }
            for partner in partners where !partner.courierCertificate.isEmpty {
                guard let bytes = try? CourierSeal.verify(signed, by: partner.courierCertificate) else { continue }
                content = try CourierContent.Read(
                    bytes,
                    limits: JSONLimits(maximumBytes: limit, maximumDepth: configuration.maximumDepth)
                )
                guard content.from == partner.name, content.to == configuration.name else {
                    throw NodeError(
                        "the file is from `\(content.from)` to `\(content.to)`, and `\(partner.name)` signed it"
                    )
                }
                return (content, try courierPartner(partner.name), SHA256.digest(of: sealed))
            }
        } catch {
            throw NodeError("`\(file)`: \(error)")
        }
        throw NodeError("`\(file)`: no partner of this node signed it")
    }

    private func take(
        _ content: CourierContent.Read,
        from partner: StoredPartner,
        _ digest: [UInt8],
        _ reading: inout CourierReading
    ) throws(NodeError) {
        let before = try self.reading { connection throws(StoreError) in
            try CourierRows(connection).all(partner.name, .incoming)
        }
        let expected = (before.last?.number ?? 0) + 1
        if content.number < expected {
            let known = before.first { $0.number == content.number }
            guard known?.state == .taken, known?.digest == digest else {
                throw NodeError(
                    known?.state == .skipped
                        ? "file \(content.number) of `\(partner.name)` was given up; ask for it anew"
                        : "another file with the number \(content.number) was taken from `\(partner.name)` before"
                )
            }
            reading.outcome = .known
            return
        }
        guard content.number == expected else {
            let last = content.number - 1
            let missing = expected == last ? "file \(expected)" : "files \(expected) to \(last)"
            reading.outcome = .waits
            reading.reasons = ["\(missing) of `\(partner.name)` must be read first"]
            return
        }
        var report = PullReport(partner: partner.name)
        let taken = intake.objects(content.elements)
        for case .failure(let refusal) in taken { report.refused.add(refusal.id, refusal.message) }
        let objects = taken.compactMap { try? $0.get() }
        let verified = try verify(content, from: partner)
        let given = Dictionary(uniqueKeysWithValues: objects.map(\.given).enumerated().map { ($0, $1) })
        let lacks = PullMachine.lacks(of: given, in: verified.digests)
        if let (_, reason) = lacks.min(by: { $0.key < $1.key }) { throw NodeError(reason) }
        let volume = StoredVolume(
            partner: partner.name,
            direction: .incoming,
            number: content.number,
            made: clock(),
            name: reading.file,
            digest: digest,
            objects: Int64(content.elements.count),
            bytes: 0,
            size: Int64(verified.signed.checkpoint.size),
            state: .taken
        )
        let (acknowledged, name) = (content.taken, partner.name)
        try accept(objects, verified, from: partner, byCourier: true, &report) { connection throws(StoreError) in
            let rows = CourierRows(connection)
            try rows.add(volume)
            if let acknowledged { try rows.acknowledge(upTo: acknowledged, by: name) }
        }
        (reading.outcome, reading.objects, reading.added) = (.taken, content.elements.count, report.added)
        reading.reasons = report.refused.texts
    }

    /// Verifies checkpoint and receipts of a file as those of a pull.
    private func verify(
        _ content: CourierContent.Read,
        from partner: StoredPartner
    ) throws(NodeError) -> ReceiptCheck.Verified {
        let seen = try seen(of: partner)
        let size = seen.map { Int($0.size) } ?? 0
        let answer = content.answer(seen: size)
        // A file may have been made before what a pull or the witness has seen since: then the newer log must hold it.
        let unseen = ReceiptCheck(partner: partner, recipient: configuration.name, seen: nil)
        let verified: ReceiptCheck.Verified
        do throws(LogFault) {
            verified = try unseen.verify(answer, now: clock())
        } catch {
            throw try refusal(PullMachine.Doubt(error, of: partner, seen: seen?.note, received: answer), of: partner)
        }
        if let missing = try missingQuorum(under: verified.signed, of: partner) {
            throw PullFault.unwitnessed(missing).error(of: partner.name)
        }
        guard let seen else { return verified }
        let checkpoint = verified.signed.checkpoint
        if checkpoint.size == size, checkpoint.root.bytes == seen.root { return verified }
        if checkpoint.size >= size, checkpoint.size == size || content.reaches(from: size) {
            let check = ReceiptCheck(partner: partner, recipient: configuration.name, seen: seen)
            do throws(LogFault) {
                return try check.verify(answer, now: clock())
            } catch {
                throw try refusal(
                    PullMachine.Doubt(error, of: partner, seen: seen.note, received: answer),
                    of: partner
                )
            }
        }
        try link(verified.signed, with: seen, of: partner)
        return verified
    }

    /// What becomes of receipts that do not hold: that of a pull.
    private func refusal(_ doubt: PullMachine.Doubt, of partner: StoredPartner) throws(NodeError) -> NodeError {
        guard let fault = doubt.fault else { return try stopped(by: doubt, of: partner) }
        return try ended(by: fault, with: partner)
    }

    /// Has the partner show, over the network, that a checkpoint and what was seen are of one history.
    private func link(_ signed: SignedCheckpoint, with seen: SeenLog, of partner: StoredPartner) throws(NodeError) {
        let client = clients.client(for: partner, folder: folder)
        func growth(from size: Int, _ root: [UInt8]) throws(NodeError) -> ReceiptCheck.Verified {
            let response: HTTPResponse
            do throws(HTTPClient.Failure) {
                response = try client.send("GET", "\(partner.address)/entente/v1/receipts/?from=0&to=0&old=\(size)")
            } catch {
                throw NodeError(
                    "the file does not reach what was seen of the log of `\(partner.name)`, and its node cannot be reached "
                        + "to show that both are of one history; ask for it anew"
                )
            }
            guard response.status == 200 else {
                throw NodeError("the node of `\(partner.name)` answered with status \(response.status)")
            }
            var from = seen
            (from.size, from.root) = (Int64(size), root)
            let check = ReceiptCheck(partner: partner, recipient: configuration.name, seen: from)
            do throws(LogFault) {
                return try check.verify(response.body.bytes, now: clock())
            } catch {
                throw try refusal(
                    PullMachine.Doubt(error, of: partner, seen: signed.note.bytes, received: response.body.bytes),
                    of: partner
                )
            }
        }
        for _ in 0..<8 {
            let one = try growth(from: Int(seen.size), seen.root).signed.checkpoint
            let other = try growth(from: signed.checkpoint.size, signed.checkpoint.root.bytes).signed.checkpoint
            if one.size == other.size, one.root == other.root { return }
        }
        throw NodeError("the log of `\(partner.name)` grows faster than it can be compared; try again")
    }

    /// Goes on without files that a partner sent and that were lost; they can be asked for anew.
    /// - Parameters:
    ///   - partner: the partner's short name.
    ///   - number: the last file that is given up.
    ///   - officer: who decides.
    /// - Throws: `NodeError` if it was taken already.
    public func skipCourier(_ partner: String, upTo number: Int64, officer: String) throws(NodeError) {
        guard !officer.isEmpty else { throw NodeError("giving a file up needs the officer who decides") }
        _ = try courierPartner(partner)
        let now = clock()
        try change { connection throws(StoreError) in
            let rows = CourierRows(connection)
            let next = (try rows.all(partner, .incoming).last?.number ?? 0) + 1
            guard number >= next, number - next < 10_000 else {
                throw StoreError(.other, "the next file of `\(partner)` is \(next)")
            }
            for lost in next...number {
                try rows.add(
                    StoredVolume(
                        partner: partner,
                        direction: .incoming,
                        number: lost,
                        made: now,
                        name: "",
                        digest: [],
                        objects: 0,
                        bytes: 0,
                        size: 0,
                        state: .skipped
                    )
                )
            }
            try self.ledger.append(
                [Self.linkEntry(partner, "courier files given up", "\(next) to \(number)", officer: officer)],
                connection
            )
        }
    }

    /// The courier files of a partner, or of all.
    /// - Parameter partner: the partner's short name, or nil.
    /// - Returns: the files by partner, those that were made and those that were taken.
    /// - Throws: `NodeError`.
    public func courierVolumes(
        of partner: String?
    ) throws(NodeError) -> [(partner: String, outgoing: [StoredVolume], incoming: [StoredVolume])] {
        try reading { connection throws(StoreError) in
            let rows = CourierRows(connection)
            var found: [(partner: String, outgoing: [StoredVolume], incoming: [StoredVolume])] = []
            for stored in try PartnerRows(connection).all() where partner == nil || stored.name == partner {
                found.append(
                    (stored.name, try rows.all(stored.name, .outgoing), try rows.all(stored.name, .incoming))
                )
            }
            return found
        }
    }
}
