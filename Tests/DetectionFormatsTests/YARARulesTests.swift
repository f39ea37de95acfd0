import DetectionFormats
import Testing

@Suite struct YARARulesTests {
    private func rules(_ texts: [(String, String)]) -> String {
        let all = texts.enumerated().map { number, one in
            DetectionSample.one(one.0, number + 1, language: "yara", party: one.1)
        }
        return DetectionSample.lines(.yara, all).joined(separator: "\n")
    }

    @Test func aNameThatIsThereGetsItsPartys() {
        let text = rules([
            ("rule a { condition: true }", "EU"), ("rule a { condition: true }\nrule b { condition: a }", "Japan"),
            ("private rule a : tag { strings: $a = \"a\" // a\n condition: $a }", "Japan"),
        ])
        #expect(
            text == "rule a { condition: true }\nrule a_Japan { condition: true }\nrule b { condition: a_Japan }\n"
                + "private rule a_Japan_2 : tag { strings: $a = \"a\" // a\n condition: $a }"
        )
    }

    @Test(
        "What programs read differently, or what reads files, is left out",
        arguments: [
            (#"rule a { strings: $a = /a(?:b)/ condition: $a }"#, DetectionReason.unclear),
            (#"rule a { strings: $a = /a(b|)/ condition: $a }"#, .unclear),
            (#"rule a { strings: $a = /a{b/ condition: $a }"#, .unclear),
            (#"rule a { condition: entrypoint == 0 }"#, .unclear),
            (#"rule a { condition: with x = 1 : (x == 1) }"#, .unclear),
            (#"rule a { strings: $a = "ab" base64 condition: $a }"#, .unclear),
            (#"include "/etc/passwd""#, .unsafe), (#"import "cuckoo" rule a { condition: true }"#, .unsafe),
            (#"rule a { condition: true"#, .wrong), (#"rule a { condition: true } }"#, .wrong),
            (#"rule a { condition: true } rule a { condition: true }"#, .wrong),
            (#"rule a { strings: $a = "x condition: $a }"#, .wrong), ("", .wrong),
            (#"rule a { condition: filename == "x" }"#, .unclear),
            ("rule b { condition: a } rule a { condition: true }", .unclear),
            (#"rule a { strings: $a = "x" condition: $b }"#, .wrong),
            (#"rule a { strings: $a = "x" condition: true }"#, .wrong),
        ]
    )
    func reasons(_ rule: String, _ reason: DetectionReason) {
        #expect(DetectionSample.reasons(.yara, rule, language: "yara") == [reason])
    }

    @Test(
        "What both read is kept as it is",
        arguments: [
            #"rule a { strings: $a = /a\{b{2,3}[(|]/i condition: $a and filesize / 2 > 1 }"#,
            #"rule a { strings: $a = { E2 34 [4-6] ( 62 B4 | 56 ) ?? } condition: #a > 2 }"#,
            #"import "pe" rule a { strings: $a = "abc" base64 condition: pe.is_pe and none of them }"#,
            #"rule a { strings: $a1 = "x" $a2 = "y" $_b = "z" condition: any of ($a*) }"#,
            #"rule a { strings: $a = "x" condition: for all i in (1..#a) : (@a[i] < 9) }"#,
            #"import "pe" rule a { meta: x = "y" condition: for any s in pe.sections : (s.name == "a") }"#,
            #"rule a : t { strings: $ = "x" condition: for any of them : ($ at 0) }"#,
            #"rule a { /* rule b { */ condition: true }"#,
        ]
    )
    func kept(_ rule: String) {
        #expect(rules([(rule, "EU")]) == rule)
        #expect(DetectionSample.reasons(.yara, rule, language: "yara") == [])
    }

    @Test func noneOfThemIsAdvised() {
        let rule = #"rule a { strings: $a = "abc" condition: 0 of them }"#
        #expect(DetectionSample.reasons(.yara, rule, language: "yara") == [.zeroOfThem])
        #expect(rules([(rule, "EU")]) == rule)
    }
}
