public import Labels

extension AgreementTables {
    /// An instrument in force that lets classified information go from one party to another one.
    public final class Basis: Sendable {
        /// The agreement's number.
        public let agreement: Int
        /// The day in the time zone that the agreement declares: dates of consents and reviews are compared with it.
        public let day: Day
        /// The answers, by level.
        public let answers: [Answer]
        /// The bounds for any channel, by scheme.
        public let ceilings: [Bound?]
        /// The bounds for electronic channels, by scheme.
        public let electronicCeilings: [Bound?]
        /// The lowest levels that two officers release, by scheme.
        public let twoOfficers: [Bound?]
        /// Whether there are bounds for any channel.
        public let hasCeilings: Bool
        /// Whether there are bounds for electronic channels.
        public let hasElectronicCeilings: Bool
        /// Whether nothing may go electronically.
        public let isCourierOnly: Bool
        /// The rule of the agreement that says so, or -1.
        public let courierOnly: Int
        /// The clauses that it has, one bit each in the order of `Clause.allCases`.
        public let clauses: UInt64
        /// The rule of each clause by the clause's place; -1 where it has none.
        public let clauseRules: [Int]
        /// The subjects that it covers; empty means every one.
        public let subjects: [String]
        /// The subjects for people.
        public let subjectsText: String
        /// Further lists of subjects, from national additions: each must cover the subject as well.
        public let addedSubjects: [[String]]
        /// The rule that names the subjects, or -1.
        public let subjectsRule: Int
        /// Caveats that the receiver undertakes to keep, upper-cased, with their rules.
        public let keptCaveats: [String: Int]
        /// Whether national additions leave every release to an officer.
        public let needsOfficer: Bool

        init(
            agreement: Int,
            day: Day,
            answers: [Answer],
            ceilings: [Bound?],
            electronicCeilings: [Bound?],
            twoOfficers: [Bound?],
            isCourierOnly: Bool,
            courierOnly: Int,
            clauses: UInt64,
            clauseRules: [Int],
            subjects: [String],
            addedSubjects: [[String]],
            subjectsRule: Int,
            keptCaveats: [String: Int],
            needsOfficer: Bool
        ) {
            (self.agreement, self.day, self.answers, self.ceilings) = (agreement, day, answers, ceilings)
            (self.electronicCeilings, self.courierOnly) = (electronicCeilings, courierOnly)
            (self.isCourierOnly, self.twoOfficers) = (isCourierOnly, twoOfficers)
            hasCeilings = ceilings.contains { $0 != nil }
            hasElectronicCeilings = electronicCeilings.contains { $0 != nil }
            (self.clauses, self.clauseRules, self.subjects) = (clauses, clauseRules, subjects)
            self.addedSubjects = addedSubjects
            subjectsText = subjects.joined(separator: ", ")
            (self.subjectsRule, self.keptCaveats, self.needsOfficer) = (subjectsRule, keptCaveats, needsOfficer)
        }

        /// Whether it has a clause.
        /// - Parameter clause: the clause's place in `Clause.allCases`.
        /// - Returns: true if it has.
        @inline(__always)
        public func has(_ clause: Int) -> Bool { clauses & (1 << UInt64(clause)) != 0 }

        /// Words of a sentence that are no subject by themselves.
        private static let plain: Set<String> = [
            "information", "and", "or", "of", "the", "for", "on", "classified", "all",
        ]

        /// Whether it covers a subject; `military information` covers `military`.
        /// - Parameter subject: a subject in lower case.
        /// - Returns: true if it does.
        public func covers(_ subject: String) -> Bool { Self.isCovered(subject, by: subjects) }

        /// Whether a list of subjects covers one.
        /// - Parameters:
        ///   - subject: a subject in lower case.
        ///   - subjects: the list.
        /// - Returns: true if it does.
        public static func isCovered(_ subject: String, by subjects: [String]) -> Bool {
            subjects.contains { covered in
                covered == subject
                    || !Self.plain.contains(subject) && covered.split(separator: " ").contains { $0 == subject }
            }
        }
    }
}
