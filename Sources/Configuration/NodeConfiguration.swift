public import Calls

/// How a node is set up: one file, `entente.json`; every limit is here, with its default.
public struct NodeConfiguration: Sendable {
    /// The name of the API root for the party's own tools.
    public static let toolsRoot = "tools"

    /// The party's short name: lower-case letters, digits and hyphens.
    public var name = "node"
    /// The party's name for people.
    public var title = "Entente node"
    /// A sentence about the node, shown by TAXII discovery.
    public var summary: String?
    /// Whom to ask, shown by TAXII discovery.
    public var contact: String?
    /// The STIX identifier of the party's identity.
    public var identity: String?
    /// The address to listen on.
    public var address = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    public var port = 0
    /// The base URL at which partners reach the node; made from address and port if absent.
    public var publicAddress: String?
    /// Serves plain HTTP; only for throw-away nodes on loopback.
    public var isPlain = false

    /// Members of a page when the client names no limit.
    public var pageObjects = 1_000
    /// Members of a page at most.
    public var maximumPageObjects = 10_000
    /// Bytes of objects after which a page ends.
    public var pageBytes = 8 << 20
    /// Bytes of finished pages that are kept in memory.
    public var pageCacheBytes = 32 << 20
    /// Bytes of a request body at most, unless an API root says otherwise.
    public var maximumContentLength = 32 << 20
    /// Bytes of an envelope from which on it is worked off after the answer.
    public var spoolBytes = 4 << 20
    /// Objects of an envelope that are kept in one transaction.
    public var batchObjects = 1_000
    /// Containers of an object that may be open at once.
    public var maximumDepth = 64
    /// Bytes of one object at most.
    public var maximumObjectBytes = 16 << 20
    /// Hours that a status is kept after completion (TAXII 2.1, 4.3 asks for 24).
    public var statusHours = 24
    /// Failures that a status lists with their message.
    public var statusDetails = 1_000
    /// Requests that may wait for a worker.
    public var maximumQueuedRequests = 256
    /// Threads for validation and other slow work.
    public var workers = 2
    /// Seconds between two pulls from a partner.
    public var pullSeconds = 60
    /// Threads that serve connections.
    public var threads = 8
    /// Connections at once.
    public var maximumConnections = 1_024
    /// Connections at once from one address.
    public var maximumConnectionsPerAddress = 512
    /// Connections at once whose request is not whole, of callers that are not known.
    public var maximumWaiting = 256
    /// Connections that only known callers get.
    public var reservedConnections = 256
    /// Seconds without a byte until a connection is closed.
    public var idleSeconds = 30
    /// Seconds within which the head of a request must have arrived.
    public var headSeconds = 10
    /// Seconds within which the body of a request must have arrived.
    public var bodySeconds = 120
    /// KiB of page cache of the store's writer.
    public var writerCacheKibibytes = 131_072
    /// KiB of page cache of each of the store's readers.
    public var readerCacheKibibytes = 4_096
    /// Requests of one partner within a minute.
    public var partnerRequestsPerMinute = 6_000
    /// Bytes that one partner may fetch and hand in within a day (UTC).
    public var partnerBytesPerDay = 64 << 30
    /// Seconds by which a partner's clock may differ before that is reported.
    public var clockToleranceSeconds = 30
    /// Whether receipts may show other partners that this node is a witness.
    public var isOpenWitness = false
    /// Tiles of the log that are kept in memory, 16 KiB each.
    public var cachedTiles = 4_096
    /// Seconds that a witness has to answer.
    public var witnessSeconds = 3
    /// Bytes of one courier file at most, before it is sealed.
    public var courierVolumeBytes = 48 << 20
    /// The port of the console and its API, for people, on loopback or behind a proxy; 0 for none.
    public var consolePort = 0
    /// The base URL at which people reach the console, where a proxy stands in front of it; made from name and port if absent.
    public var consoleAddress: String?
    /// The installation's OpenID provider, or nil.
    public var openID: OpenIDSettings?
    /// Seconds between two fetches from a server of others.
    public var sourceSeconds = 300
    /// Seconds within which a server of others must have answered.
    public var sourceAnswerSeconds = 30
    /// Seconds that all pages of one fetch from a server of others may take.
    public var sourceFetchSeconds = 600
    /// Bytes of one answer of a server of others at most.
    public var sourceAnswerBytes = 32 << 20
    /// Objects that one fetch from a server of others may bring.
    public var sourceObjects = 200_000
    /// Pages in a row from a server of others that may bring nothing new.
    public var sourceIdlePages = 200
    /// Objects of one fetch that may come with another content than before under their identifier and version.
    public var sourceConflicts = 100
    /// Seconds between two messages of a hook at least.
    public var hookSeconds = 5
    /// Seconds within which the listener of a hook must have answered.
    public var hookAnswerSeconds = 15
    /// How often a message of a hook is sent before the hook ends.
    public var hookTries = 10
    /// Seconds until a message of a hook is sent again; each further pause is four times as long, up to a day.
    public var hookPauseSeconds = 5
    /// Minutes without a request after which a session ends.
    public var sessionIdleMinutes = 30
    /// Hours after which a session ends.
    public var sessionHours = 10
    /// Hours for which a one-time link holds.
    public var linkHours = 72
    /// Open pages that are told of changes at once.
    public var livePages = 300
    /// Wrong passwords or codes of one account within a quarter of an hour, after which it has to wait.
    public var signInTries = 8
    /// The roles whose people sign in with a second factor.
    public var secondFactorRoles: Set<Role> = [.administrator]
    /// Whether nobody may release what they wrote themselves.
    public var asksFourEyes = true

