internal import Glibc
package import JSON

/// The node's own log, for its operator: one line an event, in fields with fixed names, never content.
///
/// What happened is an `Event` of a closed list, and a field is a number, the short name of a partner, or a word or path of the
/// node's own: nothing that somebody wrote, sent or asked for has a way in. `Documentation/operators.md` describes every event.
public struct NodeLog: Sendable {
    /// How much an event matters; the numbers are those of syslog (RFC 5424, 6.2.1).
    public enum Level: String, Sendable, CaseIterable {
        /// Something does not work, and somebody has to see to it.
        case error
        /// Something did not work, and the node tries again or goes on without it.
        case warning
        /// Something that happens seldom.
        case notice
        /// Ordinary work.
        case info

        package var severity: Int {
            switch self {
            case .error: 3
            case .warning: 4
            case .notice: 5
            case .info: 6
            }
        }
    }

    /// What happened.
    public enum Event: String, Sendable, CaseIterable {
        /// The node serves.
        case start
        /// The node has ended.
        case stop
        /// The store of an earlier release is brought to the schema of this one.
        case migration
        /// The console's files were not found.
        case consoleFiles = "console-files"
        /// A partner's feed was read, and something was there.
        case pull
        /// A partner's feed could not be read.
        case pullFailed = "pull-failed"
        /// A server of others was read, and something was there.
        case source
        /// A server of others could not be read.
        case sourceFailed = "source-failed"
        /// A server of others is cut off, and asked again only when somebody says so.
        case sourceCutOff = "source-cut-off"
        /// A hook has told its listener something.
        case hook
        /// A hook could not tell its listener something, and tries again.
        case hookFailed = "hook-failed"
        /// A hook has ended, and tells nothing any more.
        case hookEnded = "hook-ended"
        /// SQLite failed.
        case storeFailed = "store-failed"
        /// What was erased could not be swept out of the store's file yet.
        case sweepFailed = "sweep-failed"
        /// Somebody could not sign in at the provider, because of it or of the answer.
        case providerFailed = "provider-failed"
        /// Connections were ended to make room for newer ones.
        case connectionsEnded = "connections-ended"
        /// Requests of a partner begin to be refused, as it has reached a limit.
        case partnerRefused = "partner-refused"
        /// The kernel says that the host's clock is not synchronised.
        case clockFree = "clock-not-synchronised"
        /// The store has dates that are ahead of the clock.
        case clockBehind = "clock-behind-store"
        /// A partner's clock differs too much.
        case clockDiffers = "clock-differs"

        package var level: Level {
            switch self {
            case .start, .stop, .migration: .notice
            case .pull, .source, .hook: .info
            case .consoleFiles, .storeFailed: .error
            case .sourceFailed, .sourceCutOff, .hookFailed, .hookEnded: .warning
            case .pullFailed, .sweepFailed, .providerFailed, .connectionsEnded, .partnerRefused, .clockFree,
                .clockBehind, .clockDiffers:
                .warning
            }
        }
    }

    /// A field of an event; each has one meaning in all events.
    public enum Field: Sendable {
        /// The partner that it is about, by its short name.
        case partner(String)
        /// The server of others that it is about, by the name that it has here.
        case source(String)
        /// The hook that it is about, by its short name.
        case hook(String)
        /// How many.
        case count(Int)
        /// How many of them are new.
        case new(Int)
        /// Why, in a word of the node's own.
        case reason(StaticString)
        /// A result code of SQLite (sqlite.org/rescode.html).
        case sqlite(Int)
        /// So many seconds; below 0 where a clock is behind.
        case seconds(Int)
        /// The port that is listened on.
        case port(Int)
        /// The port of the console.
        case console(Int)
        /// The copy of the store that was made before its schema is changed.
        case backup(String)
        /// The schema of the store.
        case schema(Int)
        /// How much is done, of a hundred.
        case percent(Int)
        /// Places of the host at which was looked, separated by colons.
        case searched(String)

        package var pair: (name: String, value: JSONTree) {
            switch self {
            case .partner(let name): ("partner", .string(name))
            case .source(let name): ("source", .string(name))
            case .hook(let name): ("hook", .string(name))
            case .count(let number): ("count", .integer(number))
            case .new(let number): ("new", .integer(number))
            case .reason(let word): ("reason", .string(word.description))
            case .sqlite(let number): ("sqlite", .integer(number))
            case .seconds(let number): ("seconds", .integer(number))
            case .port(let number): ("port", .integer(number))
            case .console(let number): ("console", .integer(number))
            case .backup(let path): ("backup", .string(path))
            case .schema(let number): ("schema", .integer(number))
            case .percent(let number): ("percent", .integer(number))
            case .searched(let places): ("searched", .string(places))
            }
        }
    }

    /// How lines are written.
    public enum Format: String, Sendable, CaseIterable {
        /// `name=value`, in quotes where needed; to journald with the level in front, as sd-daemon(3) has it.
        case text
        /// One JSON object a line.
        case json
    }

    private let format: Format
    private let least: Level
    private let isJournal: Bool
    private let clock: @Sendable () -> Int64
    private let write: @Sendable ([UInt8]) -> Void

    /// A log.
    /// - Parameters:
    ///   - format: how lines are written.
    ///   - least: what matters less is left out.
    ///   - isJournal: whether lines go to journald, which reads a level in front of them.
    ///   - clock: microseconds since 1970.
    ///   - write: gets each line with its line feed.
    public init(
        format: Format = .text,
        least: Level = .info,
        isJournal: Bool = false,
        clock: @escaping @Sendable () -> Int64 = SystemClock.now,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        (self.format, self.least, self.isJournal) = (format, least, isJournal)
        (self.clock, self.write) = (clock, write)
    }

    /// A log that nobody reads.
    public static let none = NodeLog { _ in }

    /// Writes an event.
    /// - Parameters:
    ///   - event: what happened.
    ///   - fields: what is known of it.
    public func callAsFunction(_ event: Event, _ fields: Field...) {
        guard event.level.severity <= least.severity else { return }
        let pairs =
            [
                ("time", JSONTree.string(Moment.text(clock()))), ("level", .string(event.level.rawValue)),
                ("event", .string(event.rawValue)),
            ] + fields.map(\.pair)
        switch format {
        case .json:
            write(JSONTree.object(pairs.map { JSONMember($0.0, $0.1) }).bytes() + [UInt8(ascii: "\n")])
        case .text:
            let line = pairs.map { name, value in "\(name)=\(Self.plain(value))" }.joined(separator: " ")
            write(Array("\(isJournal ? "<\(event.level.severity)>" : "")\(line)\n".utf8))
        }
    }

    /// A value as it stands in a line of text: in quotes, with escapes, where it could be taken for something else.
    private static func plain(_ value: JSONTree) -> String {
        let quoted = String(decoding: value.bytes(), as: UTF8.self)
        guard case .string(let text) = value else { return quoted }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" && $0 != "=" && $0 != "\\"
        }
        return isPlain && !text.isEmpty ? text : quoted
    }

    /// Whether standard error goes to journald: it names device and file in the environment (sd_journal_print(3)).
    /// - Returns: true if lines are read by journald.
    public static func isReadByJournal() -> Bool {
        guard let given = unsafe getenv("JOURNAL_STREAM") else { return false }
        var state = stat()
        guard unsafe fstat(STDERR_FILENO, &state) == 0 else { return false }
        return unsafe String(cString: given) == "\(state.st_dev):\(state.st_ino)"
    }
}
