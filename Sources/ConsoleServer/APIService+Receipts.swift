internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
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
            answers: [.json(.receivedReceipt)],
            run: APIService.receivedReceipt
        ),
        Endpoint(
            .post,
            "objects/{id}/receipt",
            .reader,
            "The same for a receipt that is saved as a file: an entry of the log with the marking of the object.",
            once: OncePolicy.none,
            body: .json(.record(["partner": .words, "version?": .text])),
            answers: [.json(.receivedReceipt)],
            run: APIService.saveReceivedReceipt
        ),
    ]

    /// The receipt for one version of an object, as a file that stands for itself, and whether it holds for what is kept here.
    package func receivedReceipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let found = try received(call.target, call.asked("partner"), call.asked("version"), person)
        return Self.json(found.answer)
    }

    /// The same for a file: what leaves is in the log.
    package func saveReceivedReceipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let found = try received(call.target, try call.text("partner"), try call.optional("version"), person)
        let digest = Encoding.hex(SHA256.digest(of: found.file))
        try log(
            Leaving(kind: .receipt, marking: found.banner, digest: digest, objects: [call.target]),
            by: person
        )
        return Self.json(found.answer)
    }

    /// A receipt that came.
    private struct Received {
        let answer: JSONTree
        let file: [UInt8]
        /// What the object is marked with, as it is shown.
        let banner: String
    }

    private func received(_ id: String, _ partner: String?, _ number: String?, _ person: SignedIn) throws(APIFault)
        -> Received
    {
        let answer = try reading { connection throws(StoreError) -> Received? in
            let desk = try PersonDesk(person, node, connection)
            let versions = try desk.versions(of: id)
            let found = versions.first { version, _ in
                version.sourceKind == "partner" && version.sourceName == partner
                    && version.version == number ?? version.version
            }
            guard let (version, object) = found else { return nil }
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
            return Received(answer: .object(members), file: file.bytes, banner: desk.banner(object.root))
        }
        guard let answer else { throw .notFound }
        return answer
    }
}
