import Dispatch
import Glibc
import Synchronization
import TestKit
import Testing

@testable import Transport

/// A listener that stops while those who are connected go on asking.
@Suite("Stopping a listener", .serialized)
struct StoppingTests {
    /// Answers each request a moment later, from another thread.
    private struct Later: HTTPHandler {
        let asked: DispatchSemaphore
        /// A thread of its own, as the clients have: those of the shared queue are blocked by whoever waits.
        static let replies = DispatchQueue(label: "replies")

        func maximumBodyBytes(for request: HTTPRequest) -> Int { 0 }
        func knows(_ request: HTTPRequest) -> Bool { false }
        func refusal(of request: HTTPRequest, limit: Int) -> HTTPResponse { HTTPResponse(status: 413) }
        func answer(to fault: HTTPHeadFault, _ request: HTTPRequest) -> HTTPResponse { HTTPResponse(status: 400) }

        func answer(_ request: HTTPRequest) -> HTTPAnswer {
            asked.signal()
            return .later { reply in Self.replies.async { reply(HTTPResponse(status: 204)) } }
        }
    }

    private final class Counter: Sendable {
        private let number = Mutex(0)

        func add() { number.withLock { $0 += 1 } }
        var value: Int { number.withLock { $0 } }
    }

    /// Asks again and again over one connection until it is closed.
    private static func ask(_ port: UInt16, stopped: Counter) {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(client, $0, socklen_t(16))
            }
        }
        // Who comes when the listener is gone already is ended as well.
        guard connected == 0 else { return stopped.add() }
        let request = Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        var answer = [UInt8](repeating: 0, count: 4_096)
        while true {
            guard unsafe send(client, request, request.count, Int32(MSG_NOSIGNAL)) == request.count,
                unsafe recv(client, &answer, answer.count, 0) > 0
            else { break }
        }
        stopped.add()
    }

    @Test("ends every connection, whatever they ask for meanwhile", arguments: 0..<20)
    func asking(_ round: Int) throws {
        let (asked, stopped) = (DispatchSemaphore(value: 0), Counter())
        var options = HTTPServerOptions()
        options.threads = 2
        let server = try HTTPServer(options: options, handler: Later(asked: asked))
        let port = server.port
        let clients = (0..<8).map { number in
            let done = DispatchSemaphore(value: 0)
            DispatchQueue(label: "client \(number)").async {
                Self.ask(port, stopped: stopped)
                done.signal()
            }
            return done
        }
        for _ in 0..<100 { asked.wait() }
        server.stop()
        for client in clients { client.wait() }
        #expect(stopped.value == 8)
    }
}
