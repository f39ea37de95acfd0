import JSON
import Release
import Testing

@testable import Work

@Suite("Texts that sides agree on")
struct AgreedTableTests {
    private static let (us, them, third) = (
        SeenSample.id("identity", 1), SeenSample.id("identity", 2), SeenSample.id("identity", 3)
    )
    private static let text = SeenSample.id("entente-text", 1)

    /// A sample with a text of two parties; the digest of a thing is its own text.
    private func sample() -> SeenSample {
        var sample = SeenSample()
        sample.parties = SeenParties(
            own: Self.us,
            partners: ["partner japan": Self.them, "partner korea": Self.third],
            hash: { String(decoding: $0, as: UTF8.self) },
            given: { _ in [SeenParties.Sent(party: Self.them, version: "2026-01-01T00:00:00.000Z", moment: 0)] }
        )
        sample.add(
            "entente-text",
            1,
            #","kind":"agreement","party_refs":["\#(Self.us)","\#(Self.them)"],"languages":["en"]"#
        )
        return sample
    }

    private func words(_ number: Int, _ party: String, _ body: String, row: String = "art_1", state: String = "open")
        -> String
    {
        #","text_ref":"\#(Self.text)","row":"\#(row)","party_ref":"\#(party)","body":{"en":"\#(body)"},"state":"\#(state)","#
            + #""modified":"2026-01-01T00:00:00.000Z""#
    }

    private func thing(_ body: String, row: String = "art_1") -> String {
        #"{"body":{"en":"\#(body)"},"row":"\#(row)","text":"\#(Self.text)"}"#
    }

    private func act(_ party: String, _ body: String, _ verb: String = "agree", digest: String? = nil) -> String {
        let quoted = (digest ?? thing(body)).replacing("\"", with: "\\\"")
        return #","text_ref":"\#(Self.text)","row":"art_1","party_ref":"\#(party)","verb":"\#(verb)","#
            + #""thing":\#(thing(body)),"digest":"\#(quoted)","modified":"2026-01-01T00:00:00.000Z""#
    }

    private func table(_ sample: SeenSample) throws -> AgreedTable {
        let seen = sample.seen()
        return try AgreedTable(try #require(try seen.one(Self.text, as: AgreedText.self)), seen)
    }

    @Test("the words of a party are those that came from that party itself")
    func sides() throws {
        var sample = sample()
        sample.add("entente-wording", 1, words(1, Self.us, "ours"))
        sample.add("entente-wording", 2, words(2, Self.them, "theirs"))
        sample.sources[SeenSample.id("entente-wording", 2)] = "partner japan"
        // In another's name, and from somebody who is no party.
        sample.add("entente-wording", 3, words(3, Self.us, "forged"))
        sample.sources[SeenSample.id("entente-wording", 3)] = "partner japan"
        sample.add("entente-wording", 4, words(4, Self.third, "other"))
        sample.sources[SeenSample.id("entente-wording", 4)] = "partner korea"
        let row = try #require(try table(sample).rows.first)
        #expect(row.sides.map { $0.wording.view.words.body["en"] } == ["ours", "theirs"])
        #expect(row.state == .alternative)
    }

    @Test(
        "a row stands as its words and acts have it",
        arguments: [
            ("same", "open", [], .open), ("same", "bracketed", [], .bracketed),
            ("same", "alternative", [], .alternative),
            ("same", "open", ["agree"], .open), ("same", "open", ["agree", "agree"], .agreed),
            ("other", "open", ["agree", "agree"], .agreed),
            ("same", "open", ["agree", "agree-ad-referendum"], .adReferendum),
            ("same", "open", ["agree", "reserve"], .reserved), ("same", "open", ["agree", "withdraw"], .open),
        ] as [(String, String, [String], AgreedTable.State)]
    )
    func state(_ theirs: String, _ mark: String, _ verbs: [String], _ state: AgreedTable.State) throws {
        var sample = sample()
        sample.add("entente-wording", 1, words(1, Self.us, "same", state: mark))
        sample.add("entente-wording", 2, words(2, Self.them, theirs))
        sample.sources[SeenSample.id("entente-wording", 2)] = "partner japan"
        for (place, verb) in verbs.enumerated() {
            sample.add("entente-act", place + 1, act(place == 0 ? Self.us : Self.them, "same", verb))
            if place == 1 { sample.sources[SeenSample.id("entente-act", 2)] = "partner japan" }
        }
        let table = try table(sample)
        #expect(table.rows.map(\.state) == [state])
        #expect((table.wholeThing != nil) == (state == .agreed || state == .adReferendum))
    }

    @Test("an act that was not given to the others, or whose digest is not that of its thing, does not count")
    func counting() throws {
        var sample = sample()
        sample.add("entente-wording", 1, words(1, Self.us, "same"))
        sample.add("entente-act", 1, act(Self.us, "same"))
        sample.add("entente-act", 2, act(Self.them, "same", digest: "another"))
        sample.sources[SeenSample.id("entente-act", 2)] = "partner japan"
        var row = try #require(try table(sample).rows.first)
        #expect(row.acts.count == 1 && row.unsent == nil && row.state == .open)
        sample.parties = SeenParties(
            own: Self.us,
            partners: ["partner japan": Self.them],
            hash: { String(decoding: $0, as: UTF8.self) }
        )
        row = try #require(try table(sample).rows.first)
        #expect(row.unsent != nil && row.joint.standing.isEmpty)
    }

    @Test("what is hidden from a reader is in no table")
    func hidden() throws {
        var sample = sample()
        sample.add("entente-wording", 1, words(1, Self.us, "CANARY"))
        sample.hidden = [SeenSample.id("entente-wording", 1)]
        #expect(try table(sample).rows.isEmpty)
    }
}
