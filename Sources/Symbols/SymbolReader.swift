/// Reads codes of symbols in each of their forms.
enum SymbolReader {
    /// Echelons of 2525C, from `A` on, in the digits of 2525D.
    static let echelons = ["11", "12", "13", "14", "15", "16", "17", "18", "21", "22", "23", "24", "25", "26"]
    /// Mobilities of 2525C, from `MO` on, in the digits of 2525D.
    static let mobilities = ["31", "32", "33", "34", "35", "36", "41", "42", "37", "51", "52"]
    /// Every amplifier of 2525D.
    static let amplifiers = Set(["00", "61", "62", "71", "72"] + echelons + mobilities)
    /// Headquarters, task force and dummy of 2525C, from `A` on, as bits.
    static let commands = [2, 6, 3, 7, 4, 1, 5]
    static let statuses = Array("PACDXF")

    static func read(_ text: String) throws(SymbolFault) -> Symbol {
        let code = text.prefix(64).filter { $0 != " " && $0 != "\n" && $0 != "\r" && $0 != "\t" }
        let characters = Array(code)
        guard text.utf8.count <= 64, characters.allSatisfy(\.isASCII) else {
            throw SymbolFault("a code has 15 characters, or 20 or 30 digits")
        }
        switch characters.count {
        case 15: return try letters(code, characters.map { Character($0.uppercased()) })
        case 20, 30: return try digits(code, characters)
        default: throw SymbolFault("a code has 15 characters, or 20 or 30 digits, and this has \(characters.count)")
        }
    }

    private static func digits(_ code: String, _ characters: [Character]) throws(SymbolFault) -> Symbol {
        // Behind place 20 some writers put letters of a country.
        for (place, character) in characters.enumerated() where !("0"..."9").contains(character) {
            guard place >= 27, character.isLetter else {
                throw SymbolFault(place: place + 1, "`\(character)` is no digit")
            }
        }
        func part(_ range: Range<Int>) -> String { String(characters[range]) }
        guard let context = SymbolContext(digit: characters[2]) else {
            throw SymbolFault(place: 3, "`\(characters[2])` says neither reality, exercise nor simulation")
        }
        guard let identity = characters[3].wholeNumberValue.flatMap({ SymbolIdentity(rawValue: $0) }) else {
            throw SymbolFault(place: 4, "`\(characters[3])` is no identity")
        }
        let set = part(4..<6)
        var parts = SymbolParts(context: context, identity: identity, set: set, frame: SymbolFrame(set: set))
        var findings: [SymbolFinding] = []
        if characters[2] != context.digit {
            findings.append(SymbolFinding(.restriction, "place 3: \(characters[2])"))
        }
        parts.status = characters[6].wholeNumberValue ?? 0
        parts.command = characters[7].wholeNumberValue ?? 0
        parts.amplifier = part(8..<10)
        parts.entityCode = part(10..<16)
        parts.modifiers = [part(16..<18), part(18..<20)]
        findings += amplifierFindings(of: &parts)
        let tail = characters.count == 30 ? part(20..<30) : ""
        if characters.count == 30, let frame = SymbolFrame(digit: characters[22]), frame != parts.frame {
            // The digit for things on land is the one for the surface of the sea as well.
            if !(frame == .landEquipment && parts.frame == .seaSurface) { parts.frame = frame }
        }
        findings += entityFindings(of: &parts)
        if tail.prefix(2).contains(where: { $0 != "0" }) {
            findings.append(SymbolFinding(.modifierNotDrawn, "common modifiers \(tail.prefix(2))"))
        }
        let written = SymbolConversion.digits(parts, contextDigit: characters[2])
        let letters = SymbolConversion.letters(parts, isRestricted: characters[2] != context.digit, tail: tail)
        if letters == nil { findings.append(SymbolFinding(.notConvertible, "15 characters")) }
        let isWhole = tail.allSatisfy { $0 == "0" }
        if !isWhole { findings.append(SymbolFinding(.notConvertible, "20 digits")) }
        return Symbol(code, parts, findings, digits: isWhole ? written : nil, letters: letters)
    }

    /// What is no status, headquarters or amplifier is told, and not drawn.
    private static func amplifierFindings(of parts: inout SymbolParts) -> [SymbolFinding] {
        var findings: [SymbolFinding] = []
        if parts.status > 5 {
            findings.append(SymbolFinding(.amplifierUnknown, "place 7: \(parts.status)"))
        }
        if parts.command > 7 {
            findings.append(SymbolFinding(.amplifierUnknown, "place 8: \(parts.command)"))
        }
        if !amplifiers.contains(parts.amplifier) {
            findings.append(SymbolFinding(.amplifierUnknown, "places 9 and 10: \(parts.amplifier)"))
        }
        return findings
    }

