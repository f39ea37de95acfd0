internal import Calls
package import Desk
internal import Installation
internal import JSON
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// What people print: the page tells it, as far as a page can.
extension APIService {
    package static let printsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "prints",
            .reader,
            "Logs that a page was sent to paper; the console tells it before it prints.",
            body: .json(
                .record([
                    "page": .words.noted("the name of the page"),
                    "marking": .words.noted("the marking above and below each sheet"),
                    "sha256?": .text(64, 64).noted("of the text that stands on the page, in hexadecimal"),
                    "objects?": .list(.text, from: nil, to: 200).noted("the identifiers of what stands on it"),
                ])
            ),
            answers: [.nothing("logged")],
            run: APIService.logPrint
        )
    ]

    /// So many objects of a page are named in the entry, and so long are its words.
    private static let (printed, printedLetters) = (200, 300)

    private static let digits = Array("0123456789abcdef".utf8)

    /// Logs that a page was sent to paper; nothing is shown or changed by it.
    package func logPrint(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (page, marking, objects) = (try call.text("page"), try call.text("marking"), try call.texts("objects"))
        guard objects.count <= Self.printed else { throw .invalid("`objects` has more than \(Self.printed) items") }
        guard objects.allSatisfy({ STIXIdentifier($0) != nil }) else {
            throw .invalid("`objects` has something that is no identifier")
        }
        let digest = try call.optional("sha256")
        guard digest?.utf8.allSatisfy({ Self.digits.contains($0) }) ?? true, digest?.utf8.count ?? 64 == 64 else {
            throw .invalid("`sha256` is no digest")
        }
        var leaving = Leaving(
            kind: .print,
            marking: String(marking.prefix(Self.printedLetters)),
            digest: digest,
            objects: objects
        )
        leaving.members = [JSONMember("page", .string(String(page.prefix(Self.printedLetters))))]
        try log(leaving, by: person)
        let opened = try reading { connection throws(StoreError) -> Set<Node.Opened> in
            let desk = try PersonDesk(person, node, connection)
            var opened: Set<Node.Opened> = []
            for id in objects {
                opened.formUnion(try desk.versions(of: id).map { Node.Opened(id, source: $0.version.source) })
            }
            return opened
        }
        try noteOpening(opened, by: person, .print)
        return Self.nothing
    }
}
