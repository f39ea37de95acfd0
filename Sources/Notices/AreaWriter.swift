internal import Geography

/// The words that a notice describes an area with.
///
/// Corners go clockwise from the one in the north-west (MSC.1/Circ.1310, 6, element 6); all positions of a text are
/// told as
/// finely as the finest needs, at most in hundredths of a minute to mariners, in seconds to airmen.
struct AreaWriter {
    private let isToMariners: Bool
    private let fineness: PositionText.Fineness
    /// What was rounded.
    private(set) var findings: [Finding] = []

    init(_ area: Shape, isToMariners: Bool) {
        self.isToMariners = isToMariners
        let positions = area.positions
        let choices: [PositionText.Fineness] = isToMariners ? [.tenth, .hundredth] : [.minute, .second]
        let fitting = choices.first { fineness in positions.allSatisfy(fineness.holds) }
        fineness = fitting ?? choices[1]
        if fitting == nil {
            let to = isToMariners ? "hundredths of a minute" : "seconds"
            findings.append(Finding(.note, "position-rounded", "position", "positions are rounded to \(to)"))
        }
        if positions.contains(where: { $0.height != nil }) {
            findings.append(
                Finding(.note, "heights-not-told", "position", "heights of positions are not told; limits are")
            )
        }
    }

    private func text(_ position: Position) -> String {
        isToMariners ? PositionText.toMariners(position, fineness) : PositionText.toAirmen(position, fineness)
    }

    /// The lines that describe an area, from `IN AREA BOUNDED BY` on.
    mutating func lines(_ area: Shape) -> [String] {
        let parts = area.parts
        if parts.count == 1 { return described(parts[0]) }
        let areBounded = parts.allSatisfy { if case .polygon = $0 { true } else { false } }
        var lines = [areBounded ? "IN AREAS BOUNDED BY:" : "IN AREAS:"]
        for (number, part) in parts.enumerated() {
            var described = self.described(part)
            if areBounded { described.removeFirst() }
            let label = isToMariners ? "\(letter(number))." : "AREA \(letter(number)):"
            lines.append("\(label) \(described.first ?? "")")
            lines += described.dropFirst()
        }
        return lines
    }

    private func letter(_ number: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + number % 26)))
        return number < 26 ? letter : letter + String(number / 26 + 1)
    }

    private mutating func described(_ part: Shape) -> [String] {
        switch part {
        case .point(let position): return [isToMariners ? "IN \(text(position))" : "AT \(text(position))"]
        case .circle(let circle):
            let miles = miles(circle.radius)
            return [
                isToMariners
                    ? "IN AREA WITHIN \(miles) MILES OF \(text(circle.centre))"
                    : "WI \(miles)NM RADIUS OF \(text(circle.centre))"
            ]
        case .line(let positions):
            return [isToMariners ? "ALONG LINE JOINING" : "ALONG LINE JOINING:"] + list(positions.map(text))
        case .polygon(let polygon):
            if !polygon.holes.isEmpty {
                findings.append(
                    Finding(
                        .warning,
                        "holes-not-told",
                        "position",
                        "a notice has no areas with holes; the hole is covered"
                    )
                )
            }
            let corners = AreaWriter.ordered(polygon.outer)
            let closing = isToMariners ? [] : corners.prefix(1)
            return [isToMariners ? "IN AREA BOUNDED BY" : "WI AREA BOUNDED BY:"] + list((corners + closing).map(text))
        case .collection: return []
        }
    }

    /// Nautical miles, rounded up to a tenth.
    private mutating func miles(_ metres: Double) -> String {
        let tenths = (metres / Ellipsoid.nauticalMile * 10 - 1e-6).rounded(.up)
        if (tenths / 10 * Ellipsoid.nauticalMile - metres).magnitude > 0.5 {
            findings.append(
                Finding(.note, "radius-rounded", "position", "a radius is rounded up to a tenth of a mile")
            )
        }
        let value = Int(tenths)
        return value % 10 == 0 ? String(value / 10) : "\(value / 10).\(value % 10)"
    }

    /// Positions side by side, as many as go on a line; none is broken.
    private func list(_ words: [String]) -> [String] {
        var lines: [String] = []
        for (place, word) in words.enumerated() {
            let isLast = place + 1 == words.count
            let sign = isToMariners ? (place + 2 == words.count ? " AND" : ",") : " -"
            // Behind the last one comes a full stop.
            let told = isLast ? word : word + sign
            let width = isToMariners ? 40 : 69
            if let last = lines.last, last.utf8.count + 1 + told.utf8.count + (isLast ? 1 : 0) <= width {
                lines[lines.count - 1] = "\(last) \(told)"
            } else {
                lines.append(told)
            }
        }
        return lines
    }

    /// Corners clockwise from the one in the north-west.
    static func ordered(_ ring: [Position]) -> [Position] {
        let laid = Layout.unbroken(ring)
        let clockwise = RhumbLine.area(of: laid) > 0 ? Array(laid.reversed()) : laid
        let west = clockwise.map(\.longitude).min() ?? 0
        let north = clockwise.map(\.latitude).max() ?? 0
        let size = (
            max((clockwise.map(\.longitude).max() ?? 0) - west, 1e-9),
            max(north - (clockwise.map(\.latitude).min() ?? 0), 1e-9)
        )
        func away(_ position: Position) -> Double {
            (position.longitude - west) / size.0 + (north - position.latitude) / size.1
        }
        guard let first = clockwise.indices.min(by: { away(clockwise[$0]) < away(clockwise[$1]) }) else {
            return ring
        }
        return Array(clockwise[first...] + clockwise[..<first])
    }
}

