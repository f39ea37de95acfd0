/// What a notice warns of, with the words that notices have for it.
///
/// Words to mariners: IHO S-53 (MSC.1/Circ.1310), section 7; NOTAM codes: ICAO Doc 8400 (second and third letter W:
/// airspace
/// warnings; R: airspace restrictions; fourth and fifth LW: will take place, CA: activated).
public enum NoticeKind: String, Sendable, CaseIterable {
    /// Guns are fired.
    case gunnery
    /// Practice with weapons of any kind.
    case firing
    /// Missiles are fired.
    case missile
    /// A rocket is launched.
    case rocket
    /// Bombs are dropped.
    case bombing
    /// Mines are hunted or swept.
    case mine
    /// Submarines take part.
    case submarine
    /// An exercise of ships or forces.
    case exercise
    /// Aircraft without a crew.
    case unmanned
    /// Parachutes.
    case parachute
    /// Tanking in flight.
    case refuelling
    /// Operations that are a danger, and not said to be anything else.
    case hazardous

    /// The words to mariners.
    var toMariners: String {
        switch self {
        case .gunnery: "GUNNERY EXERCISES"
        case .firing: "FIRING PRACTICE"
        case .missile: "MISSILE FIRINGS"
        case .rocket: "HAZARDOUS OPERATIONS, ROCKET LAUNCHING"
        case .bombing: "BOMBING PRACTICE"
        case .mine: "MINE COUNTERMEASURES EXERCISES"
        case .submarine: "SUBMARINE EXERCISES"
        case .exercise: "NAVAL EXERCISES"
        case .unmanned: "UNMANNED AIRCRAFT OPERATIONS"
        case .parachute: "PARACHUTE JUMPING"
        case .refuelling: "AIR REFUELLING"
        case .hazardous: "HAZARDOUS OPERATIONS"
        }
    }

    /// The words to airmen.
    var toAirmen: String {
        switch self {
        case .gunnery: "GUN FIRING WILL TAKE PLACE"
        case .firing: "FIRING PRACTICE WILL TAKE PLACE"
        case .missile: "MISSILE FIRING WILL TAKE PLACE"
        case .rocket: "ROCKET LAUNCHING WILL TAKE PLACE"
        case .bombing: "BOMBING PRACTICE WILL TAKE PLACE"
        case .mine: "MINE COUNTERMEASURES EXERCISE WILL TAKE PLACE"
        case .submarine: "SUBMARINE EXERCISE WILL TAKE PLACE"
        case .exercise: "MIL EXERCISE WILL TAKE PLACE"
        case .unmanned: "UNMANNED ACFT FLT WILL TAKE PLACE"
        case .parachute: "PARACHUTE JUMPING EXERCISE WILL TAKE PLACE"
        case .refuelling: "AIR REFUELLING WILL TAKE PLACE"
        case .hazardous: "TEMPO DANGER AREA ACT DUE TO HAZARDOUS OPS"
        }
    }

    /// The code of item Q).
    public var code: String {
        switch self {
        case .gunnery, .firing, .missile, .rocket: "QWMLW"
        case .bombing, .mine, .submarine, .exercise: "QWELW"
        case .unmanned: "QWULW"
        case .parachute: "QWPLW"
        case .refuelling: "QWFLW"
        case .hazardous: "QRDCA"
        }
    }

    /// Who has it in a bulletin (selection criteria of Doc 8126): parachutes where asked for, all others before each
    /// flight.
    var purpose: String { self == .parachute ? "M" : "BO" }

    /// The kind of a word that somebody wrote.
    static func named(_ word: String) -> NoticeKind? {
        let lower = word.lowercased()
        return NoticeKind(rawValue: lower) ?? NoticeKind.said(in: lower.uppercased())
    }

    /// The kind that a text speaks of, the most special first.
    static func said(in text: String) -> NoticeKind? {
        let words: [(String, NoticeKind)] = [
            ("MISSILE", .missile), ("ROCKET", .rocket), ("GUNNERY", .gunnery), ("GUN FIRING", .gunnery),
            ("GUNEX", .gunnery), ("BOMBING", .bombing), ("MINE COUNTERMEASURE", .mine), ("MINEX", .mine),
            ("MINEHUNTING", .mine), ("SUBMARINE EXERCISE", .submarine), ("PARACHUT", .parachute),
            ("REFUELLING", .refuelling), ("REFUELING", .refuelling), ("UNMANNED", .unmanned), ("DRONE", .unmanned),
            ("UAS ", .unmanned), ("FIRING", .firing), ("SHOOTING", .firing), ("HAZARDOUS", .hazardous),
            ("DANGER AREA", .hazardous), ("EXERCISE", .exercise),
        ]
        return words.first { text.contains($0.0) }?.1
    }

    /// The kind that a code of item Q) stands for.
    static func coded(_ code: String) -> NoticeKind? {
        switch code.dropFirst().prefix(2) {
        case "WM": .missile
        case "WE": .exercise
        case "WU": .unmanned
        case "WP": .parachute
        case "WF": .refuelling
        case "RD": .hazardous
        default: nil
        }
    }
}
