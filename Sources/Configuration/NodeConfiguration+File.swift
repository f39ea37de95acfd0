internal import Calls
public import JSON

/// The file of a configuration: what may stand in it, how it is read and written.
extension NodeConfiguration {
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
        self.init()
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

    private func changed(_ change: (inout OpenIDSettings) -> Void) -> OpenIDSettings {
        var settings = openID ?? OpenIDSettings()
        change(&settings)
        return settings
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
