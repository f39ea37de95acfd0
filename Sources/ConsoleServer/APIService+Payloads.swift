internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import Releasing
internal import Store
package import Transport

/// The file in an artifact: whoever sees the object sees it, and saves it as an export.
extension APIService {
    package static let payloadsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "objects/{id}/payload",
            .reader,
            "The file in an artifact (`payload_bin`), to be saved: an entry of the log with the marking of the object."
                + " What is above the level of the configuration stays.",
            once: OncePolicy.none,
            body: .json(
                .record([
                    "source?": .text.noted("`own` or `partner NAME`; the newest that the person sees without it")
                ])
            ),
            answers: [
                .json(
                    .record([
                        "payload": .text.noted("the content in base 64"), "mime_type?": .text,
                        "sha256": .text.noted("of the content, as the log has it"),
                    ])
                )
            ],
            run: APIService.savePayload
        )
    ]

    /// What of an object is saved as a file.
    private struct Payload {
        let answer: JSONTree
        let leaving: Leaving
        let opened: Node.Opened
    }

    /// Hands the file of an artifact to a person; what leaves is in the log before.
    package func savePayload(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let found = try payload(of: call.target, from: try call.optional("source"), for: person)
        try log(found.leaving, by: person)
        try noteOpening([found.opened], by: person, .export)
        return Self.json(found.answer)
    }

    private func payload(of id: String, from source: String?, for person: SignedIn) throws(APIFault) -> Payload {
        let (payload, mayLeave) = try reading { connection throws(StoreError) -> (Payload?, Bool) in
            let desk = try PersonDesk(person, node, connection)
            let limit = desk.exportLimit(node.configuration.exportLevels)
            for (version, object) in try desk.versions(of: id) where source.map({ $0 == version.source }) ?? true {
                guard let text = object.root["payload_bin"]?.string, let content = Encoding.bytes(base64: text)
                else { continue }
                let digest = Encoding.hex(SHA256.digest(of: content))
                let banner = desk.banner(object.root)
                let answer = JSONTree.members([
                    "payload": .string(text), "mime_type": object.root["mime_type"]?.string.map { .string($0) },
                    "sha256": .string(digest),
                ])
                let payload = Payload(
                    answer: answer,
                    leaving: Leaving(kind: .payload, marking: banner, digest: digest, objects: [id]),
                    opened: Node.Opened(id, source: version.source)
                )
                return (payload, desk.lets(object.root, limit))
            }
            return (nil, false)
        }
        guard let payload else { throw .notFound }
        guard mayLeave else {
            throw APIFault(403, "stays", "what is marked so does not leave this node as a file")
        }
        return payload
    }
}
