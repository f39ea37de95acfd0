import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Node

/// Threads of one kind of work do not hold up those of another (fault D1: four drafts held a sensor's objects for a minute).
@Suite("Workers")
struct WorkersTests {
    private final class Flags: Sendable {
        let isDone = Atomic(false)
        let ended = Atomic(0)
    }

    @Test("D1: while every thread of one pool computes, another pool works")
    func apart() {
        let (people, intake) = (Workers(count: 2, limit: 64), Workers(count: 2, limit: 64))
        let flags = Flags()
        for _ in 0..<32 {
            // What computes gives no thread back to a shared pool.
            #expect(people.start { while !flags.isDone.load(ordering: .relaxed) { usleep(1_000) } })
        }
        let done = DispatchSemaphore(value: 0)
        #expect(intake.start { done.signal() })
        done.wait()
        #expect(people.waiting == 32)
        flags.isDone.store(true, ordering: .relaxed)
    }

    @Test("what is above the limit is not begun, and all that was taken ends")
    func limit() async {
        let flags = Flags()
        let pool = Workers(count: 1, limit: 3)
        let taken = (0..<5).count { _ in
            pool.start {
                while !flags.isDone.load(ordering: .relaxed) { usleep(1_000) }
                flags.ended.add(1, ordering: .relaxed)
            }
        }
        #expect(taken == 3)
        flags.isDone.store(true, ordering: .relaxed)
        while pool.waiting > 0 { await Task.yield() }
        #expect(flags.ended.load(ordering: .relaxed) == 3)
    }
}
