/// A copy of what is registered, on paper or on a carrier; copy 0 is what the node itself keeps, and has no row.
package struct StoredRegistryCopy: Sendable, Equatable {
    /// Its row, that of the entry, and its number, from 1: none is used twice.
    package let row, entry, number: Int64
    /// What it is: `copy`, `translation`, `extract` or `carrier`.
    package let kind: String
    /// The account and the name of who has it, empty for the registry itself, and where it is.
    package let account, person, place: String
    /// When it was made, and since when it is there, in microseconds since 1970.
    package let made, since: Int64
    /// When it left the registry, in microseconds since 1970, or nil.
    package let ended: Int64?
    /// How it left: `destroyed` or `transferred`.
    package let ending: String?
}

extension StoredRegistryCopy {
    init(_ found: Row) {
        (row, entry, number) = (found.integer(0), found.integer(1), found.integer(2))
        (kind, account, person, place) = (found.text(3), found.text(4), found.text(5), found.text(6))
        (made, since) = (found.integer(7), found.integer(8))
        (ended, ending) = (found.isNull(9) ? nil : found.integer(9), found.optionalText(10))
    }
}

/// A copy on its way to another registry.
package struct StoredRegistryTransfer: Sendable, Equatable {
    /// The number of the copy.
    package let number: Int64
    /// The other registry, and how it is carried there.
    package let registry, method: String
    /// Who carries it; empty if it is not said.
    package let courier: String
    /// How many sealed covers it has, and when it was sent, in microseconds since 1970.
    package let covers, sent: Int64
    /// The reference of the receipt, or nil as long as there is none.
    package let receipt: String?
    /// When the receipt came, in microseconds since 1970, or nil.
    package let received: Int64?
}

/// Reading and writing the rows of `registry_copy` and `registry_transfer`.
package struct RegistryCopyRows {
    private let connection: Connection

    /// The copies behind a connection.
    package init(_ connection: Connection) { self.connection = connection }

    /// Keeps a copy; returns its number.
    package func add(entry: Int64, kind: String, account: String, person: String, place: String, now: Int64)
        throws(StoreError) -> Int64
    {
        let number =
            try connection.first(Statements.RegistryCopy.last, [.integer(entry)]) {
                $0.isNull(0) ? 1 : $0.integer(0) + 1
            } ?? 1
        try connection.run(
            Statements.RegistryCopy.add,
            [
                .integer(entry), .integer(number), .text(kind), .text(account), .text(person), .text(place),
                .integer(now), .integer(now),
            ]
        )
        return number
    }

    /// The copies of an entry, by number.
    package func all(of entry: Int64) throws(StoreError) -> [StoredRegistryCopy] {
        try connection.all(Statements.RegistryCopy.ofEntry, [.integer(entry)], StoredRegistryCopy.init)
    }

    /// A copy, or nil.
    package func find(_ entry: Int64, _ number: Int64) throws(StoreError) -> StoredRegistryCopy? {
        try connection.first(
            Statements.RegistryCopy.find,
            [.integer(entry), .integer(number)],
            StoredRegistryCopy.init
        )
    }

    /// Gives a copy to somebody.
    package func hand(_ row: Int64, account: String, person: String, place: String, now: Int64) throws(StoreError) {
        try connection.run(
            Statements.RegistryCopy.hand,
            [.text(account), .text(person), .text(place), .integer(now), .integer(row)]
        )
    }

    /// Ends a copy.
    package func end(_ row: Int64, _ ending: String, now: Int64) throws(StoreError) {
        try connection.run(Statements.RegistryCopy.end, [.integer(now), .text(ending), .integer(row)])
    }

    /// What a person holds, behind a row.
    package func held(account: String, person: String, after row: Int64, limit: Int) throws(StoreError)
        -> [StoredRegistryCopy]
    {
        try connection.all(
            Statements.RegistryCopy.heldBy,
            [.text(account), .text(person), .integer(row), .integer(Int64(limit))],
            StoredRegistryCopy.init
        )
    }

    /// Everybody who holds a copy.
    package func holders() throws(StoreError) -> [(account: String, person: String)] {
        try connection.all(Statements.RegistryCopy.holders) { ($0.text(0), $0.text(1)) }
    }

    /// Keeps that a copy was sent.
    package func send(_ entry: Int64, _ transfer: StoredRegistryTransfer) throws(StoreError) {
        try connection.run(
            Statements.RegistryTransfer.add,
            [
                .integer(entry), .integer(transfer.number), .text(transfer.registry), .text(transfer.method),
                .integer(transfer.covers), .text(transfer.courier), .integer(transfer.sent),
            ]
        )
    }

    /// Keeps the receipt of the other registry; false if none is awaited.
    package func receive(_ entry: Int64, _ number: Int64, receipt: String, now: Int64) throws(StoreError) -> Bool {
        try connection.run(
            Statements.RegistryTransfer.receive,
            [.text(receipt), .integer(now), .integer(entry), .integer(number)]
        )
        return connection.changes > 0
    }

    /// The transfers of an entry, the oldest first.
    package func transfers(of entry: Int64) throws(StoreError) -> [StoredRegistryTransfer] {
        try connection.all(Statements.RegistryTransfer.ofEntry, [.integer(entry)], StoredRegistryTransfer.init)
    }
}

extension StoredRegistryTransfer {
    init(_ found: Row) {
        (number, registry, method) = (found.integer(1), found.text(2), found.text(3))
        (covers, courier, sent) = (found.integer(4), found.text(5), found.integer(6))
        (receipt, received) = (found.optionalText(7), found.isNull(8) ? nil : found.integer(8))
    }

    /// A copy that is sent.
    package init(number: Int64, registry: String, method: String, covers: Int64, courier: String, sent: Int64) {
        (self.number, self.registry, self.method) = (number, registry, method)
        (self.covers, self.courier, self.sent) = (covers, courier, sent)
        (receipt, received) = (nil, nil)
    }
}
