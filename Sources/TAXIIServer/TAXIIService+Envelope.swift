internal import Configuration
internal import Installation
internal import JSON
package import Store
package import TAXII
internal import Transport
internal import Witnessing

/// Putting envelopes together (TAXII 2.1, 3.7).
extension TAXIIService {
    /// An envelope of members, cut off where it would grow too large.
    package func envelope(
        _ found: (members: [ListedMember], more: Bool),
        _ collection: StoredCollection,
        _ connection: Connection,
        cursor: (list: String, filter: TAXIIFilter)?
    ) throws(StoreError) -> ReadyPage {
        let pages = MemberPages(connection)
        var objects: [UInt8] = []
        var ends: [Int] = []
        for member in found.members {
            if !ends.isEmpty, objects.count > node.configuration.pageBytes { break }
            if !ends.isEmpty { objects.append(UInt8(ascii: ",")) }
            try pages.appendBytes(of: member.object, to: &objects)
            ends.append(objects.count)
        }
        var taken = ends.count
        if taken < found.members.count {
            taken = MemberPages.end(of: found.members.map(\.added), atMost: taken)
            objects.removeLast(objects.count - ends[taken - 1])
        }
        let order = Self.beginning(with: &objects, ends: ends.prefix(taken))
        let more = found.more || taken < found.members.count
        var body: [UInt8] = []
        body.reserveCapacity(objects.count + 128)
        body.append(UInt8(ascii: "{"))
        if more, taken > 0 {
            body += Array("\"more\":true".utf8)
            if let cursor {
                let place = found.members[taken - 1].seq
                let plain = TAXIICursor.make(place: place, list: cursor.list, filter: cursor.filter)
                let next = sealed(plain, list: cursor.list)
                body += Array(",\"next\":\"\(next)\"".utf8)
            }
            body.append(UInt8(ascii: ","))
        }
        if taken > 0 {
            body += Array("\"objects\":[".utf8)
            body += objects
            body.append(UInt8(ascii: "]"))
        }
        body.append(UInt8(ascii: "}"))
        let response = HTTPResponse(
            status: 200,
            fields: [Self.contentType] + Self.dates(found.members.prefix(taken)),
            body: HTTPBody(body)
        )
        guard collection.kind == .feed, taken > 0 else {
            return ReadyPage(response: response, isEmpty: taken == 0)
        }
        let rows = order.map { found.members[$0].object }
        return ReadyPage(response: response, delivery: try Delivery(rows, connection), isEmpty: false)
    }

    /// Moves the first object that has `spec_version` to the front of a page that begins with another one.
    ///
    /// Clients look at the first object to see what a server speaks (OpenCTI's connector falls back to TAXII 2.0), and
    /// observables need not have the property (STIX 2.1, 3.1).
    /// - Parameters:
    ///   - objects: the objects with a comma between them.
    ///   - ends: where each of them ends.
    /// - Returns: the places of the objects in the order in which they are sent.
    private static func beginning(
        with objects: inout [UInt8],
        ends: ArraySlice<Int>
    ) -> [Int] {
        let ends = Array(ends)
        let range = { (place: Int) in (place == 0 ? 0 : ends[place - 1] + 1)..<ends[place] }
        guard
            let first = ends.indices.first(where: { place in
                (try? JSONDocument(parsing: Array(objects[range(place)])))?.root["spec_version"] != nil
            }), first > 0
        else { return Array(ends.indices) }
        let moved = objects[range(first)] + [UInt8(ascii: ",")]
        objects.removeSubrange((range(first).lowerBound - 1)..<range(first).upperBound)
        objects.insert(contentsOf: moved, at: 0)
        return [first] + ends.indices.filter { $0 != first }
    }
}
