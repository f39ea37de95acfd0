internal import JSON

extension Renderer {
    /// What goes along with what goes: the marking definitions that it bears, and the creators that it names.
    /// - Parameter isCompanion: whether the object at a place was added only to go along.
    /// - Returns: identifiers; of companions only these are to go.
    public func companions(_ isCompanion: (Int) -> Bool) -> Set<String> {
        var found: Set<Int32> = []
        var queue: [Int32] = []
        func add(_ names: some Sequence<Int32>) {
            for name in names where found.insert(name).inserted { queue.append(name) }
        }
        func follow(_ place: Int) {
            let entry = entries[place]
            if entry.fate == .whole {
                add(entry.markings)
                add(entry.references)
            } else if let rendition = rendition(place), let document = try? JSONDocument(parsing: rendition.bytes) {
                add(References.markings(of: JSONTree(document.root)).compactMap { numbers[$0] })
            }
        }
        for (place, entry) in entries.enumerated() where entry.fate != .withheld && !isCompanion(place) {
            follow(place)
        }
        while let name = queue.popLast() {
            for place in bearers[Int(name)] where isCompanion(Int(place)) && entries[Int(place)].fate != .withheld {
                follow(Int(place))
            }
        }
        return Set(found.map { names[Int($0)] })
    }
}
