package import Configuration
internal import ConsoleServer
package import Installation
internal import Store
package import TAXIIServer
package import Transport
internal import Webhooks

/// The two services of a node without their listeners: requests go in and answers come out in one process, without
/// sockets.
///
/// For tests that ask more often than sockets allow; nothing is left out that decides what somebody gets.
package final class NodeRouter: Sendable {
    private let node: Node
    private let people: APIService
    private let partners: TAXIIService

    /// The services of a node.
    /// - Parameters:
    ///   - node: the node.
    ///   - log: the node's own log.
    /// - Throws: `NodeError` if the services cannot be made.
    package init(node: Node, log: NodeLog) throws(NodeError) {
        self.node = node
        let lists: ListClock
        do throws(StoreError) {
            lists = try node.store.dateLists(wall: node.clock, steady: SystemClock.steady)
        } catch {
            throw NodeError(error)
        }
        people = try APIService(
            node: node,
            calls: NodeCalls.all,
            rooms: NodeCalls.rooms,
            pull: { _, ended in ended() },
            log: log
        )
        partners = TAXIIService(node: node, lists: lists, seedUsers: nil, onHint: { _ in }, onLimit: { _, _ in })
    }

    /// What the console's listener answers.
    /// - Parameter request: the request.
    /// - Returns: the answer; the head alone of a stream.
    package func console(_ request: HTTPRequest) -> HTTPResponse { Self.answer(request, people) }

    /// What the listener for partners and tools answers.
    /// - Parameter request: the request, with the certificate that the client showed.
    /// - Returns: the answer.
    package func exchange(_ request: HTTPRequest) -> HTTPResponse { Self.answer(request, partners) }

    /// What the stream of a collection gives at one look.
    /// - Parameters:
    ///   - request: a request for the objects of the collection, with the key.
    ///   - place: behind which it begins; a date, or what an event named.
    /// - Returns: what it gives.
    package func stream(_ request: HTTPRequest, from place: String) -> StreamHub.Look {
        partners.look(request, from: place)
    }

    /// What a hook tells now, head and body, as its listener would get it.
    /// - Parameter name: the hook.
    /// - Returns: the bytes; nil if there is nothing to tell.
    /// - Throws: `NodeError`.
    package func tell(_ name: String) throws(NodeError) -> [UInt8]? {
        guard try node.countHook(name, partners) == nil else { return nil }
        var told: [UInt8]?
        _ = try node.tellHook(name) { fields, body in
            told = Array(fields.map { "\($0.name): \($0.value)\r\n" }.joined().utf8) + body
        }
        return told
    }

    private static func answer(_ request: HTTPRequest, _ service: any HTTPHandler) -> HTTPResponse {
        let limit = service.maximumBodyBytes(for: request)
        guard request.body.count <= limit else { return service.refusal(of: request, limit: limit) }
        switch service.answer(request) {
        case .ready(let response), .stream(let response, _): return response
        case .later(let start):
            let answer = LateAnswer()
            start { answer.put($0) }
            return answer.wait()
        }
    }
}
