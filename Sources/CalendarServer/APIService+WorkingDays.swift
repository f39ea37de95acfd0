internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import Ledger
internal import Store
package import Transport
internal import Work

/// Tables of the days on which seats do not work.
extension APIService {
    /// The seats for which tables are looked for, beside those that have national days.
    private static let loadable = ["EU", "EU-COUNCIL", "EU-COMMISSION", "EU-PARLIAMENT", "EU-EEAS"]

    package func workingDays(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let items = try reading { connection throws(StoreError) in
            var items: [JSONTree] = []
            for seat in Self.loadable + WorkingDays.nationalSeats {
                guard let days = try SeatDays.days(of: seat, connection) else { continue }
                let loaded = try SeatDays.loaded(seat, connection)
                items.append(
                    .members([
                        "seat": .string(seat), "years": .array(days.years.map { .integer($0) }),
                        "source": .string(loaded?.source ?? WorkingDays.nationalSource),
                        "loaded": .bool(loaded != nil),
                    ])
                )
            }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func loadWorkingDays(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, seat, source) = (try call.signedIn(), try call.text("seat"), try call.text("source"))
        guard Self.loadable.contains(seat) || WorkingDays.nationalSeats.contains(seat) else {
            throw APIFault(422, "seat-unknown", "there is no such seat")
        }
        guard source.utf8.count <= 500 else { throw .invalid("`source` is too long") }
        guard let years = try call.content()["years"], WorkingDays(years: years) != nil else {
            throw APIFault(422, "no-working-days", "this is no table of days, each below its own year")
        }
        let kept = JSONTree.members(["seat": .string(seat), "source": .string(source), "years": JSONTree(years)])
        try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in
                let text = String(decoding: kept.bytes(), as: UTF8.self)
                try SettingRows(connection).put(.workingDays(seat: seat), text)
                var entry = LedgerEntry(.record, officer: person.account.title)
                entry.internalMembers = [
                    JSONMember("record_kind", .string("working-days")), JSONMember("body", kept),
                ]
                try node.ledger.append([entry], connection)
            }
        }
        return Self.nothing
    }
}
