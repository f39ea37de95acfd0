internal import Dispatch
internal import Synchronization
internal import Transport

/// An answer that another thread gives.
final class LateAnswer: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let response = Mutex<HTTPResponse?>(nil)

    /// Gives the answer; called once.
    func put(_ response: HTTPResponse) {
        self.response.withLock { $0 = response }
        semaphore.signal()
    }

    /// Waits for the answer.
    func wait() -> HTTPResponse {
        semaphore.wait()
        return response.withLock { $0 } ?? HTTPResponse(status: 500)
    }
}
