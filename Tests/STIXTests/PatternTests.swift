import STIXPatterns
import Testing

@Suite("STIXPattern")
struct PatternTests {
    func problem(_ pattern: String) -> PatternProblem? { STIXPattern.problem(in: Array(pattern.utf8).span) }

    @Test(
        "accepts",
        arguments: [
            "[a:b = 1]", "([a:b=1] AND [c:d='x']) FOLLOWEDBY [e:f NOT IN (1,2)] REPEATS 2 TIMES WITHIN 5.5 SECONDS",
            "[EXISTS a:b OR NOT EXISTS a:c]", "[a:'b-c'.d[*].e[0] MATCHES '^\\\\d']",
            "[a:b = h'00ff' OR a:b = b'AAAA']",
            "[a:b=t'2020-02-29T00:00:00Z'] START t'2020-01-01T00:00:00Z' STOP t'2020-01-01T00:00:00.1Z'",
            "[ipv4-addr:value ISSUBSET '198.51.100.0/24']", "[a:b <> true AND (a:c LIKE '%' OR d:e < -1.5)]",
            "[a:b IN ()]", "[a:b IN (1, 1.5)]",
        ]
    )
    func accepted(pattern: String) {
        #expect(problem(pattern) == nil)
    }

    @Test(
        "refuses, and says where",
        arguments: [
            ("", 0), ("a:b=1", 0), ("[a:b=1", 6), ("[a:b-c=1]", 3), ("[a:b=TRUE]", 5), ("[a:b=01]", 5),
            ("[a:b='x]", 5),
            ("[a:b and a:c=1]", 5), ("[NOT a:b=1]", 5), ("[a:b > true]", 7), ("[a:b=h'0']", 5),
            ("[a:b=1] REPEATS 0 TIMES", 16),
            ("[a:b=1] WITHIN 5 SECONDS WITHIN 5 SECONDS", 25), ("[a:b=1 AND c:d=1]", 11), ("[a:b=1] // x", 8),
            ("[a:b IN (1, 'x')]", 12), ("[file:hashes.MD5='0']", 17),
            ("[a:b=t'2020-02-30T00:00:00Z']", 5), ("[a:b='\\x']", 6), ("[a:b=1]]", 7),
        ]
    )
    func refused(pattern: String, offset: Int) {
        #expect(problem(pattern)?.offset == offset, "\(String(describing: problem(pattern)))")
    }

    @Test("bounds the levels that qualifiers in a row make: letting go of a pattern does not use up the stack")
    func levels() {
        func qualified(_ count: Int) -> PatternProblem? {
            problem("([a:b=1])" + String(repeating: " WITHIN 5 SECONDS", count: count))
        }
        #expect(qualified(399) == nil)
        #expect(qualified(400)?.offset == 9 + 17 * 399 + 1)
        #expect(qualified(250_000)?.message == "the pattern has more than 400 levels")
        // Beside each other they make no levels.
        let many = Array(repeating: "([a:b=1]) REPEATS 2 TIMES WITHIN 5 SECONDS", count: 1_000)
        #expect(problem(many.joined(separator: " AND ")) == nil)
    }

    @Test("bounds the depth")
    func depth() {
        #expect(problem(String(repeating: "(", count: 100_000)) != nil)
    }
}
