import Expressions
import JSON
import Testing

@testable import PatternMatching

@Suite("What tests are found by")
struct TestFinderTests {
    @Test(
        "the piece of a text that a regular expression requires",
        arguments: [
            ("^mal12x[a-z]+\\.exe$", "mal12x"), ("a\\.example", "a.example"), ("abcd?efg", "abc"),
            ("abc*defgh", "defgh"),
            ("abcd+ef", "abcd"), ("(abc|def)ghij", "ghij"), ("abc(def)?ghij", "ghij"), ("abcé{0,2}de", "abc"),
            ("x{2}yyy", "yyy"), ("[abcdef]ghi", "ghi"), ("[]abc]defg", "defg"), ("a\\dbcd", "bcd"),
            ("(?:abcdef)gh(?=ij)kl", "gh"), ("(?!abcdef)gh", "gh"),
            // What may change the meaning of letters: nothing is required.
            ("abc|def", ""), ("(?i)abc", ""), ("(?i:abc)d", ""), ("(?x) abc", ""), ("\\Qa.b\\E", ""), ("\\x41bc", ""),
            ("(*ANYCRLF)abc", ""), ("([[:alpha:]])abc", ""), ("(a)\\1bc", ""), ("a\\pLbc", ""), ("\\cAbcd", ""),
            ("(abc", ""), ("abc)", ""), ("[abc", ""),
        ]
    )
    func required(_ expression: String, _ piece: String) {
        #expect(String(decoding: RequiredText.expression(expression), as: UTF8.self) == piece)
    }

    /// The patterns that an object meets, out of many that ask for nearly the same.
    private func met(_ patterns: [String], _ object: String) throws -> [Int] {
        var set = PatternSet(PCRE())
        for pattern in patterns { try set.add(pattern) }
        let seen = ObservationReader.observations([try JSONDocument(object).root])
        return set.hits(in: seen, limit: 1_000).hits.map(\.pattern)
    }

    @Test("texts are found by their pieces, in form NFC, wherever they stand")
    func pieces() throws {
        let fillers = (0..<300).map { "[domain-name:value LIKE '%.n\($0).example.org']" }
        let wanted = [
            "[domain-name:value LIKE '%.example.org']", "[domain-name:value LIKE 'cafe\u{301}%']",
            "[domain-name:value MATCHES '^café.*org$']", "[domain-name:value LIKE '%f_.n7%']",
            "[domain-name:value NOT LIKE '%.example.org']", "[domain-name:value MATCHES 'nosuch']",
        ]
        let met = try met(
            fillers + wanted,
            #"{"type":"domain-name","id":"d","value":"cafe\u0301.n7.example.org"}"#
        )
        #expect(met == [7, 300, 301, 302, 303])
    }

    @Test("networks are found around addresses, values by what they are")
    func networks() throws {
        let fillers = (0..<300).map { "[ipv4-addr:value ISSUBSET '203.0.\($0 % 256).0/\(24 + $0 % 8)']" }
        let wanted = [
            "[ipv4-addr:value ISSUBSET '198.51.100.0/24']", "[ipv4-addr:value ISSUBSET '0.0.0.0/0']",
            "[ipv4-addr:value ISSUBSET '198.51.100.7']", "[ipv4-addr:value ISSUBSET '198.51.101.0/24']",
            "[ipv4-addr:value ISSUPERSET '198.51.100.7/32']", "[ipv4-addr:value ISSUBSET '::/0']",
        ]
        let met = try met(fillers + wanted, #"{"type":"ipv4-addr","id":"i","value":"198.51.100.7"}"#)
        #expect(met == [300, 301, 302, 304])
    }

    @Test("names that nobody counted on: many of one type, escapes, lists in lists")
    func names() throws {
        let fillers = (0..<300).map { "[x-thing:p\($0).q = \($0)]" }
        let wanted = [
            "[x-thing:'p\u{e9}'[1][*].q = 'v']", "[x-thing:p7.q = 7.0]", "[x-thing:p8.q = true]",
            "[x-thing:p9.q = 9]",
        ]
        let met = try met(
            fillers + wanted,
            #"{"type":"x-thing","id":"x","p\u00e9":[1,[{"q":"u"},{"q":"v"}]],"#
                + #""p7":{"q":7},"p8":{"q":true},"p9":{"q":9.0}}"#
        )
        #expect(met == [7, 9, 300, 301, 302, 303])
    }

    @Test("what finds many tests finds them once in an observation, however often it stands there")
    func bounds() throws {
        let long = String(repeating: "a", count: 1_000)
        let names = (0..<200).map { #"{"type":"file","id":"f\#($0)","name":"\#(long)","size":\#($0)}"# }
        let networks = (0..<200).map { #"{"type":"ipv4-addr","id":"i\#($0)","value":"10.\#($0).0.0/16"}"# }
        let objects = try (names + networks).map { try JSONDocument($0).root }
        let ids = objects.compactMap { $0["id"]?.string }.map { "\"\($0)\"" }.joined(separator: ",")
        let seen = try JSONDocument(#"{"type":"observed-data","id":"o","object_refs":[\#(ids)]}"#).root
        let observation = try #require(ObservationReader.observations(objects + [seen]).first)
        for mode in PatternMode.allCases {
            var set = PatternSet(PCRE(), mode: mode)
            for number in 0..<300 {
                try set.add("[file:name LIKE '%aaaa%' AND file:size = \(number + 1_000)]")
                try set.add("[ipv4-addr:value = '10.0.0.\(number % 256)' AND ipv4-addr:x_number = \(number)]")
            }
            // Each of them by what it asks for, and once more by a network that has it.
            #expect(TestWalk(observation, set.finder).found.count <= 3 * 300)
            #expect(set.hits(in: [observation], limit: 1_000).hits.isEmpty)
        }
    }
}
