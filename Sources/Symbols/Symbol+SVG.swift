extension Symbol {
    /// The symbol as a picture: SVG 1.1 without scripts, styles, fonts or anything from elsewhere, so that it may stand
    /// in a page with a strict content security policy.
    ///
    /// What is played has its letter beside the frame and its word below it, so that it cannot be taken for real. The
    /// same symbol is always the same text.
    /// - Parameter amplifiers: what stands around the frame.
    /// - Returns: a document of one element, `svg`.
    public func svg(_ amplifiers: SymbolAmplifiers = SymbolAmplifiers()) -> String {
        var drawing = SymbolDrawing()
        drawing.draw(self, amplifiers)
        return drawing.document(title: title)
    }
}

/// A picture while it is drawn, in units of which a frame is about 150 wide.
struct SymbolDrawing {
    private var body = ""
    /// What is covered, with its lines.
    private var (left, top, right, bottom) = (16.0, 16.0, 184.0, 184.0)
    private static let ink = "#000000"
    private static let widths: [Character: Double] = [
        "I": 0.34, "J": 0.5, "L": 0.6, "M": 0.9, "W": 1.0, "1": 0.6, "/": 0.4, ".": 0.35, ",": 0.35, "-": 0.4,
        " ": 0.35,
    ]

    mutating func draw(_ symbol: Symbol, _ amplifiers: SymbolAmplifiers) {
        let parts = symbol.parts
        let side = SymbolFrame.Side(symbol.identity)
        // Lines to headquarters and the like lie behind the frame.
        if let frame = symbol.frame {
            command(parts, frame, side)
            self.frame(parts, frame, side)
            inside(parts, side)
            echelon(parts, frame, side)
            status(parts)
        } else {
            words(symbol.entity, centre: 100)
        }
        mark(symbol)
        around(amplifiers)
    }

    /// The whole, with its name for who cannot see it.
    func document(title: String) -> String {
        let (width, height) = (Self.number(right - left), Self.number(bottom - top))
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
            + "viewBox=\"\(Self.number(left)) \(Self.number(top)) \(width) \(height)\" role=\"img\">"
            + "<title>\(Self.escaped(title))</title>\(body)</svg>\n"
    }

    private mutating func frame(_ parts: SymbolParts, _ frame: SymbolFrame, _ side: SymbolFrame.Side) {
        let (outline, solid) = frame.outline(side)
        let fill = Self.colour(parts)
        body +=
            "<path d=\"\(outline)\" fill=\"\(fill)\" stroke=\"\(Self.ink)\" stroke-width=\"4\" "
            + "stroke-linejoin=\"round\"/>"
        if let solid { body += "<path d=\"\(solid)\" fill=\"\(Self.ink)\"/>" }
        if parts.identity.isDashed || parts.status == 1 {
            body +=
                "<path d=\"\(outline)\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"5\" "
                + "stroke-dasharray=\"6 6\"/>"
        }
    }

    private static func colour(_ parts: SymbolParts) -> String {
        switch parts.identity {
        case .hostile: return "#ff8080"
        case .suspect: return "#ffe599"
        case _ where parts.isCivilian: return "#ffa1ff"
        case .friend, .assumedFriend: return "#80e0ff"
        case .neutral: return "#aaffaa"
        case .pending, .unknown: return "#ffff80"
        }
    }

    private mutating func inside(_ parts: SymbolParts, _ side: SymbolFrame.Side) {
        switch parts.entity?.icon {
        case .letters(let letters)?:
            text(letters, 100, 100, size: Self.size(letters, most: 42, within: 76), anchor: "middle")
        case .hull(let letters)?:
            stroke(SymbolIcon.hull)
            text(letters, 100, 108, size: Self.size(letters, most: 24, within: 42), anchor: "middle")
        case .drawing(let strokes)?:
            for one in strokes { stroke(one) }
        case .full(let full)?:
            stroke(SymbolIcon.Stroke(paint: .line, path: full.path(side)))
        case nil:
            guard parts.name != "not said" else { break }
            // A rectangle has more room than the other frames.
            let isWide = side == .friend && [.landUnit, .landInstallation, .cyberspace].contains(parts.frame)
            words(parts.name, centre: 100, room: isWide ? (138, 78) : (88, 74))
        }
        for (place, code) in parts.modifiers.enumerated() {
            if let mark = SymbolModifier.mark(set: parts.set, place: place, code: code) {
                text(mark, 100, place == 0 ? 70 : 136, size: 16, anchor: "middle")
            }
        }
    }

