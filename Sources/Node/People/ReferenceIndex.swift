internal import JSON

/// Which holdings refer to an identifier, in memory.
///
/// The hash of an identifier leads to a chain of places, the newest first: 16 bytes a reference. Two identifiers may share a hash,
/// so that whoever follows a place looks whether the object there really refers to the one that is meant.
struct ReferenceIndex: Sendable {
    private struct Link {
        let place: Int32
        let next: Int32
        let isAuthorship: Bool
    }

    private var heads: [Int: Int32] = [:]
    private var links: [Link] = []

    /// Notes what an object refers to.
    /// - Parameters:
    ///   - object: the object.
    ///   - place: the place by which it is known; places only grow.
    mutating func add(_ object: JSONValue, at place: Int) {
        var found: [(id: String, isAuthorship: Bool)] = []
        ObjectReferences.visit(object) { name, id in
            if let text = id.string { found.append((text, name.isString("created_by_ref"))) }
        }
        for (id, isAuthorship) in found {
            let key = id.hashValue
            let head = heads[key] ?? -1
            if head >= 0, links[Int(head)].place == Int32(clamping: place) { continue }
            heads[key] = Int32(clamping: links.count)
            links.append(Link(place: Int32(clamping: place), next: head, isAuthorship: isAuthorship))
        }
    }

    /// Visits the places of what may refer to an identifier, newest first; those that only name it as their creator stand behind.
    /// - Parameters:
    ///   - id: the identifier.
    ///   - body: gets a place; returns false to stop.
    func visit(_ id: String, _ body: (Int) -> Bool) {
        for isAuthorship in [false, true] {
            var next = heads[id.hashValue] ?? -1
            while next >= 0 {
                let link = links[Int(next)]
                if link.isAuthorship == isAuthorship, !body(Int(link.place)) { return }
                next = link.next
            }
        }
    }
}