/// Lines broken between words.
enum Lines {
    /// Lines of at most so many characters; a longer word has a line of its own, and no position is broken.
    static func broken(_ lines: [String], width: Int) -> [String] {
        var broken: [String] = []
        for line in lines {
            var row = ""
            for word in words(line) {
                if !row.isEmpty, row.utf8.count + 1 + word.utf8.count > width {
                    broken.append(row)
                    row = ""
                }
                row += row.isEmpty ? String(word) : " \(word)"
            }
            if !row.isEmpty { broken.append(row) }
        }
        return broken
    }

    /// The words of a line; the two halves of a position to mariners are one.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var isHalf = false
        for word in line.split(separator: " ") {
            if isHalf, let latitude = words.popLast() {
                words.append("\(latitude) \(word)")
                isHalf = false
            } else {
                words.append(String(word))
                isHalf = isLatitude(word)
            }
        }
        return words
    }

    /// Whether a word is such as `33-30.0N`.
    private static func isLatitude(_ word: Substring) -> Bool {
        let bytes = Array(word.utf8)
        guard (6...11).contains(bytes.count), bytes[2] == UInt8(ascii: "-"), bytes[..<2].allSatisfy(Digits.isDigit)
        else { return false }
        return bytes.last == UInt8(ascii: "N") || bytes.last == UInt8(ascii: "S")
    }

    /// Words of people as a teletype has them: capitals, one line, and only signs that there are.
    static func plain(_ text: String) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-?:().,'=/+ ".unicodeScalars)
        var plain = ""
        for scalar in text.uppercased().unicodeScalars {
            plain.unicodeScalars.append(allowed.contains(scalar) ? scalar : " ")
        }
        return plain.split(separator: " ").joined(separator: " ")
    }
}

/// The mark that the draft of an exercise begins and ends with.
enum ExerciseMark {
    static let words = "EXERCISE EXERCISE EXERCISE"

    /// The line of the mark.
    static func line(_ name: String) -> String {
        var plain = Lines.plain(name)
        // Names of exercises begin with the word; it has been said.
        if plain == "EXERCISE" || plain.hasPrefix("EXERCISE ") { plain = Lines.plain(String(plain.dropFirst(8))) }
        return plain.isEmpty ? words : "\(words) \(plain)"
    }
}
