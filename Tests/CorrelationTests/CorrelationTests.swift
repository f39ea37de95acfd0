import HostNames
import JSON
import NormalForms
import Testing

@testable import Correlation

private let forms = NormalForms(names: ICUHostNames())

private func form(_ text: String) throws -> NormalForm { try #require(forms.recognised(text)) }

/// Two lists' JSON, an expression that is met by equality.
private struct Same: WarningExpression {
    let text: String
    func isMet(by other: String) -> Bool { other == text }
}

private func lists(_ texts: String...) throws -> WarningLists {
    let lists = try texts.map { try WarningList(JSONDocument($0)) }
    return WarningLists(lists, names: ICUHostNames()) { text, isCaseless in isCaseless ? Same(text: text) : nil }
}

private func list(_ type: String, _ entries: [String], attributes: [String] = []) -> String {
    let words = { (all: [String]) in all.map { "\"\($0)\"" }.joined(separator: ",") }
    return #"{"name":"\#(type)","version":20261130,"type":"\#(type)","description":"","#
        + #""matching_attributes":[\#(words(attributes))],"list":[\#(words(entries))]}"#
}

@Suite("Networks, warning lists, correlation")
struct CorrelationTests {
    @Test("networks around and within a network, beside looking at each")
    func networks() throws {
        var random = SystemRandomNumberGenerator()
        for isIPv6 in [false, true] {
            var all: [NetworkRange] = []
            for _ in 0..<400 {
                let width = isIPv6 ? 128 : 32
                // Few bits in front, so that many lie in each other; some twice.
                let length = Int.random(in: 0...12, using: &random)
                let address = UInt128(UInt16.random(in: 0...4095, using: &random)) << UInt128(width - 12)
                all.append(NetworkRange(address, length: length, isIPv6: isIPv6))
            }
            let index = NetworkIndex(all)
            for one in all.prefix(200) + all.prefix(50).map({ $0.widened(to: 3) }) {
                let around = all.indices.filter { all[$0].contains(one) }
                #expect(index.around(one).sorted() == around)
                let lengths = index.around(one).map { all[$0].length }
                #expect(lengths == lengths.sorted(by: >))
                #expect(index.narrowest(around: one).map { all[$0].length } == lengths.first)
                let within = all.indices.filter { one.contains(all[$0]) && all[$0] != one }
                #expect(index.within(one, most: 1_000).sorted() == within)
            }
        }
    }

    @Test(
        "a warning list of networks",
        arguments: [
            ("172.16.1.1", "within"), ("172.16.0.0/12", "equal"), ("172.20.0.0/16", "within"),
            ("172.0.0.0/8", "contains-the-list"), ("198.51.100.7", "within"), ("192.168.1.0/24", "within"),
            ("2001:DB8::1", "within"), ("::ffff:172.16.1.1", nil), ("172.32.0.1", nil), ("bad.example", nil),
            ("0.0.0.0/0", "contains-the-list"), ("198.51.100.9/24", "equal"),
        ]
    )
    func networkList(value: String, relation: String?) throws {
        let all = try lists(
            list("cidr", ["172.16.0.0/12", "192.168.0.0/16", "198.51.100.0/24", "2001:db8::/32", "junk"])
        )
        #expect(all.hits(try form(value)).map(\.relation.rawValue) == (relation.map { [$0] } ?? []))
    }

    @Test(
        "warning lists of other types, without case",
        arguments: [
            ("EXAMPLE.com", "string", "equal"), ("x.example.com", "string", nil),
            ("D41D8CD98F00B204E9800998ECF8427E", "string", "equal"), ("2001:DB8:0::1", "string", "equal"),
            ("a.b.Google.com", "hostname", "host"), ("google.com", "hostname", "host"),
            ("notgoogle.com", "hostname", nil),
            ("https://www.google.com:8080/x", "hostname", "host"), ("https://u@google.com/x", "hostname", "host"),
            ("https://a.example/google.com", "hostname", nil), ("https://xn--strae-oqa.de/", "hostname", "host"),
            ("me@throwaway.example", "substring", "substring"),
            ("http://a.example/?x=THROWAWAY.example", "substring", "substring"),
            ("throw.example", "substring", nil), ("abuse@a.example", "regex", "regex"),
            ("abuse@b.example", "regex", nil),
        ]
    )
    func otherLists(value: String, type: String, relation: String?) throws {
        let all = try lists(
            list("string", ["example.com", "d41d8cd98f00b204e9800998ecf8427e", "2001:db8::1", "example.com"]),
            list("hostname", [".Google.com", "straße.de", ".", ""]),
            list("substring", ["throwaway.example", ""]),
            list("regex", ["/abuse@a.example/i", "/abuse@b.example/"])
        )
        let hits = all.hits(try form(value)).filter { all.lists[$0.list].name == type }
        #expect(hits.map(\.relation.rawValue) == (relation.map { [$0] } ?? []))
    }

    @Test("a list is asked about the attributes that it names alone")
    func attributes() throws {
        let all = try lists(list("hostname", ["google.com"], attributes: ["domain", "hostname"]))
        #expect(all.hits(try form("www.google.com")).count == 1)
        #expect(all.hits(try form("https://www.google.com/")).isEmpty)
    }

    @Test(
        "what is no warning list is refused",
        arguments: [
            "[]", "{}", #"{"name":"a","version":1,"type":"x","list":[]}"#,
            #"{"name":"a","version":1,"type":"cidr","list":[1]}"#,
            #"{"name":"","version":1,"type":"cidr","list":[]}"#, #"{"name":"a","type":"cidr","list":[]}"#,
        ]
    )
    func refused(text: String) { #expect(throws: WarningList.Fault.self) { try WarningList(JSONDocument(text)) } }

    /// The groups of objects, each a line.
    private func groups(_ objects: [String], most: Int = 10) throws -> [String] {
        var correlator = Correlator(forms)
        let values = ObjectValues(forms)
        for (number, text) in objects.enumerated() {
            correlator.add("\(number)", values.values(of: try JSONDocument(text).root))
        }
        var lines: [String] = []
        correlator.groups(most: most) {
            let objects = $0.objects.joined(separator: ",")
            lines.append(
                "\($0.kind.rawValue) \($0.value.text) \(objects)\($0.count > $0.objects.count ? " of \($0.count)" : "")"
            )
        }
        return lines
    }

    @Test("objects have values in common, of observables and of patterns")
    func correlation() throws {
        let found = try groups([
            #"{"type":"domain-name","value":"Bad.Example."}"#,
            #"{"type":"indicator","pattern_type":"stix","pattern":"[domain-name:value = 'bad.example' OR "#
                + #"url:value = 'http://bad.example/x']"}"#,
            #"{"type":"domain-name","value":"c2.bad.example"}"#, #"{"type":"url","value":"HTTP://bad.example:80/y"}"#,
            #"{"type":"ipv4-addr","value":"198.51.100.7"}"#, #"{"type":"ipv4-addr","value":"198.51.100.9/24"}"#,
            #"{"type":"indicator","pattern":"[network-traffic:dst_ref.value ISSUBSET '198.51.0.0/16']"}"#,
            #"{"type":"file","name":"A.exe","hashes":{"MD5":"D41D8CD98F00B204E9800998ECF8427E"}}"#,
            #"{"type":"indicator","pattern":"[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' AND "#
                + #"file:name != 'A.exe']"}"#,
            #"{"type":"indicator","pattern":"[file:name IN ('A.exe','b.exe')]"}"#,
            #"{"type":"vulnerability","name":"x","external_references":[{"external_id":"cve-2021-44228"}]}"#,
            #"{"type":"vulnerability","name":"CVE-2021-44228"}"#, #"{"type":"autonomous-system","number":64496}"#,
            #"{"type":"indicator","pattern":"[autonomous-system:number = 64496]"}"#,
            #"{"type":"ipv4-addr","value":"junk"}"#,
            #"{"type":"indicator","pattern_type":"yara","pattern":"rule a {}"}"#,
            #"{"type":"indicator","pattern":"[broken"}"#,
        ])
        #expect(
            found == [
                "equal bad.example 0,1", "equal A.exe 7,9", "hash d41d8cd98f00b204e9800998ecf8427e 7,8",
                "equal CVE-2021-44228 10,11", "equal AS64496 12,13", "network 198.51.100.0/24 5,4",
                "network 198.51.0.0/16 6,4,5", "domain bad.example 0,1,2", "url-host bad.example 0,1,3",
            ]
        )
    }

    @Test("a value that is everywhere makes one group with a list that ends, in time for its values")
    func everywhere() throws {
        var correlator = Correlator(forms)
        let common = try form("bad.example")
        for number in 0..<50_000 { correlator.add("\(number)", [common]) }
        var groups: [Correlator.Group] = []
        correlator.groups(most: 100) { groups.append($0) }
        #expect(groups.count == 1)
        #expect(groups.first?.objects.count == 100)
        #expect(groups.first?.count == 50_000)
    }

    @Test("versions of one object have nothing in common with each other")
    func versions() throws {
        var correlator = Correlator(forms)
        let (one, other) = (try form("bad.example"), try form("198.51.100.7"))
        for (id, value) in [("a", one), ("b", other), ("a", one)] { correlator.add(id, [value]) }
        var count = 0
        correlator.groups(most: 100) { _ in count += 1 }
        #expect(count == 0)
    }
}