    private mutating func stroke(_ stroke: SymbolIcon.Stroke) {
        let paint =
            switch stroke.paint {
            case .solid: "fill=\"\(Self.ink)\""
            case .line: "fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"3\" stroke-linejoin=\"round\""
            case .open: "fill=\"#ffffff\" stroke=\"\(Self.ink)\" stroke-width=\"3\" stroke-linejoin=\"round\""
            }
        body += "<path d=\"\(stroke.path)\" \(paint)/>"
    }

    /// A name in place of an icon: in lines that fit the narrowest frame.
    private mutating func words(_ name: String, centre: Double, room: (width: Double, height: Double) = (88, 74)) {
        var lines: [String] = []
        for word in name.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 13 {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        if lines.count > 5 { lines = lines.prefix(4) + ["…"] }
        let longest = lines.map(Self.width).max() ?? 1
        let size = min(18, room.width / max(longest, 1), room.height / Double(lines.count))
        let height = size * 1.15
        let first = centre - height * Double(lines.count - 1) / 2
        for (place, line) in lines.enumerated() {
            text(line, 100, first + height * Double(place), size: size, anchor: "middle")
        }
    }

    /// The letter beside the frame and the word below it.
    private mutating func mark(_ symbol: Symbol) {
        guard let word = symbol.context.word, let mark = symbol.context.mark else { return }
        let letter =
            switch (symbol.context, symbol.identity) {
            case (.exercise, .suspect): "J"
            case (.exercise, .hostile): "K"
            default: mark
            }
        text(letter, 178, 44, size: 34, anchor: "start")
        right = max(right, 206)
        // Below all that hangs from a frame.
        let base = max(bottom, 184)
        body +=
            "<rect x=\"36\" y=\"\(Self.number(base + 2))\" width=\"128\" height=\"26\" rx=\"4\" fill=\"#ffffff\" "
            + "stroke=\"\(Self.ink)\" stroke-width=\"2\"/>"
        text(word, 100, base + 15, size: 19, anchor: "middle")
        bottom = base + 30
    }

    private mutating func echelon(_ parts: SymbolParts, _ frame: SymbolFrame, _ side: SymbolFrame.Side) {
        let above = Self.above(frame, side)
        let marks = SymbolEchelon.path(parts.amplifier, base: above - 8)
        if let marks {
            body +=
                "<path d=\"\(marks)\" fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"4\" "
                + "stroke-linecap=\"round\"/>"
            top = min(top, above - 34)
        } else if let words = SymbolEchelon.words[parts.amplifier] {
            let below = Self.below(frame, side) + 14
            text(words, 100, below, size: 15, anchor: "middle")
            bottom = max(bottom, below + 10)
        }
        if parts.command & 4 != 0, parts.command < 8 {
            let roof = above - (marks == nil ? 0 : 26)
            body +=
                "<path d=\"M60 \(Self.number(above))V\(Self.number(roof - 10))H140V\(Self.number(above))\" "
                + "fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"4\"/>"
            top = min(top, roof - 16)
        }
        if parts.command & 1 != 0, parts.command < 8 {
            let roof = above - (marks == nil ? 2 : 28) - (parts.command & 4 == 0 ? 0 : 14)
            body +=
                "<path d=\"M45 \(Self.number(roof))L100 \(Self.number(roof - 34))L155 \(Self.number(roof))\" "
                + "fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"4\" stroke-dasharray=\"8 6\"/>"
            top = min(top, roof - 40)
        }
    }

    /// The staff of a headquarters.
    private mutating func command(_ parts: SymbolParts, _ frame: SymbolFrame, _ side: SymbolFrame.Side) {
        guard parts.command & 2 != 0, parts.command < 8 else { return }
        let (x, y): (Double, Double) =
            switch (frame, side) {
            case (.landUnit, .friend), (.landInstallation, .friend), (.activity, .friend), (.cyberspace, .friend):
                (25, 150)
            case (.landEquipment, .friend), (.seaSurface, .friend): (40, 100)
            case (_, .neutral): (45, 150)
            case (_, .hostile): (30, 100)
            case (_, .unknown): (30, 100)
            case (_, .friend): (46, 120)
            }
        body +=
            "<path d=\"M\(Self.number(x)) \(Self.number(y))V214\" fill=\"none\" stroke=\"\(Self.ink)\" "
            + "stroke-width=\"4\"/>"
        bottom = max(bottom, 216)
    }

    /// Damaged is one line through it, destroyed are two; capable and full are a bar below.
    private mutating func status(_ parts: SymbolParts) {
        switch parts.status {
        case 3, 4:
            let cross = parts.status == 4 ? "M150 22L50 178M50 22L150 178" : "M150 22L50 178"
            body += "<path d=\"\(cross)\" fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"6\"/>"
        case 2, 5:
            let fill = parts.status == 2 ? "#00a000" : "#0060c0"
            let base = max(bottom, 184)
            body +=
                "<rect x=\"36\" y=\"\(Self.number(base))\" width=\"128\" height=\"10\" fill=\"\(fill)\" "
                + "stroke=\"\(Self.ink)\" stroke-width=\"2\"/>"
            bottom = base + 14
        default: break
        }
    }

    private mutating func around(_ amplifiers: SymbolAmplifiers) {
        for (lines, x, anchor) in [(amplifiers.left, 8.0, "end"), (amplifiers.right, 190.0, "start")] {
            let first = 104.0 - 11 * Double(lines.count - 1)
            // The letter of what is played has the place above.
            let shift = anchor == "start" ? max(0, 72 - first) : 0
            for (place, line) in lines.enumerated() {
                let width = Self.width(line) * 18
                text(line, x, first + shift + 22 * Double(place), size: 18, anchor: anchor)
                if anchor == "end" { left = min(left, x - width - 4) } else { right = max(right, x + width + 4) }
                top = min(top, first + shift - 12)
                bottom = max(bottom, first + shift + 22 * Double(place) + 12)
            }
        }
        if let degrees = amplifiers.direction, degrees.isFinite { direction(degrees) }
    }

    /// An arrow from the middle of the frame to where it is going.
    private mutating func direction(_ degrees: Double) {
        let turned = degrees.truncatingRemainder(dividingBy: 360)
        body +=
            "<path d=\"M0 -62V-112M-8 -98L0 -112L8 -98\" fill=\"none\" stroke=\"\(Self.ink)\" stroke-width=\"4\" "
            + "transform=\"translate(100 100) rotate(\(Self.number(turned)))\"/>"
        (left, top, right, bottom) = (min(left, -16), min(top, -16), max(right, 216), max(bottom, 216))
    }

    private mutating func text(_ text: String, _ x: Double, _ y: Double, size: Double, anchor: String) {
        body +=
            "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y + size * 0.355))\" font-family=\"sans-serif\" "
            + "font-weight=\"bold\" font-size=\"\(Self.number(size))\" text-anchor=\"\(anchor)\" fill=\"\(Self.ink)\">"
            + "\(Self.escaped(text))</text>"
    }

    private static func above(_ frame: SymbolFrame, _ side: SymbolFrame.Side) -> Double {
        switch (frame, side) {
        case (.landUnit, .friend), (.activity, .friend), (.cyberspace, .friend), (.seaSubsurface, _): 50
        case (.landInstallation, .friend), (.landEquipment, .friend), (.seaSurface, .friend): 40
        case (.landInstallation, .neutral): 35
        case (.air, .neutral), (.space, .neutral): 32
        case (_, .neutral), (.individual, .friend): 45
        default: 22
        }
    }

    private static func below(_ frame: SymbolFrame, _ side: SymbolFrame.Side) -> Double {
        switch (frame, side) {
        case (.landUnit, .friend), (.landInstallation, .friend), (.air, _), (.space, _): 150
        case (_, .neutral): 168
        default: 176
        }
    }

    /// How wide a text is in bold letters, in the height of its letters; wide characters are square.
    private static func width(_ text: String) -> Double {
        text.reduce(0) { sum, character in
            if let known = widths[character] { return sum + known }
            let isWide = (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
            return sum + (isWide ? 1.05 : character.isLowercase ? 0.62 : 0.74)
        }
    }

    private static func size(_ text: String, most: Double, within room: Double) -> Double {
        min(most, (room / width(text)).rounded(.down))
    }

    /// A number with one decimal at most, the same on every machine.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
    }

    /// A text as content of an element; what XML has no place for is left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
