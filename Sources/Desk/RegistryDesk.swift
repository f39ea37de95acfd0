package import Installation
internal import JSON
internal import Releasing
package import Store

/// What a registrar does in the registry (R13, R15, R16): copies, who has them, transfers, musters, destructions.
///
/// 1. Each act is kept with what it changes and stands in the log, in one transaction.
/// 2. Numbers of copies begin at 1 and none is used twice. Copy 0 is what the node itself keeps.
/// 3. A copy that was destroyed or has gone to another registry is nobody's any more; its record stays.
/// 4. A muster changes nothing of what it finds: what is missing stays until it is destroyed or transferred.
package struct RegistryDesk {
    let person: SignedIn
    let node: Node
    let connection: Connection
    let now: Int64

    package init(_ person: SignedIn, _ node: Node, _ connection: Connection) {
        (self.person, self.node, self.connection) = (person, node, connection)
        now = node.clock()
    }

    /// What a copy is.
    package enum CopyKind: String, Sendable, CaseIterable {
        /// The whole, on paper.
        case copy
        case translation
        case extract
        /// A file on a carrier such as a disk.
        case carrier
    }

    /// How a copy is carried to another registry; what is on paper or on a carrier goes in two covers (R16).
    package enum Method: String, Sendable, CaseIterable {
        case governmentCourier = "government-courier"
        case diplomaticBag = "diplomatic-bag"
        case byHand = "by-hand"

        /// How many covers it takes at least.
        package static let covers = 2
    }

    /// How a copy is destroyed.
    package enum Destroying: String, Sendable, CaseIterable {
        case shredding
        case burning
        case pulping
        /// Of a carrier.
        case erasing
        /// Of what the node keeps: its payload goes.
        case payload
    }

    /// Who gets a copy: somebody with an account, somebody by name, or the registry itself.
    package struct Holder: Sendable {
        let account: String
        let person: String
        let place: String
    }

    /// The entry of a number; nil if there is none.
    package func entry(_ text: String) throws(StoreError) -> StoredRegistryEntry? {
        guard let number = RegistryNumber(text) else { return nil }
        return try RegistryRows(connection).entry(year: number.year, running: number.running)
    }

    /// A holder as it was named.
    /// - Parameters:
    ///   - account: an account, which gives the name; nil for none.
    ///   - person: a name, of somebody without an account; nil where it stays in the registry.
    ///   - place: where the copy is then.
    /// - Returns: the holder; nil if there is no such account.
    /// - Throws: `StoreError`.
    package func holder(account: String?, person: String?, place: String) throws(StoreError) -> Holder? {
        guard let account else { return Holder(account: "", person: person ?? "", place: place) }
        guard let found = try AccountRows(connection).find(account) else { return nil }
        return Holder(account: account, person: found.title, place: place)
    }

    /// Keeps an act of the person about an entry.
    func note(_ act: String, _ entry: StoredRegistryEntry?, _ body: KeyValuePairs<String, JSONTree?>)
        throws(StoreError)
    {
        let kept = StoredRegistryAct(
            entry: entry?.row,
            act: act,
            made: now,
            account: person.account.name,
            officer: person.account.title,
            body: JSONTree.members(body).bytes()
        )
        _ = try node.keepActs([(kept, entry.map(Node.registryNumber))], connection)
    }

    /// Makes copies, each for the same holder.
    package func copy(_ entry: StoredRegistryEntry, _ kind: CopyKind, count: Int, for holder: Holder)
        throws(StoreError) -> APIFault?
    {
        guard entry.destroyed == nil else { return Self.isDestroyed }
        let rows = RegistryCopyRows(connection)
        guard try rows.all(of: entry.row).count + count <= RegistryLimits.copies else {
            return .invalid("an entry has at most \(RegistryLimits.copies) copies")
        }
        for _ in 0..<count {
            let number = try rows.add(
                entry: entry.row,
                kind: kind.rawValue,
                account: holder.account,
                person: holder.person,
                place: holder.place,
                now: now
            )
            try note(
                "copy",
                entry,
                [
                    "copy": .integer(Int(number)), "kind": .string(kind.rawValue), "person": .string(holder.person),
                    "place": .string(holder.place),
                ]
            )
        }
        return nil
    }

    /// A copy that is still here; a fault if there is none.
    private func held(_ entry: StoredRegistryEntry, _ number: Int64) throws(StoreError) -> Result<
        StoredRegistryCopy, APIFault
    > {
        guard let copy = try RegistryCopyRows(connection).find(entry.row, number) else { return .failure(.notFound) }
        guard copy.ended == nil else { return .failure(Self.hasLeft) }
        return .success(copy)
    }

    /// Gives a copy to somebody, or takes it back into the registry.
    package func hand(_ entry: StoredRegistryEntry, _ number: Int64, to holder: Holder) throws(StoreError)
        -> APIFault?
    {
        switch try held(entry, number) {
        case .failure(let fault): return fault
        case .success(let copy):
            try RegistryCopyRows(connection).hand(
                copy.row,
                account: holder.account,
                person: holder.person,
                place: holder.place,
                now: now
            )
            try note(
                "hand",
                entry,
                [
                    "copy": .integer(Int(number)), "from": .string(copy.person), "person": .string(holder.person),
                    "place": .string(holder.place),
                ]
            )
            return nil
        }
    }

    /// Sends a copy to another registry: it is that one's from then on, and its receipt is awaited.
    package func transfer(_ entry: StoredRegistryEntry, _ transfer: StoredRegistryTransfer) throws(StoreError)
        -> APIFault?
    {
        guard try RegistryCopyRows(connection).transfers(of: entry.row).count < RegistryLimits.records else {
            return .invalid("an entry has at most \(RegistryLimits.records) transfers")
        }
        switch try held(entry, transfer.number) {
        case .failure(let fault): return fault
        case .success(let copy):
            guard try !isWaiting(entry, copy.number) else { return Self.waits }
            try RegistryCopyRows(connection).end(copy.row, "transferred", now: now)
            try RegistryCopyRows(connection).send(entry.row, transfer)
            try note(
                "transfer",
                entry,
                [
                    "copy": .integer(Int(transfer.number)), "courier": .string(transfer.courier),
                    "covers": .integer(Int(transfer.covers)), "method": .string(transfer.method),
                    "registry": .string(transfer.registry),
                ]
            )
            return nil
        }
    }

    /// Keeps the receipt of the other registry.
    package func receive(_ entry: StoredRegistryEntry, _ number: Int64, receipt: String) throws(StoreError)
        -> APIFault?
    {
        guard try RegistryCopyRows(connection).receive(entry.row, number, receipt: receipt, now: now) else {
            return APIFault(409, "no-receipt-awaited", "no receipt is awaited for this copy")
        }
        try note("receipt", entry, ["copy": .integer(Int(number)), "receipt": .string(receipt)])
        return nil
    }

    func isWaiting(_ entry: StoredRegistryEntry, _ number: Int64) throws(StoreError) -> Bool {
        try RegistryDestructionRows(connection).all(of: entry.row).contains {
            $0.number == number && $0.decided == nil
        }
    }

    package static let isDestroyed = APIFault(409, "destroyed", "it was destroyed")
    package static let hasLeft = APIFault(409, "copy-ended", "the copy was destroyed, or is in another registry")
    package static let waits = APIFault(409, "destruction-waits", "its destruction waits for the second person")
}
