import Configuration
import Cryptography
import Exchange
internal import Holdings
internal import Installation
import JSON
import MISP

/// `entente misp import`.
enum MISPImport {
    static func run(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !files.isEmpty else { throw CommandFailure("`misp import` needs at least one file") }
        let output = arguments.value("output")
        var bundle = output.map { Bundle($0) }
        if let node = arguments.value("node") {
            return try keep(files, into: node, &bundle, arguments)
        }
        for file in files {
            for event in try events(file) {
                try tell(try convert(event, &bundle), [], arguments, isReportAside: output == "-")
            }
        }
        try bundle?.finish()
        return .yes
    }

    /// What an event comes to.
    private struct Outcome {
        let event: String
        let count: Int
        let lost: [LostField]
        let audience: MISPAudience
        let narrower: Int
        var recipients: [String]
    }

    /// The events of a file, or of a feed.
    private static func events(_ path: String) throws(CommandFailure) -> [JSONValue] {
        var found: [JSONValue] = []
        for file in try files(path) { found += EventConversion.events(in: try MISPVerb.read(file)) }
        guard !found.isEmpty else { throw CommandFailure("`\(path)`: there is no event of misp in it") }
        return found
    }

    private static func files(_ path: String) throws(CommandFailure) -> [String] {
        guard path != "-", Files.contents(of: path).contains(where: { $0.name == "manifest.json" }) else {
            return [path]
        }
        return MISPFeed.files(in: try MISPVerb.read("\(path)/manifest.json")).map { "\(path)/\($0)" }
    }

    private static func convert(_ event: JSONValue, _ bundle: inout Bundle?) throws(CommandFailure) -> Outcome {
        let sink = bundle
        var conversion = EventConversion(sha1: { SHA1.digest(of: $0) }, emit: { sink?.write($0) })
        do throws(MISPFault) {
            try conversion.convert(event)
        } catch {
            throw CommandFailure("\(error)")
        }
        return Outcome(
            event: event["uuid"]?.string ?? "",
            count: conversion.count,
            lost: conversion.lost,
            audience: conversion.audience,
            narrower: conversion.narrower,
            recipients: conversion.audience.organisations.map { $0.name.isEmpty ? $0.uuid : $0.name }
        )
    }

    private static func keep(_ files: [String], into folder: String, _ bundle: inout Bundle?, _ arguments: Arguments)
        throws(CommandFailure) -> ExitStatus
    {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var status = ExitStatus.yes
        for file in files {
            for event in try events(file) {
                let reading: MISPReading
                do throws(MISPFault) {
                    reading = try MISPReading(event)
                } catch {
                    throw CommandFailure("\(error)")
                }
                for object in reading.objects { bundle?.write(object) }
                let report = try NodeAccess.attempt { () throws(NodeError) in try node.keep(reading) }
                let recipients = try NodeAccess.attempt { () throws(NodeError) in
                    try node.recipients(of: reading.audience)
                }
                if report.refused.count > 0 { status = .no }
                let outcome = Outcome(
                    event: reading.event,
                    count: reading.objects.count,
                    lost: reading.lost,
                    audience: reading.audience,
                    narrower: reading.narrower,
                    recipients: recipients
                )
                try tell(
                    outcome,
                    report.json.members ?? [],
                    arguments,
                    isReportAside: arguments.value("output") == "-"
                )
                for refusal in report.refused.texts.prefix(100) { Output.error("  \(refusal)\n") }
            }
        }
        try bundle?.finish()
        return status
    }

    private static func tell(
        _ outcome: Outcome,
        _ kept: [JSONMember],
        _ arguments: Arguments,
        isReportAside: Bool
    ) throws(CommandFailure) {
        let text: [UInt8]
        if arguments.has("json") {
            let json = JSONTree.object(
                [
                    JSONMember("event", .string(outcome.event)), JSONMember("objects", .integer(outcome.count)),
                    JSONMember("distribution", .integer(outcome.audience.distribution)),
                    JSONMember("recipients", .strings(outcome.recipients)),
                    JSONMember("narrower", .integer(outcome.narrower)),
                    JSONMember("lost", MISPVerb.json(outcome.lost)),
                ] + kept
            )
            text = json.bytes() + [UInt8(ascii: "\n")]
        } else {
            var lines = "\(outcome.event): \(outcome.count) objects"
            for member in kept where ["added", "known", "refused", "quarantined"].contains(member.name) {
                if case .number(let number) = member.value { lines += ", \(number) \(member.name)" }
            }
            lines +=
                "\n  for: \(outcome.recipients.isEmpty ? "nobody" : outcome.recipients.joined(separator: ", "))\n"
            if outcome.narrower > 0 { lines += "  meant for fewer than the event: \(outcome.narrower)\n" }
            for one in outcome.lost { lines += "  not carried: \(one.path) (\(one.kind)): \(one.reason.rawValue)\n" }
            text = Array(lines.utf8)
        }
        if isReportAside { Output.error(text) } else { Output.write(text) }
    }

    /// A bundle that is written object by object.
    private final class Bundle {
        private let path: String
        private var waiting: [UInt8] = []
        private var count = 0

        init(_ path: String) {
            self.path = path
            waiting = Array("{\"type\":\"bundle\",\"id\":\"bundle--\(Random.uuid())\"".utf8)
        }

        func write(_ object: JSONTree) {
            waiting += Array((count == 0 ? ",\"objects\":[\n" : ",\n").utf8)
            object.append(to: &waiting)
            count += 1
            if path == "-", waiting.count > 1 << 16 {
                Output.write(waiting)
                waiting.removeAll(keepingCapacity: true)
            }
        }

        func finish() throws(CommandFailure) {
            waiting += Array((count == 0 ? "}\n" : "\n]}\n").utf8)
            guard path != "-" else { return Output.write(waiting) }
            do throws(Files.Failure) {
                try Files.write(waiting, to: path)
            } catch {
                throw CommandFailure(error.description)
            }
        }
    }
}
