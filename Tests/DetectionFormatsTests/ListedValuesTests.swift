import DetectionFormats
import NormalForms
import Testing

/// Values that warning lists have are said, and left out only where that is wanted.
@Suite struct ListedValuesTests {
    private static let hit = DetectionListHit(name: "Shared hosts", version: 7, relation: "host")

    private static func listing(_ leavesOut: Bool) -> DetectionListing {
        DetectionListing(leavesOut: leavesOut) { form in
            form.text.hasSuffix("shared.example") || form.text == "10.1.2.3" ? [hit] : []
        }
    }

    private func write(_ format: DetectionFormat, _ pattern: String, leavesOut: Bool) -> DetectionAnswer {
        format.write(
            [DetectionSample.one(pattern)],
            DetectionSample.forms,
            listing: Self.listing(leavesOut)
        )
    }

    private func said(_ answer: DetectionAnswer) -> [String] {
        answer.remarks.map { "\($0.reason.rawValue) \($0.value ?? "-") \($0.list?.name ?? "-")" }
    }

    private static let either = "[domain-name:value IN ('a.shared.example', 'bad.example')]"

    @Test(
        "each by itself: the line stays, or goes with its reason",
        arguments: [DetectionFormat.zeek, .rpz, .csv, .hosts, .list, .suricata]
    )
    func values(_ format: DetectionFormat) {
        let kept = write(format, Self.either, leavesOut: false)
        let text = { (answer: DetectionAnswer) in answer.files.map(DetectionSample.text).joined() }
        #expect(said(kept) == ["listed a.shared.example Shared hosts"])
        #expect(text(kept).contains("a.shared.example") && text(kept).contains("bad.example"))
        let left = write(format, Self.either, leavesOut: true)
        #expect(said(left) == ["on-list a.shared.example Shared hosts"])
        #expect(!text(left).contains("shared.example") && text(left).contains("bad.example"))
        #expect(left.remarks[0].list == Self.hit && !left.remarks[0].reason.isKept && kept.remarks[0].reason.isKept)
        // What no list has is as it was, byte for byte.
        let plain = format.write([DetectionSample.one("[domain-name:value = 'bad.example']")], DetectionSample.forms)
        let same = write(format, "[domain-name:value = 'bad.example']", leavesOut: true)
        #expect(same.remarks == plain.remarks && text(same) == text(plain))
    }

    @Test("a pattern that is written as a whole goes as a whole")
    func whole() {
        let pattern = "[domain-name:value = 'a.shared.example' OR domain-name:value = 'bad.example']"
        let kept = write(.sigma, pattern, leavesOut: false)
        #expect(said(kept) == ["listed a.shared.example Shared hosts"])
        #expect(DetectionSample.text(kept.files[0]).contains("a.shared.example"))
        let left = write(.sigma, pattern, leavesOut: true)
        #expect(said(left) == ["on-list a.shared.example Shared hosts"] && left.files[0].bytes.isEmpty)
        #expect(said(write(.stix, pattern, leavesOut: true)) == ["on-list a.shared.example Shared hosts"])
    }

    @Test("what is left out for another reason is not said to be in the file")
    func otherwise() {
        let pattern = "[ipv4-addr:value = '10.1.2.3']"
        #expect(said(write(.zeek, pattern, leavesOut: false)) == ["local 10.1.2.3 -"])
        #expect(said(write(.suricata, pattern, leavesOut: false)) == ["local 10.1.2.3 -"])
        #expect(said(write(.zeek, pattern, leavesOut: true)) == ["on-list 10.1.2.3 Shared hosts"])
    }
}
