internal import Dispatch
internal import Synchronization
package import Transport

/// An answer that another thread gives.
package final class LateAnswer: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let response = Mutex<HTTPResponse?>(nil)

    package init() {}

    /// Gives the answer; called once.
    package func put(_ response: HTTPResponse) {
        self.response.withLock { $0 = response }
        semaphore.signal()
    }

    /// Waits for the answer.
    package func wait() -> HTTPResponse {
        semaphore.wait()
        return response.withLock { $0 } ?? HTTPResponse(status: 500)
    }
}
