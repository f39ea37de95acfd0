import Glibc
import Synchronization

/// Standard output, written in large pieces, and standard error.
enum Output {
    private static let buffer = Mutex<[UInt8]>([])
    private static let limit = 1 << 16

    /// Whether standard output is a terminal, so that colours make sense.
    static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// Adds text to standard output.
    static func print(_ text: String) {
        write(Array(text.utf8))
    }

    /// Adds bytes to standard output.
    static func write(_ bytes: [UInt8]) {
        write { $0.append(contentsOf: bytes) }
    }

    /// Adds what the body appends to standard output.
    static func write(_ body: (inout [UInt8]) -> Void) {
        buffer.withLock { buffer in
            body(&buffer)
            if buffer.count >= limit {
                send(buffer, to: STDOUT_FILENO)
                buffer.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Writes what is waiting.
    static func flush() {
        buffer.withLock { buffer in
            send(buffer, to: STDOUT_FILENO)
            buffer.removeAll(keepingCapacity: true)
        }
    }

    /// Writes to standard error at once.
    static func error(_ text: String) {
        error(Array(text.utf8))
    }

    /// Writes bytes to standard error at once.
    static func error(_ bytes: [UInt8]) {
        send(bytes, to: STDERR_FILENO)
    }

    /// Writes all bytes; a reader that has gone away ends the output quietly.
    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            sent += count
        }
    }
}
