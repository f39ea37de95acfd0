import Foundation
import JSON
import STIX
import TAXII
import Testing

/// The pure parts of TAXII: paths, queries, media types, cursors, the client's way.
@Suite("TAXII values")
struct TAXIIValueTests {
    static let accepts: [(field: String?, isAcceptable: Bool)] = [
        (nil, true), ("*/*", true), ("application/*", true), ("application/taxii+json", true),
        ("application/taxii+json;version=2.1", true), ("application/taxii+json; version=2.1", true),
        ("application/taxii+json;version=\"2.1\"", true), ("Application/TAXII+JSON; Version=2.1", true),
        ("text/html, application/taxii+json;version=2.1;q=0.5", true),
        ("application/taxii+json;version=2.0", false), ("application/taxii+json;version=2.1;q=0", false),
        ("application/json", false), ("text/html", false), ("nonsense", false),
        ("application/stix+json;version=2.1", false),
    ]

    @Test("3.1 Accept", arguments: accepts.indices)
    func accept(place: Int) {
        let (field, isAcceptable) = Self.accepts[place]
        #expect(TAXIIMediaType.isAcceptable(field) == isAcceptable, "\(field ?? "none")")
    }

    @Test("5.3 the manifest also goes by the STIX media type")
    func manifestAccept() {
        #expect(TAXIIMediaType.isAcceptable("application/stix+json;version=2.1", alsoSTIX: true))
    }

    static let bad = [
        "added_after=yesterday", "added_after=2026-01-01", "limit=0", "limit=-1", "limit=x", "limit=",
        "limit=1&limit=2", "match[version]=all,last", "match[version]=last,last", "match[version]=soon",
        "match[type]=a,,b", "match[type]=a&match[type]=b", "match[id]=", "match[spec_version]=two",
        "added_after=%zz", "next=1&next=2", "match[id]=nothing",
    ]

    @Test("3.4 a malformed parameter is status 400 and named", arguments: bad)
    func malformed(query: String) {
        let error = #expect(throws: TAXIIError.self) { try TAXIIFilter(query: query, scope: .collection) }
        #expect(error?.status == 400)
        let name = query.prefix { $0 != "=" }
        #expect(error?.explanation.contains(query.contains("%zz") ? "%zz" : name) ?? false)
    }

    @Test("3.4 unknown parameters are ignored")
    func unknownParameters() throws {
        let filter = try TAXIIFilter(query: "match[colour]=red&x=1&match%5Btype%5D=tool", scope: .collection)
        #expect(filter.types == ["tool"])
    }

    @Test("3.5 next belongs to its list and its filters")
    func cursor() throws {
        let filter = try TAXIIFilter(query: "match[type]=tool", scope: .collection)
        let other = try TAXIIFilter(query: "match[type]=malware", scope: .collection)
        let next = TAXIICursor.make(place: 77, list: "a/b", filter: filter)
        #expect(try TAXIICursor.place(next, list: "a/b", filter: filter) == 77)
        #expect(try TAXIICursor.place(next, list: "a/c", filter: filter) == nil)
        #expect(try TAXIICursor.place(next, list: "a/b", filter: other) == nil)
        #expect(try TAXIICursor.place("", list: "a/b", filter: filter) == nil)
        for text in ["-", "zz-1", "-1-2", "99999999999999999999-1"] {
            #expect(throws: TAXIIError.self) { try TAXIICursor.place(text, list: "a/b", filter: filter) }
        }
    }

    @Test(
        "3.1 paths",
        arguments: ["/taxii2", "/", "//", "/a/x/", "/a/collections/c/d/", "/a/%zz/", "/b/", "taxii2/"]
    )
    func paths(path: String) {
        let error = #expect(throws: TAXIIError.self) { try TAXIIEndpoint(path: path, roots: ["a"]) }
        #expect(error?.status == 404)
    }

    @Test("a root of several segments wins over a shorter one")
    func nestedRoots() throws {
        let endpoint = try TAXIIEndpoint(path: "/a/b/collections/", roots: ["a", "a/b"])
        #expect(endpoint == .collections(root: "a/b"))
    }

