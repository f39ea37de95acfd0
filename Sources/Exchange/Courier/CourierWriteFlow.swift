public import Configuration
internal import Cryptography
internal import Glibc
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
internal import Releasing
public import Store
internal import Witnessing

/// What goes into courier files.
public struct CourierOrder: Sendable {
    /// The partner's short name.
    public var partner: String
    /// The folder that the files are written to.
    public var folder: String
    /// Only what goes by courier alone; the feed is left to the network.
    public var isCourierOnly = false
    /// Begins anew with what this file carried, for a partner that has lost it.
    public var again: Int64?

    /// An order.
    /// - Parameters:
    ///   - partner: the partner's short name.
    ///   - folder: the folder that the files are written to.
    public init(partner: String, folder: String) { (self.partner, self.folder) = (partner, folder) }
}

/// Courier files: the same as a pull brings (objects, receipts, checkpoint), signed, encrypted to the recipient, numbered.
///
/// A file is sealed and synced within the node, then its delivery is logged, then it is copied to the carrier: nothing leaves that is
/// not logged. A crash between two of these steps is made good by the next writing.
extension Node {
    /// Writes what a partner has not been given by courier yet.
    /// - Parameter order: what to whom.
    /// - Returns: the files, in order; one without objects if there is only something to acknowledge.
    /// - Throws: `NodeError`.
    public func writeCourier(_ order: CourierOrder) throws(NodeError) -> [StoredVolume] {
        let partner = try courierPartner(order.partner)
        do throws(Files.Failure) {
            try Files.makeFolders(above: order.folder + "/file")
        } catch {
            throw NodeError(error.description)
        }
        try judgeLists(of: partner.name)
        var written = try finishWriting(partner, order.folder)
        var places = try places(of: partner.name, again: order.again)
        while let volume = try writeVolume(partner, order, &places, isFirst: written.isEmpty) {
            written.append(volume)
        }
        return written
    }

    /// A partner to whom courier files can go.
    package func courierPartner(_ name: String) throws(NodeError) -> StoredPartner {
        let partner = try linked(name)
        let standing = try reading { connection throws(StoreError) in
            try ReceiptRows(connection).openEvidence(against: name)
        }
        guard !partner.courierCertificate.isEmpty else {
            throw NodeError("`\(name)` has no courier certificate; exchange invitations anew")
        }
        if let standing { throw NodeError("the exchange with `\(name)` stands still: \(standing)") }
        return partner
    }

    /// Takes off both lists what may not go any more, as before every reading of a feed.
    private func judgeLists(of party: String) throws(NodeError) {
        let now = clock()
        try change { connection throws(StoreError) in
            let tables = try self.tables(now: now, connection)
            let rows = CollectionRows(connection)
            for list in [try rows.feed(of: party), try rows.list(.courier, of: party)].compactMap({ $0 }) {
                _ = try self.withdraw(party, list, tables, officer: "date", now: now, connection)
            }
        }
    }

    /// Brings files to the carrier that were sealed and did not get there: after a crash, or a full carrier.
    ///
    /// What was withdrawn since does not leave: its file is thrown away, and its number used anew.
    private func finishWriting(_ partner: StoredPartner, _ folder: String) throws(NodeError) -> [StoredVolume] {
        let sealed = try reading { connection throws(StoreError) in
            try CourierRows(connection).all(partner.name, .outgoing).filter { $0.state == .sealed }
        }
        var finished: [StoredVolume] = []
        for volume in sealed {
            let isWhole = try reading { connection throws(StoreError) in
                for row in volume.rows where try !GivenRows(connection).isListed(row, for: partner.name) {
                    return false
                }
                return true
            }
            let bytes = try? Files.read(spooled(volume), limit: 64 << 20)
            guard isWhole, let bytes, SHA256.digest(of: bytes) == volume.digest else {
                // Those behind it go with it: they are made anew in order.
                try change { connection throws(StoreError) in
                    try CourierRows(connection).forget(volume.number, for: partner.name)
                }
                for one in sealed where one.number >= volume.number { unsafe unlink(spooled(one)) }
                break
            }
            finished.append(try carry(volume, bytes, to: folder))
        }
        sweep(partner.name)
        return finished
    }

