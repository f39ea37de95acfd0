import Configuration
import Installation
import LabelXML
import Store
import TestKit
import Testing
import Transport

@testable import CalendarServer

@Suite("Calendars of people, without sockets")
struct CalendarServiceTests {
    private static let (collection, spaces) = (CalendarWorld.collection, CalendarWorld.spaces)
    private static let everything = """
        <c:calendar-query \(spaces)><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>\
        <c:comp-filter name="VCALENDAR"/></c:filter></c:calendar-query>
        """

    @Test("what is only read is only read, by whoever has a token of their own")
    func door() throws {
        let world = try CalendarWorld()
        let device = try world.device(of: "low")
        #expect(world.call(device, "GET", "/calendars/en/feed.ics").status == 200)
        for other in [
            nil, CalendarWorld.Device(name: "high", token: device.token),
            CalendarWorld.Device(name: "low", token: String(device.token.dropLast())),
            CalendarWorld.Device(name: "", token: device.token), CalendarWorld.Device(name: "low", token: ""),
        ] as [CalendarWorld.Device?] {
            for method in ["GET", "PROPFIND", "REPORT", "PUT", "DELETE"] {
                let answer = world.call(other, method, Self.collection)
                #expect(answer.status == 401 && answer.field("WWW-Authenticate")?.hasPrefix("Basic") == true)
            }
        }
        for method in ["PUT", "DELETE", "MKCALENDAR", "PROPPATCH", "POST", "MOVE", "COPY", "LOCK", "ACL"] {
            let answer = world.call(device, method, "\(Self.collection)x.ics", "BEGIN:VCALENDAR")
            #expect(answer.status == 403 && answer.rule == "need-privileges", "\(method)")
        }
        let given = "Basic " + String(repeating: "QUFB", count: 200)
        #expect(world.call(nil, "GET", Self.collection, fields: ["authorization": given]).status == 401)
    }

    private static let hostileBodies = [
        #"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d:propfind xmlns:d="DAV:">&x;</d:propfind>"#,
        #"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d:propfind xmlns:d="DAV:">&b;</d:propfind>"#,
        "<d:propfind xmlns:d=\"DAV:\">" + String(repeating: "<d:prop>", count: 1_000),
        String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
        "<a " + (0..<100).map { "b\($0)=\"\" " }.joined() + "/>",
        "<d:propfind xmlns:d=\"DAV:\"><d:prop>" + (0..<2_000).map { "<d:n\($0)/>" }.joined()
            + "</d:prop></d:propfind>",
        "<d:propfind xmlns:d=\"DAV:\"><d:prop></d:propfind>", "<propfind", "no xml", "\u{FEFF}", "<a/><b/>", "&#0;",
        "<a>&#x1;</a>", "<propfind xmlns=\"DAV:\"><prop><e:x/></prop></propfind>",
    ]

    @Test("hostile XML is refused and gives nothing")
    func hostile() throws {
        let world = try CalendarWorld()
        try world.keep(1, hours: 0)
        let device = try world.device(of: "low")
        let broken = [[0xFF, 0xFE, 0x3C, 0x00], [0x3C, 0xC3, 0x28, 0x2F, 0x3E], [0x00]] as [[UInt8]]
        for body in Self.hostileBodies.map({ Array($0.utf8) }) + broken {
            for method in ["PROPFIND", "REPORT"] {
                let answer = world.call(device, method, Self.collection, bytes: body, fields: ["depth": "1"])
                #expect(answer.status == 400, "\(String(decoding: body, as: UTF8.self).prefix(200))")
                #expect(!answer.text.contains("root:") && !answer.text.contains("VEVENT"))
            }
        }
    }

