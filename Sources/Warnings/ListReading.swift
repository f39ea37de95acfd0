public import Correlation
internal import Expressions
internal import HostNames
internal import PatternMatching

/// Warning lists as they were read: all of them laid out for one question, and the files that are none.
public struct ListReading: Sendable {
    /// A file of a list.
    public struct File: Sendable {
        /// Its path.
        public let path: String
        /// The place of its list; nil where it holds none.
        public let list: Int?
        /// What is wrong with it.
        public let problem: String?
    }

    /// The lists, ready to be asked.
    public let lists: WarningLists
    /// The files that they were read from.
    public let files: [File]

    /// Lists, ready to be asked.
    /// - Parameter lists: the lists.
    /// - Returns: the same, with host names by ICU and expressions with the bounds that patterns have.
    public static func laidOut(_ lists: [WarningList]) -> WarningLists {
        WarningLists(lists, names: ICUHostNames()) { text, isCaseless in
            PCRE().expression((isCaseless ? "(?i)" : "") + text, ofBytes: false).map(Expression.init)
        }
    }

    /// An expression with the bounds that patterns have.
    private struct Expression: WarningExpression {
        let expression: any PatternExpression

        func isMet(by text: String) -> Bool { expression.isMet(by: Array(text.utf8)) ?? false }
    }
}
