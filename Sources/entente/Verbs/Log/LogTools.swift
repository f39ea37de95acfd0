import Configuration
import Cryptography
import Glibc
import JSON
import MerkleLog
import Transport

/// What the verbs for anybody's logs share: hash functions, signatures, how answers are printed.
enum LogTools {
    static let json = Verb.Option.flag("json", "print json")
    static let key = Verb.Option.value("key", "VKEY", "a verifier key: name+id+key", isRepeatable: true)

    /// The keys that the options name.
    /// - Throws: `CommandFailure` if there is none, or one is no verifier key.
    static func keys(_ arguments: Arguments) throws(CommandFailure) -> [NoteKey] {
        var keys: [NoteKey] = []
        for text in arguments.values("key") {
            do throws(LogFault) {
                keys.append(try NoteKey(text, SHA256TreeHasher()))
            } catch {
                throw CommandFailure(error.description)
            }
        }
        guard !keys.isEmpty else { throw CommandFailure("`--key VKEY` is needed: name+id+key") }
        return keys
    }

    /// Prints that something holds.
    static func holds(_ text: String, _ members: [JSONMember], _ arguments: Arguments) -> ExitStatus {
        if arguments.has("json") {
            NodeAccess.print(.object([JSONMember("valid", .bool(true))] + members))
        } else {
            Output.print(text)
        }
        return .yes
    }

    /// Prints why something does not hold.
    static func fails(_ fault: LogFault, _ path: String, _ arguments: Arguments) -> ExitStatus {
        if arguments.has("json") {
            NodeAccess.print(failure(fault))
        } else {
            Output.error("\(path): \(fault.description)\n")
        }
        return .no
    }

    static let batch = Verb.Option.flag("batch", "one json case a line on standard input, one answer a line")

    /// Judges the cases on standard input, one answer a line.
    /// - Parameter judge: gives the members of the answer beside `valid`.
    /// - Returns: yes if every case holds.
    /// - Throws: `CommandFailure` if standard input cannot be read.
    static func batch(_ judge: (JSONValue) throws(LogFault) -> [JSONMember]) throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            do {
                let members = try judge(try JSONDocument(parsing: line).root)
                NodeAccess.print(.object([JSONMember("valid", .bool(true))] + members))
            } catch let fault as LogFault {
                status = .no
                NodeAccess.print(failure(fault))
            } catch {
                status = .no
                NodeAccess.print(.members(["valid": .bool(false), "error": .string("\(error)")]))
            }
        }
        return status
    }

    private static func failure(_ fault: LogFault) -> JSONTree {
        .members([
            "valid": .bool(false), "code": .string(fault.code.rawValue), "message": .string(fault.description),
        ])
    }

    /// What a checkpoint says, for programs.
    static func members(_ signed: SignedCheckpoint) -> [JSONMember] {
        let checkpoint = signed.checkpoint
        return [
            JSONMember("origin", .string(checkpoint.origin)), JSONMember("size", .integer(checkpoint.size)),
            JSONMember("root", .string(checkpoint.root.base64)),
            JSONMember("extensions", .strings(checkpoint.extensions)),
            JSONMember("signatures", .array(signed.note.signatures.map(json))),
        ]
    }

    private static func json(_ signature: Note.Signature) -> JSONTree {
        .members([
            "name": .string(signature.name), "key": .string(Encoding.hex(signature.identifier)),
            "time": Cosignature(signature.bytes).map { .string(time($0.time)) },
        ])
    }

    /// A witness's time in UTC.
    static func time(_ seconds: UInt64) -> String {
        Moment.text(Int64(clamping: seconds.multipliedReportingOverflow(by: 1_000_000).partialValue))
    }

    /// Gets what stands below the prefix of a log: a folder or a URL.
    static func fetcher(_ place: String) -> (String) throws(LogFault) -> [UInt8] {
        guard place.hasPrefix("https://") || place.hasPrefix("http://") else {
            return { path throws(LogFault) in
                do throws(Files.Failure) {
                    return try Files.read("\(place)/\(path)", limit: 32 << 20)
                } catch {
                    throw LogFault(.missing, error.description)
                }
            }
        }
        let client = HTTPClient(options: HTTPClient.Options())
        let prefix = place.hasSuffix("/") ? String(place.dropLast()) : place
        return { path throws(LogFault) in
            let response: HTTPResponse
            do throws(HTTPClient.Failure) {
                response = try client.send("GET", "\(prefix)/\(path)")
            } catch {
                throw LogFault(.missing, "\(path): \(error.description)")
            }
            guard response.status == 200 else { throw LogFault(.missing, "\(path): status \(response.status)") }
            return response.body.bytes
        }
    }
}
