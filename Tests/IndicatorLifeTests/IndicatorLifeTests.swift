import JSON
import STIXPatterns
import Testing

@testable import IndicatorLife

@Suite("The life of indicators")
struct IndicatorLifeTests {
    private func life(_ members: String) throws -> IndicatorLife {
        IndicatorLife(try JSONDocument(#"{"type":"indicator",\#(members)}"#).root)
    }

    private func moment(_ day: String) throws -> Int64 {
        try #require(PatternTimestamp(Array("\(day)T00:00:00Z".utf8)[...])).microseconds
    }

    @Test(
        "MISP's polynomial, base 80, 30 days, speed 3",
        arguments: [(0.0, 80.0), (15, 16.50), (30, 0), (31, 0), (-1, 0)]
    )
    func misp(_ days: Double, _ score: Double) {
        let rule = DecayRule.misp(lifetime: 30, speed: 3, threshold: 30)
        #expect(abs(rule.score(80, after: days) - score) < 0.005)
    }

    @Test(
        "OpenCTI's rules: from 100 to 20",
        arguments: [
            ("url", 32.52), ("ipv6-addr", 32.52), ("domain-name", 187.76), ("file", 376.30), ("mutex", 371.83),
        ]
    )
    func openCTI(_ kind: String, _ days: Double) throws {
        let rule = try #require(DecayModel.openCTI.rule(for: kind))
        #expect(abs(rule.end(100) - days) < 0.005)
        #expect(abs(rule.score(100, after: rule.end(100)) - 20) < 0.000_001)
        #expect(rule.score(100, after: -5) == 100 && rule.score(100, after: 1_000) == 0)
    }

    @Test(
        "live from its begin until before its end, and not when it is revoked",
        arguments: [
            ("2026-02-28", false), ("2026-03-01", true), ("2026-03-09", true), ("2026-03-10", false),
        ]
    )
    func live(_ day: String, _ isLive: Bool) throws {
        let span = #""valid_from":"2026-03-01T00:00:00Z","valid_until":"2026-03-10T00:00:00Z""#
        #expect(try life(span).isLive(at: moment(day)) == isLive)
        #expect(try !life(span + #","revoked":true"#).isLive(at: moment(day)))
        // Without an end it does not end.
        #expect(try life(#""valid_from":"2026-03-01T00:00:00Z""#).isLive(at: moment(day)) == (day >= "2026-03-01"))
    }

    @Test("a score is counted from the last time that it was seen, by OpenCTI from its begin")
    func worth() throws {
        let one = try life(
            #""valid_from":"2026-01-01T00:00:00Z","confidence":60,"x_opencti_score":90,"#
                + #""pattern_type":"stix","pattern":"[(url:value = 'u' OR file:name = 'f') AND url:value = 'v']""#
        )
        #expect(one.kind == "url")
        let (now, seen) = (try moment("2026-01-31"), try moment("2026-01-16"))
        let rule = DecayRule.misp(lifetime: 120, speed: 2, threshold: 30)
        #expect(one.worth(at: now, by: .misp, seen: seen)?.score == rule.score(60, after: 15))
        #expect(one.worth(at: now, by: .misp, seen: nil)?.score == rule.score(60, after: 30))
        let other = try #require(DecayModel.openCTI.rule(for: "url"))
        #expect(one.worth(at: now, by: .openCTI, seen: seen)?.score == other.score(90, after: 30))
        // Thirty days and a quarter of a lifetime until half of 60 is left.
        #expect(one.worth(at: now, by: .misp, seen: nil)?.end == (try moment("2026-01-31")))
        #expect(try life(#""pattern_type":"yara","pattern":"rule a { condition: true }""#).kind.isEmpty)
        #expect(try life(#""pattern_type":"stix","pattern":"[""#).worth(at: now, by: .misp, seen: nil) == nil)
    }

    @Test("own rules have OpenCTI's formula too, with the party's own numbers")
    func ownByOpenCTI() throws {
        let rules = try JSONDocument(
            #"{"rules":[{"kinds":["ipv4-addr","url"],"form":"opencti","lifetime":47,"pound":0.55},"#
                + #"{"kinds":["file"],"form":"opencti","lifetime":47,"pound":0.55,"threshold":50},"#
                + #"{"form":"misp","lifetime":30,"decay_speed":3,"threshold":30}]}"#
        )
        let own = try #require(OwnDecay(rules.root))
        #expect(own.rules.map(\.form) == [.openCTI, .openCTI, .misp])
        let address = try #require(own.rule(for: "ipv4-addr"))
        // As OpenCTI's built-in rule of the same numbers: 20 after 32.52 days, all of it before the begin.
        #expect(abs(address.end(100) - 32.52) < 0.005 && address.score(100, after: -1) == 100)
        let file = try #require(own.rule(for: "file"))
        #expect(file.threshold == 50 && file.end(100) < address.end(100))
        let rest = try #require(own.rule(for: "mutex"))
        #expect(abs(rest.score(80, after: 15) - 16.50) < 0.005 && rest.score(80, after: -1) == 0)
        for wrong in [
            #"{"rules":[{"form":"opencti","lifetime":47}]}"#, #"{"rules":[{"form":"other","lifetime":1}]}"#,
            #"{"rules":[{"form":"opencti","lifetime":47,"pound":0}]}"#,
            #"{"rules":[{"kinds":[1],"lifetime":47,"decay_speed":1}]}"#,
        ] {
            #expect(OwnDecay(try JSONDocument(wrong).root) == nil, "\(wrong)")
        }
    }

    @Test("own rules are MISP's models, or a list by types")
    func own() throws {
        func own(_ text: String) throws -> OwnDecay? { OwnDecay(try JSONDocument(text).root) }
        let model = try #require(
            try own(#"{"parameters":{"lifetime":3,"decay_speed":2.3,"threshold":30,"default_base_score":70}}"#)
        )
        #expect(model.base == 70 && model.rule(for: "file")?.lifetime == 3)
        let list = try #require(
            try own(#"{"rules":[{"kinds":["url"],"lifetime":7,"decay_speed":1},{"lifetime":90,"decay_speed":2}]}"#)
        )
        #expect(list.rule(for: "url")?.lifetime == 7 && list.rule(for: "file")?.lifetime == 90 && list.base == 80)
        for wrong in [
            "{}", #"{"rules":[]}"#, #"{"rules":[{"lifetime":0,"decay_speed":1}]}"#,
            #"{"rules":[{"lifetime":7,"decay_speed":0}]}"#, #"{"rules":[{"lifetime":7}]}"#,
            #"{"parameters":{"lifetime":7,"decay_speed":1,"threshold":101}}"#,
            #"{"parameters":{"lifetime":7,"decay_speed":1,"default_base_score":101}}"#,
        ] {
            #expect(try own(wrong) == nil)
        }
    }
}
