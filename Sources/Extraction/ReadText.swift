/// A text as it is read, with where each part of it stands in the text as it is written.
struct ReadText: Sendable {
    /// A part that is written otherwise than it is read.
    private struct Part: Sendable {
        /// Where it begins as read, and as written.
        var read, written: Int
        /// So many bytes has one unit of it as read, and as written.
        var readUnit, writtenUnit: Int
        /// So many units follow each other.
        var units: Int
    }

    /// The bytes as they are read.
    private(set) var bytes: [UInt8] = []
    private var parts: [Part] = []
    /// How much of the writing is taken.
    private var taken = 0

    /// Whether anything is written otherwise than it is read.
    var isChanged: Bool { !parts.isEmpty }

    /// Makes room.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Takes bytes as they are written, up to a place.
    mutating func take(_ written: [UInt8], to place: Int) {
        guard place > taken else { return }
        bytes.append(contentsOf: written[taken..<place])
        taken = place
    }

    /// Takes what is written up to a place, and reads it as something else.
    mutating func read(_ replacement: some Collection<UInt8>, insteadTo place: Int) {
        let (read, unit) = (bytes.count, place - taken)
        bytes.append(contentsOf: replacement)
        if let last = parts.indices.last, parts[last].readUnit == replacement.count, parts[last].writtenUnit == unit,
            parts[last].read + parts[last].units * replacement.count == read,
            parts[last].written + parts[last].units * unit == taken
        {
            parts[last].units += 1
        } else {
            parts.append(
                Part(read: read, written: taken, readUnit: replacement.count, writtenUnit: unit, units: 1)
            )
        }
        taken = place
    }

    /// The last part that begins at or before a place as read.
    private func part(at place: Int) -> Int? {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].read <= place { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// Where the byte at a place as read is written: the first byte that stands for it, and behind the last one.
    func written(at place: Int) -> Range<Int> {
        guard let number = part(at: place) else { return place..<(place + 1) }
        let part = parts[number]
        let within = place - part.read
        if within < part.units * part.readUnit {
            let begin = part.written + within / part.readUnit * part.writtenUnit
            return begin..<(begin + part.writtenUnit)
        }
        let begin = part.written + part.units * part.writtenUnit + within - part.units * part.readUnit
        return begin..<(begin + 1)
    }

    /// Where what stands at some places as read is written.
    func written(_ range: Range<Int>) -> Range<Int> {
        written(at: range.lowerBound).lowerBound..<written(at: range.upperBound - 1).upperBound
    }

    /// Whether anything at some places is written otherwise than it is read.
    func isChanged(in range: Range<Int>) -> Bool {
        guard let number = part(at: range.upperBound - 1) else { return false }
        return parts[number].read + parts[number].units * parts[number].readUnit > range.lowerBound
    }
}
