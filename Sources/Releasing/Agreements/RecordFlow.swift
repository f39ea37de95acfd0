internal import Agreements
public import Configuration
public import Installation
public import JSON
internal import Labels
internal import Ledger
internal import Release
package import Store

extension Node {
    /// Keeps a record.
    /// - Parameters:
    ///   - kind: what kind of record.
    ///   - members: its members.
    ///   - officer: who records it.
    ///   - replaced: the number of a record that is closed with it, in one act; nil for none.
    ///   - needs: how the needs of a person are looked at.
    /// - Returns: its number.
    /// - Throws: `NodeError` if a member is missing or not known, or names what stands nowhere.
    public func record(
        _ kind: RecordKind,
        _ members: [JSONMember],
        officer: String,
        replacing replaced: Int64? = nil,
        needs: RecordedNeeds = RecordedNeeds()
    ) throws(NodeError) -> Int64 {
        guard !officer.isEmpty else { throw NodeError("a record needs the officer who makes it") }
        for member in members where !(kind.required + kind.optional).contains(member.name) {
            let near = Suggestion.nearest(to: member.name, in: kind.required + kind.optional)
            throw NodeError("a \(kind.name) has no `\(member.name)`\(near.map { "; did you mean `\($0)`?" } ?? "")")
        }
        for name in kind.required where !members.contains(where: { $0.name == name }) {
            throw NodeError("a \(kind.name) needs `\(name)`")
        }
        let body = JSONTree.object(try withShortName(kind, members))
        try check(kind, body)
        if let document = try? JSONDocument(parsing: body.bytes()) {
            try checkNames(kind, document.root, replacing: replaced, needs)
        }
        let subject = members.first { $0.name == kind.subject }?.value.string ?? ""
        let record = StoredRecord(
            kind: kind.name,
            name: subject,
            body: body.bytes(),
            recorded: clock(),
            officer: officer
        )
        return try change { connection throws(StoreError) in
            if let replaced {
                guard try RecordRows(connection).close(replaced, now: record.recorded) else {
                    throw StoreError(.other, "there is no open record \(replaced)")
                }
                try self.log(nil, replaced, isClosed: true, officer: officer, connection)
            }
            return try self.keep(record, officer: officer, connection)
        }
    }

    /// Keeps and logs a record; a no takes what it is about off the feeds before the next reading, whichever process
    /// serves them.
    @discardableResult
    package func keep(_ record: StoredRecord, officer: String, _ connection: Connection) throws(StoreError) -> Int64 {
        let isExplanation = record.kind == MarkingExplanation.kind
        let record = isExplanation ? try bound(record, connection) : record
        let row = try RecordRows(connection).add(record)
        try log(record, row, isClosed: false, officer: officer, connection)
        if record.kind == "consent" || record.kind == RecordKind.reader {
            _ = try withdrawAll(officer: officer, connection)
        } else if isExplanation {
            _ = try judge(explained: [record.name], officer: officer, connection)
        }
        return row
    }

    /// The members, the partner of an instruction by its short name, however somebody calls it: what waits for it in
    /// the queue names it so.
    private func withShortName(_ kind: RecordKind, _ members: [JSONMember]) throws(NodeError) -> [JSONMember] {
        guard kind.name == "instruction" else { return members }
        let names = try partnerNames()
        return try members.map { member throws(NodeError) in
            guard member.name == "to", let name = member.value.string else { return member }
            return JSONMember("to", .string(try names.shortName(of: name)))
        }
    }

