import DetectionFormats
import Testing

@Suite struct SigmaRulesTests {
    private func detection(_ pattern: String) -> [String] {
        let text = DetectionSample.text(DetectionSample.write(.sigma, [DetectionSample.one(pattern)]).files[0])
        return text.split(separator: "---\n").map { rule in
            let lines = rule.split(separator: "\n")
            let start = lines.firstIndex { $0.hasPrefix("    category:") } ?? 0
            let end = lines.firstIndex { $0.hasPrefix("level:") } ?? lines.count
            return lines[start..<end].map { $0.trimmingPrefix { $0 == " " } }.joined(separator: "|")
        }
    }

    @Test(
        "Comparisons become selections",
        arguments: [
            (
                "[domain-name:value = 'Bad.example']",
                ["category: dns_query|detection:|selection_0:|QueryName: \"bad.example\"|condition: selection_0"]
            ),
            (
                "[domain-name:value LIKE '%.bad.example']",
                [
                    "category: dns_query|detection:|selection_0:|QueryName|endswith: \".bad.example\""
                        + "|condition: selection_0"
                ]
            ),
            (
                "[ipv4-addr:value = '198.51.100.7/24']",
                [
                    "category: network_connection|detection:|selection_0:|- DestinationIp|cidr: \"198.51.100.0/24\""
                        + "|- SourceIp|cidr: \"198.51.100.0/24\"|condition: selection_0"
                ]
            ),
            (
                "[network-traffic:dst_ref.value = '198.51.100.7' AND network-traffic:dst_port IN (80, 443)]",
                [
                    "category: network_connection|detection:|selection_0:|DestinationIp: \"198.51.100.7\"|selection_1:"
                        + "|DestinationPort:|- 80|- 443|condition: selection_0 and selection_1"
                ]
            ),
            (
                "[file:name = 'a*b?.exe']",
                [
                    "category: file_event|detection:|selection_0:|TargetFilename|endswith: \"\\\\\\\\a\\\\*b\\\\?.exe\""
                        + "|condition: selection_0"
                ]
            ),
            (
                "[url:value = 'http://a.example/x' OR domain-name:value = 'a.example']",
                [
                    "category: proxy|detection:|selection_0:|c-uri: \"http://a.example/x\"|condition: selection_0",
                    "category: dns_query|detection:|selection_0:|QueryName: \"a.example\"|condition: selection_0",
                ]
            ),
        ]
    )
    func selections(_ pattern: String, _ rules: [String]) {
        #expect(detection(pattern) == rules)
    }

    @Test(
        "What is not so is left out",
        arguments: [
            ("[ipv4-addr:value NOT = '198.51.100.7']", DetectionReason.negatedFields),
            ("[ipv4-addr:value != '198.51.100.7']", .negatedFields),
            ("[domain-name:value NOT = 'a.example']", .negated),
            (
                "[network-traffic:dst_port = 80 AND network-traffic:extensions.'http-request-ext'.request_header"
                    + ".'User-Agent' = 'curl/8']", .sources
            ),
            ("[file:hashes.'SHA-512' = '\(String(repeating: "ab", count: 64))']", .property),
            ("[ipv4-addr:value = '10.0.0.1']", .local),
        ]
    )
    func reasons(_ pattern: String, _ reason: DetectionReason) {
        #expect(DetectionSample.reasons(.sigma, pattern) == [reason])
        #expect(detection(pattern) == [])
    }

    @Test func rulesHaveTheirOwnIdentifiers() {
        let pattern = "[url:value = 'http://a.example/x' OR domain-name:value = 'a.example']"
        let text = DetectionSample.text(DetectionSample.write(.sigma, [DetectionSample.one(pattern)]).files[0])
        let ids = text.split(separator: "\n").filter { $0.hasPrefix("id: ") }
        #expect(Set(ids).count == 2 && ids.allSatisfy { $0.utf8.count == 40 })
        let one = DetectionSample.text(
            DetectionSample.write(.sigma, [DetectionSample.one("[domain-name:value = 'a.example']")]).files[0]
        )
        #expect(one.contains("id: 00000000-0000-4000-8000-000000000001\n"))
    }

    @Test(
        "Rules of others that could harm a file are left out",
        arguments: [
            ("title: a\nlogsource:\n  category: x\ndetection:\n  a: &x [1]\n  condition: a", DetectionReason.unsafe),
            ("title: a\n---\nlogsource: x\ndetection: y", .unclear), ("title: a\nlogsource: x", .wrong),
            ("title: a\n\tlogsource: x\ndetection: y", .unclear),
        ]
    )
    func others(_ rule: String, _ reason: DetectionReason) {
        #expect(DetectionSample.reasons(.sigma, rule, language: "sigma") == [reason])
    }
}
