/// Writes what a code says in the other form, where that form can say all of it.
enum SymbolConversion {
    /// Twenty digits of 2525D.
    static func digits(_ parts: SymbolParts, contextDigit: Character) -> String? {
        guard parts.set.count == 2, parts.entityCode.count == 6, parts.status <= 9, parts.command <= 9 else {
            return nil
        }
        return
            "10\(contextDigit)\(parts.identity.rawValue)\(parts.set)\(parts.status)\(parts.command)\(parts.amplifier)"
            + parts.entityCode + parts.modifiers.joined()
    }

    /// Fifteen characters of 2525C; nil where it has no letter for a part.
    static func letters(_ parts: SymbolParts, isRestricted: Bool, tail: String) -> String? {
        guard !isRestricted, tail.allSatisfy({ $0 == "0" }), parts.modifiers == ["00", "00"],
            let identity = parts.identity.letter(in: parts.context),
            parts.status < SymbolReader.statuses.count, let function = function(parts),
            let amplifiers = amplifiers(parts)
        else { return nil }
        let status = SymbolReader.statuses[parts.status]
        return "S\(identity)\(function.prefix(1))\(status)\(function.dropFirst())\(amplifiers)---"
    }

    private static func function(_ parts: SymbolParts) -> String? {
        if let entity = parts.entity {
            // A frame that is not the one of the set has no letters.
            return parts.frame == SymbolFrame(set: parts.set) ? entity.letters : nil
        }
        guard parts.entityCode == "000000" else { return nil }
        switch parts.set {
        case "05": return "P------"
        case "01": return "A------"
        case "10": return "G------"
        case "30": return "S------"
        case "35": return "U------"
        default: return nil
        }
    }

    private static func amplifiers(_ parts: SymbolParts) -> String? {
        if parts.frame == .landInstallation {
            guard parts.amplifier == "00", parts.command < 2 else { return nil }
            return parts.command == 0 ? "H-" : "HB"
        }
        if parts.amplifier == "61" || parts.amplifier == "62" {
            return parts.command == 0 ? (parts.amplifier == "61" ? "NS" : "NL") : nil
        }
        if let index = SymbolReader.mobilities.firstIndex(of: parts.amplifier) {
            return parts.command == 0 ? "M" + letter(index, from: "O") : nil
        }
        var echelon = "-"
        if parts.amplifier != "00" {
            guard let index = SymbolReader.echelons.firstIndex(of: parts.amplifier) else { return nil }
            echelon = letter(index, from: "A")
        }
        if parts.command == 0 { return "-" + echelon }
        guard let index = SymbolReader.commands.firstIndex(of: parts.command) else { return nil }
        return letter(index, from: "A") + echelon
    }

    private static func letter(_ index: Int, from: Unicode.Scalar) -> String {
        String(Character(Unicode.Scalar(UInt8(from.value) + UInt8(index))))
    }
}
