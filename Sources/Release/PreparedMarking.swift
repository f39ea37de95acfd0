public import Agreements
public import Labels

/// What markings mean in the tables of a day: names are looked up once for all decisions about equal markings.
public struct PreparedMarking: Sendable, Hashable {
    /// Something in a marking that cannot be judged; each is a refusal.
    public struct Problem: Sendable, Hashable {
        /// The code of the refusal.
        public var code: GroundCode
        /// The value that cannot be judged.
        public var value: String
    }

    /// A list of parties of which the recipient must be one.
    public struct Audience: Sendable, Hashable {
        /// The parties' numbers, ascending.
        public var parties: [Int]
        /// The marking as written.
        public var value: String
    }

    /// Classified levels, by number.
    public var levels: [Int] = []
    /// Markings that say that the information is not classified.
    public var unclassified: [String] = []
    /// The TLP level.
    public var tlp: TLPLevel?
    /// The PAP level.
    public var pap: PAPLevel?
    /// What cannot be judged.
    public var problems: [Problem] = []
    /// Lists of which the recipient must be on every one: releasable-to, eyes only, nationals only.
    public var audiences: [Audience] = []
    /// Whether the originator must agree to each onward step.
    public var isOriginatorControlled = false
    /// Restrictive markings that are kept only where an agreement says so, upper-cased.
    public var caveats: [String] = []
    /// The words of statements that limit no release, as an officer has said.
    public var statements: [String] = []
    /// The words of markings with what an officer has said that they mean.
    public var explained: [String] = []
    /// The exercises that it is invented for, with who may see it; all of them hold.
    public var exercises: [ExerciseMarking] = []
    /// Rules of ACS markings; all of them hold.
    public var rules: [ACSRules] = []
    /// The parties that the labels name as originators, by number, and the owners of their schemes.
    public var origins: [Int] = []
    /// Originators that are no declared party.
    public var unknownOrigins: [String] = []
    /// The purposes that the item was given for; empty for any.
    public var purposes: [String] = []
    /// The purposes for people.
    public var purposesText = ""
    /// Whether a list of purposes stood there, so that an empty one means none.
    public var isPurposeBound = false
    /// What the item is about, for agreements that cover some subjects only.
    public var subjects: [String] = []
    /// What each label says that it is about; each must be covered by itself.
    public var subjectsOfLabels: [[String]] = []
    /// Whether a label has no date of review: the date of another one does not stand for it.
    public var lacksReview = false
    /// The day of the review, if the originator set one.
    public var review: Day?

    /// Looks up the names of markings.
    /// - Parameters:
    ///   - reading: the markings.
    ///   - tables: the agreements of the day.
    public init(_ reading: MarkingReading, in tables: AgreementTables) {
        (tlp, pap, rules) = (reading.level, reading.actions, reading.rules)
        (statements, explained, exercises) = (reading.statements, reading.explained, reading.exercises)
        problems = (reading.unknown + reading.faults).map { Problem(code: .markingUnknown, value: $0) }
        for label in reading.labels { add(Self.current(label, on: tables.day), tables) }
        origins.sort()
        purposesText = purposes.joined(separator: ", ")
    }

    /// The label that holds on a day: successors take over on theirs.
    /// - Parameters:
    ///   - label: the label.
    ///   - day: the day.
    /// - Returns: the label or a successor.
    public static func current(_ label: Label, on day: Day) -> Label {
        guard let next = label.succession.first, let from = Day(String(next.instant.prefix(10))), from <= day else {
            return label
        }
        var successor = next.label
        // A successor says what changes; whose information it is does not change by it.
        if successor.originator == nil { successor.originator = label.originator }
        if successor.origins.isEmpty { successor.origins = label.origins }
        return current(successor, on: day)
    }

    private mutating func add(_ label: Label, _ tables: AgreementTables) {
        var isLevel = false
        if let scheme = tables.scheme(label.policy) {
            let declared = tables.set.schemes[scheme]
            let key = LevelKey.of(label.classification)
            if let level = tables.level(label.classification, in: scheme) {
                isLevel = true
                if !levels.contains(level) { levels.append(level) }
            } else if declared.unclassified.contains(where: { LevelKey.of($0) == key }) {
                unclassified.append(label.classification)
            } else if declared.handling.contains(where: { LevelKey.of($0) == key }) {
                problems.append(Problem(code: .handlingMarking, value: label.classification))
            } else {
                let look = LevelKey.look(label.classification)
                let names = declared.levels.flatMap { [$0.name] + $0.spellings }
                let isTwin = names.contains { LevelKey.look($0) == look }
                problems.append(Problem(code: isTwin ? .levelLookAlike : .levelUnknown, value: label.classification))
            }
            if let owner = tables.party(declared.party) { addOrigin(owner) }
        } else {
            problems.append(Problem(code: .schemeUnknown, value: label.policy))
        }
        for name in (label.originator.map { [$0] } ?? []) + label.origins {
            if let party = tables.party(name) {
                addOrigin(party)
            } else if !unknownOrigins.contains(name) {
                unknownOrigins.append(name)
            }
        }
        let before = subjects.count
        for category in label.categories { add(category, label, tables) }
        // What is not classified needs no agreement to cover it.
        if isLevel { subjectsOfLabels.append(Array(subjects[before...])) }
        if label.review == nil { lacksReview = true }
        if let text = label.review {
            if let day = Day(String(text.prefix(10))) {
                review = review.map { min($0, day) } ?? day
            } else {
                problems.append(Problem(code: .dateUnknown, value: text))
            }
        }
    }

    private mutating func addOrigin(_ party: Int) {
        if !origins.contains(party) { origins.append(party) }
    }

    private mutating func add(_ category: LabelCategory, _ label: Label, _ tables: AgreementTables) {
        switch category.kind {
        case .permissive:
            let parties = Set(category.values.compactMap { tables.party($0) }).sorted()
            audiences.append(
                Audience(parties: parties, value: "\(category.tag): \(category.values.joined(separator: ", "))")
            )
        case .restrictive:
            for value in category.values { add(restriction: value, label, tables) }
        case .informative:
            switch category.tag.lowercased() {
            case "purpose":
                purposes = isPurposeBound ? purposes.filter(category.values.contains) : category.values
                isPurposeBound = true
            case "subject": subjects += category.values.map { $0.lowercased() }
            default: break
            }
        }
    }

    private mutating func add(restriction value: String, _ label: Label, _ tables: AgreementTables) {
        let word = value.uppercased()
        switch word {
        case "ORCON", "ORIGINATOR CONTROLLED": isOriginatorControlled = true
        case "NOFORN", "NATIONAL ONLY", "AUSTEO", "SPECIAL FRANCE":
            // Nationals of the party whose label it is.
            let owner: Int? =
                switch word {
                case "AUSTEO": tables.party("AUS")
                case "SPECIAL FRANCE": tables.party("FRA")
                case "NOFORN": tables.party("USA")
                default: tables.scheme(label.policy).flatMap { tables.party(tables.set.schemes[$0].party) }
                }
            audiences.append(Audience(parties: owner.map { [$0] } ?? [], value: value))
        default:
            if word.hasSuffix("EYES ONLY") || word.hasPrefix("REL TO ") {
                let list = word.hasPrefix("REL TO ") ? word.dropFirst(7) : word.dropLast(9)
                let names = list.split { $0 == "/" || $0 == "," }.map {
                    $0.split(separator: " ").joined(separator: " ")
                }
                let parties = Set(names.compactMap { tables.party($0) }).sorted()
                audiences.append(Audience(parties: parties, value: value))
            } else {
                caveats.append(word)
            }
        }
    }
}
