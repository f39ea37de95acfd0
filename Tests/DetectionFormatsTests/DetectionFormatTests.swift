import DetectionFormats
import Testing

@Suite struct DetectionFormatTests {
    private func zeek(_ pattern: String) -> [String] { zeekAll("[\(pattern)]") }

    private func zeekAll(_ pattern: String) -> [String] {
        DetectionSample.lines(.zeek, [DetectionSample.one(pattern)]).map { line in
            line.split(separator: "\t").prefix(2).joined(separator: " ")
        }
    }

    @Test(
        "Zeek's kinds",
        arguments: [
            ("ipv4-addr:value = '198.51.100.7'", "198.51.100.7 Intel::ADDR"),
            ("ipv6-addr:value = '2001:0db8::0001'", "2001:db8::1 Intel::ADDR"),
            ("ipv4-addr:value = '198.51.100.7/24'", "198.51.100.0/24 Intel::SUBNET"),
            ("domain-name:value = 'Bad.Example.'", "bad.example Intel::DOMAIN"),
            ("url:value = 'https://Bad.example:8443/a?b=c'", "bad.example:8443/a?b=c Intel::URL"),
            ("url:value = 'http://bad.example'", "bad.example/ Intel::URL"),
            ("email-addr:value = 'A@Bad.example'", "A@bad.example Intel::EMAIL"),
            (
                "file:hashes.MD5 = 'D41D8CD98F00B204E9800998ECF8427E'",
                "d41d8cd98f00b204e9800998ecf8427e Intel::FILE_HASH"
            ),
            ("file:name = 'a.exe'", "a.exe Intel::FILE_NAME"),
            (
                "x509-certificate:hashes.'SHA-1' = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709'",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709 Intel::CERT_HASH"
            ),
            (
                "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'curl/8'",
                "curl/8 Intel::SOFTWARE"
            ),
        ]
    )
    func zeekKinds(_ pattern: String, _ line: String) {
        #expect(zeek(pattern) == [line])
    }

    @Test func zeekLeavesOutPrivateSpaceAndSaysWhy() {
        // idaholab/Malcolm#528.
        let pattern = "ipv4-addr:value IN ('0.0.0.0/0', '10.0.0.0/8', '198.51.100.7')"
        #expect(zeek(pattern) == ["198.51.100.7 Intel::ADDR"])
        #expect(DetectionSample.reasons(.zeek, "[\(pattern)]") == [.everything, .local])
        let answer = DetectionSample.write(.zeek, [DetectionSample.one("[\(pattern)]")])
        #expect(answer.remarks.map(\.value) == ["0.0.0.0/0", "10.0.0.0/8"])
        #expect(
            DetectionSample.text(answer.files[0]).hasPrefix(
                "#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\tmeta.url\tmeta.do_notice\n"
            )
        )
    }

    @Test func alternativesAreWrittenEachByItself() {
        let pattern =
            "[domain-name:value MATCHES 'x' OR domain-name:value IN ('a b', 'bad.example')] OR [a:b = 'c'] AND [a:b = 'd']"
        #expect(zeekAll(pattern) == ["bad.example Intel::DOMAIN"])
        #expect(DetectionSample.reasons(.zeek, pattern) == [.operation, .malformed, .several])
    }

    @Test func aTabOrALineBreakStaysOut() {
        #expect(DetectionSample.reasons(.zeek, "[file:name = 'a\tb']") == [.characters])
        #expect(DetectionSample.reasons(.csv, "[mutex:name = 'a\nb']") == [.characters])
    }

    @Test(
        "Cells that would be formulas have an apostrophe in front",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("日本", "\"日本\""), ("a", "a"),
        ]
    )
    func cells(_ value: String, _ cell: String) {
        let one = DetectionSample.one("[mutex:name = '\(value)']")
        let text = DetectionSample.text(DetectionSample.write(.csv, [one]).files[0])
        let line = text.split(separator: "\r\n").last.map(String.init) ?? ""
        #expect(line.hasPrefix(cell + ",other,no,mutex:name,"), "\(line)")
    }

    @Test func hostsHaveNamesAlone() {
        let pattern = "[domain-name:value = 'bad.example' OR domain-name:value LIKE '%.worse.example']"
        #expect(DetectionSample.lines(.hosts, [DetectionSample.one(pattern)]) == ["0.0.0.0 bad.example"])
        #expect(DetectionSample.reasons(.hosts, pattern) == [.operation])
    }

    @Test func listsHaveNetworksAsNetworks() {
        let pattern = "[ipv4-addr:value = '198.51.100.7/24' OR url:value = 'http://a.example/' OR file:name = '=x']"
        let answer = DetectionSample.write(.list, [DetectionSample.one(pattern)])
        let files = Dictionary(uniqueKeysWithValues: answer.files.map { ($0.name, DetectionSample.text($0)) })
        #expect(files["addresses.txt"] == "198.51.100.0/24\n" && files["urls.txt"] == "http://a.example/\n")
        #expect(files["file-names.txt"] == "" && answer.remarks.map(\.reason) == [.characters])
    }

    @Test(
        "What may be done decides: nothing, looking, everything",
        arguments: DetectionFormat.allCases.filter { $0 != .stix }
    )
    func use(_ format: DetectionFormat) {
        let pattern = format == .yara ? "rule a { condition: true }" : "[domain-name:value = 'bad.example']"
        let language = format == .yara ? "yara" : "stix"
        for (use, isWritten) in [
            (DetectionUse.none, false), (.passive, format.use == .passive), (.active, true),
        ] {
            let answer = DetectionSample.write(format, [DetectionSample.one(pattern, language: language, use: use)])
            #expect(answer.files.contains { !$0.lines.isEmpty } == isWritten)
            #expect(answer.remarks.contains { $0.reason == .actions } != isWritten)
        }
        let passive: Set<DetectionFormat> = [.suricata, .zeek, .sigma, .yara]
        #expect((format.use == .passive) == passive.contains(format))
    }

    @Test("The same indicators give the same bytes", arguments: DetectionFormat.allCases)
    func order(_ format: DetectionFormat) {
        let all = (1...40).map { number in
            number % 8 == 0
                ? DetectionSample.one("rule r\(number % 3) { condition: true }", number, language: "yara")
                : DetectionSample.one("[domain-name:value IN ('b\(number).example', 'a\(number).example')]", number)
        }
        let first = DetectionSample.write(format, all).files.map(\.bytes)
        #expect(DetectionSample.write(format, all.reversed()).files.map(\.bytes) == first)
        // Without one of them the lines of the others stay.
        let fewer = DetectionSample.write(format, all.dropLast(3)).files.flatMap { DetectionSample.lines($0) }
        #expect(
            Set(fewer).isSubset(of: DetectionSample.write(format, all).files.flatMap { DetectionSample.lines($0) })
        )
    }
}
