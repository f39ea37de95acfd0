internal import Geography

/// Areas, lines and places as the text of a notice describes them.
///
/// 1. Positions that only signs, `TO`, `THEN` or `AND` stand between belong together; what stands before the first of
///    them says
///    what they are: `BOUNDED BY`, `WITHIN 5 MILES OF`, `LINE JOINING`, …
/// 2. Three or more without such words are the corners of an area, two a line, one a place.
/// 3. A corner that is repeated at the end closes the area; without it the area is closed all the same.
/// 4. An edge along a coast, border or arc is taken straight, and said.
struct AreaText {
    /// The shapes in the order of the text.
    private(set) var shapes: [Shape] = []
    private(set) var findings: [Finding] = []
    /// Where the first position begins, and the last ends.
    private(set) var range: Range<Int>?

    private struct Group {
        var positions: [Position]
        var start: Int
        var end: Int
    }

    /// - Parameters:
    ///   - bytes: the text in capitals.
    ///   - item: the item, for findings.
    ///   - limits: the bounds.
    /// - Throws: `NoticeFault` for more positions than are read.
    init(_ bytes: [UInt8], item: String, limits: NoticeLimits) throws(NoticeFault) {
        var groups: [Group] = []
        var count = 0
        var place = 0
        while place < bytes.count {
            guard let found = PositionText.found(bytes, at: place) else {
                place += 1
                continue
            }
            count += 1
            guard count <= limits.positions else {
                throw NoticeFault("item \(item) has more than \(limits.positions) positions")
            }
            if let position = found.position {
                let link = groups.last.map { AreaText.link(bytes[$0.end..<found.start]) } ?? .none
                if link == .bent {
                    let words = "an edge that is not straight is taken as a straight line to"
                    findings.append(
                        Finding(.warning, "edge-not-straight", item, "\(words) \(AreaText.spelled(bytes, found))")
                    )
                }
                if link == .none {
                    groups.append(Group(positions: [position], start: found.start, end: found.end))
                } else {
                    groups[groups.count - 1].positions.append(position)
                    groups[groups.count - 1].end = found.end
                }
            } else {
                findings.append(
                    Finding(.error, "position-range", item, "there is no position \(AreaText.spelled(bytes, found))")
                )
            }
            place = found.end
        }
        // Where what was said behind the group before ends.
        var said = 0
        for (number, group) in groups.enumerated() {
            let before = Words(bytes[said..<group.start].suffix(Words.reach))
            let end = number + 1 < groups.count ? groups[number + 1].start : bytes.count
            // A radius behind a place belongs to that place alone.
            said = group.end
            var behind: Double?
            if group.positions.count == 1, before.radius == nil {
                let sentence = AreaText.sentence(bytes[group.end..<end].prefix(Words.reach))
                behind = Words(sentence).radius
                if behind != nil { said = sentence.endIndex }
            }
            add(group.positions, before, behind, item)
        }
        if let first = groups.first, let last = groups.last { range = first.start..<last.end }
    }

    /// A text up to its first full stop that is no decimal point.
    private static func sentence(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let stop = text.indices.first { place in
            text[place] == UInt8(ascii: ".")
                && !(place + 1 < text.endIndex && Digits.isDigit(text[place + 1]))
        }
        return text[..<(stop ?? text.endIndex)]
    }

    private static func spelled(_ bytes: [UInt8], _ found: PositionText.Found) -> String {
        "`" + String(decoding: bytes[found.start..<found.end].filter { $0 >= 0x20 }, as: UTF8.self) + "`"
    }

    private enum Link {
        case straight
        case bent
        case none
    }

    /// How two positions hang together by what stands between them.
    private static func link(_ gap: ArraySlice<UInt8>) -> Link {
        guard gap.count < 200 else { return .none }
        let words = String(decoding: gap, as: UTF8.self).split {
            !($0.isLetter || $0.isNumber || $0 == "." || $0 == ":" || $0 == "(")
        }
        if words.allSatisfy({ ["TO", "THEN", "AND", "THENCE"].contains($0) }) { return .straight }
        let bending: Set<Substring> = [
            "ALONG", "COAST", "COASTAL", "COASTLINE", "BORDER", "ARC", "CLOCKWISE", "BOUNDARY", "SHORE",
        ]
        return words.contains(where: bending.contains) && !words.contains { $0.last == "." } ? .bent : .none
    }

    /// The words next to a group of positions.
    private struct Words {
        /// What is farther away says nothing of the positions; so the work stays linear.
        static let reach = 300

        /// The words without the full stops behind them.
        let words: [Substring]

        init(_ bytes: ArraySlice<UInt8>) {
            words = String(decoding: bytes, as: UTF8.self)
                .split { !($0.isLetter || $0.isNumber || $0 == ".") }
                .map { word in
                    word.prefix(upTo: word.lastIndex { $0 != "." }.map(word.index(after:)) ?? word.startIndex)
                }
                .filter { !$0.isEmpty }
        }

        func has(_ wanted: Set<Substring>) -> Bool { words.contains { wanted.contains($0) } }

        /// Metres of a radius: `WITHIN 5 MILES OF`, `WI 5NM RADIUS`, `RADIUS 5 NM`.
        var radius: Double? {
            guard has(["WITHIN", "WI", "RADIUS", "RAD", "CIRCLE"]) else { return nil }
            for (place, word) in words.enumerated().reversed() {
                let number = word.prefix { $0.isNumber || $0 == "." }
                guard let value = Double(number), value > 0, value <= 5400 else { continue }
                let unit =
                    number.count < word.count ? word.dropFirst(number.count) : words.dropFirst(place + 1).first ?? ""
                switch unit {
                case "NM", "MILES", "MILE", "NAUTICAL", "NMS": return value * Ellipsoid.nauticalMile
                case "KM": return value * 1000
                case "M", "METRES", "METERS", "METRE", "METER": return value
                default: continue
                }
            }
            return nil
        }
    }

    private mutating func add(_ given: [Position], _ before: Words, _ behind: Double?, _ item: String) {
        var positions = given
        let isBounded = before.has(["BOUNDED", "BOUND", "POLYGON", "AREA", "AREAS", "LIMITS"])
        let isLine =
            !before.has(["BOUNDED", "BOUND", "POLYGON"])
            && before.has(["LINE", "LINES", "TRACKLINE", "TRACKLINES", "TRACK", "ROUTE"])
        if positions.count == 1 {
            if let radius = before.radius ?? behind {
                shapes.append(.circle(Circle(positions[0], radius: radius)))
            } else {
                shapes.append(.point(positions[0]))
            }
            return
        }
        if isLine || positions.count == 2 {
            if isBounded, positions.count == 2, !isLine {
                findings.append(Finding(.error, "area-corners", item, "an area of two corners is none"))
            }
            shapes.append(.line(positions))
            return
        }
        if positions.first == positions.last {
            positions.removeLast()
        } else if item == "E" {
            // To mariners the first corner is not repeated.
            findings.append(
                Finding(
                    .note,
                    "area-not-closed",
                    item,
                    "the first corner is not repeated at the end; the area is taken as closed"
                )
            )
        }
        if Set(positions).count < 3 {
            findings.append(Finding(.error, "area-corners", item, "an area has at least three corners"))
        }
        shapes.append(.polygon(Polygon(positions)))
    }
}
