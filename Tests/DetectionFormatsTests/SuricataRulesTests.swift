import DetectionFormats
import Testing

@Suite struct SuricataRulesTests {
    /// What a rule looks for: what stands between its message and its own data.
    private func bodies(_ pattern: String) -> [String] {
        DetectionSample.lines(.suricata, [DetectionSample.one("[\(pattern)]")]).map { line in
            let start = line.firstRange(of: "; ")?.upperBound ?? line.startIndex
            let end = line.firstRange(of: " metadata:")?.lowerBound ?? line.endIndex
            return String(line[line.startIndex..<(line.firstIndex(of: "(") ?? start)]) + String(line[start..<end])
        }
    }

    @Test func aNameIsLookedForWhole() {
        // MISP/MISP#5718, #10258: nothing that fires on get.example, rs.example.org, xrs.example.
        #expect(
            bodies("domain-name:value = 'RS.example'") == [
                #"alert dns any any -> any any dns.query; dotprefix; content:".rs.example"; endswith; nocase;"#,
                #"alert tls any any -> any any tls.sni; dotprefix; content:".rs.example"; endswith; nocase;"#,
                #"alert http any any -> any any http.host; dotprefix; content:".rs.example"; endswith;"#,
            ]
        )
        #expect(
            bodies("domain-name:value LIKE '%.bad.example'").first
                == #"alert dns any any -> any any dns.query; content:".bad.example"; endswith; nocase;"#
        )
    }

    @Test func anEncryptedAddressIsItsNameAndThePathIsSaidToBeLost() {
        #expect(
            bodies("url:value = 'https://T.example/x'") == [
                #"alert tls any any -> any any tls.sni; content:"t.example"; startswith; endswith; nocase;"#
            ]
        )
        #expect(DetectionSample.reasons(.suricata, "[url:value = 'https://t.example/x']") == [.path])
    }

    @Test(
        "Signs of the format are written in hexadecimal digits (MISP/MISP#9756)",
        arguments: [
            ("http://a.example/p.html;!!x", "a.example", "/p.html|3B|!!x"),
            ("http://a.example:8080/a:b|c", "a.example", "/a|3A|b|7C|c"),
            ("http://a.example/\"?q=\\\\x", "a.example", "/|22|?q=|5C|x"), ("http://A.example", "a.example", "/"),
            ("http://a.example/;:", "a.example", "/|3B 3A|"),
        ]
    )
    func signs(_ url: String, _ host: String, _ path: String) {
        let port = url.contains("8080") ? "8080" : "any"
        #expect(
            bodies("url:value = '\(url)'") == [
                "alert http any any -> any \(port) http.host; content:\"\(host)\"; startswith; endswith;"
                    + " http.uri.raw; content:\"\(path)\"; startswith; endswith;"
            ]
        )
    }

    @Test func addressesHaveTheirDirection() {
        let heads = ["ipv4-addr:value", "network-traffic:dst_ref.value", "network-traffic:src_ref.value"].map {
            bodies("\($0) = '198.51.100.7'").first?.prefix { $0 != "t" && $0 != "(" }
        }
        // The letters of `alert` end the prefix: the whole head is looked at below.
        #expect(heads.count == 3)
        let lines = ["ipv4-addr:value", "network-traffic:dst_ref.value", "network-traffic:src_ref.value"].map {
            DetectionSample.lines(.suricata, [DetectionSample.one("[\($0) = '198.51.100.7']")]).first ?? ""
        }
        #expect(lines[0].hasPrefix("alert ip any any <> 198.51.100.7 any ("))
        #expect(lines[1].hasPrefix("alert ip any any -> 198.51.100.7 any ("))
        #expect(lines[2].hasPrefix("alert ip 198.51.100.7 any -> any any ("))
    }

    @Test func theNumberOfARuleStaysAndItsRevisionIsTheVersion() {
        let pattern = "[domain-name:value = 'rs.example']"
        let alone = DetectionSample.lines(.suricata, [DetectionSample.one(pattern, 5)])
        let more = (1...50).map { DetectionSample.one("[domain-name:value = 'n\($0).example']", $0 + 10) }
        let together = DetectionSample.lines(.suricata, more + [DetectionSample.one(pattern, 5)])
        #expect(Set(alone).isSubset(of: together) && Set(together).count == 153)
        let later = DetectionSample.lines(.suricata, [DetectionSample.one(pattern, 5, version: 4)])
        #expect(later == alone.map { $0.replacing("rev:3;", with: "rev:4;") })
        #expect(alone.allSatisfy { $0.hasSuffix("rev:3;)") })
    }

    @Test func hashesAndManyValuesAreLists() {
        let digest = String(repeating: "ab", count: 32)
        var all = [DetectionSample.one("[file:hashes.'SHA-256' = '\(digest.uppercased())']")]
        all += (1...1_001).map { DetectionSample.one("[domain-name:value = 'n\($0).example']", $0 + 10) }
        let answer = DetectionSample.write(.suricata, all)
        let files = Dictionary(uniqueKeysWithValues: answer.files.map { ($0.name, DetectionSample.text($0)) })
        let rules = files["entente.rules"] ?? ""
        #expect(
            rules.contains(
                "dns.query; to_lowercase; dataset:isset,entente-domains,type string,load entente-domains.lst;"
            )
        )
        #expect(rules.contains("filesha256:entente-sha256.lst;") && !rules.contains("dotprefix"))
        #expect(files["entente-sha256.lst"] == digest + "\n")
        // `n1.example` in Base64.
        #expect(files["entente-domains.lst"]?.contains("bjEuZXhhbXBsZQ==\n") == true)
        #expect(answer.remarks.count == 1_001 && answer.remarks.allSatisfy { $0.reason == .nameAlone })
    }

    @Test func anothersNameBreaksOutOfNothing() {
        let one = DetectionSample.one("[domain-name:value = 'rs.example']", name: "x\"; sid:1; pass (\u{202e}|41| \\")
        for line in DetectionSample.lines(.suricata, [one]) {
            #expect(line.contains("msg:\"Entente Japan x sid 1 pass 41\"; dns.query") || !line.contains("dns.query"))
            #expect(!line.contains("sid:1;"))
        }
    }

    @Test(
        "Rules of others only alert",
        arguments: [
            ("pass tcp any any -> any any (msg:\"x\"; sid:1;)", DetectionReason.unsafe),
            ("drop tcp any any -> any any (msg:\"x\"; sid:1;)", .unsafe),
            ("alert tcp any any -> any any (msg:\"x\"; lua:x.lua; sid:1;)", .unsafe),
            ("alert tcp any any -> any any (msg:\"x\"; dataset:set,a,save /etc/x; sid:1;)", .unsafe),
            ("alert tcp any any -> any any (msg:\"x\"; sid:1;)\npass ip any any -> any any (sid:2;)", .unsafe),
            ("alert tcp any any -> any any (msg:\"x; sid:1;)", .wrong),
        ]
    )
    func others(_ rule: String, _ reason: DetectionReason) {
        #expect(DetectionSample.reasons(.suricata, rule, language: "suricata") == [reason])
    }

    @Test func aRuleOfAnotherKeepsWhatItLooksFor() {
        let rule =
            #"alert http any any -> any any (msg:"a \"b\"; c"; http.uri; content:"/x|3b|"; sid:12; rev:9; gid:3;)"#
        let lines = DetectionSample.lines(.suricata, [DetectionSample.one(rule, language: "suricata")])
        #expect(lines.count == 1)
        #expect(
            lines[0].hasPrefix(#"alert http any any -> any any (msg:"a \"b\"; c"; http.uri; content:"/x|3b|"; sid:"#)
        )
        #expect(lines[0].hasSuffix(" rev:3;)") && !lines[0].contains("sid:12;") && !lines[0].contains("gid"))
    }
}
