/// A piece of a pattern.
struct PatternToken {
    enum Kind {
        case end
        /// A name without a hyphen, and one with.
        case name
        case hyphenName
        case keyword(PatternKeyword)
        case integer(isNegative: Bool)
        case float(isNegative: Bool)
        case text
        case hex
        case binary
        case timestamp
        case boolean
        /// `=`, `==`, `!=`, `<>`.
        case equality
        /// `<`, `<=`, `>`, `>=`.
        case order
        /// A single character: brackets, parentheses, colon, point, comma, asterisk.
        case mark(UInt8)
    }

    var kind: Kind
    var range: Range<Int>
}

/// The words that cannot be names, in their only spelling.
enum PatternKeyword: String, CaseIterable {
    case and = "AND"
    case or = "OR"
    case not = "NOT"
    case followedBy = "FOLLOWEDBY"
    case like = "LIKE"
    case matches = "MATCHES"
    case isSuperset = "ISSUPERSET"
    case isSubset = "ISSUBSET"
    case exists = "EXISTS"
    case last = "LAST"
    case `in` = "IN"
    case start = "START"
    case stop = "STOP"
    case seconds = "SECONDS"
    case within = "WITHIN"
    case repeats = "REPEATS"
    case times = "TIMES"
}
