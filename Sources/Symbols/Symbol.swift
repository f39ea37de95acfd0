/// A symbol of APP-6 and MIL-STD-2525, as its code says it.
///
/// Codes of 20 and 30 digits (2525D and E, APP-6 D and E) and of 15 characters (2525C, APP-6 B) are read; what is known
/// of both forms is written in either. `svg` draws it.
///
///     try Symbol("10133000001202040000").svg()
public struct Symbol: Sendable, Equatable {
    /// The code as it was given, without spaces around it.
    public let code: String
    /// What the symbol is about: what is there, or what is played.
    public let context: SymbolContext
    /// Whose side it is on.
    public let identity: SymbolIdentity
    /// Its frame; nil for sets without frames.
    public let frame: SymbolFrame?
    /// What it stands for, in words: the name of the entity, or of the nearest one above with the code behind it.
    public let entity: String
    /// What is to be said of the code.
    public let findings: [SymbolFinding]
    /// The code in 20 digits; nil where it cannot be said exactly.
    public let digits: String?
    /// The code in 15 characters; nil where it cannot be said exactly.
    public let letters: String?
    /// The parts of the code that are drawn.
    let parts: SymbolParts

    /// Reads a code.
    /// - Parameter code: 15 characters, or 20 or 30 digits.
    /// - Throws: `SymbolFault` for what is no code.
    public init(_ code: String) throws(SymbolFault) {
        self = try SymbolReader.read(code)
    }

    init(_ code: String, _ parts: SymbolParts, _ findings: [SymbolFinding], digits: String?, letters: String?) {
        (self.code, self.parts, self.findings, self.digits, self.letters) = (code, parts, findings, digits, letters)
        (context, identity, frame, entity) = (parts.context, parts.identity, parts.frame, parts.name)
    }

    /// The identity in words: in an exercise a suspect is a joker and a hostile one a faker.
    public var identityName: String { identity.name(in: context) }

    /// What the symbol says, in one line: what screens are read aloud.
    public var title: String {
        let mark = context.word.map { "\($0): " } ?? ""
        let place = frame.map { ", \($0.rawValue)" } ?? ""
        return "\(mark)\(identityName), \(entity)\(place)\(parts.statusName.map { ", \($0)" } ?? "")"
    }
}

/// What a code says, whichever form it has.
struct SymbolParts: Sendable, Equatable {
    var context: SymbolContext
    var identity: SymbolIdentity
    /// The symbol set; empty where a code in letters is of none that is known.
    var set: String
    var frame: SymbolFrame?
    /// 0 present, 1 planned or suspected, 2 fully capable, 3 damaged, 4 destroyed, 5 full to capacity.
    var status: Int = 0
    /// Bits: 1 feint or dummy, 2 headquarters, 4 task force.
    var command: Int = 0
    /// The echelon, mobility or towed array, two digits.
    var amplifier: String = "00"
    /// Six digits; empty where a code in letters has no entity that means the same.
    var entityCode: String = ""
    var modifiers: [String] = ["00", "00"]
    /// The row of the table.
    var row: Int?
    /// What it stands for.
    var name: String = ""

    var entity: SymbolEntity? { row.map { SymbolTable.entities[$0] } }

    /// The status in words; nil for what is present.
    var statusName: String? {
        switch status {
        case 1: "planned or suspected"
        case 2: "fully capable"
        case 3: "damaged"
        case 4: "destroyed"
        case 5: "full to capacity"
        default: nil
        }
    }

    /// Whether it is of civilians, who have a colour of their own unless they are hostile.
    var isCivilian: Bool {
        switch set {
        case "30": entityCode.hasPrefix("14")
        case "01", "05", "35": entityCode.hasPrefix("12")
        case "11": true
        default: false
        }
    }
}
