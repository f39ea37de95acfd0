import JSON

/// Where the members or elements of the containers of a text stand, for containers in which much is looked up.
///
/// A walk for each selector or reference would be quadratic: 70,000 selectors into one list take minutes.
struct ContainerIndex {
    private var elements: [Int: [Int32]] = [:]
    private var members: [Int: [[UInt8]: Int32]] = [:]
    /// In a container as small as this a walk is as fast.
    private static let small = 16

    /// The entry of an element of a list, or nil.
    mutating func element(_ number: Int, of array: Int, in check: borrowing ObjectCheck) -> Int? {
        guard number < Int(check.nodes[array].length) else { return nil }
        if let known = elements[array] { return Int(known[number]) }
        var places: [Int32] = []
        places.reserveCapacity(Int(check.nodes[array].length))
        var place = array + 1
        while place < Int(check.nodes[array].next) {
            places.append(Int32(truncatingIfNeeded: place))
            place = check.following(place)
        }
        elements[array] = places
        return Int(places[number])
    }

    /// The value of a member, by its name; nil if it is absent.
    mutating func member(_ name: [UInt8], of object: Int, in check: borrowing ObjectCheck) -> Int? {
        if let known = members[object] { return known[name].map { Int($0) } }
        var places: [[UInt8]: Int32] = [:]
        let isSmall = Int(check.nodes[object].length) <= Self.small
        var place = object + 1
        while place < Int(check.nodes[object].next) {
            let isSame = check.withText(place) { text in isSmall && STIXName.isEqual(text, name) }
            if isSame { return place + 1 }
            if !isSmall {
                let text = check.withText(place) { text in text.indices.map { text[$0] } }
                places[text] = Int32(truncatingIfNeeded: place + 1)
            }
            place = check.following(place + 1)
        }
        guard !isSmall else { return nil }
        members[object] = places
        return places[name].map { Int($0) }
    }
}