    @Test("names that are not known are told as missing, in well-formed XML, whatever they are called")
    func names() throws {
        let world = try CalendarWorld()
        try world.keep(1, hours: 0)
        let device = try world.device(of: "low")
        let body = """
            <d:propfind \(Self.spaces) xmlns:e="a&quot;b&lt;'c"><d:prop><e:odd-_.1/><plain/><d:getetag/><d:x/>\
            <e:odd-_.1/></d:prop></d:propfind>
            """
        let answer = world.call(device, "PROPFIND", Self.collection, body, fields: ["depth": "1"])
        #expect(answer.status == 207)
        let item = try #require(try XMLReader.read(answer.body.bytes).children.last)
        let (found, missing) = (item.children[1].children[0], item.children[2].children[0])
        #expect(found.children.map(\.name) == ["getetag"] && item.children[1].children[1].token.contains("200"))
        #expect(missing.children.map(\.namespace) == ["a\"b<'c", "", "DAV:", "a\"b<'c"])
        // A prefix has to have a namespace (Namespaces in XML, 6.1).
        #expect(answer.text.contains("<plain xmlns=\"\"/>"))
        #expect(item.children[2].children[1].token.contains("404"))
        for depth in [nil, "infinity", "2", "0, 1"] {
            let fields = depth.map { ["depth": $0] } ?? [:]
            let answer = world.call(device, "PROPFIND", Self.collection, fields: fields)
            #expect(answer.status == 403 && answer.rule == "propfind-finite-depth")
        }
        let single = world.call(device, "PROPFIND", Self.collection, fields: ["depth": "0"])
        #expect(try XMLReader.read(single.body.bytes).children.count == 1 && !single.text.contains("BEGIN:VEVENT"))
    }

    @Test("an address that is asked for and not there is told as it was asked for, and opens nothing else")
    func multiget() throws {
        let world = try CalendarWorld()
        try world.keep(1, hours: 0)
        try world.keep(2, hours: 1, mark: CanaryWorld.marking[.secret])
        try world.rule(["TLP:AMBER", "EU EU-SECRET"])
        let (low, high) = (try world.device(of: "low"), try world.device(of: "high"))
        let (seen, all) = (try world.sync(low).told.keys, try world.sync(high).told.keys)
        #expect(seen.count == 1 && all.count == 2)
        let hidden = try #require(all.first { !seen.contains($0) })
        let odd = [
            hidden, "/calendars/en/meetings/../feed.ics", "/api/v1/session", "/calendars/en/meetings/%2e%2e/x.ics",
            "",
            "/calendars/en/meetings/a&amp;b&lt;.ics", "https://elsewhere.example", "第一回.ics",
        ]
        let asked = odd + seen + seen.map { "https://elsewhere.example\($0)" }
        let body =
            "<c:calendar-multiget \(Self.spaces)><d:prop><c:calendar-data/></d:prop>"
            + asked.map { "<d:href>\($0)</d:href>" }.joined() + "</c:calendar-multiget>"
        let answer = world.call(low, "REPORT", Self.collection, body)
        #expect(answer.status == 207)
        let items = try XMLReader.read(answer.body.bytes).children
        #expect(items.count == asked.count)
        for (path, item) in zip(asked, items).prefix(odd.count) {
            let plain = path.replacing("&amp;", with: "&").replacing("&lt;", with: "<")
            #expect(item.children.map(\.token) == [plain, "HTTP/1.1 404 Not Found"])
        }
        #expect(items.dropFirst(odd.count).allSatisfy { $0.children.map(\.name) == ["href", "propstat"] })
        let many = "<c:calendar-multiget \(Self.spaces)>" + String(repeating: "<d:href/>", count: 20_001)
        let refused = world.call(low, "REPORT", Self.collection, many + "</c:calendar-multiget>")
        #expect(refused.status == 403 && refused.rule == "number-of-matches-within-limits")
    }

