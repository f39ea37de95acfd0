internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport
internal import Work
internal import WorkCyber

/// What was met when it came in: notices for those who can hand in a sighting, each over what that person may see.
extension APIService {
    package static let hitsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "hits/settle",
            .roles([.author]),
            "Says that the person is done with what meets an indicator so far: it waits no more. Nobody else is told.",
            scope: .write,
            body: .json(.record(["indicator": .identifier])),
            answers: [.nothing("it waits no more, whatever met it")],
            refusals: [404],
            run: APIService.settleHits
        )
    ]

    // It does not say how many there were: among those whose versions the person sees are some that are hits by what
    // they refer to and that is hidden.
    package func settleHits(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, body) = (try call.signedIn(), try call.content())
        let id = body["indicator"]?.string ?? ""
        let marks = try reading { connection throws(StoreError) -> [Int64]? in
            let desk = try PersonDesk(person, node, connection)
            let versions = try desk.versions(of: id)
            guard !versions.isEmpty else { return nil }
            let hits = try HoldingDesk(desk, holdings, connection).arrivals
            return try hits.of(versions.map(\.version.row), openFor: person.account.name).flatMap(\.marks)
        }
        guard let marks else { throw APIFault.notFound }
        let account = person.account.name
        if !marks.isEmpty {
            try attempt { () throws(NodeError) in
                try node.change { connection throws(StoreError) in
                    try HitRows(connection).settle(marks, for: account)
                }
            }
        }
        return Self.nothing
    }

    /// What was met and waits for the person.
    func hits(_ seen: SeenObjects) throws(StoreError) -> [Errand] {
        do throws(SeenFault) {
            let (notices, isWhole) = try ArrivedAnswer.notices(seen, now: node.clock())
            var errands = notices.map { notice in
                var errand = Errand(.hit, notice.indicator, page: "cyber")
                (errand.item, errand.since) = (notice.indicator, notice.found)
                errand.members = [
                    JSONMember("count", .integer(notice.count)), JSONMember("mode", .string(notice.mode)),
                ]
                return errand
            }
            if !isWhole, !errands.isEmpty {
                var more = Errand(.hits, "more", page: "cyber")
                more.since = notices.map(\.found).min()
                errands.append(more)
            }
            return errands
        } catch {
            throw error.storeError
        }
    }
}
