import Expressions
import JSON
import STIXPatterns
import Testing

@testable import PatternMatching

/// Objects that were observed, each by itself or together at some second.
private struct Seen {
    var objects: [JSONValue] = []

    mutating func add(_ text: String) throws { objects.append(try JSONDocument(text).root) }

    /// Objects that were seen together, from one second of 2026-03-01 to another one.
    mutating func together(_ parts: String..., from first: Int, until last: Int? = nil, times: Int = 1) throws {
        try together(parts, from: first, until: last, times: times)
    }

    mutating func together(_ parts: [String], from first: Int, until last: Int? = nil, times: Int = 1) throws {
        let place = objects.count
        var ids: [String] = []
        for (number, part) in parts.enumerated() {
            let id = "x--\(place)-\(number)"
            ids.append("\"\(id)\"")
            try add(#"{"id":"\#(id)",\#(part)}"#)
        }
        let two = { (second: Int) in second < 10 ? "0\(second)" : "\(second)" }
        try add(
            #"{"type":"observed-data","id":"o\#(place)","first_observed":"2026-03-01T00:00:\#(two(first))Z","#
                + #""last_observed":"2026-03-01T00:00:\#(two(last ?? first))Z","number_observed":\#(times),"#
                + #""object_refs":[\#(ids.joined(separator: ","))]}"#
        )
    }

    func hits(_ pattern: String, limit: Int = 100_000) throws -> [PatternSet.Hit] {
        var set = PatternSet(PCRE())
        try set.add(pattern)
        return set.hits(in: ObservationReader.observations(objects), limit: limit).hits
    }

    func meet(_ pattern: String) throws -> Bool { try hits(pattern).contains { !$0.isUndecided } }
}

@Suite("Patterns held against observations")
struct PatternMatchingTests {
    @Test(
        "an object meets comparisons as section 9 has them",
        arguments: [
            (#""type":"file","name":"a.exe","size":3"#, "[file:name = 'a.exe']", true),
            (#""type":"file","name":"A.exe""#, "[file:name = 'a.exe']", false),
            // The two spellings of ï are two texts; LIKE and MATCHES compare their normal forms.
            (#""type":"file","name":"nai\u0308ve""#, "[file:name = 'naïve']", false),
            (#""type":"file","name":"nai\u0308ve""#, "[file:name LIKE 'naïve']", true),
            (#""type":"file","name":"nai\u0308ve""#, "[file:name MATCHES '^naïve$']", true),
            (#""type":"file","size":3"#, "[file:size = 3.0]", true),
            (#""type":"file","size":3"#, "[file:size = '3']", false),
            (#""type":"file","size":3"#, "[file:size != '3']", true),
            (#""type":"file","size":3"#, "[file:size < '4']", false),
            (#""type":"file","size":3"#, "[file:size NOT < '4']", false),
            // What is not there meets nothing.
            (#""type":"file","size":3"#, "[file:name != 'a']", false),
            (#""type":"file","size":3"#, "[file:name NOT = 'a']", false),
            (#""type":"file","size":3"#, "[NOT EXISTS file:name]", true),
            (#""type":"file","size":3"#, "[EXISTS file:size AND file:size IN (1, 3)]", true),
            (#""type":"file","size":3"#, "[file:size NOT IN (1, 3)]", false),
            (#""type":"network-traffic","protocols":["tcp","http"]"#, "[network-traffic:protocols = 'tcp']", false),
            (
                #""type":"network-traffic","protocols":["tcp","http"]"#, "[network-traffic:protocols[1] = 'http']",
                true
            ),
            (
                #""type":"network-traffic","protocols":["tcp","http"]"#, "[network-traffic:protocols[2] = 'http']",
                false
            ),
            // The comparison is turned around for each element.
            (
                #""type":"network-traffic","protocols":["tcp","http"]"#, "[network-traffic:protocols[*] NOT = 'tcp']",
                true
            ),
            (#""type":"artifact","payload_bin":"YWI=""#, "[artifact:payload_bin = h'6162']", true),
            (#""type":"artifact","payload_bin":"YWI=""#, "[artifact:payload_bin = b'YWI=']", true),
            (#""type":"artifact","payload_bin":"YWI=""#, "[artifact:payload_bin = 'ab']", true),
            (#""type":"artifact","payload_bin":"YWI=""#, "[artifact:payload_bin MATCHES 'b$']", true),
            (
                #""type":"file","name":"x","mtime":"2026-03-01T00:00:00.10Z""#,
                "[file:mtime = t'2026-03-01T00:00:00.1Z']", true
            ),
            (
                #""type":"file","name":"x","mtime":"2026-03-01T00:00:00.10Z""#,
                "[file:mtime > t'2026-03-01T00:00:00Z']", true
            ),
            (#""type":"file","hashes":{"SHA-256":"aa"}"#, "[file:hashes.'SHA-256' = 'aa']", nil),
            // One object meets what AND joins.
            (#""type":"file","name":"a","size":3"#, "[file:name = 'a' AND file:size = 4 OR file:size = 3]", true),
        ] as [(String, String, Bool?)]
    )
    func comparisons(_ object: String, _ pattern: String, _ isMet: Bool?) throws {
        var seen = Seen()
        try seen.together(object, from: 0)
        if let isMet {
            #expect(try seen.meet(pattern) == isMet)
        } else {
            // Two digits are no SHA-256.
            #expect(throws: PatternProblem.self) { try STIXPattern.tree(of: pattern) }
        }
    }

    @Test(
        "networks of both families",
        arguments: [
            ("198.51.100.7", "ISSUBSET '198.51.100.0/24'", true), ("198.51.100.7", "ISSUBSET '198.51.100.7'", true),
            ("198.51.100.0/25", "ISSUBSET '198.51.100.0/24'", true),
            ("198.51.100.0/23", "ISSUBSET '198.51.100.0/24'", false),
            ("198.51.100.0/23", "ISSUPERSET '198.51.100.9'", true), ("198.51.100.7", "ISSUBSET '0.0.0.0/0'", true),
            ("2001:db8::1", "ISSUBSET '2001:db8::/32'", true), ("2001:db8:0:0::1", "ISSUPERSET '2001:DB8::1'", true),
            ("2001:db9::1", "ISSUBSET '2001:db8::/32'", false), ("2001:db8::1", "ISSUBSET '198.51.100.0/24'", false),
            ("198.51.100.7", "ISSUBSET '::/0'", false), ("::ffff:198.51.100.7", "ISSUBSET '::ffff:0:0/96'", true),
            // Written in a way that is read in two.
            ("198.51.100.007", "ISSUBSET '198.51.100.0/24'", false), ("no address", "ISSUBSET '0.0.0.0/0'", false),
            ("198.51.100.7", "NOT ISSUBSET '198.51.100.0/33'", true),
        ]
    )
    func networks(_ value: String, _ test: String, _ isMet: Bool) throws {
        var seen = Seen()
        try seen.together(#""type":"ipv4-addr","value":"\#(value)""#, from: 0)
        #expect(try seen.meet("[ipv4-addr:value \(test)]") == isMet)
    }

    private static let a = "[file:name = 'a']"
    private static let b = "[file:name = 'b']"

    @Test(
        "observations, their order and their times",
        arguments: [
            // a at 0 s, b at 10 s, a at 20 s to 25 s, three times.
            ("\(a) AND \(b)", true), ("\(a) AND \(a)", true), ("\(b) AND \(b)", false),
            ("\(a) FOLLOWEDBY \(b)", true), ("\(b) FOLLOWEDBY \(a)", true),
            ("\(b) FOLLOWEDBY \(b)", false), ("(\(a) AND \(b)) WITHIN 10.1 SECONDS", true),
            // Less than so many seconds, strictly: the end is left out.
            ("(\(a) AND \(b)) WITHIN 10 SECONDS", false), ("(\(a) AND \(a)) WITHIN 1 SECONDS", true),
            ("\(a) REPEATS 4 TIMES", true), ("\(a) REPEATS 5 TIMES", false),
            ("\(a) REPEATS 4 TIMES WITHIN 20 SECONDS", false), ("\(a) REPEATS 4 TIMES WITHIN 20.5 SECONDS", true),
            ("\(a) REPEATS 3 TIMES WITHIN 1 SECONDS", true),
            ("(\(a) FOLLOWEDBY \(b) FOLLOWEDBY \(a)) WITHIN 21 SECONDS", true),
            ("\(b) START t'2026-03-01T00:00:10Z' STOP t'2026-03-01T00:00:11Z'", true),
            // The stop is left out, the start is not.
            ("\(b) START t'2026-03-01T00:00:09Z' STOP t'2026-03-01T00:00:10Z'", false),
            ("\(a) START t'2026-03-01T00:00:25Z' STOP t'2026-03-01T00:00:30Z'", true),
            ("(\(a) OR \(b)) REPEATS 5 TIMES", true), ("(\(a) OR \(b)) REPEATS 6 TIMES", false),
            ("(\(a) AND \(b)) REPEATS 2 TIMES", false),
        ]
    )
    func observations(_ pattern: String, _ isMet: Bool) throws {
        var seen = Seen()
        try seen.together(#""type":"file","name":"a""#, from: 0)
        try seen.together(#""type":"file","name":"b""#, from: 10)
        try seen.together(#""type":"file","name":"a""#, from: 20, until: 25, times: 3)
        #expect(try seen.meet(pattern) == isMet)
    }

    @Test("references lead to objects that were seen together, and an object alone was seen at no known time")
    func references() throws {
        var seen = Seen()
        try seen.together(
            #""type":"network-traffic","src_ref":"x--0-1","dst_refs":["x--9","x--0-1"]"#,
            #""type":"ipv4-addr","value":"198.51.100.7""#,
            from: 0
        )
        try seen.add(#"{"type":"url","id":"url--1","value":"u"}"#)
        #expect(try seen.meet("[network-traffic:src_ref.value = '198.51.100.7']"))
        #expect(try seen.meet("[network-traffic:dst_refs[*].value = '198.51.100.7']"))
        #expect(try seen.meet("[network-traffic:dst_refs[1].value = '198.51.100.7']"))
        #expect(try !seen.meet("[network-traffic:dst_refs[0].value = '198.51.100.7']"))
        #expect(try seen.meet("[url:value = 'u']"))
        #expect(try !seen.meet("[url:value = 'u'] START t'2026-01-01T00:00:00Z' STOP t'2027-01-01T00:00:00Z'"))
        #expect(try !seen.meet("([url:value = 'u'] AND [ipv4-addr:value LIKE '%']) WITHIN 60 SECONDS"))
    }

    @Test("what takes too much work is not decided, and says so")
    func bounds() throws {
        var seen = Seen()
        try seen.together(#""type":"file","name":"\#(String(repeating: "a", count: 40))b""#, from: 0)
        let costly = try seen.hits("[file:name MATCHES '^(a+)+$']")
        #expect(costly.map(\.isUndecided) == [true] && costly[0].observations.isEmpty)
        #expect(throws: PatternFault.self) { try seen.hits("[file:name MATCHES '(']") }
        var many = Seen()
        for second in 0..<40 { try many.together(#""type":"file","name":"a","size":\#(second)"#, from: second) }
        let wide = Array(repeating: "[file:name = 'a']", count: 12).joined(separator: " FOLLOWEDBY ")
        // Nothing in the middle may be before: the last one asks for what is not there.
        let hits = try many.hits("(\(wide)) AND [file:size = 99]")
        #expect(hits.isEmpty)
        let undecided = try many.hits("(\(wide) FOLLOWEDBY [file:size = 0]) WITHIN 100 SECONDS", limit: 10_000)
        #expect(undecided.map(\.isUndecided) == [true])
    }

    @Test("nothing that somebody writes takes the stack or goes on without end: it is not decided")
    func hostile() throws {
        var seen = Seen()
        // Two hundred that each refer to all of them, and a path that goes round and round.
        let all = (0..<200).map { #""x--0-\#($0)""# }.joined(separator: ",")
        let part = #""type":"domain-name","value":"a","resolves_to_refs":[\#(all)],"x_ref":"x--0-0""#
        let parts = Array(repeating: part, count: 200)
        try seen.together(parts, from: 0)
        let around = String(repeating: "resolves_to_refs[*].", count: 40)
        for pattern in ["[domain-name:\(around)value = 'b']", "[domain-name:\(around)value LIKE 'b%']"] {
            #expect(try seen.hits(pattern).map(\.isUndecided) == [true])
        }
        #expect(try seen.hits("[domain-name:\(around)value = 'a']").map(\.isUndecided) == [false])
        #expect(try seen.hits("[NOT EXISTS domain-name:\(around)b]").map(\.isUndecided) == [true])
        let deep = String(repeating: "x_ref.", count: 99)
        #expect(try seen.meet("[domain-name:\(deep)value = 'a']"))
        #expect(throws: PatternFault.path) { try seen.hits("[domain-name:x_ref.x_ref.\(deep)value = 'a']") }
        // As often as the number says, which is anybody's.
        var many = Seen()
        try many.together([#""type":"file","name":"a""#], from: 0, times: 1_000_000_000)
        let (a, b) = (Self.a, Self.b)
        #expect(try many.hits("(\(a) OR \(b)) REPEATS 90000 TIMES").map(\.isUndecided) == [true])
        #expect(try many.meet("\(a) REPEATS 90000 TIMES"))
        let chain = Array(repeating: a, count: 20_000)
        for word in [" AND ", " FOLLOWEDBY ", " OR "] {
            let hits = try many.hits(chain.joined(separator: word))
            #expect(hits.map(\.isUndecided) == [word != " OR "])
        }
    }

    @Test("many of one kind are taken as they come")
    func many() throws {
        var seen = Seen()
        for number in 0..<1_200 {
            try seen.together([#""type":"file","name":"a","size":\#(number)"#], from: number / 20)
        }
        let a = Self.a
        #expect(try seen.meet("\(a) REPEATS 1200 TIMES") && !seen.meet("\(a) REPEATS 1201 TIMES"))
        // Twenty in each second.
        #expect(try seen.meet("\(a) REPEATS 200 TIMES WITHIN 10 SECONDS"))
        #expect(try seen.hits("\(a) REPEATS 201 TIMES WITHIN 10 SECONDS", limit: 10_000_000).isEmpty)
        #expect(try seen.meet("\(a) REPEATS 200 TIMES WITHIN 10 SECONDS FOLLOWEDBY \(a)"))
        // What the rest asks for could be met by others than those that come first.
        let rest = try seen.hits("\(a) REPEATS 1198 TIMES AND [file:size = 600]")
        #expect(rest.map(\.isUndecided) == [true])
    }

    @Test("when the time is over the answer says so, and one costly pattern takes it from no other")
    func time() throws {
        var seen = Seen()
        for number in 0..<50 {
            let name = String(repeating: "a", count: 40) + "b\(number)"
            try seen.together(#""type":"file","name":"\#(name)""#, from: number)
        }
        func answer(_ tools: PCRE) throws -> PatternSet.Answer {
            var set = PatternSet(tools)
            try set.add("[file:name MATCHES '^(a+)+$']")
            try set.add("[file:name LIKE '%b49']")
            return set.hits(in: ObservationReader.observations(seen.objects), limit: 1_000)
        }
        let whole = try answer(PCRE())
        #expect(whole.isComplete && whole.hits.map(\.isUndecided) == [true, false])
        let cut = try answer(PCRE(until: .now - .seconds(1)))
        #expect(!cut.isComplete && cut.hits.isEmpty)
    }

    @Test("of many patterns those are found that an observation meets")
    func index() throws {
        var set = PatternSet(PCRE())
        for number in 0..<2_000 {
            try set.add("[file:name = 'n\(number)']")
        }
        try set.add("[file:name IN ('n7', 'x') AND file:size > 1]")
        try set.add("[file:name LIKE 'n_']")
        try set.add("[file:size = 7.0 OR file:name = 'z']")
        var seen = Seen()
        try seen.together(#""type":"file","name":"n7","size":7"#, from: 0)
        let answer = set.hits(in: ObservationReader.observations(seen.objects), limit: 1_000)
        #expect(answer.isComplete && answer.hits.map(\.pattern) == [7, 2_000, 2_001, 2_002])
    }
}

@Suite("One spelling of patterns")
struct PatternCanonicalTests {
    @Test(
        "patterns that ask for the same have it",
        arguments: [
            ("[file:size IN (1, 2)]", "[file:size = 2 OR file:size = 1]", true),
            ("[a:b = 'x'] REPEATS 2 TIMES", "[a:b = 'x'] AND [a:b = 'x']", true),
            ("[a:b = 1.0]", "[a:b = 1]", true), ("[a:b NOT = 1]", "[a:b != 1]", true),
            ("[a:b = 1 AND a:c = 2]", "[a:c=2 AND a:b==1]", true),
            ("[a:b = 1] OR [a:c = 2]", "[a:c = 2] OR [a:b = 1]", true),
            ("[a:b = 1] WITHIN 60.0 SECONDS", "[a:b = 1] WITHIN 60 SECONDS", true),
            ("[a:b = t'2026-01-01T00:00:00.500Z']", "[a:b = t'2026-01-01T00:00:00.5Z']", true),
            ("[a:'b' = 1]", "[a:b = 1]", true), ("(([a:b = 1]))", "[a:b = 1]", true),
            ("[a:b = 1] FOLLOWEDBY [a:c = 2]", "[a:c = 2] FOLLOWEDBY [a:b = 1]", false),
            ("[a:b = 'X']", "[a:b = 'x']", false), ("[a:b = '1']", "[a:b = 1]", false),
            ("[a:b = 1 AND a:c = 2]", "[a:b = 1] AND [a:c = 2]", false),
        ]
    )
    func same(_ one: String, _ other: String, _ isSame: Bool) throws {
        let texts = try [one, other].map { try STIXPattern.tree(of: $0).canonical }
        #expect((texts[0] == texts[1]) == isSame, "\(texts)")
        // It is a pattern, and its own spelling.
        for text in texts { #expect(try STIXPattern.tree(of: text).canonical == text) }
    }
}