    @Test("a report that there is none of, or not here, is refused by its rule")
    func reports() throws {
        let world = try CalendarWorld()
        let device = try world.device(of: "low")
        for (path, body, rule) in [
            (Self.collection, "<d:expand-property \(Self.spaces)/>", "supported-report"),
            (Self.collection, "<c:free-busy-query \(Self.spaces)/>", "supported-report"),
            (Self.collection, #"<sync-collection xmlns="elsewhere"/>"#, "supported-report"),
            (Self.collection, "<d:sync-collection/>", "supported-report"),
            ("/calendars/en/", Self.everything, "supported-report"),
            ("/calendars/en/feed.ics", Self.everything, "supported-report"),
            (Self.collection, "<c:calendar-query \(Self.spaces)/>", "valid-filter"),
            (Self.collection, CalendarWorld.sync("urn:entente:calendar:00"), "valid-sync-token"),
            (Self.collection, CalendarWorld.sync("x"), "valid-sync-token"),
            (Self.collection, CalendarWorld.sync("", level: "infinite"), "sync-traversal-supported"),
        ] {
            let answer = world.call(device, "REPORT", path, body)
            #expect(answer.status == 403 && answer.rule == rule, "\(body)")
        }
        for path in ["/calendars/it/meetings/", "/calendars/en/others/", "/calendars/en/meetings/a/b.ics"] {
            #expect(world.call(device, "REPORT", path, Self.everything).status == 404)
        }
    }

    @Test("a mark stays with its bytes; what is the same is not given again")
    func marks() throws {
        let world = try CalendarWorld()
        for number in 1...3 { try world.keep(number, hours: number) }
        let device = try world.device(of: "low")
        let before = try world.sync(device).told
        #expect(before.count == 3 && Set(before.values).count == 3)
        for (path, mark) in before {
            let answer = world.call(device, "GET", path)
            #expect(answer.status == 200 && answer.field("ETag") == mark)
            for known in [mark, "W/\(mark)", "\"x\", \(mark)", "*", " \(mark) ,\"y\""] {
                let again = world.call(device, "GET", path, fields: ["if-none-match": known])
                #expect(again.status == 304 && again.body.bytes.isEmpty && again.field("ETag") == mark)
            }
            for other in ["\"x\"", String(mark.dropLast(2)) + "\"", "", mark.replacing("\"", with: "")] {
                let again = world.call(device, "GET", path, fields: ["if-none-match": other])
                #expect(again.status == 200 && again.body.bytes == answer.body.bytes)
            }
        }
        #expect(try world.sync(world.device(of: "high")).told == before)
        try world.keep(2, hours: 5, version: 1)
        let after = try world.sync(device).told
        #expect(after.keys == before.keys && after.count { before[$0.key] != $0.value } == 1)
    }

    @Test("a program that synchronises is told what is new, other and gone, and nothing twice")
    func changes() throws {
        let world = try CalendarWorld()
        for number in 1...3 { try world.keep(number, hours: number) }
        let device = try world.device(of: "low")
        let first = try world.sync(device)
        #expect(try world.sync(device, first.token).told.isEmpty)
        #expect(try world.sync(device, first.token).token == first.token)
        try world.keep(4, hours: 4)
        let second = try world.sync(device, first.token)
        #expect(second.told.count == 1 && second.token != first.token)
        try world.keep(1, hours: 9, version: 1)
        try world.keep(2, hours: 2, version: 1, isRevoked: true)
        let third = try world.sync(device, second.token)
        #expect(third.told.count == 2 && third.told.values.count { $0 == "gone" } == 1)
        // An older mark is known as well: all that has changed since.
        #expect(try world.sync(device, first.token).told.count == 3)
        #expect(try world.sync(device).told.count == 3)
        // What one device was told is known of no other; where both are told the same, the mark is the same.
        let other = try world.device(of: "low", called: "other")
        #expect(
            world.call(other, "REPORT", Self.collection, CalendarWorld.sync(first.token)).rule == "valid-sync-token"
        )
        #expect(try world.sync(other, third.token).told.isEmpty)
        for (limit, status) in [("1", 507), ("2", 507), ("3", 207), ("x", 207)] {
            let more = "<d:limit><d:nresults>\(limit)</d:nresults></d:limit>"
            let answer = world.call(device, "REPORT", Self.collection, CalendarWorld.sync("", more: more))
            #expect(answer.status == status)
        }
    }

