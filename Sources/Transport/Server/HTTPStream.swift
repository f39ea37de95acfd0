internal import CMicroHTTPD
internal import Synchronization

/// A response whose body is sent piece by piece as it comes, until either side ends it.
///
/// The connection sleeps while there is nothing to send, so that many streams cost no thread.
@safe
public final class HTTPStream: Sendable {
    private struct State {
        var pending: [UInt8] = []
        /// The connection while it sleeps.
        var sleeper: Resumption?
        var isEnded = false
        var isGone = false
    }

    /// Bytes that may wait for a client that does not read.
    public static let mostPending = 65_536

    private let state = Mutex(State())

    /// A stream that nothing was sent on yet.
    public init() {}

    /// Sends bytes; what a client does not read in time ends the stream.
    /// - Parameter bytes: the bytes.
    /// - Returns: false if the client is gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        state.withLock { state in
            guard !state.isGone, !state.isEnded else { return false }
            if state.pending.count + bytes.count > Self.mostPending {
                state.isEnded = true
            } else {
                state.pending += bytes
            }
            Self.wake(&state)
            return !state.isEnded
        }
    }

    /// How many bytes can be sent now without ending the stream.
    public var room: Int { state.withLock { Self.mostPending - $0.pending.count } }

    /// Ends the stream after what was sent.
    public func end() {
        state.withLock { state in
            state.isEnded = true
            Self.wake(&state)
        }
    }

    private static func wake(_ state: inout State) {
        guard let sleeper = state.sleeper else { return }
        state.sleeper = nil
        sleeper.resume()
    }

    /// Gives the library what is there; lets the connection sleep if that is nothing.
    /// - Returns: how many bytes were written, or `MHD_CONTENT_READER_END_OF_STREAM`.
    func read(into target: UnsafeMutablePointer<CChar>, _ room: Int, _ connection: OpaquePointer) -> Int {
        state.withLock { state in
            if state.pending.isEmpty {
                if state.isEnded { return -1 }
                state.sleeper = unsafe Resumption(connection: connection)
                unsafe MHD_suspend_connection(connection)
                return 0
            }
            let piece = state.pending.prefix(room)
            for (place, byte) in piece.enumerated() { unsafe target[place] = CChar(bitPattern: byte) }
            state.pending.removeFirst(piece.count)
            return piece.count
        }
    }

    /// The library has let go of the response.
    func noteGone() { state.withLock { $0.isGone = true } }
}
