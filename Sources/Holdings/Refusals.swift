/// What was not taken: how much, and of the first ones why.
public struct Refusals: Sendable, Equatable {
    /// One object that was not taken.
    public struct Refused: Sendable, Equatable {
        /// Its identifier as far as it can be read, or nil.
        public let id: String?
        /// Its version as far as it can be read, or nil.
        public let version: String?
        /// Why it was not taken.
        public let message: String
    }

    /// How many were not taken.
    public private(set) var count = 0
    /// The first of them: memory and answers are bounded, whatever comes.
    public private(set) var listed: [Refused] = []
    private let room: Int

    /// No refusals yet.
    /// - Parameter room: so many are listed.
    package init(room: Int) { self.room = room }

    /// Each that is listed, in a line.
    public var texts: [String] { listed.map { "\($0.id ?? "an object"): \($0.message)" } }

    /// Notes one that was not taken.
    package mutating func add(_ id: String?, version: String? = nil, _ message: String) {
        count += 1
        if listed.count < room { listed.append(Refused(id: id, version: version, message: message)) }
    }
}