    /// The levels from which upwards two officers release, whatever agreements say.
    public var twoOfficerLevels: [String] = []

    /// The levels up to which people take objects out as files; empty for no limit.
    public var exportLevels: [String] = []

    /// The label of the Traffic Light Protocol that an advisory without one gets, without `TLP:`; never `CLEAR`.
    public var unlabelledTLP = "AMBER+STRICT"

    /// The program that takes mail, as `sendmail` does; nil where nobody is written to.
    public var mailProgram: String?
    /// The address from which people are written to.
    public var mailFrom: String?
    /// Seconds between two looks at whom to write to.
    public var mailSeconds = 60

    /// Answers to people leave at multiples of so many milliseconds after the request; 0 for at once.
    public var answerStep = 5

    /// The folder of backups that are made from the console; below the node's folder unless it begins with `/`.
    public var backupFolder = "backups"

    /// How the lines of the node's own log are written.
    public var logFormat = NodeLog.Format.text
    /// What matters less is left out of the node's own log.
    public var logLevel = NodeLog.Level.info

    /// The documented defaults.
    public init() {}

    /// Whether a text may name a party: it becomes a path segment.
    /// - Parameter text: the text.
    /// - Returns: true if it may.
    public static func isName(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        }
        return isPlain && (1...40).contains(text.utf8.count)
            && !["taxii2", "entente", NodeConfiguration.toolsRoot].contains(text)
    }

    /// The names under which the node answers on its own machine or network, as they stand in a `Host` field.
    package var ownHosts: Set<String> {
        let bound = address.contains(":") ? "[\(address)]" : address
        return Set(["localhost", "127.0.0.1", "[::1]", "\(name).localhost", bound].map { $0.lowercased() })
    }

    /// The base URL at which people reach the console.
    public var consoleBase: String { consoleAddress ?? "http://\(name).localhost:\(consolePort)" }

    /// Whether one of some roles asks for a second factor.
    /// - Parameter roles: the roles, by their words.
    /// - Returns: true if one does.
    public func asksSecondFactor(of roles: [String]) -> Bool {
        roles.contains { Role(rawValue: $0).map { secondFactorRoles.contains($0) } ?? false }
    }
}
