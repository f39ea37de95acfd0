internal import Calls
internal import Cryptography
internal import Desk
package import Installation
internal import Store
internal import Synchronization
package import Transport

/// Keyed calls that are being answered.
package final class RunningCalls: Sendable {
    private let keys = Mutex<Set<[UInt8]>>([])

    package func begin(_ call: DoneCall) -> Bool {
        keys.withLock { $0.insert(Array(call.account.utf8) + [0] + call.key).inserted }
    }

    package func end(_ call: DoneCall) { keys.withLock { _ = $0.remove(Array(call.account.utf8) + [0] + call.key) } }
}

/// Calls with an `Idempotency-Key`: sent twice, done once (draft-ietf-httpapi-idempotency-key-header).
extension APIService {
    private static let longestKey = 255
    private static let keptBytes = 65_536

    /// The answer to a call that changes something; that of the first time if it was done before.
    package func answeredOnce(_ call: APICall) -> HTTPResponse {
        guard let key = call.request.field("idempotency-key"), let person = call.person, call.method == "POST" else {
            return answered(call)
        }
        guard !key.isEmpty, key.utf8.count <= Self.longestKey else {
            return Self.guarded(APIFault.invalid("`Idempotency-Key` has not 1 to \(Self.longestKey) bytes").response)
        }
        let target = "\(call.request.method) \(call.request.path)?\(call.request.query ?? "")\n"
        let once = DoneCall(
            account: person.account.name,
            key: key,
            // Keyed, since a body may hold a password.
            request: HMACSHA256.code(of: Array(target.utf8) + call.request.body, key: node.signingKey.seed)
        )
        guard calls.begin(once) else {
            return Self.guarded(APIFault(409, "in-progress", "the call with this key is being done").response)
        }
        defer { calls.end(once) }
        do throws(APIFault) {
            _ = try admitted(call)
            if let before = try answer(before: once) { return Self.guarded(before) }
        } catch {
            return Self.guarded(error.response)
        }
        let response = DoneCall.$current.withValue(once) { answered(call) }
        // A file, such as a report, is made anew or not at all. A no that came after a part was done is kept too.
        // That the node could not tell whether it is done is no answer to a second call.
        let isKept =
            response.status < 500 && response.body.count <= Self.keptBytes
            && response.fields.contains { $0.name == "Content-Type" && $0.value.hasSuffix("json") }
        if once.isNoted, isKept, call.endpoint?.once == .answerKept {
            let (status, body) = (response.status, response.body.bytes)
            // Before it is given, so that a second call finds it; without it the node still knows that the call was done.
            _ = try? node.store.write { connection throws(StoreError) in
                try DoneCallRows(connection).keep(once.account, once.key, status: status, body: body)
            }
        }
        return response
    }

    /// What was answered when the call was done before; nil if it was not.
    private func answer(before once: DoneCall) throws(APIFault) -> HTTPResponse? {
        let found = try reading { connection throws(StoreError) in
            try DoneCallRows(connection).find(once.account, once.key)
        }
        guard let found else { return nil }
        guard found.request == once.request else {
            throw APIFault(422, "key-reused", "the key was used for another call")
        }
        guard let answer = found.answer else {
            throw APIFault(409, "done-before", "the call with this key was done; its answer was not kept")
        }
        return HTTPResponse(
            status: answer.status,
            fields: [
                HTTPField(
                    "Content-Type",
                    answer.status < 300 ? "application/json" : "application/problem+json"
                ), HTTPField("Idempotency-Replayed", "true"),
            ],
            body: HTTPBody(answer.body)
        )
    }
}