    /// Clears away sealed files that no row waits for: of a writing that was killed just before its delivery was logged, or just
    /// after it was noted as carried.
    private func sweep(_ partner: String) {
        let waiting = "\(folder.path)/courier"
        for (name, _) in Files.contents(of: waiting) where name.hasPrefix(partner + "-") {
            let parts = name.dropFirst(partner.count + 1).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count >= 2, Int64(parts[0]) != nil, parts[1] == "sealed" else { continue }
            unsafe unlink("\(waiting)/\(name)")
        }
    }

    /// Where a sealed file waits within the node until it has reached the carrier.
    private func spooled(_ volume: StoredVolume) -> String {
        "\(folder.path)/courier/\(volume.partner)-\(volume.number).sealed"
    }

    /// Copies a logged file to the carrier, under its name when it is whole there.
    private func carry(_ volume: StoredVolume, _ bytes: [UInt8], to folder: String) throws(NodeError) -> StoredVolume
    {
        var volume = volume
        volume.name = "\(folder)/\(volume.name.split(separator: "/").last ?? "")"
        do throws(Files.Failure) {
            try Files.write(bytes, to: volume.name)
        } catch {
            unsafe unlink(volume.name + ".new")
            throw NodeError(error.description)
        }
        let (number, name, partner) = (volume.number, volume.name, volume.partner)
        try change { connection throws(StoreError) in
            try CourierRows(connection).noteWritten(number, for: partner, as: name)
        }
        unsafe unlink(spooled(volume))
        volume.state = .written
        return volume
    }

    /// Up to where the files so far carry both lists.
    private func places(of partner: String, again: Int64?) throws(NodeError) -> (feed: Int64, list: Int64) {
        let volumes = try reading { connection throws(StoreError) in
            try CourierRows(connection).all(partner, .outgoing)
        }
        if let again, !volumes.contains(where: { $0.number == again }) {
            throw NodeError("no courier file \(again) was written for `\(partner)`")
        }
        guard let first = again else {
            return (volumes.last?.feed ?? 0, volumes.last?.list ?? 0)
        }
        let before = volumes.last { $0.number < first }
        return (before?.feed ?? 0, before?.list ?? 0)
    }

    /// What a file will carry.
    private struct Load {
        var rows: [Int64] = []
        var objects: [[UInt8]] = []
        var bytes = 0
        var isFull = false
    }

