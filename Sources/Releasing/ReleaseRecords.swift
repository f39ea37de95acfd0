package import Agreements
internal import JSON
package import Release
package import Store

/// What is on record and decisions depend on: consents, recalls, assurances.
///
/// A record that cannot be read makes no answer laxer: what would open is passed over, what would close stops the
/// decision.
package struct ReleaseRecords {
    private let connection: Connection
    private let tables: AgreementTables

    package init(_ connection: Connection, _ tables: AgreementTables) {
        self.connection = connection
        self.tables = tables
    }

    /// What decisions between two parties depend on.
    package func circumstances(from: Int, to: Int) throws(StoreError) -> Circumstances {
        Circumstances(
            tables,
            from: from,
            to: to,
            consents: try consents(),
            recalls: try recalls(),
            assurances: try assurances(of: to),
            exercises: try exercises(of: to),
            reader: try reader(of: to)
        )
    }

    /// Every answer of an originator that was recorded and not withdrawn.
    ///
    /// A yes that cannot be read is none; a no stands whatever else it says.
    package func consents() throws(StoreError) -> [Consent] {
        var consents: [Consent] = []
        for record in try RecordRows(connection).all("consent") {
            let body = try document(record).root
            do throws(QuestionReader.Fault) {
                consents.append(try QuestionReader.consent(body, item: record.name, tables))
            } catch {
                guard body["granted"]?.bool == false else { continue }
                guard let by = body["by"]?.string, let to = body["to"]?.string else { throw Self.unreadable(record) }
                consents.append(
                    Consent(
                        reference: body["reference"]?.string ?? "without reference",
                        originator: tables.party(by) ?? -1,
                        recipient: tables.party(to) ?? -1,
                        item: body["item"]?.string ?? record.name,
                        isGranted: false
                    )
                )
            }
        }
        return consents
    }

    /// Every recall that stands.
    package func recalls() throws(StoreError) -> [RecallBlock] {
        var blocks: [RecallBlock] = []
        for record in try RecordRows(connection).all(RecallRecord.kind) {
            guard let recall = RecallRecord(try document(record).root) else { throw Self.unreadable(record) }
            blocks.append(recall.block(tables))
        }
        return blocks
    }

    /// The agreements under which a party has assured protection; an assurance that cannot be read is none.
    private func assurances(of party: Int) throws(StoreError) -> [Int] {
        try RecordRows(connection).all("assurance").compactMap { record in
            guard let body = try? JSONDocument(parsing: record.body).root, let by = body["by"]?.string,
                tables.party(by) == party, let name = body["agreement"]?.string
            else { return nil }
            return tables.set.agreements.firstIndex { $0.name == name }
        }
    }

    /// What is on record about the software by which a party reads; what cannot be read keeps more back.
    private func reader(of party: Int) throws(StoreError) -> RecipientReader {
        var reader = RecipientReader()
        for record in try RecordRows(connection).all(RecordKind.reader) {
            guard let number = tables.party(record.name) else { continue }
            guard number == party else { continue }
            let body = try? JSONDocument(parsing: record.body)
            reader.add(body.flatMap { RecipientReader($0.root) } ?? .unreadable)
        }
        return reader
    }

    /// The exercises that a party's feed is open for; what cannot be read opens nothing.
    private func exercises(of party: Int) throws(StoreError) -> [String: Set<String>] {
        var open: [String: Set<String>] = [:]
        for record in try RecordRows(connection).all(RecordKind.exercise)
        where tables.party(record.name) == party && party >= 0 {
            guard let feed = (try? JSONDocument(parsing: record.body)).flatMap({ ExerciseFeed($0.root) }) else {
                continue
            }
            open[feed.exercise, default: []].formUnion(feed.cells)
        }
        return open
    }

    private func document(_ record: StoredRecord) throws(StoreError) -> JSONDocument {
        guard let document = try? JSONDocument(parsing: record.body) else { throw Self.unreadable(record) }
        return document
    }

    /// Nothing is decided until the record is mended or closed.
    private static func unreadable(_ record: StoredRecord) -> StoreError {
        StoreError(.corrupt, "the record \(record.row) (\(record.kind)) cannot be read")
    }
}
