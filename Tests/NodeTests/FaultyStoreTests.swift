internal import Configuration
import Glibc
internal import Holdings
internal import Installation
import JSON
internal import Releasing
import Store
import TestKit
import Testing
internal import Webhooks
internal import Witnessing

/// The store fails at each of its calls, one after the other, under every change that people and partners make.
///
/// Each change is sent with an `Idempotency-Key`, and again when it failed. However the store failed: the answer is one
/// that may be given, in the end the change was made once, and the store is whole.
@Suite("A store that fails")
struct FaultyStoreTests {
    /// What is held, by table, as far as a change may show in it once.
    static let counted: StaticString = """
        SELECT (SELECT count(*) FROM object), (SELECT count(*) FROM member), (SELECT count(*) FROM log_entry),
          (SELECT count(*) FROM release_act), (SELECT count(*) FROM rendition), (SELECT count(*) FROM queue),
          (SELECT count(*) FROM register), (SELECT count(*) FROM account), (SELECT count(*) FROM account_link),
          (SELECT count(*) FROM api_key), (SELECT count(*) FROM collection), (SELECT count(*) FROM draft),
          (SELECT count(*) FROM saved_search), (SELECT count(*) FROM personal_token), (SELECT count(*) FROM derivation),
          (SELECT count(*) FROM agreement_set), (SELECT count(*) FROM authored), (SELECT count(*) FROM proposal),
          (SELECT count(*) FROM status), (SELECT count(*) FROM submission), (SELECT count(*) FROM remark),
          (SELECT count(*) FROM submission WHERE ended IS NOT NULL), (SELECT count(*) FROM registry),
          (SELECT count(*) FROM registry_act), (SELECT count(*) FROM registry_copy),
          (SELECT count(*) FROM registry_copy WHERE ended IS NOT NULL), (SELECT count(*) FROM hook),
          (SELECT count(*) FROM outside_source WHERE removed IS NULL),
          (SELECT count(*) FROM outside_source WHERE marking IS NOT NULL)
        """

    /// What came of a change that was sent, and sent again if it failed.
    struct Outcome {
        let calls: Int
        let first: RouterClient.Answer
        let last: RouterClient.Answer
        /// How much more there is of what `counted` counts.
        let growth: [Int64]
        private let isRemoval: Bool

        // A change in a world, in which a call of the store fails; 0 for none.
        init(_ change: Change, _ world: World, at place: Int, _ kind: Faults.Kind) throws {
            let call = try change.call(world)
            isRemoval = call.method == "DELETE"
            try world.world.node.store.finishIndexing()
            let before = try world.counts()
            let key = world.name()
            world.faults.arm(at: place, kind)
            first = try world.send(call, key: key)
            calls = world.faults.disarm()
            last = (200..<300).contains(first.status) ? first : try world.send(call, key: key)
            let growth = zip(try world.counts(), before).map { $0.0 - $0.1 }
            // Who signs beside signs again, and that is logged again.
            let isSigned = call.body?["second"] != nil
            self.growth = isSigned ? growth.enumerated().map { $0.offset == 2 ? 0 : $0.element } : growth
        }

        /// Whether the last answer says that it is done; what was taken away already is not there (RFC 9110, 9.3.5).
        var isDone: Bool {
            (200..<300).contains(last.status) || last.status == 409 && last.json?["code"] == "done-before"
                || isRemoval && last.status == 404
        }

        var text: String {
            let told = [first, last].map { "\($0.status) \(String(decoding: $0.body.prefix(150), as: UTF8.self))" }
            return "\(told) \(growth)"
        }
    }

    @Test(
        "a change is made once, or not at all and then once",
        arguments: changes,
        [Faults.Kind.refused, .kept]
    )
    func once(_ change: Change, _ kind: Faults.Kind) throws { try Self.check(change, kind) }

    /// These need a hook or a source for each try: every tenth call fails here, and every one where
    /// `ENTENTE_FAULTS` is `all` (`make soak`).
    @Test("so it is with hooks and sources", arguments: outside, [Faults.Kind.refused, .kept])
    func onceOutside(_ change: Change, _ kind: Faults.Kind) throws {
        let isWhole = unsafe getenv("ENTENTE_FAULTS").map { unsafe String(cString: $0) } == "all"
        try Self.check(change, kind, each: isWhole ? 1 : 10)
    }

    @Test(
        "so it is where the disk is full",
        arguments: changes.filter { ["write", "release", "erase"].contains($0.description) }
    )
    func full(_ change: Change) throws { try Self.check(change, .full) }

    static func check(_ change: Change, _ kind: Faults.Kind, each step: Int = 1) throws {
        let world = try World()
        let clean = try Outcome(change, world, at: 0, kind)
        #expect((200..<300).contains(clean.first.status), "\(change) \(clean.text)")
        for place in stride(from: kind == .kept ? (step + 1) / 2 : 1, through: max(clean.calls, 1), by: step) {
            let here = try Outcome(change, world, at: place, kind)
            let words = Comment(rawValue: "\(change) \(kind) \(place)/\(clean.calls) \(here.text)")
            #expect((200..<300).contains(here.first.status) || here.first.status >= 500, words)
            #expect(here.growth == clean.growth, words)
            #expect(here.isDone, words)
        }
        #expect(try world.world.node.checkStore().map(\.message) == [])
        #expect(try world.hooksCanSign())
    }
}
