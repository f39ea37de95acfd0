import Calendars
import Configuration
import Exchange
import Installation
import JSON
import LabelXML
import Node
import TestKit
import Testing
import Transport

@testable import CalendarServer

/// A node with people and their meetings whose calendars are asked for without sockets.
///
/// `high` is cleared for secrets, `low` for nothing, `chief` is the administrator.
final class CalendarWorld {
    static let collection = "/calendars/en/meetings/"
    static let spaces = #"xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav""#
    /// One day behind the beginning of the world, in seconds.
    static let start = CanaryWorld.start / 1_000_000 + 86_400

    let world: CanaryWorld
    private let router: NodeRouter
    private let folder = TemporaryFolder()
    private var files = 0

    init() throws {
        world = try CanaryWorld()
        router = try NodeRouter(node: world.node, log: NodeLog(clock: { 0 }, write: { _ in }))
    }

    /// A device of somebody: a name and a token.
    struct Device {
        let name: String
        let token: String
    }

    /// Somebody's new device.
    func device(of name: String, called device: String = "phone") throws -> Device {
        let body: JSONTree = .members(["name": .string(device), "days": .integer(30)])
        let client = try #require(world.actors[name]?.client)
        let answer = client.send("POST", "/api/v1/calendar-feeds", body: body)
        return Device(name: name, token: try #require(answer.json?["token"]?.string))
    }

    /// What an administrator says may leave.
    func rule(_ levels: [String], above: String = "out", titles: Bool = false) throws {
        let body: JSONTree = .members([
            "levels": .strings(levels), "above": .string(above), "titles": .bool(titles),
        ])
        let client = try #require(world.actors["chief"]?.client)
        #expect(client.send("POST", "/api/v1/calendar-rules", body: body).status == 204)
    }

    /// Keeps a meeting, `hours` after the first; of one that is there a newer version.
    func keep(_ number: Int, hours: Int, version: Int = 0, mark: String? = nil, isRevoked: Bool = false) throws {
        let begin = Self.start + Int64(hours) * 3_600
        let object: JSONTree = .members([
            "type": "entente-event", "spec_version": "2.1", "id": .string("entente-event--" + Samples.uuid(number)),
            "created": "2026-01-01T00:00:00.000Z", "modified": .string("2026-01-01T00:00:0\(version).000Z"),
            "created_by_ref": .string("identity--" + Samples.uuid(7)), "name": .string("TITLE \(number)"),
            "kind": "meeting", "occurred_from": .string(Self.text(begin)),
            "occurred_until": .string(Self.text(begin + 1_800)), "place": "PLACE", "lang": "en",
            "participant_refs": .strings(["identity--" + Samples.uuid(7)]), "description": "They meet.",
            "object_marking_refs": .strings([mark ?? CanaryWorld.marking[.open] ?? ""]),
            "revoked": isRevoked ? .bool(true) : nil,
            "extensions": .members([
                "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d": .members(["extension_type": "new-sdo"])
            ]),
        ])
        files += 1
        let path = "\(folder.path)/\(files).json"
        try TestFiles.write(Samples.bundle([object]).bytes(), to: path)
        let report = try world.node.importFile(path)
        #expect(report.added == 1, "\(report.refused)")
    }

    /// An instant as STIX has it.
    private static func text(_ seconds: Int64) -> String {
        let moment = CalendarMoment.instant(seconds).text
        return moment.dropLast() + ".000Z"
    }

    /// Asks; without a device as nobody.
    func call(
        _ device: Device?,
        _ method: String,
        _ path: String,
        _ body: String = "",
        fields: [String: String] = [:]
    ) -> HTTPResponse {
        call(device, method, path, bytes: Array(body.utf8), fields: fields)
    }

    func call(
        _ device: Device?,
        _ method: String,
        _ path: String,
        bytes: [UInt8],
        fields: [String: String] = [:]
    ) -> HTTPResponse {
        var sent = [HTTPField("host", "localhost")] + fields.map { HTTPField($0.key, $0.value) }
        if let device {
            sent.append(HTTPField("authorization", "Basic " + Self.base64("\(device.name):\(device.token)")))
        }
        return router.console(HTTPRequest(method: method, path: path, fields: sent, body: bytes))
    }

    /// What `sync-collection` says: the mark that comes next, and each member that is told of with its mark, or none.
    func sync(_ device: Device, _ token: String = "") throws -> (token: String, told: [String: String]) {
        let answer = call(device, "REPORT", Self.collection, Self.sync(token))
        #expect(answer.status == 207)
        let root = try XMLReader.read(answer.body.bytes)
        var told: [String: String] = [:]
        for item in root.children where item.name == "response" {
            let path = item.children.first { $0.name == "href" }?.token ?? ""
            let properties = item.children.first { $0.name == "propstat" }?.children.first { $0.name == "prop" }
            told[path] = properties?.children.first { $0.name == "getetag" }?.token ?? "gone"
        }
        return (try #require(root.children.first { $0.name == "sync-token" }).token, told)
    }

    static func sync(_ token: String, level: String = "1", more: String = "") -> String {
        """
        <d:sync-collection \(spaces)><d:sync-token>\(token)</d:sync-token><d:sync-level>\(level)</d:sync-level>\
        \(more)<d:prop><d:getetag/></d:prop></d:sync-collection>
        """
    }

    private static func base64(_ text: String) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        var output = ""
        for place in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[place...].prefix(3)
            let number = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for digit in 0...part.count { output.append(letters[number >> (18 - 6 * digit) & 63]) }
            output += String(repeating: "=", count: 3 - part.count)
        }
        return output
    }
}

extension HTTPResponse {
    /// The body as text.
    var text: String { String(decoding: body.bytes, as: UTF8.self) }

    /// The rule that a refusal names.
    var rule: String? { try? XMLReader.read(body.bytes).children.first?.name }

    /// A field.
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
