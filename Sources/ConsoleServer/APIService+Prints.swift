internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Ledger
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// What people print of what is classified: the page tells it, as far as a page can.
extension APIService {
    package static let printsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "prints",
            .reader,
            "Logs that a page with classified content was sent to paper; the console tells it before it prints.",
            body: .json(
                .record([
                    "page": .words.noted("the name of the page"),
                    "marking": .words.noted("the marking above and below each sheet"),
                    "objects?": .list(.text, from: nil, to: 200).noted("the identifiers of what stands on it"),
                ])
            ),
            answers: [.nothing("logged")],
            run: APIService.logPrint
        )
    ]

    /// So many objects of a page are named in the entry, and so long are its words.
    private static let (printed, printedLetters) = (200, 300)

    /// Logs that a page was sent to paper; nothing is shown or changed by it.
    package func logPrint(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (page, marking, objects) = (try call.text("page"), try call.text("marking"), try call.texts("objects"))
        guard objects.count <= Self.printed else { throw .invalid("`objects` has more than \(Self.printed) items") }
        guard objects.allSatisfy({ STIXIdentifier($0) != nil }) else {
            throw .invalid("`objects` has something that is no identifier")
        }
        var entry = LedgerEntry(
            .export,
            subject: objects.count == 1 ? objects.first : nil,
            officer: person.account.title
        )
        entry.internalMembers = [
            JSONMember("of", .string("print")), JSONMember("account", .string(person.account.name)),
            JSONMember("page", .string(String(page.prefix(Self.printedLetters)))),
            JSONMember("marking", .string(String(marking.prefix(Self.printedLetters)))),
            JSONMember("objects", .strings(objects)),
        ]
        let now = node.clock()
        try attempt { [entry] () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in
                try node.ledger.append([entry], connection)
                var opened: Set<Node.Opened> = []
                let desk = try PersonDesk(person, node, connection)
                for id in objects {
                    let seen = try desk.versions(of: id)
                    opened.formUnion(seen.map { Node.Opened(id, source: $0.version.source) })
                }
                try node.noteOpening(opened, by: person, .print, now: now, connection)
            }
        }
        return Self.nothing
    }
}
