import Configuration
import Cryptography
import Glibc
internal import Installation
import JSON
import MISP
import Store

/// `entente misp export`.
enum MISPExport {
    static func run(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let objects = try objects(files, arguments)
        let distribution = try arguments.value("distribution").map { text throws(CommandFailure) in
            guard let number = Int(text), (0...3).contains(number) else {
                throw CommandFailure("`--distribution` is 0 to 3: a sharing group comes with its event")
            }
            return number
        }
        var conversion = BundleConversion(
            now: Int64(time(nil)),
            distribution: distribution ?? 0,
            sha1: { SHA1.digest(of: $0) }
        )
        let events = conversion.events(of: objects)
        guard !events.isEmpty else { throw CommandFailure("there is nothing of which an event could be made") }
        var lost = conversion.lost
        if let folder = arguments.value("feed") {
            let feed = MISPFeed(events) { MD5.digest(of: $0) }
            lost += feed.lost
            try write(feed, folder)
        } else {
            try write(events, arguments)
        }
        tell(events.count, lost, arguments)
        return .yes
    }

    private static func objects(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> [JSONValue] {
        if arguments.value("node") != nil { return try held(arguments) }
        guard !files.isEmpty else { throw CommandFailure("`misp export` needs a file, or `--node DIR`") }
        var objects: [JSONValue] = []
        for file in files {
            let value = try MISPVerb.read(file)
            objects +=
                value["objects"].map { Array($0.elements) }
                ?? (value.kind == .array ? Array(value.elements) : [value])
        }
        return objects
    }

    /// The party's own objects.
    private static func held(_ arguments: Arguments) throws(CommandFailure) -> [JSONValue] {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        try NodeAccess.attempt { () throws(NodeError) in try node.logExport(from: nil) }
        return try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                var (objects, after) = ([JSONValue](), Int64(0))
                while true {
                    let batch = try ObjectRows(connection).objects(after: after, limit: 500, source: 1)
                    guard let last = batch.last else { return objects }
                    objects += batch.compactMap { try? JSONDocument(parsing: $0.bytes).root }
                    after = last.row
                }
            }
        }
    }

    private static func write(_ events: [JSONTree], _ arguments: Arguments) throws(CommandFailure) {
        let whole = events.map { JSONTree.members(["Event": $0]) }
        let tree = whole.count == 1 ? whole[0] : JSONTree.members(["response": .array(whole)])
        let bytes = tree.bytes() + [UInt8(ascii: "\n")]
        guard let output = arguments.value("output"), output != "-" else { return Output.write(bytes) }
        try attempt { () throws(Files.Failure) in try Files.write(bytes, to: output) }
    }

    private static func write(_ feed: MISPFeed, _ folder: String) throws(CommandFailure) {
        try attempt { () throws(Files.Failure) in
            try Files.makeFolders(above: "\(folder)/manifest.json")
            for file in feed.files { try Files.write(file.bytes, to: "\(folder)/\(file.name)") }
        }
    }

    private static func attempt(_ body: () throws(Files.Failure) -> Void) throws(CommandFailure) {
        do throws(Files.Failure) {
            try body()
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func tell(_ count: Int, _ lost: [LostField], _ arguments: Arguments) {
        guard arguments.has("json") else {
            for one in lost { Output.error("not carried: \(one.path) (\(one.kind)): \(one.reason.rawValue)\n") }
            return
        }
        let json = JSONTree.members(["events": .integer(count), "lost": MISPVerb.json(lost)])
        Output.error(json.bytes() + [UInt8(ascii: "\n")])
    }
}
