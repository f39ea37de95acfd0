internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import JSON
internal import MerkleLog
internal import Store
package import Transport
internal import Witnessing

/// The receipts that came with what partners gave: whoever sees the version sees, checks and saves its receipt.
extension APIService {
    package static let receiptsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "objects/{id}/receipt",
            .reader,
            "The receipt that came with a version that a partner gave: a file that stands for itself, and whether it holds.",
            query: [
                QueryField("partner", .text.noted("the partner that gave it"), isRequired: true),
                QueryField("version", .text.noted("the version; the newest that the person sees if it is left out")),
            ],
            answers: [
                .json(
                    .record([
                        "partner": .text, "version": .text, "taken": .text.noted("when it was verified and kept"),
                        "by_courier": .flag,
                        "file": .text.noted("a C2SP tlog-proof, as `entente receipt verify` reads it"),
                        "key": .text.noted("the verifier key of the partner's log as this node knows it"),
                        "sha256": .text.noted("of the canonical bytes that are kept"),
                        "holds": .flag.noted("whether the node finds it in order, for what it keeps"),
                    ])
                )
            ],
            run: APIService.receivedReceipt
        )
    ]

    /// The receipt for one version of an object, as a file that stands for itself, and whether it holds for what is kept here.
    package func receivedReceipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        let (partner, number) = (call.asked("partner"), call.asked("version"))
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let versions = try PersonDesk(person, node, connection).versions(of: id)
            let found = versions.first { version, _ in
                version.sourceKind == "partner" && version.sourceName == partner
                    && version.version == number ?? version.version
            }
            guard let version = found?.version else { return nil }
            let rows = ReceiptRows(connection)
            let kept = try rows.all(of: id).first {
                $0.partner == version.sourceName && $0.version == version.version
            }
            guard let kept else { return nil }
            let file = try node.file(kept, rows, connection)
            var members = [
                JSONMember("partner", .string(kept.partner)), JSONMember("version", .string(kept.version)),
                JSONMember("taken", .string(Moment.text(kept.taken))),
                JSONMember("by_courier", .bool(kept.isByCourier)),
                JSONMember("file", .string(String(decoding: file.bytes, as: UTF8.self))),
                JSONMember("key", .string(file.key.description)),
                JSONMember("sha256", .string(Encoding.hex(SHA256.digest(of: version.bytes)))),
            ]
            do throws(LogFault) {
                _ = try file.verify(nil, object: version.bytes)
                members.append(JSONMember("holds", .bool(true)))
            } catch {
                members.append(JSONMember("holds", .bool(false)))
            }
            return .object(members)
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }
}
