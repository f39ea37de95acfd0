import Configuration
import Dispatch
import Testing

/// Threads of one kind of work do not hold up those of another (fault D1: four drafts held a sensor's objects for a minute).
@Suite("Workers")
struct WorkersTests {
    @Test("D1: while every thread of one pool computes, another pool works")
    func apart() {
        let (people, intake) = (Workers(count: 2, limit: 64), Workers(count: 2, limit: 64))
        let gate = DispatchSemaphore(value: 0)
        for _ in 0..<32 { #expect(people.start { gate.wait() }) }
        let done = DispatchSemaphore(value: 0)
        #expect(intake.start { done.signal() })
        done.wait()
        #expect(people.waiting == 32)
        for _ in 0..<32 { gate.signal() }
    }

    @Test("what is above the limit is not begun, and all that was taken ends")
    func limit() {
        let (gate, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let pool = Workers(count: 1, limit: 3)
        let taken = (0..<5).count { _ in
            pool.start {
                gate.wait()
                ended.signal()
            }
        }
        #expect(taken == 3)
        for _ in 0..<3 { gate.signal() }
        for _ in 0..<3 { ended.wait() }
        #expect(ended.wait(timeout: .now()) == .timedOut)
    }
}
