import Correlation
import HostNames
import JSON
import NormalForms
import Testing

private let forms = NormalForms(names: ICUHostNames())

private func form(_ text: String) throws -> NormalForm { try #require(forms.recognised(text)) }

private func key(_ text: String) throws -> ValueKey { ValueKey(try form(text)) }

@Suite("Keys of values")
struct ValueKeyTests {
    /// Networks that often lie in each other.
    private func networks(_ count: Int, isIPv6: Bool) -> [NetworkRange] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in
            let width = isIPv6 ? 128 : 32
            let bits = UInt128(UInt16.random(in: 0...4_095, using: &random)) << UInt128(width - 12)
            let last = UInt128(UInt8.random(in: 0...3, using: &random))
            let length =
                [Int.random(in: 0...12, using: &random), width - 1, width].randomElement(using: &random) ?? 0
            return NetworkRange(bits | last, length: length, isIPv6: isIPv6)
        }
    }

    @Test(
        "what lies within a network, and the networks around one, beside looking at each",
        arguments: [false, true]
    )
    func ranges(isIPv6: Bool) throws {
        let all = Array(Set(networks(400, isIPv6: isIPv6)))
        let kept = all.filter { !$0.isAddress }
        let value = { (range: NetworkRange) throws in try form(range.text) }
        let object = { (range: NetworkRange) throws -> [ValueKey] in
            let text = #"{"type":"ipv\#(isIPv6 ? 6 : 4)-addr","value":"\#(range.text)"}"#
            return ObjectValues(forms).keys(of: try JSONDocument(text).root)
        }
        let keys = try kept.flatMap(object).map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
        var looks = 0
        for one in all {
            let around = ValueKey.networks(around: one) { from, upTo throws(Never) in
                looks += 1
                return keys.last { !$0.lexicographicallyPrecedes(from) && !upTo.lexicographicallyPrecedes($0) }
            }
            #expect(around == kept.filter { $0.contains(one) }.sorted { $0.length > $1.length })
            guard let span = ValueKey.span(within: try value(one)) else {
                #expect(one.isAddress)
                continue
            }
            for other in all {
                let isWithin = one.contains(other) && one != other
                #expect(span.contains(ValueKey(try value(other))) == isWithin, "\(other.text) in \(one.text)")
            }
        }
        // Far fewer than bits.
        #expect(looks < all.count * 16)
    }

    @Test("what lies under a name")
    func names() throws {
        let all = [
            "bad.example", "c2.bad.example", "a.c2.bad.example", "notbad.example", "bad-x.example", "example.bad",
        ]
        for one in all {
            let span = try #require(ValueKey.span(within: try form(one)))
            #expect(try all.filter { span.contains(try key($0)) } == all.filter { $0.hasSuffix("." + one) }, "\(one)")
        }
        #expect(ValueKey.span(within: try form("d41d8cd98f00b204e9800998ecf8427e")) == nil)
        #expect(ValueKey.span(within: try form("198.51.100.7")) == nil)
    }

    @Test("what is the same has one key, and nothing else has it")
    func same() throws {
        #expect(try key("Bad.Example.") == key("bad.example"))
        #expect(try key("198.51.100.7/32") == key("198.51.100.7"))
        #expect(try key("198.51.100.9/24") == key("198.51.100.0/24"))
        #expect(try key("D41D8CD98F00B204E9800998ECF8427E") == key("d41d8cd98f00b204e9800998ecf8427e"))
        let long = "https://bad.example/" + String(repeating: "x", count: 200)
        #expect(try key(long + "1") != key(long + "2"))
        #expect(try key(long + "1").bytes.count < 64)
        let apart = [
            "198.51.100.0/24", "198.51.100.0", "198.51.0.0/16", "::ffff:198.51.100.0", "bad.example",
            "http://bad.example/", "bad@bad.example", "d41d8cd98f00b204e9800998ecf8427e", "CVE-2026-1234", "AS64496",
            "00:1a:2b:3c:4d:5e",
        ]
        #expect(try Set(apart.map { try key($0) }).count == apart.count)
        #expect(try ValueKey(urlsOf: form("bad.example")) != key("bad.example"))
    }

    @Test("an object has the keys of its values, of the hosts of its URLs, and none when it is revoked")
    func objects() throws {
        let pattern = "[url:value = 'https://c2.bad.example/x' OR ipv4-addr:value ISSUBSET '198.51.100.0/24']"
        let text = #"{"type":"indicator","pattern_type":"stix","pattern":"\#(pattern)""#
        let keys = ObjectValues(forms).keys(of: try JSONDocument(text + "}").root)
        #expect(keys.count == 4 && Set(keys).count == 4)
        #expect(keys.contains(ValueKey(urlsOf: try form("c2.bad.example"))))
        #expect(try !keys.contains(key("c2.bad.example")))
        #expect(ObjectValues(forms).keys(of: try JSONDocument(text + #","revoked":true}"#).root).isEmpty)
    }
}
