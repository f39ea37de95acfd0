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

/// Withdrawals that the writer's thread hands to the one that waits.
final class SharedWithdrawals: Sendable {
    private let value = Mutex<[Withdrawal]>([])
    var withdrawals: [Withdrawal] { value.withLock { $0 } }
    func put(_ withdrawals: [Withdrawal]) { value.withLock { $0 = withdrawals } }
}

/// What applying agreements did, that the writer's thread hands to the one that waits.
final class SharedApplication: Sendable {
    typealias Done = (row: Int64, change: AgreementChange, withdrawn: [Withdrawal], queued: Int)
    private let done = Mutex<Done?>(nil)
    var value: Done? { done.withLock { $0 } }
    func put(_ value: Done) { done.withLock { $0 = value } }
}

/// A row's number that the writer's thread hands to the one that waits.
final class SharedRow: Sendable {
    private let value = Mutex<Int64>(0)
    var row: Int64 { value.withLock { $0 } }
    func put(_ row: Int64) { value.withLock { $0 = row } }
}
