/// What a symbol is about: what is there, or what is played (MIL-STD-2525D, table A-I; the third digit of a code).
public enum SymbolContext: String, Sendable, CaseIterable {
    /// What is there.
    case reality
    /// What is played in an exercise.
    case exercise
    /// What a simulation made up.
    case simulation

    /// The letter beside the frame; none for what is there.
    var mark: String? {
        switch self {
        case .reality: nil
        case .exercise: "X"
        case .simulation: "S"
        }
    }

    /// The word below the frame; none for what is there.
    var word: String? { self == .reality ? nil : rawValue.uppercased() }

    var digit: Character {
        switch self {
        case .reality: "0"
        case .exercise: "1"
        case .simulation: "2"
        }
    }

    /// The context of a digit; 3 to 8 are those of 2525E with a restriction, which are of one of the three.
    init?(digit: Character) {
        switch digit {
        case "0", "3", "4": self = .reality
        case "1", "5", "6": self = .exercise
        case "2", "7", "8": self = .simulation
        default: return nil
        }
    }
}

/// Whose side something is on (MIL-STD-2525D, table A-II; the fourth digit of a code).
public enum SymbolIdentity: Int, Sendable, CaseIterable {
    /// Not yet judged.
    case pending
    /// Judged, and not known.
    case unknown
    /// Thought to be a friend.
    case assumedFriend
    /// A friend.
    case friend
    /// Neither.
    case neutral
    /// Thought to be hostile; in an exercise a joker: a friend who plays a suspect.
    case suspect
    /// Hostile; in an exercise a faker: a friend who plays an enemy.
    case hostile

    /// The word for it.
    /// - Parameter context: what the symbol is about.
    /// - Returns: the word.
    public func name(in context: SymbolContext) -> String {
        switch self {
        case .pending: "pending"
        case .unknown: "unknown"
        case .assumedFriend: "assumed friend"
        case .friend: "friend"
        case .neutral: "neutral"
        case .suspect: context == .exercise ? "joker" : "suspect"
        case .hostile: context == .exercise ? "faker" : "hostile"
        }
    }

    /// The letter of 2525C, which says the context with the identity; nil where it has none.
    func letter(in context: SymbolContext) -> Character? {
        switch context {
        case .reality: Array("PUAFNSH")[rawValue]
        case .exercise: Array("GWMDLJK")[rawValue]
        case .simulation: nil
        }
    }

    /// The identity and the context of a letter.
    static func of(letter: Character) -> (SymbolIdentity, SymbolContext)? {
        for context in [SymbolContext.reality, .exercise] {
            if let found = allCases.first(where: { $0.letter(in: context) == letter }) { return (found, context) }
        }
        return nil
    }

    /// Whether the frame is dashed: what is not judged for sure.
    var isDashed: Bool { self == .pending || self == .assumedFriend || self == .suspect }
}