    @Test("3.5 the client goes on with next, or with the last date, and never for ever")
    func pull() {
        var pull = TAXIIPull(from: nil, limit: 10)
        #expect(pull.nextQuery == "?limit=10&match%5Bversion%5D=all")
        pull.received(more: true, next: "n 1", lastAdded: STIXTimestamp("2026-01-01T00:00:00.000001Z"), count: 10)
        #expect(pull.nextQuery?.hasSuffix("&next=n%201") ?? false)
        pull.received(more: true, next: nil, lastAdded: STIXTimestamp("2026-01-01T00:00:00.000002Z"), count: 10)
        #expect(pull.nextQuery?.contains("added_after=2026-01-01T00%3A00%3A00.000002Z") ?? false)
        pull.received(more: true, next: nil, lastAdded: STIXTimestamp("2026-01-01T00:00:00.000002Z"), count: 10)
        #expect(pull.nextQuery == nil)
        #expect(pull.cursor == "2026-01-01T00:00:00.000002Z")
    }

    @Test("a pull that ends among members of one date is taken up with its next, or before that date")
    func pullWithinADate() {
        let (start, date) = ("2026-01-01T00:00:00.001000Z", "2026-01-01T00:00:00.005000Z")
        var pull = TAXIIPull(from: start, limit: 3)
        pull.received(more: true, next: "a b", lastAdded: STIXTimestamp(date), count: 3)
        let query = pull.nextQuery
        #expect(pull.cursor == "\(date) a%20b \(start)")
        var other = TAXIIPull(from: pull.cursor, limit: 3)
        #expect(other.nextQuery == query)
        let hasOtherWay = other.refused()
        #expect(hasOtherWay)
        #expect(other.nextQuery?.hasSuffix("added_after=2026-01-01T00%3A00%3A00.004999Z") ?? false)
        let hasAnother = other.refused()
        #expect(!hasAnother)
        pull.received(more: false, next: nil, lastAdded: STIXTimestamp(date), count: 1)
        #expect(pull.cursor == date)
        var first = TAXIIPull(from: nil, limit: 3)
        first.received(more: true, next: "x", lastAdded: STIXTimestamp(date), count: 3)
        #expect(TAXIIPull(from: first.cursor, limit: 3).nextQuery == "?limit=3&match%5Bversion%5D=all&next=x")
    }

    @Test("dates only go on, and a next that leads to itself is followed no further")
    func pullInCircles() {
        let dates = ["2026-01-01T00:00:00.005Z", "2026-01-01T00:00:00.001Z"].map { STIXTimestamp($0) }
        var pull = TAXIIPull(from: nil, limit: 3)
        pull.received(more: true, next: "x", lastAdded: dates[0], count: 3)
        pull.received(more: true, next: "y", lastAdded: dates[1], count: 3)
        #expect(pull.nextQuery?.hasSuffix("&next=y") ?? false)
        #expect(pull.cursor == "2026-01-01T00:00:00.005Z y -")
        pull.received(more: true, next: "y", lastAdded: dates[0], count: 3)
        #expect(pull.nextQuery == nil)
    }

    @Test(
        "3.7 an envelope is an object, with or without objects",
        arguments: [("{}", 0, false), (#"{"more":true,"objects":[{},{"a":1}]}"#, 2, true)]
    )
    func envelope(text: String, count: Int, more: Bool) throws {
        let read = try TAXIIEnvelope(Array(text.utf8), firstAdded: "2026-01-01T00:00:00Z", lastAdded: "soon")
        #expect(read.elements.count == count && read.more == more && read.next == nil)
        #expect(read.firstAdded != nil && read.lastAdded == nil)
    }

    @Test("3.7 what is no object is no envelope", arguments: ["", "[]", "{", #"{"objects":[{]}"#, "null"])
    func noEnvelope(text: String) {
        #expect(throws: JSONError.self) { try TAXIIEnvelope(Array(text.utf8), firstAdded: nil, lastAdded: nil) }
    }

    @Test("the fuzz corpus is survived, and a cursor is always read back")
    func corpus() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/fuzz").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            let text = String(decoding: try Data(contentsOf: file).dropFirst(), as: UTF8.self)
            _ = try? TAXIIEndpoint(path: text, roots: ["a", "a/b"])
            _ = TAXIIMediaType.isAcceptable(text)
            guard let filter = try? TAXIIFilter(query: text, scope: .collection) else { continue }
            let next = TAXIICursor.make(place: 9, list: text, filter: filter)
            #expect(try TAXIICursor.place(next, list: text, filter: filter) == 9)
        }
    }
}
