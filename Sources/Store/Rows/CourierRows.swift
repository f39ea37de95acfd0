/// One courier file as the store knows it.
public struct StoredVolume: Sendable, Equatable {
    /// Which way a file goes.
    public enum Direction: String, Sendable {
        /// Made here.
        case outgoing = "out"
        /// Read here.
        case incoming = "in"
    }

    /// What became of a file.
    public enum State: String, Sendable {
        /// Made and logged; not yet under its name.
        case sealed
        /// Written under its name.
        case written
        /// The partner says that it has taken it.
        case acknowledged
        /// Taken here.
        case taken
        /// An officer goes on without it.
        case skipped
    }

    /// The partner.
    public var partner: String
    /// Which way it goes.
    public var direction: Direction
    /// Its number: from 1, without gaps, by partner and direction.
    public var number: Int64
    /// When it was made or taken, in microseconds since 1970.
    public var made: Int64
    /// The file.
    public var name: String
    /// SHA-256 of the sealed file.
    public var digest: [UInt8]
    /// How many objects it carries.
    public var objects: Int64
    /// How many bytes it has.
    public var bytes: Int64
    /// The place in the feed up to which the files so far carry it.
    public var feed: Int64
    /// The same of the list of what goes by courier only.
    public var list: Int64
    /// The size of the log that its receipts lead to.
    public var size: Int64
    /// What became of it.
    public var state: State
    /// The rows of the objects in a file that was made here.
    public var rows: [Int64] = []

    /// A file.
    public init(
        partner: String,
        direction: Direction,
        number: Int64,
        made: Int64,
        name: String,
        digest: [UInt8],
        objects: Int64,
        bytes: Int64,
        feed: Int64 = 0,
        list: Int64 = 0,
        size: Int64,
        state: State
    ) {
        (self.partner, self.direction, self.number, self.made) = (partner, direction, number, made)
        (self.name, self.digest, self.objects, self.bytes) = (name, digest, objects, bytes)
        (self.feed, self.list, self.size, self.state) = (feed, list, size, state)
    }
}

/// Reading and writing the rows of `courier_volume`.
public struct CourierRows {
    private let connection: Connection

    /// The files behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The files of a partner and direction, in the order of their numbers.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - direction: which way.
    /// - Returns: the files.
    /// - Throws: `StoreError`.
    public func all(_ partner: String, _ direction: StoredVolume.Direction) throws(StoreError) -> [StoredVolume] {
        try connection.all(Statements.Volume.all, [.text(partner), .text(direction.rawValue)]) {
            var volume = StoredVolume(
                partner: partner,
                direction: direction,
                number: $0.integer(0),
                made: $0.integer(1),
                name: $0.text(2),
                digest: $0.blob(3),
                objects: $0.integer(4),
                bytes: $0.integer(5),
                feed: $0.integer(6),
                list: $0.integer(7),
                size: $0.integer(8),
                state: StoredVolume.State(rawValue: $0.text(9)) ?? .sealed
            )
            volume.rows = $0.text(10).split(separator: " ").compactMap { Int64($0) }
            return volume
        }
    }

    /// Keeps a file.
    /// - Parameter volume: the file.
    /// - Throws: `StoreError`; code `constraint` if the number is taken.
    public func add(_ volume: StoredVolume) throws(StoreError) {
        try connection.run(
            Statements.Volume.add,
            [
                .text(volume.partner), .text(volume.direction.rawValue), .integer(volume.number),
                .integer(volume.made),
                .text(volume.name), .blob(volume.digest), .integer(volume.objects), .integer(volume.bytes),
                .integer(volume.feed), .integer(volume.list), .integer(volume.size), .text(volume.state.rawValue),
                .text(volume.rows.map { String($0) }.joined(separator: " ")),
            ]
        )
    }

    /// Notes that a file that was made here lies under its name.
    /// - Parameters:
    ///   - number: its number.
    ///   - partner: the partner.
    ///   - name: where it lies.
    /// - Throws: `StoreError`.
    public func noteWritten(_ number: Int64, for partner: String, as name: String) throws(StoreError) {
        try connection.run(Statements.Volume.noteWritten, [.text(name), .text(partner), .integer(number)])
    }

    /// Forgets a file that was made here and never left; its number is free again.
    /// - Parameters:
    ///   - number: its number, the last one.
    ///   - partner: the partner.
    /// - Throws: `StoreError`.
    public func forget(_ number: Int64, for partner: String) throws(StoreError) {
        try connection.run(Statements.Volume.forget, [.text(partner), .integer(number)])
    }

    /// Notes that a partner has taken files.
    /// - Parameters:
    ///   - number: the last one, with all before it.
    ///   - partner: the partner.
    /// - Throws: `StoreError`.
    public func acknowledge(upTo number: Int64, by partner: String) throws(StoreError) {
        try connection.run(Statements.Volume.acknowledge, [.text(partner), .integer(number)])
    }
}
