internal import Synchronization

/// A value that the writer's thread hands to another one.
package final class Handover<Value: Sendable>: Sendable {
    private let held = Mutex<Value?>(nil)

    /// Nothing is handed over yet.
    package init() {}

    /// What was handed over last; nil for nothing.
    package var value: Value? { held.withLock { $0 } }

    /// Hands a value over.
    package func put(_ value: Value) { held.withLock { $0 = value } }
}
