import Testing
import Webhooks

@Suite("HookMessage and HookPace")
struct HookMessageTests {
    @Test("a message has the collection, the count and the time, and nothing else")
    func body() throws {
        let message = HookMessage(id: "msg_1", collection: "c", counter: 12, grown: 1_767_225_600_123_456)
        #expect(
            String(decoding: message.body, as: UTF8.self)
                == #"{"type":"collection.grown","timestamp":"2026-01-01T00:00:00.123456Z","#
                + #""data":{"collection":"c","counter":12}}"#
        )
    }

    @Test("it is signed over identifier, time and body, by the key of the secret")
    func signature() throws {
        let key = try #require(HookMessage.key(of: "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
        #expect(key == (0..<32).map { UInt8($0) })
        let message = HookMessage(id: "msg_1", collection: "c", counter: 1, grown: 1_767_225_600_000_000)
        let fields = message.fields(secret: key, at: 1_767_225_601)
        #expect(fields.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(fields[0].value == "msg_1" && fields[1].value == "1767225601")
        // By Python's hmac over the same.
        #expect(fields[2].value == "v1,lGkZuC0oiwZz5H1RID0icDh7LESykcBnjmN9cnKRHYg=")
        #expect(HookMessage.key(of: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=") == nil)
        #expect(HookMessage.key(of: "whsec_AAEC") == nil)
    }

    @Test("pauses grow fourfold up to a day, and end")
    func pauses() {
        let pace = HookPace(tries: 10, pause: 5)
        let pauses = (1..<10).map { pace.next(after: .slow, sent: $0, wish: nil, chance: 0) }
        #expect(
            pauses == [5, 20, 80, 320, 1_280, 5_120, 20_480, 81_920, 86_400].map { .again(seconds: $0) }
        )
        #expect(pace.next(after: .slow, sent: 10, wish: nil, chance: 0) == .end(.tries))
        #expect(pace.next(after: .slow, sent: 10, wish: 3, chance: 0) == .end(.tries))
    }

    @Test("a listener is asked no sooner than it wants, and not later than in a day")
    func wishes() {
        let pace = HookPace(tries: 10, pause: 5)
        #expect(pace.next(after: .status, sent: 1, wish: 60, chance: 0) == .again(seconds: 60))
        #expect(pace.next(after: .status, sent: 3, wish: 1, chance: 0) == .again(seconds: 80))
        #expect(pace.next(after: .status, sent: 1, wish: .max, chance: 0) == .again(seconds: 86_400))
        #expect(pace.next(after: .status, sent: 3, wish: nil, chance: 255) == .again(seconds: 99))
    }

    @Test("what says that nothing is wanted ends at once", arguments: HookFault.allCases)
    func ends(_ fault: HookFault) {
        let next = HookPace(tries: 10, pause: 5).next(after: fault, sent: 1, wish: nil, chance: 0)
        let isEnd = [HookFault.gone, .key, .collection].contains(fault)
        #expect(next == (isEnd ? .end(fault) : .again(seconds: 5)))
    }
}
