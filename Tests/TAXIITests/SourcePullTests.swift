import STIX
import TAXII
import Testing

@Suite("SourcePull")
struct SourcePullTests {
    private static let limits = SourcePull.Limits(objects: 100, idlePages: 3, page: 10)

    private static func page(
        _ digest: UInt8,
        count: Int = 2,
        more: Bool = false,
        next: String? = nil,
        _ first: String? = nil,
        _ last: String? = nil
    ) -> SourcePull.Page {
        SourcePull.Page(
            digest: [digest],
            count: count,
            more: more,
            next: next,
            first: first.flatMap { STIXTimestamp($0) },
            last: last.flatMap { STIXTimestamp($0) }
        )
    }

    @Test("pages that go on are taken to their end, also under one `next`")
    func goesOn() throws {
        var pull = SourcePull(from: nil, limits: Self.limits)
        try pull.take(Self.page(1, more: true, next: "a", "2026-01-01T00:00:01Z", "2026-01-01T00:00:02Z"))
        try pull.kept(new: 2)
        #expect(pull.nextQuery?.contains("next=a") == true)
        try pull.take(Self.page(2, more: true, next: "a", "2026-01-01T00:00:03Z", "2026-01-01T00:00:04Z"))
        try pull.kept(new: 2)
        try pull.take(Self.page(3, "2026-01-01T00:00:05Z", "2026-01-01T00:00:06Z"))
        try pull.kept(new: 0)
        #expect(pull.nextQuery == nil)
        #expect(pull.cursor == "2026-01-01T00:00:06Z")
    }

    @Test("an empty page ends a fetch, and the place stays")
    func endsEmpty() throws {
        var pull = SourcePull(from: "2026-01-01T00:00:06Z", limits: Self.limits)
        #expect(pull.nextQuery?.contains("added_after=2026-01-01T00%3A00%3A06Z") == true)
        try pull.take(Self.page(0, count: 0))
        #expect(pull.nextQuery == nil && pull.cursor == "2026-01-01T00:00:06Z")
    }

    @Test("dates that fall are told: in a page, from page to page, and behind what was asked for")
    func goesBack() throws {
        var one = SourcePull(from: nil, limits: Self.limits)
        #expect(throws: SourceFault.backwards) {
            try one.take(Self.page(1, "2026-01-01T00:00:02Z", "2026-01-01T00:00:01Z"))
        }
        var two = SourcePull(from: nil, limits: Self.limits)
        try two.take(Self.page(1, more: true, next: "a", "2026-01-01T00:00:05Z", "2026-01-01T00:00:06Z"))
        #expect(throws: SourceFault.backwards) {
            try two.take(Self.page(2, "2026-01-01T00:00:04.999999Z", "2026-01-01T00:00:07Z"))
        }
        var three = SourcePull(from: "2026-01-01T00:00:06Z", limits: Self.limits)
        #expect(throws: SourceFault.backwards) {
            try three.take(Self.page(1, "2026-01-01T00:00:01Z", "2026-01-01T00:00:07Z"))
        }
    }

    @Test("a server that cuts dates to seconds does not go back")
    func cutsDates() throws {
        var pull = SourcePull(from: "2026-01-01T00:00:06.900000Z", limits: Self.limits)
        try pull.take(Self.page(1, "2026-01-01T00:00:06.100000Z", "2026-01-01T00:00:07Z"))
    }

    @Test("the same page again, `more` with nothing, and `more` without a way on are told")
    func neverEnds() throws {
        var one = SourcePull(from: nil, limits: Self.limits)
        try one.take(Self.page(1, more: true, next: "a"))
        #expect(throws: SourceFault.repeats) { try one.take(Self.page(1, more: true, next: "b")) }
        var two = SourcePull(from: nil, limits: Self.limits)
        #expect(throws: SourceFault.endless) { try two.take(Self.page(1, count: 0, more: true, next: "a")) }
        var three = SourcePull(from: nil, limits: Self.limits)
        #expect(throws: SourceFault.endless) { try three.take(Self.page(1, more: true)) }
    }

    @Test("pages without anything new have an end, and so have the objects of one fetch")
    func isBounded() throws {
        var one = SourcePull(from: nil, limits: Self.limits)
        for number in 1...2 {
            try one.take(Self.page(UInt8(number), more: true, next: "\(number)"))
            try one.kept(new: 0)
        }
        try one.take(Self.page(3, more: true, next: "3"))
        #expect(throws: SourceFault.endless) { try one.kept(new: 0) }
        var two = SourcePull(from: nil, limits: Self.limits)
        try two.take(Self.page(1, count: 100, more: true, next: "a"))
        #expect(throws: SourceFault.tooMuch) { try two.take(Self.page(2, count: 1)) }
    }

    @Test("a server is cut off for what it does, not for being away")
    func cutsOff() {
        let cut = Set(SourceFault.allCases.filter(\.isCutOff))
        #expect(cut == [.redirected, .tooMuch, .backwards, .repeats, .endless, .changing])
        #expect(
            [302, 401, 403, 404, 429, 503, 500, 418].map { SourceFault(status: $0) }
                == [.redirected, .notAdmitted, .notAdmitted, .notThere, .busy, .busy, .status, .status]
        )
    }
}
