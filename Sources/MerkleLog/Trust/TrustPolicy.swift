/// Which logs are trusted, and which witnesses must have seen a checkpoint (C2SP tlog-policy).
public struct TrustPolicy: Sendable, Equatable {
    /// A log or a witness.
    public struct Known: Sendable, Equatable {
        /// The name within the policy; for a log, that of its key.
        public let name: String
        /// The key.
        public let key: NoteKey
        /// Where it is, or nil.
        public let address: String?
    }

    private struct Group: Sendable, Equatable {
        let name: String
        let threshold: Int
        let members: [String]
    }

    /// The logs.
    public private(set) var logs: [Known] = []
    /// The witnesses.
    public private(set) var witnesses: [Known] = []
    private var groups: [Group] = []
    /// The witness or group that must have seen a checkpoint; nil where none must.
    public private(set) var quorum: String?

    /// Reads a policy.
    /// - Parameters:
    ///   - file: the policy.
    ///   - hasher: the hash functions.
    /// - Throws: `LogFault` that names the line.
    public init(_ file: [UInt8], _ hasher: some TreeHasher) throws(LogFault) {
        var hasQuorum = false
        var used: Set<String> = []
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (place, bytes) in lines.enumerated() {
            func fault(_ text: String) -> LogFault {
                LogFault(.malformed, "line \(place + 1) of the policy: \(text)")
            }
            guard bytes.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 }),
                let line = String(validating: bytes, as: UTF8.self)
            else { throw fault("a byte that may not be there") }
            let words = line.utf8.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            func key(_ text: String) throws(LogFault) -> NoteKey {
                do throws(LogFault) { return try NoteKey(text, hasher) } catch { throw fault(error.description) }
            }
            func define(_ name: String) throws(LogFault) {
                guard name != "none", !witnesses.contains(where: { $0.name == name }),
                    !groups.contains(where: { $0.name == name })
                else { throw fault("`\(name)` is taken") }
            }
            switch (first, words.count) {
            case ("log", 2), ("log", 3):
                let key = try key(words[1])
                guard !logs.contains(where: { $0.key == key }) else { throw fault("the log stands twice") }
                logs.append(Known(name: key.name, key: key, address: words.count == 3 ? words[2] : nil))
            case ("witness", 3), ("witness", 4):
                let key = try key(words[2])
                try define(words[1])
                guard !witnesses.contains(where: { $0.key == key }) else { throw fault("the key stands twice") }
                witnesses.append(Known(name: words[1], key: key, address: words.count == 4 ? words[3] : nil))
            case ("group", 4...):
                try define(words[1])
                let members = Array(words[3...])
                for member in members {
                    guard isDefined(member) else { throw fault("`\(member)` is not defined above") }
                    guard used.insert(member).inserted else { throw fault("`\(member)` is in a group already") }
                }
                let threshold = words[2] == "all" ? members.count : words[2] == "any" ? 1 : Int(words[2]) ?? 0
                guard (1...members.count).contains(threshold) else {
                    throw fault("`\(words[2])` of \(members.count) members cannot be asked for")
                }
                groups.append(Group(name: words[1], threshold: threshold, members: members))
            case ("quorum", 2):
                guard !hasQuorum else { throw fault("a second quorum") }
                guard words[1] == "none" || isDefined(words[1]) else {
                    throw fault("`\(words[1])` is not defined above")
                }
                hasQuorum = true
                quorum = words[1] == "none" ? nil : words[1]
            default: throw fault("expected `log`, `witness`, `group` or `quorum` with its words")
            }
        }
        guard hasQuorum else { throw LogFault(.malformed, "the policy has no quorum") }
    }

    private func isDefined(_ name: String) -> Bool {
        witnesses.contains { $0.name == name } || groups.contains { $0.name == name }
    }

    /// Whether enough witnesses have seen a checkpoint.
    /// - Parameter keys: the keys that cosigned.
    /// - Returns: true if the quorum is reached.
    public func isSatisfied(by keys: [NoteKey]) -> Bool {
        guard let quorum else { return true }
        var reached = Set(witnesses.filter { keys.contains($0.key) }.map(\.name))
        // Groups are made of what stands above them, so one pass in order is enough.
        for group in groups where group.members.count(where: reached.contains) >= group.threshold {
            reached.insert(group.name)
        }
        return reached.contains(quorum)
    }
}
