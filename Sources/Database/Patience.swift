internal import Dispatch
internal import Synchronization

/// How long is waited for another process that holds the store.
///
/// A verb may wait; a node that serves answers within two seconds, whatever it has to read and write for an answer.
/// So when a whole waiting was in vain, what follows within a second is tried almost at once.
package final class Patience: Sendable {
    /// What a verb waits, in milliseconds.
    package static let ordinary: Int32 = 5_000
    /// What a serving node waits once.
    static let serving: Int32 = 1_200
    /// What it waits while the store is known to be held.
    static let short: Int32 = 50

    private let isServing = Atomic(false)
    private let onFault = Mutex<(@Sendable (StoreError) -> Void)?>(nil)
    /// Until when the store is known to be held, in nanoseconds of the system's uptime.
    private let held = Atomic<UInt64>(0)

    /// Nobody waits for answers yet.
    package init() {}

    /// From now on somebody waits for answers.
    package func serve(_ onFault: @escaping @Sendable (StoreError) -> Void) {
        self.onFault.withLock { $0 = onFault }
        isServing.store(true, ordering: .relaxed)
    }

    /// What to wait now, in milliseconds.
    package var milliseconds: Int32 {
        guard isServing.load(ordering: .relaxed) else { return Self.ordinary }
        return held.load(ordering: .relaxed) > DispatchTime.now().uptimeNanoseconds ? Self.short : Self.serving
    }

    /// Does something with a connection, and learns from it whether the store is held.
    package func waiting<Value>(
        _ connection: Connection,
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let patience = milliseconds
        connection.wait(patience)
        do throws(StoreError) {
            let value = try body()
            if patience == Self.short { held.store(0, ordering: .relaxed) }
            return value
        } catch {
            if error.code == .busy, patience == Self.serving {
                held.store(DispatchTime.now().uptimeNanoseconds + 1_000_000_000, ordering: .relaxed)
            }
            // That the store is held still is no news.
            if error.cause != nil, error.code != .busy || patience != Self.short {
                onFault.withLock { $0 }?(error)
            }
            throw error
        }
    }
}
