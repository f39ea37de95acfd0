internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

/// When somebody looked at what is new: kept for that person alone, so that the next visit shows what came in since.
extension APIService {
    /// A visit that goes on after so long a pause is another one, in microseconds.
    private static let pause: Int64 = 30 * 60 * 1_000_000

    package func visit(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (account, now) = (try call.signedIn().account.name, node.clock())
        let before = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> Int64? in
                let rows = SettingRows(connection)
                let kept = try rows.value(.newsVisit(account: account)).flatMap { try? JSONDocument($0) }?.root
                let moment = { (name: String) in kept?[name]?.string.flatMap { Int64($0) } }
                let last = moment("now")
                let isSame = last.map { now - $0 < Self.pause } ?? false
                let before = isSame ? moment("before") : last
                let told = JSONTree.members([
                    "now": .string(String(now)), "before": before.map { .string(String($0)) },
                ])
                try rows.put(.newsVisit(account: account), String(decoding: told.bytes(), as: UTF8.self))
                return before
            }
        }
        return Self.json(.members(["before": before.map { .string(Moment.text($0)) }]))
    }
}