    @Test("what is above the level is left out, or is a time that says nothing else", arguments: [false, true])
    func levels(_ tellsTitles: Bool) throws {
        let world = try CalendarWorld()
        let unknown = "marking-definition--" + Samples.uuid(0xFF)
        for (number, mark) in [
            CanaryWorld.marking[.open], CanaryWorld.marking[.restricted], CanaryWorld.marking[.secret],
            CanaryWorld.marking[.closed], unknown,
        ].enumerated() {
            try world.keep(number, hours: number, mark: mark)
        }
        let devices = try ["low", "high", "chief"].map { try world.device(of: $0) }
        // Of each rule how many entries each has that are told, and that are a time alone.
        for (levels, above, told, busy) in [
            (["TLP:CLEAR"], "out", [0, 0, 0], [0, 0, 0]), (["TLP:AMBER"], "out", [1, 1, 0], [0, 0, 0]),
            (["TLP:AMBER", "EU EU-RESTRICTED"], "out", [1, 2, 0], [0, 0, 0]),
            (["TLP:AMBER", "EU EU-SECRET"], "out", [1, 3, 0], [0, 0, 0]),
            (["EU EU-RESTRICTED"], "out", [0, 1, 0], [0, 0, 0]), (["TLP:AMBER"], "busy", [1, 1, 0], [0, 2, 0]),
            (["TLP:CLEAR"], "busy", [0, 0, 0], [1, 3, 0]),
        ] as [([String], String, [Int], [Int])] {
            try world.rule(levels, above: above, titles: tellsTitles)
            for (place, device) in devices.enumerated() {
                let text = world.call(device, "GET", "/calendars/en/feed.ics").text.replacing("\r\n ", with: "")
                let events = text.components(of: "BEGIN:VEVENT")
                let times = events.filter { $0.contains("SUMMARY:Busy") }
                #expect(times.count == busy[place] && events.count == told[place] + busy[place], "\(levels) \(place)")
                let allowed = ["UID", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "SUMMARY", "END"]
                for event in times {
                    let names = event.split(separator: "\r\n").map { $0.prefix { $0 != ":" } }
                    #expect(names.allSatisfy { allowed.contains(String($0)) || $0 == "DESCRIPTION" })
                    #expect(!event.contains("TITLE") && !event.contains("PLACE") && !event.contains("EU-"))
                }
                #expect(text.contains("TITLE") == (tellsTitles && told[place] > 0))
                #expect(text.contains("PLACE") == (tellsTitles && told[place] > 0))
                #expect(!text.contains("entente-event"))
            }
        }
    }

    @Test("rules that are kept and cannot be read let nothing leave")
    func unreadable() throws {
        let world = try CalendarWorld()
        try world.keep(1, hours: 0)
        let device = try world.device(of: "low")
        #expect(try world.sync(device).told.count == 1)
        for kept in [
            "", "{", "[]", #"{"levels":[]}"#, #"{"levels":[1]}"#, #"{"levels":["TLP:NONE"],"above":"busy!"}"#,
        ] {
            try world.world.node.change { connection throws(StoreError) in
                try SettingRows(connection).put(.calendars, kept)
            }
            #expect(try world.sync(device).told.isEmpty, "\(kept)")
        }
    }
}

extension String {
    /// What stands behind each of a text.
    fileprivate func components(of start: String) -> [Substring] {
        var (found, rest): ([Substring], Substring) = ([], self[...])
        while let range = rest.firstRange(of: start) {
            rest = rest[range.upperBound...]
            found.append(rest[..<(rest.firstRange(of: "END:VEVENT")?.upperBound ?? rest.endIndex)])
        }
        return found
    }
}
