import DetectionFormats
import Testing

@Suite struct PolicyZoneTests {
    @Test(
        "A value has its canonical spelling (MISP/MISP PR #11024)",
        arguments: [
            ("ipv6-addr:value = '2001:db8::/48'", ["48.zz.db8.2001.rpz-ip CNAME ."]),
            ("ipv6-addr:value = '2001:db8:0:0:0:0:0:1'", ["128.1.zz.db8.2001.rpz-ip CNAME ."]),
            ("ipv4-addr:value = '198.51.100.7/24'", ["24.0.100.51.198.rpz-ip CNAME ."]),
            ("ipv4-addr:value = '198.51.100.7'", ["32.7.100.51.198.rpz-ip CNAME ."]),
            // A single group of zero stays as it is; of equal runs the first of the address is left out.
            ("ipv6-addr:value = '2001:db8:1:0:1:1:1:1'", ["128.1.1.1.1.0.1.db8.2001.rpz-ip CNAME ."]),
            ("ipv6-addr:value = '2001:0:0:1:1:0:0:1'", ["128.1.0.0.1.1.zz.2001.rpz-ip CNAME ."]),
            ("ipv6-addr:value ISSUBSET '2001:db8:ffff::1/32'", ["32.zz.db8.2001.rpz-ip CNAME ."]),
            ("domain-name:value = 'RS.Example.'", ["rs.example CNAME .", "*.rs.example CNAME ."]),
            ("domain-name:value LIKE '%.bad.example'", ["*.bad.example CNAME ."]),
            (
                "domain-name:value = 'straße.example'",
                ["xn--strae-oqa.example CNAME .", "*.xn--strae-oqa.example CNAME ."]
            ),
        ]
    )
    func spelling(_ pattern: String, _ lines: [String]) {
        #expect(DetectionSample.lines(.rpz, [DetectionSample.one("[\(pattern)]")]) == lines)
    }

    @Test(
        "What cannot be said is left out with the reason",
        arguments: [
            ("ipv4-addr:value = '0.0.0.0/0'", DetectionReason.everything),
            ("ipv6-addr:value = '::/0'", .everything), ("ipv4-addr:value = '10.0.0.0/8'", .local),
            ("ipv4-addr:value = '8.0.0.0/6'", .local), ("ipv6-addr:value = 'fe80::1'", .local),
            ("ipv6-addr:value = '::ffff:198.51.100.7'", .local), ("domain-name:value = 'example'", .top),
            ("domain-name:value LIKE '%.example'", .top),
            ("domain-name:value = '32.7.100.51.198.rpz-client-ip'", .reserved),
            ("domain-name:value = 'a.rpz-passthru'", .reserved),
            ("ipv4-addr:value = '198.51.100.007'", .malformed), ("domain-name:value = 'a b.example'", .malformed),
            ("domain-name:value = 'a\n.example'", .malformed), ("domain-name:value LIKE '%bad.example'", .operation),
            ("domain-name:value MATCHES 'bad'", .operation), ("url:value = 'http://a.example/x'", .property),
            ("network-traffic:dst_ref.value = '198.51.100.7'", .direction),
            ("domain-name:value NOT = 'a.example'", .negated), ("domain-name:value != 'a.example'", .negated),
            ("domain-name:value = 'a.example' AND domain-name:x = 'b'", .together),
            (
                "domain-name:value = '\(String(repeating: String(repeating: "a", count: 60) + ".", count: 4))'",
                .long
            ),
        ]
    )
    func reasons(_ pattern: String, _ reason: DetectionReason) {
        #expect(DetectionSample.reasons(.rpz, "[\(pattern)]") == [reason])
        #expect(DetectionSample.lines(.rpz, [DetectionSample.one("[\(pattern)]")]) == [])
    }

    @Test func anotherNameByIDNA2003IsSaid() {
        let one = DetectionSample.one("[domain-name:value = 'straße.example']")
        let remarks = DetectionSample.write(.rpz, [one]).remarks
        #expect(remarks.map(\.reason) == [.letters] && remarks.map(\.value) == ["strasse.example"])
        #expect(DetectionReason.letters.isKept)
    }

    @Test func observationsInAnOrderOrATimeAreLeftOut() {
        let test = "[domain-name:value = 'a.example']"
        for pattern in ["\(test) AND \(test)", "\(test) FOLLOWEDBY \(test)", "\(test) REPEATS 2 TIMES"] {
            #expect(DetectionSample.reasons(.rpz, pattern) == [.several])
        }
        #expect(DetectionSample.reasons(.rpz, "[domain-name:value = ") == [.wrong])
        #expect(DetectionSample.reasons(.rpz, "rule a { condition: true }", language: "yara") == [.language])
    }

    @Test func aNameOfTwoPartiesStandsOnceAndNamesBoth() {
        let both = [2, 1].map { DetectionSample.one("[domain-name:value = 'rs.example']", $0) }
        let answer = DetectionSample.write(.rpz, both, serial: 7)
        let text = DetectionSample.text(answer.files[0])
        let traces = [1, 2].map {
            "; object=\(DetectionSample.id($0)) party=Japan marking=TLP:GREEN agreement=eu-japan"
                + " until=2027-01-01T00:00:00Z\n"
        }
        #expect(
            text == "$TTL 300\n@ SOA localhost. hostmaster.localhost. 7 3600 600 86400 300\n@ NS localhost.\n"
                + traces.joined() + "rs.example CNAME .\n*.rs.example CNAME .\n"
        )
        #expect(answer.files[0].lines.map(\.detection) == [1, 0, 1, 0])
    }

    @Test func aMarkingThatBreaksALineBreaksNoComment() {
        var one = DetectionSample.one("[domain-name:value = 'rs.example']", party: "Japan\nevil.example CNAME .")
        one.marking = "TLP:GREEN\u{2028}x"
        let text = DetectionSample.text(DetectionSample.write(.rpz, [one]).files[0])
        #expect(text.split(separator: "\n").count == 6 && !text.contains("\u{2028}"))
    }
}