    /// Writes one file; nil if there is nothing (more) to carry.
    private func writeVolume(
        _ partner: StoredPartner,
        _ order: CourierOrder,
        _ places: inout (feed: Int64, list: Int64),
        isFirst: Bool
    ) throws(NodeError) -> StoredVolume? {
        let now = clock()
        let quorum = try quorumOfOwnLog()
        var next = places
        let (load, made) = try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) -> (Load, CourierContent?) in
                var load = Load()
                let lists = CollectionRows(connection)
                if let list = try lists.list(.courier, of: partner.name) {
                    next.list = try fill(&load, list.row, behind: places.list, connection)
                }
                if !order.isCourierOnly, let feed = try lists.feed(of: partner.name) {
                    next.feed = try fill(&load, feed.row, behind: places.feed, connection)
                }
                let rows = CourierRows(connection)
                let read = try rows.all(partner.name, .incoming)
                let told = try SettingRows(connection).value(.courierTold(partner: partner.name)).flatMap {
                    Int64($0)
                }
                let taken = read.last?.number
                guard !load.rows.isEmpty || isFirst && taken != told else { return (load, nil) }
                if let quorum { try self.checkWitnessed(load.rows, to: partner.name, quorum, connection) }
                let number = (try rows.all(partner.name, .outgoing).last?.number ?? 0) + 1
                return (load, try self.content(load, number, to: partner, taken: taken, now: now, connection))
            }
        }
        guard let content = made else { return nil }
        let volume = try seal(content, load, partner, order.folder, next, now: now)
        places = next
        return volume
    }

    /// Fills a file out of a list up to its bounds.
    /// - Returns: the place up to which the list is carried.
    private func fill(
        _ load: inout Load,
        _ list: Int64,
        behind place: Int64,
        _ connection: Connection
    ) throws(StoreError) -> Int64 {
        guard !load.isFull else { return place }
        var last = place
        // A receipt takes about two kilobytes.
        let (limit, receipt) = (configuration.courierVolumeBytes, 2_048)
        var (rows, objects, bytes, isFull) = (load.rows, load.objects, load.bytes, false)
        try MemberPages(connection).visit(list, behind: place) { place, row, content in
            let isFirst = rows.isEmpty
            if !isFirst, bytes + content.count + receipt > limit || rows.count >= configuration.maximumPageObjects {
                isFull = true
                return false
            }
            rows.append(row)
            objects.append(content)
            bytes += content.count + receipt
            last = place
            return true
        }
        (load.rows, load.objects, load.bytes, load.isFull) = (rows, objects, bytes, isFull)
        return last
    }

    private func content(
        _ load: Load,
        _ number: Int64,
        to partner: StoredPartner,
        taken: Int64?,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> CourierContent {
        let rows = LogRows(connection)
        guard let head = try rows.head() else { throw StoreError(.other, "the node has no log") }
        var entries: [StoredLogEntry] = []
        for row in load.rows {
            guard let entry = try rows.release(of: row, to: partner.name), entry.log == head.log else { continue }
            entries.append(entry)
        }
        let needed = Int(entries.map(\.place).max() ?? -1) + 1
        let signed = try bestCheckpoint(head, atLeast: needed, for: partner.name, connection)
        let size = signed.checkpoint.size
        let proofs = ledger.tiles.proofs(head.log, size: size, connection)
        // Every size that the partner may have seen: of files on their way, and what it has cosigned.
        let sent = try CourierRows(connection).all(partner.name, .outgoing).suffix(512).map { Int($0.size) }
        let cosigned = try rows.cosignatures(head.log).filter { $0.witness == partner.name }.map { Int($0.size) }
        let rotations = try rotations(connection)
        do throws(LogFault) {
            var growth: [Int: [Digest]] = [:]
            for old in Set(sent + cosigned) where old > 0 && old <= size {
                growth[old] = try proofs.consistency(from: old, to: size)
            }
            let receipts = try entries.map { entry throws(LogFault) in try Self.receipt(entry, proofs, size: size) }
            return CourierContent(
                from: configuration.name,
                to: partner.name,
                number: number,
                made: Moment.text(now),
                taken: taken,
                growth: growth,
                receipts: .members([
                    "checkpoint": .string(String(decoding: signed.note.bytes, as: UTF8.self)),
                    "receipts": .array(receipts), "rotations": rotations,
                ]),
                objects: load.objects
            )
        } catch {
            throw StoreError(.other, error.description)
        }
    }

    /// Seals a file, logs its delivery and gives it its name.
    private func seal(
        _ content: CourierContent,
        _ load: Load,
        _ partner: StoredPartner,
        _ folder: String,
        _ places: (feed: Int64, list: Int64),
        now: Int64
    ) throws(NodeError) -> StoredVolume {
        let digits = String(content.number)
        let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        let name = "\(folder)/\(content.from)-to-\(content.to)-\(number).courier"
        let sealed: [UInt8]
        do {
            let own = try courierCertificate()
            sealed = try CourierSeal.seal(content.bytes, from: own, to: partner.courierCertificate)
        } catch {
            throw NodeError("\(error)")
        }
        var size: Int64 = 0
        if let note = content.receipts["checkpoint"]?.string, let signed = try? SignedCheckpoint(Array(note.utf8)) {
            size = Int64(signed.checkpoint.size)
        }
        var volume = StoredVolume(
            partner: partner.name,
            direction: .outgoing,
            number: content.number,
            made: now,
            name: name,
            digest: SHA256.digest(of: sealed),
            objects: Int64(load.rows.count),
            bytes: Int64(sealed.count),
            feed: places.feed,
            list: places.list,
            size: size,
            state: .sealed
        )
        volume.rows = load.rows
        do throws(Files.Failure) {
            try Files.makeFolders(above: spooled(volume))
            try Files.write(sealed, to: spooled(volume))
        } catch {
            throw NodeError(error.description)
        }
        let (taken, rows) = (content.taken, load.rows)
        // It leaves the node when it is logged. If this fails it stays: the commit may be durable all the same.
        try change { [volume] connection throws(StoreError) in
            // What was withdrawn or recalled while the file was sealed must not leave.
            for row in rows where try !GivenRows(connection).isListed(row, for: partner.name) {
                throw StoreError(.other, "what goes to `\(partner.name)` changed meanwhile; write again")
            }
            try CourierRows(connection).add(volume)
            var entry = try Delivery(rows, connection).entry(for: partner.name)
            entry.members.append(JSONMember("courier", .integer(Int(volume.number))))
            try self.ledger.append([entry], connection)
            guard let taken else { return }
            try SettingRows(connection).put(.courierTold(partner: partner.name), String(taken))
        }
        return try carry(volume, sealed, to: folder)
    }
}
