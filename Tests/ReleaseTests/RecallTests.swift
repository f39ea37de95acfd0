import JSON
import Release
import STIX
import Testing

/// Recalls and what is answered to them (R11, R14).
@Suite("Recalls")
struct RecallTests {
    static func block(version: String?, recipient: Int? = nil) -> RecallBlock {
        RecallBlock(
            item: "i",
            version: version.flatMap { STIXTimestamp($0) },
            originator: 0,
            recipient: recipient,
            reference: "n"
        )
    }

    @Test(
        "stop the version that they name and every earlier one",
        arguments: [
            ("2026-03-01T00:00:00.000Z", #"{"modified":"2026-02-28T23:59:59.999Z"}"#, true),
            ("2026-03-01T00:00:00.000Z", #"{"modified":"2026-03-01T00:00:00.000Z"}"#, true),
            ("2026-03-01T00:00:00.000Z", #"{"modified":"2026-03-01T00:00:00.001Z"}"#, false),
            // What has no version counts by when it was created; what cannot be read is stopped.
            ("2026-03-01T00:00:00.000Z", #"{"created":"2026-03-02T00:00:00.000Z"}"#, false),
            ("2026-03-01T00:00:00.000Z", #"{"created":"2026-02-02T00:00:00.000Z"}"#, true),
            ("2026-03-01T00:00:00.000Z", #"{"modified":"soon","created":"2026-03-02T00:00:00.000Z"}"#, true),
            ("2026-03-01T00:00:00.000Z", "{}", true), (nil, #"{"modified":"2026-03-02T00:00:00.000Z"}"#, true),
        ]
    )
    func versions(version: String?, object: String, holds: Bool) throws {
        #expect(Self.block(version: version).holds(for: try JSONDocument(object).root, to: 1) == holds)
    }

    @Test("are for everybody, or for the one party that they name")
    func recipients() throws {
        let object = try JSONDocument("{}").root
        #expect(Self.block(version: nil).holds(for: object, to: 2))
        #expect(Self.block(version: nil, recipient: 2).holds(for: object, to: 2))
        #expect(!Self.block(version: nil, recipient: 1).holds(for: object, to: 2))
    }

    @Test("can be answered by what was asked, by destroying, by an article to keep it, or that it is not held")
    func answers() {
        for action in RecallAction.allCases {
            #expect(Set(action.answers).isSuperset(of: [.destroyed, .kept, .notHeld]))
            #expect(Set(action.answers).count == action.answers.count)
        }
        let own = RecallAction.allCases.map { action in
            action.answers.filter { ![.destroyed, .kept, .notHeld].contains($0) }
        }
        #expect(own == [[.withdrawn], [], [.reclassified], [.corrected]])
    }

    @Test(
        "a duty is asked until its deadline, then overdue; an answer confirms it",
        arguments: [
            (10, false, 9, NoticeStanding.asked), (10, false, 10, .asked), (10, false, 11, .overdue),
            (10, true, 11, .confirmed), (nil, false, 11, .asked), (nil, true, 0, .confirmed),
        ] as [(Int64?, Bool, Int64, NoticeStanding)]
    )
    func standing(due: Int64?, isAnswered: Bool, now: Int64, standing: NoticeStanding) {
        #expect(NoticeStanding(due: due, isAnswered: isAnswered, now: now) == standing)
    }
}
