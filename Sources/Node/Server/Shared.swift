internal import Store
internal import Synchronization

/// A status that the writer's thread hands to the one that answers.
final class SharedStatus: Sendable {
    private let value = Mutex<StoredStatus?>(nil)
    var status: StoredStatus? { value.withLock { $0 } }
    func put(_ status: StoredStatus) { value.withLock { $0 = status } }
}

/// Results that the writer's thread hands to the one that waits.
final class SharedOutcomes: Sendable {
    private let value = Mutex<[KeepingOutcome.Result]>([])
    var results: [KeepingOutcome.Result] { value.withLock { $0 } }
    func put(_ results: [KeepingOutcome.Result]) { value.withLock { $0 = results } }
}

/// A sentence that the writer's thread hands to the one that waits.
final class SharedText: Sendable {
    private let value = Mutex<String?>(nil)
    var text: String? { value.withLock { $0 } }
    func put(_ text: String) { value.withLock { $0 = text } }
}
