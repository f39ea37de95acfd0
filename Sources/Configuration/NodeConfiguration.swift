public import Calls
public import JSON

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

    /// Why a file is no configuration.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong and where.
        public let description: String
    }

    private typealias Numbers = [(
        name: String, path: WritableKeyPath<NodeConfiguration, Int>, range: ClosedRange<Int>
    )]

    /// The settings that are numbers, with what they may be.
    private static var numbers: Numbers {
        [
            ("port", \.port, 0...65_535),
            ("page_objects", \.pageObjects, 1...100_000),
            ("maximum_page_objects", \.maximumPageObjects, 1...100_000),
            ("page_bytes", \.pageBytes, 1_024...(1 << 30)),
            ("page_cache_bytes", \.pageCacheBytes, 0...(16 << 30)),
            ("maximum_content_length", \.maximumContentLength, 1_024...(1 << 30)),
            ("spool_bytes", \.spoolBytes, 1_024...(1 << 30)),
            ("batch_objects", \.batchObjects, 1...100_000),
            ("maximum_depth", \.maximumDepth, 8...512),
            ("maximum_object_bytes", \.maximumObjectBytes, 1_024...(1 << 30)),
            ("status_hours", \.statusHours, 1...8_760),
            ("status_details", \.statusDetails, 0...100_000),
            ("maximum_queued_requests", \.maximumQueuedRequests, 1...100_000),
            ("workers", \.workers, 1...64),
            ("pull_seconds", \.pullSeconds, 1...86_400),
            ("threads", \.threads, 1...64),
            ("maximum_connections", \.maximumConnections, 1...100_000),
            ("maximum_connections_per_address", \.maximumConnectionsPerAddress, 1...100_000),
            ("maximum_waiting_connections", \.maximumWaiting, 1...100_000),
            ("reserved_connections", \.reservedConnections, 0...50_000),
            ("idle_seconds", \.idleSeconds, 1...3_600),
            ("head_seconds", \.headSeconds, 1...3_600),
            ("body_seconds", \.bodySeconds, 1...86_400),
            ("clock_tolerance_seconds", \.clockToleranceSeconds, 1...86_400),
            ("partner_requests_per_minute", \.partnerRequestsPerMinute, 10...1_000_000),
            ("partner_bytes_per_day", \.partnerBytesPerDay, (1 << 20)...(1 << 50)),
            ("writer_cache_kibibytes", \.writerCacheKibibytes, 64...(16 << 20)),
            ("reader_cache_kibibytes", \.readerCacheKibibytes, 64...(1 << 20)),
            ("cached_tiles", \.cachedTiles, 1...1_048_576),
            ("witness_seconds", \.witnessSeconds, 1...60),
            ("console_port", \.consolePort, 0...65_535),
            ("source_seconds", \.sourceSeconds, 1...86_400),
            ("source_answer_seconds", \.sourceAnswerSeconds, 1...600),
            ("source_fetch_seconds", \.sourceFetchSeconds, 1...86_400),
            ("source_answer_bytes", \.sourceAnswerBytes, 1_024...(1 << 30)),
            ("source_objects", \.sourceObjects, 1...10_000_000),
            ("source_idle_pages", \.sourceIdlePages, 1...100_000),
            ("source_conflicts", \.sourceConflicts, 1...100_000),
            ("hook_seconds", \.hookSeconds, 1...86_400),
            ("hook_answer_seconds", \.hookAnswerSeconds, 1...60),
            ("hook_tries", \.hookTries, 1...100),
            ("hook_pause_seconds", \.hookPauseSeconds, 1...86_400),
            ("session_idle_minutes", \.sessionIdleMinutes, 1...1_440),
            ("session_hours", \.sessionHours, 1...168),
            ("link_hours", \.linkHours, 1...720),
            ("live_pages", \.livePages, 0...100_000),
            ("mail_seconds", \.mailSeconds, 1...3_600),
            ("answer_step_milliseconds", \.answerStep, 0...1_000),
            ("sign_in_tries", \.signInTries, 1...1_000),
            ("courier_volume_bytes", \.courierVolumeBytes, 65_536...(60 << 20)),
        ]
    }

    /// Every limit as it is set, with its default and what it may be.
    package var limits: [(name: String, value: Int, standard: Int, range: ClosedRange<Int>)] {
        let standard = NodeConfiguration()
        return Self.numbers.filter { !$0.name.hasSuffix("port") }.map { number in
            (number.name, self[keyPath: number.path], standard[keyPath: number.path], number.range)
        }
    }

    /// Reads a configuration; what is left out keeps its default.
    /// - Parameter value: the object of the file.
    /// - Throws: `Failure` that names the setting and its place.
    public init(_ value: JSONValue) throws(Failure) {
        guard value.kind == .object else { throw Failure(description: "the configuration is no JSON object") }
        for member in value.members {
            let name = member.name.string ?? ""
            let place = "`\(name)` at line \(member.name.position.line)"
            if let number = Self.numbers.first(where: { $0.name == name }) {
                guard let given = member.value.integer, number.range.contains(given) else {
                    let range = "\(number.range.lowerBound) to \(number.range.upperBound)"
                    throw Failure(description: "\(place): expected a whole number from \(range)")
                }
                self[keyPath: number.path] = given
                continue
            }
            if name == "open_witness", let flag = member.value.bool {
                isOpenWitness = flag
                continue
            }
            if name == "four_eyes", let flag = member.value.bool {
                asksFourEyes = flag
                continue
            }
            guard let text = member.value.string else { throw Failure(description: "\(place): expected a text") }
            switch name {
            case "name": self.name = text
            case "title": title = text
            case "summary": summary = text
            case "contact": contact = text
            case "identity": identity = text
            case "address": address = text
            case "public_address": publicAddress = text
            case "console_address":
                guard OpenIDSettings.isSafe(text), !text.hasSuffix("/") else {
                    throw Failure(description: "\(place): expected an https address without a slash at its end")
                }
                consoleAddress = text
            case "open_id_issuer":
                guard OpenIDSettings.isSafe(text) else {
                    throw Failure(description: "\(place): expected an https address")
                }
                openID = changed { $0.issuer = text }
            case "open_id_client": openID = changed { $0.client = text }
            case "open_id_title": openID = changed { $0.title = text }
            case "open_id_claim": openID = changed { $0.claim = text }
            case "open_id_scope": openID = changed { $0.scope = text }
            case "open_id_strong_acr":
                openID = changed { $0.strongContexts = text.split(separator: " ").map(String.init) }
            case "second_factor":
                let words = text.split(separator: " ").map(String.init)
                let roles = words.compactMap { Role(rawValue: $0) }
                guard roles.count == words.count else {
                    let known = Role.allCases.map(\.rawValue).joined(separator: " ")
                    throw Failure(description: "\(place): expected roles out of \(known)")
                }
                secondFactorRoles = Set(roles)
            case "log_format":
                guard let format = NodeLog.Format(rawValue: text) else {
                    throw Failure(description: "\(place): expected `text` or `json`")
                }
                logFormat = format
            case "log_level":
                guard let level = NodeLog.Level(rawValue: text) else {
                    let known = NodeLog.Level.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
                    throw Failure(description: "\(place): expected one of \(known)")
                }
                logLevel = level
            case "two_officers":
                twoOfficerLevels = text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
            case "export_up_to":
                exportLevels = text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
            case "unlabelled_tlp":
                guard ["GREEN", "AMBER", "AMBER+STRICT", "RED"].contains(text) else {
                    throw Failure(description: "\(place): expected `GREEN`, `AMBER`, `AMBER+STRICT` or `RED`")
                }
                unlabelledTLP = text
            case "mail_program":
                guard text.hasPrefix("/") else {
                    throw Failure(description: "\(place): expected the path of a program, beginning with `/`")
                }
                mailProgram = text
            case "mail_from":
                guard MailAddress(text) != nil else {
                    throw Failure(description: "\(place): expected an address of mail")
                }
                mailFrom = text
            case "backup_folder" where !text.isEmpty: backupFolder = text
            default: throw Failure(description: "\(place): there is no such setting")
            }
        }
        if let openID, openID.issuer.isEmpty || openID.client.isEmpty {
            throw Failure(description: "`open_id_issuer` and `open_id_client` stand together")
        }
        guard (mailProgram == nil) == (mailFrom == nil) else {
            throw Failure(description: "`mail_program` and `mail_from` stand together")
        }
        guard Self.isName(self.name) else {
            throw Failure(description: "`name`: expected 1 to 40 lower-case letters, digits and hyphens")
        }
    }

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

    private func changed(_ change: (inout OpenIDSettings) -> Void) -> OpenIDSettings {
        var settings = openID ?? OpenIDSettings()
        change(&settings)
        return settings
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

    /// The configuration as a file, every setting written out.
    public var json: JSONTree {
        var members = [
            JSONMember("name", .string(name)),
            JSONMember("title", .string(title)),
            JSONMember("address", .string(address)),
        ]
        let texts = [
            ("summary", summary), ("contact", contact), ("identity", identity), ("public_address", publicAddress),
            ("console_address", consoleAddress), ("open_id_issuer", openID?.issuer),
            ("open_id_client", openID?.client),
            ("open_id_title", openID?.title), ("open_id_claim", openID?.claim), ("open_id_scope", openID?.scope),
            ("open_id_strong_acr", openID?.strongContexts.joined(separator: " ")),
        ]
        if backupFolder != "backups" { members.append(JSONMember("backup_folder", .string(backupFolder))) }
        for case (let name, let text?) in texts { members.append(JSONMember(name, .string(text))) }
        members.append(JSONMember("open_witness", .bool(isOpenWitness)))
        members.append(JSONMember("four_eyes", .bool(asksFourEyes)))
        members.append(JSONMember("log_format", .string(logFormat.rawValue)))
        members.append(JSONMember("log_level", .string(logLevel.rawValue)))
        if !twoOfficerLevels.isEmpty {
            members.append(JSONMember("two_officers", .string(twoOfficerLevels.joined(separator: ", "))))
        }
        if !exportLevels.isEmpty {
            members.append(JSONMember("export_up_to", .string(exportLevels.joined(separator: ", "))))
        }
        if unlabelledTLP != "AMBER+STRICT" { members.append(JSONMember("unlabelled_tlp", .string(unlabelledTLP))) }
        let second = Role.allCases.filter { secondFactorRoles.contains($0) }.map(\.rawValue).joined(separator: " ")
        members.append(JSONMember("second_factor", .string(second)))
        for number in Self.numbers { members.append(JSONMember(number.name, .integer(self[keyPath: number.path]))) }
        return .object(members)
    }
}
