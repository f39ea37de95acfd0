package import Configuration
internal import Cryptography
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Ledger
internal import Store
internal import Work

extension Node {
    /// A text as a file, for whoever has the node's folder; that it was written is in the log before.
    /// - Parameters:
    ///   - text: the text's identifier.
    ///   - order: what is asked for.
    ///   - isUnsent: whether own words that nobody else has are to be in it.
    ///   - officer: who acts.
    /// - Returns: the file, and how many own wordings are left out; nil if there is no such text.
    /// - Throws: `NodeError` if there is no such file, or the store cannot be read.
    package func textFile(_ text: String, _ order: TextFile.Order, isUnsent: Bool, by officer: String)
        throws(NodeError) -> (bytes: [UInt8], left: Int)?
    {
        let found = try reading { connection throws(StoreError) -> (TextRecord, TextMarking)? in
            let seen = try seenByOperator(connection)
            let record: TextRecord?
            do throws(SeenFault) { record = try TextRecord(text, unsent: isUnsent, seen) } catch {
                throw error.storeError
            }
            guard let record else { return nil }
            let directory = MarkingDirectory(connection, source: 1)
            var marking = TextMarking()
            for id in record.objects {
                guard let version = try HeldVersions(connection).ordered(id, withFound: true).first,
                    let object = try? JSONDocument(parsing: version.bytes)
                else { continue }
                marking.add(
                    directory.banner(of: object.root),
                    MarkingReading(of: object.root, meaning: directory.meaning)
                )
            }
            return (record, marking)
        }
        guard let (record, marking) = found else { return nil }
        let bytes: [UInt8]
        do throws(TextFile.Refusal) {
            bytes = try TextFile(record, order, marking: marking.banner, label: marking.label).bytes()
        } catch {
            throw NodeError(error.sentence)
        }
        try change { connection throws(StoreError) in
            var entry = LedgerEntry(.export, subject: text, officer: officer)
            entry.internalMembers = [
                JSONMember("of", .string("text")), JSONMember("format", .string(order.format.rawValue)),
                JSONMember("marking", .string(marking.banner)), JSONMember("objects", .strings(record.objects)),
                JSONMember("count", .integer(record.objects.count)),
                JSONMember("sha256", .string(Encoding.hex(SHA256.digest(of: bytes)))),
            ]
            try self.ledger.append([entry], connection)
        }
        return (bytes, record.left)
    }
}