    private static func entityFindings(of parts: inout SymbolParts) -> [SymbolFinding] {
        var findings: [SymbolFinding] = []
        if parts.frame == nil { findings.append(SymbolFinding(.setNotDrawn, parts.set)) }
        parts.row = SymbolEntity.rows[parts.set + parts.entityCode]
        if let entity = parts.entity {
            parts.name = entity.name
            if entity.icon == nil { findings.append(SymbolFinding(.iconNotDrawn, entity.name)) }
        } else if parts.entityCode == "000000", parts.frame != nil {
            parts.name = "not said"
        } else {
            let above = SymbolEntity.above(set: parts.set, code: parts.entityCode)
            parts.name = above.map { "\($0) (\(parts.entityCode))" } ?? "\(parts.set) \(parts.entityCode)"
            findings.append(SymbolFinding(.entityUnknown, "\(parts.set) \(parts.entityCode)"))
        }
        for (place, modifier) in parts.modifiers.enumerated()
        where modifier != "00" && SymbolModifier.mark(set: parts.set, place: place, code: modifier) == nil {
            findings.append(SymbolFinding(.modifierNotDrawn, "modifier \(place + 1): \(modifier)"))
        }
        return findings
    }

    private static func letters(_ code: String, _ given: [Character]) throws(SymbolFault) -> Symbol {
        // Places that say nothing are written as a hyphen or an asterisk.
        let characters = given.map { $0 == "*" || $0 == "_" ? "-" : $0 }
        for (place, character) in characters.enumerated() {
            let isKnown = character == "-" || ("A"..."Z").contains(character) || ("0"..."9").contains(character)
            guard isKnown else { throw SymbolFault(place: place + 1, "`\(character)` is in no code") }
        }
        guard "SGWIOE".contains(characters[0]) else {
            throw SymbolFault(place: 1, "`\(characters[0])` is no coding scheme")
        }
        guard let (identity, context) = SymbolIdentity.of(letter: characters[1]) else {
            throw SymbolFault(place: 2, "`\(characters[1])` is no identity")
        }
        var parts = SymbolParts(context: context, identity: identity, set: "", frame: nil)
        var lost: [String] = []
        parts.frame = characters[0] == "S" || characters[0] == "I" ? frame(characters) : nil
        parts.status = statuses.firstIndex(of: characters[3]) ?? (characters[3] == "-" ? 0 : 9)
        lost += modifiers(characters, &parts)
        if characters[12] != "-" || characters[13] != "-" { lost.append("country") }
        if characters[14] != "-" { lost.append("order of battle") }
        var findings: [SymbolFinding] = []
        if parts.status == 9 { findings.append(SymbolFinding(.amplifierUnknown, "place 4: \(characters[3])")) }
        let function = String(characters[2]) + String(characters[4..<10])
        if characters[0] == "S", let row = SymbolEntity.rowsByLetters[function] {
            let entity = SymbolTable.entities[row]
            (parts.row, parts.name, parts.set, parts.entityCode) = (row, entity.name, entity.set, entity.code)
            parts.frame = SymbolFrame(set: entity.set)
            if entity.icon == nil { findings.append(SymbolFinding(.iconNotDrawn, entity.name)) }
        } else if characters[0] == "S", function.dropFirst().allSatisfy({ $0 == "-" }), let set = set(function) {
            (parts.name, parts.set, parts.entityCode) = ("not said", set, "000000")
        } else {
            let above = characters[0] == "S" ? SymbolEntity.above(letters: function) : nil
            let told = function.filter { $0 != "-" }
            parts.name = above.map { "\($0) (\(told))" } ?? "\(characters[0]) \(told)"
            findings.append(SymbolFinding(.entityUnknown, "\(characters[0]) \(told)"))
            lost.append("entity")
        }
        if parts.frame == nil { findings.append(SymbolFinding(.setNotDrawn, String(characters[0]))) }
        if !lost.isEmpty {
            findings.append(SymbolFinding(.notConvertible, "20 digits: " + lost.joined(separator: ", ")))
        }
        let digits = lost.isEmpty ? SymbolConversion.digits(parts, contextDigit: parts.context.digit) : nil
        return Symbol(code, parts, findings, digits: digits, letters: String(characters))
    }

    /// Headquarters, echelon, mobility: places 11 and 12.
    private static func modifiers(_ characters: [Character], _ parts: inout SymbolParts) -> [String] {
        let (first, second) = (characters[10], characters[11])
        func place(_ letter: Character, from: Character) -> Int? {
            guard let one = letter.asciiValue, let zero = from.asciiValue, one >= zero else { return nil }
            return Int(one - zero)
        }
        switch (first, second) {
        case ("H", "-"): return []
        case ("H", "B"): parts.command = 1
        case ("N", "S"): parts.amplifier = "61"
        case ("N", "L"): parts.amplifier = "62"
        case ("M", _):
            guard let index = place(second, from: "O"), index < mobilities.count else { return ["places 11 and 12"] }
            parts.amplifier = mobilities[index]
        default:
            if first != "-" {
                guard let index = place(first, from: "A"), index < commands.count else { return ["places 11 and 12"] }
                parts.command = commands[index]
            }
            if second != "-" {
                guard let index = place(second, from: "A"), index < echelons.count else {
                    return ["places 11 and 12"]
                }
                parts.amplifier = echelons[index]
            }
        }
        return []
    }

    private static func set(_ function: String) -> String? {
        switch function.first {
        case "P": "05"
        case "A": "01"
        case "G": "10"
        case "S": "30"
        case "U": "35"
        default: nil
        }
    }

    private static func frame(_ characters: [Character]) -> SymbolFrame? {
        switch characters[2] {
        case "P": .space
        case "A": .air
        case "G": characters[4] == "E" ? .landEquipment : characters[4] == "I" ? .landInstallation : .landUnit
        case "F": .landUnit
        case "S": .seaSurface
        case "U": .seaSubsurface
        default: nil
        }
    }
}