    /// A consent, an instruction and a person must say what decisions can read.
    private func check(_ kind: RecordKind, _ body: JSONTree) throws(NodeError) {
        guard let document = try? JSONDocument(parsing: body.bytes()) else { return }
        switch kind.name {
        case "consent":
            try reading { connection throws(StoreError) in
                let tables = try tables(now: clock(), connection)
                do throws(QuestionReader.Fault) {
                    let consent = try QuestionReader.consent(document.root, item: "", tables)
                    if consent.originator < 0 || consent.recipient < 0 {
                        throw QuestionReader.Fault("`by` or `to` of the consent is not declared as a party")
                    }
                } catch {
                    throw StoreError(.other, error.description)
                }
            }
        case RecordKind.reader:
            guard RecipientReader(document.root) != nil else {
                throw NodeError("a reader needs `portions=ignored`, or a `language` such as `fr`, or both")
            }
        case RecordKind.exercise:
            guard ExerciseFeed(document.root) != nil else {
                throw NodeError(
                    "a feed is opened for the identifier of an exercise, and for `cells=[\"…\"]` if at all"
                )
            }
        case MarkingExplanation.kind:
            guard MarkingExplanation(document.root) != nil else { throw NodeError(Self.explanationNeeds) }
        case "instruction":
            guard StandingInstruction(name: "", document.root) != nil else {
                throw NodeError("an instruction needs `to`, and `tlp` or `levels`; days are written `2026-11-24`")
            }
        case "person":
            for name in ["clearances", "needs"] {
                let texts = document.root[name]?.elements.compactMap { $0.string ?? $0["level"]?.string }
                guard document.root[name] == nil || document.root[name]?.count == texts?.count,
                    document.root[name].map({ $0.kind == .array }) ?? true
                else { throw NodeError("`\(name)` of a person is a list: `\(name)=[\"…\"]`") }
            }
            guard ExerciseFeed.seats(document.root) != nil else {
                throw NodeError(#"`exercises` of a person is a list: `exercises=[{"exercise":"…","cell":"white"}]`"#)
            }
            for name in ["briefed", "until"] {
                guard let value = document.root[name] else { continue }
                guard value.string.flatMap({ Day($0) }) != nil else {
                    throw NodeError("`\(name)` of a person is not a day; write it as `2026-11-24`")
                }
            }
        default: return
        }
    }

    /// Closes a record; a consent that is withdrawn takes what it let go off the feeds before the next reading, and a
    /// recall that is lifted lets the item be decided about again.
    /// - Parameters:
    ///   - row: the record's number.
    ///   - officer: who closes it.
    /// - Returns: what was withdrawn.
    /// - Throws: `NodeError` if there is no open record of this number.
    public func closeRecord(_ row: Int64, officer: String) throws(NodeError) -> [Withdrawal] {
        let now = clock()
        return try change { connection throws(StoreError) in
            let explained = try RecordRows(connection).all(MarkingExplanation.kind).first { $0.row == row }
            guard try RecordRows(connection).close(row, now: now) else {
                throw StoreError(.other, "there is no open record \(row)")
            }
            try self.log(nil, row, isClosed: true, officer: officer, connection)
            if let explained { return try self.judge(explained: [explained.name], officer: officer, connection) }
            return try self.withdrawAll(officer: officer, connection)
        }
    }

    /// Logs that a record was kept or closed.
    private func log(
        _ record: StoredRecord?,
        _ row: Int64,
        isClosed: Bool,
        officer: String,
        _ connection: Connection
    ) throws(StoreError) {
        var entry = LedgerEntry(.record, officer: officer)
        entry.internalMembers = [
            JSONMember("record", .integer(Int(row))), JSONMember("closed", .bool(isClosed)),
        ]
        if let record {
            entry.internalMembers.append(JSONMember("record_kind", .string(record.kind)))
            entry.internalMembers.append(JSONMember("body", .encoded(record.body)))
        }
        try ledger.append([entry], connection)
    }

    /// Takes off every feed what may not go any more.
    package func withdrawAll(officer: String, _ connection: Connection) throws(StoreError) -> [Withdrawal] {
        let now = clock()
        let tables = try tables(now: now, connection)
        var all: [Withdrawal] = []
        for feed in try CollectionRows(connection).all() where feed.kind.isReleased {
            guard let party = feed.party else { continue }
            all += try withdraw(party, feed, tables, officer: officer, now: now, connection)
        }
        return all
    }
}
