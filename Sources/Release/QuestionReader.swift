public import Agreements
public import JSON
public import Labels

/// Reads a question from JSON: the form of `entente decide --batch`, and what its options are turned into.
public struct QuestionReader {
    /// Why a question cannot be read.
    public struct Fault: Error, CustomStringConvertible {
        /// What is wrong and where.
        public let description: String

        init(description: String) { self.description = description }

        /// A fault.
        /// - Parameter description: what is wrong and where.
        public init(_ description: String) { self.description = description }
    }

    /// The day that the question asks for; nil for today.
    public let day: Day?
    private let json: JSONValue

    private static let names: Set<String> = [
        "id", "item", "from", "to", "channel", "on", "label", "labels", "markings", "tlp", "origins", "handed_in_by",
        "named", "purpose", "given_for", "subjects", "caveats", "audiences", "review", "consents", "assurances",
        "contractor", "maker", "person", "recall", "give_absent", "embargo",
        "reader", "exercise", "exercises",
    ]

    /// A question that is to be read.
    /// - Parameter json: an object with `to`, and the other members of `Documentation/agreements.md`.
    /// - Throws: `Fault` if it is no object, a member is not known, or the day is none.
    public init(_ json: JSONValue) throws(Fault) {
        guard json.kind == .object else { throw Fault(description: "a question is a json object") }
        for member in json.members {
            let name = member.name.string ?? ""
            guard Self.names.contains(name) else {
                let near = Suggestion.nearest(to: name, in: Self.names.sorted()).map { "; did you mean `\($0)`?" }
                throw Fault(description: "a question has no member `\(name)`\(near ?? "")")
            }
        }
        self.json = json
        if let text = json["on"] {
            guard let day = text.string.flatMap({ Day($0) }) else {
                throw Fault(description: "`on` is not a day; write it as `2026-11-24`")
            }
            self.day = day
        } else {
            day = nil
        }
    }

    /// The question.
    /// - Parameters:
    ///   - tables: the agreements of the day.
    ///   - from: the party that decides where the question does not say.
    /// - Returns: the question; parties that are not declared refuse, they are no fault.
    /// - Throws: `Fault` if a member has another form, or an assurance names no agreement.
    public func question(_ tables: AgreementTables, from: String? = nil) throws(Fault) -> ReleaseQuestion {
        // A question about a person is about one of the party that holds the item.
        let recipient = json["to"]?.string ?? (json["person"] == nil ? nil : json["from"]?.string ?? from)
        guard let to = recipient else {
            throw Fault(description: "`to` is missing: the party that would get it")
        }
        let named = try text("from")
        guard let sender = named ?? from else {
            throw Fault(description: "`from` is missing: the party that decides")
        }
        var reading = MarkingReading(references: try texts("markings")) { _ in nil }
        reading.labels += try labels(tables)
        if let tlp = try text("tlp") {
            guard let level = TLPLevel.allCases.first(where: { Self.plain($0.label) == Self.plain(tlp) }) else {
                throw Fault(description: "`tlp` is none of clear, green, amber, amber+strict, red")
            }
            reading.level = level
        }
        if let value = json["exercise"] {
            guard let marking = Self.exercise(value) else {
                throw Fault(
                    description: "`exercise` is an object with `exercise` (its identifier), `name`, and `cells`"
                )
            }
            reading.exercises.append(marking)
        }
        var item = try text("item")
        if item == nil { item = try text("id") }
        var question = ReleaseQuestion(
            marking: PreparedMarking(reading, in: tables),
            item: item ?? "",
            from: tables.party(sender) ?? -1,
            to: tables.party(to) ?? -1
        )
        for name in try texts("origins") {
            if let party = tables.party(name) {
                question.origins.append(party)
            } else {
                question.unknownOrigins.append(name)
            }
        }
        if let channel = try text("channel") {
            guard let channel = Channel(rawValue: channel) else {
                throw Fault(description: "`channel` is neither `electronic` nor `courier`")
            }
            question.channel = channel
        }
        question.handedInBy = try text("handed_in_by")
        question.isNamed = json["named"]?.bool ?? false
        question.givesAbsent = json["give_absent"]?.bool ?? false
        question.purpose = try text("purpose")
        // An assurance under another name would be passed over, and the answer would ask for what was given.
        for name in try texts("assurances") {
            guard let agreement = tables.set.agreements.firstIndex(where: { $0.name == name }) else {
                let near = Suggestion.nearest(to: name, in: tables.set.agreements.map(\.name))
                let help = near.map { "; did you mean `\($0)`?" } ?? ""
                throw Fault(description: "there is no agreement `\(name)` that protection is assured under\(help)")
            }
            question.assurances.append(agreement)
        }
        switch try text("contractor") {
        case nil: break
        case "cleared": question.recipient = .contractor(isCleared: true)
        case "not-cleared": question.recipient = .contractor(isCleared: false)
        default: throw Fault(description: "`contractor` is neither `cleared` nor `not-cleared`")
        }
        switch try text("maker") {
        case nil, "officer": break
        case "nobody": question.maker = .nobody
        case .some(let name): question.maker = .instruction(name)
        }
        for consent in json["consents"].map({ Array($0.elements) }) ?? [] {
            question.consents.append(try Self.consent(consent, item: question.item, tables))
        }
        question.recall = try recall(item: question.item, tables)
        if let value = json["embargo"] {
            guard let until = value.string.flatMap({ Day($0) }) else {
                throw Fault(description: "`embargo` is not a day; write it as `2026-11-24`")
            }
            question.embargo = Embargo(until: until)
        }
        for value in json["exercises"].map({ Array($0.elements) }) ?? [] {
            guard let feed = ExerciseFeed(value) else {
                throw Fault(
                    description: "an element of `exercises` is an object with `exercise` and, if at all, `cells`"
                )
            }
            question.exercises[feed.exercise, default: []].formUnion(feed.cells)
        }
        if let value = json["reader"] {
            guard let reader = RecipientReader(value) else { throw Fault(description: Self.readerNeeds) }
            question.reader = reader
        }
        return question
    }

    private static func exercise(_ value: JSONValue) -> ExerciseMarking? {
        guard let feed = ExerciseFeed(value) else { return nil }
        return ExerciseMarking(
            exercise: feed.exercise,
            name: value["name"]?.string ?? feed.exercise,
            cells: value["cells"] == nil ? nil : feed.cells.sorted()
        )
    }

    private static let readerNeeds = "`reader` says `\"portions\":\"ignored\"`, a `language` such as `fr`, or both"

    /// A recall that stands against the item: `by`, and `reference`.
    private func recall(item: String, _ tables: AgreementTables) throws(Fault) -> RecallBlock? {
        guard let value = json["recall"] else { return nil }
        guard let by = value["by"]?.string else { throw Fault(description: "a recall needs `by`") }
        return RecallBlock(
            item: item,
            version: nil,
            originator: tables.party(by) ?? -1,
            recipient: nil,
            reference: value["reference"]?.string ?? "without reference"
        )
    }

    /// The person that the question is about; nil for a party.
    public var person: JSONValue? { json["person"] }

    /// The decision about the person or the party that the question is about.
    /// - Parameters:
    ///   - question: the question as it was read.
    ///   - tables: the agreements of the day.
    /// - Returns: the decision.
    /// - Throws: `Fault` if the person cannot be read.
    public func decision(_ question: ReleaseQuestion, _ tables: AgreementTables) throws(Fault) -> Decision {
        guard let person else { return ReleaseEngine.decide(question, tables) }
        return PersonEngine.decide(try PersonQuestion(person, about: question, tables), tables)
    }

    private static func plain(_ label: String) -> String {
        let lower = label.lowercased()
        return lower.hasPrefix("tlp:") ? String(lower.dropFirst(4)) : lower
    }

    private func text(_ name: String) throws(Fault) -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.string else { throw Fault(description: "`\(name)` is no text") }
        return text
    }

    private func texts(_ name: String) throws(Fault) -> [String] {
        guard let value = json[name] else { return [] }
        let texts = value.elements.compactMap(\.string)
        guard value.kind == .array, texts.count == value.count else {
            throw Fault(description: "`\(name)` is no list of texts")
        }
        return texts
    }

    /// Labels as texts (`EU SECRET UE/EU SECRET`) or in full, with what is given beside them added to the first.
    private func labels(_ tables: AgreementTables) throws(Fault) -> [Label] {
        var labels: [Label] = []
        if let text = try text("label") { labels.append(tables.label(text)) }
        for value in json["labels"].map({ Array($0.elements) }) ?? [] {
            if let text = value.string {
                labels.append(tables.label(text))
            } else if let label = LabelExtension.label(value) {
                labels.append(label)
            } else {
                throw Fault(description: "an element of `labels` is no label")
            }
        }
        let purposes = try texts("given_for")
        var extra: [LabelCategory] = []
        if json["given_for"] != nil {
            extra.append(LabelCategory(tag: "Purpose", kind: .informative, values: purposes))
        }
        let subjects = try texts("subjects")
        let subject = LabelCategory(tag: "Subject", kind: .informative, values: subjects)
        // A subject given beside the labels is that of the whole item.
        if !subjects.isEmpty { labels = labels.map { Self.adding([subject], nil, to: $0) } }
        let caveats = try texts("caveats")
        if !caveats.isEmpty { extra.append(LabelCategory(tag: "Caveat", kind: .restrictive, values: caveats)) }
        for list in json["audiences"].map({ Array($0.elements) }) ?? [] {
            let parties = list.elements.compactMap(\.string)
            guard list.kind == .array, parties.count == list.count else {
                throw Fault(description: "an element of `audiences` is no list of parties")
            }
            extra.append(LabelCategory(tag: "Releasable To", kind: .permissive, values: parties))
        }
        let review = try text("review")
        guard !extra.isEmpty || review != nil || !subjects.isEmpty else { return labels }
        guard !labels.isEmpty else {
            throw Fault(description: "categories and dates belong to a label, and there is none")
        }
        labels[0] = Self.adding(extra, nil, to: labels[0])
        labels = labels.map { Self.adding([], review, to: $0) }
        return labels
    }

    /// A label with what is given beside it, which holds for its successors as well.
    private static func adding(_ extra: [LabelCategory], _ review: String?, to label: Label) -> Label {
        var label = label
        label.categories += extra
        label.review = review ?? label.review
        label.succession = label.succession.map {
            LabelSuccession(instant: $0.instant, label: adding(extra, review, to: $0.label))
        }
        return label
    }

    /// A consent from its record.
    /// - Parameters:
    ///   - json: `by`, `to`, and `item`, `reference`, `purpose`, `from`, `until`, `granted`, `written`, `as`.
    ///   - item: the item where the record names none.
    ///   - tables: the agreements of the day.
    /// - Returns: the consent; names that are not declared match nobody.
    /// - Throws: `Fault` if a member has another form.
    public static func consent(_ json: JSONValue, item: String, _ tables: AgreementTables) throws(Fault) -> Consent {
        guard let by = json["by"]?.string, let to = json["to"]?.string else {
            throw Fault(description: "a consent needs `by` and `to`")
        }
        func day(_ name: String, _ other: Day) throws(Fault) -> Day {
            guard let text = json[name] else { return other }
            guard let day = text.string.flatMap({ Day($0) }) else {
                throw Fault(description: "`\(name)` of a consent is no day")
            }
            return day
        }
        for name in ["granted", "written"] where json[name] != nil && json[name]?.bool == nil {
            throw Fault(description: "`\(name)` of a consent is neither true nor false")
        }
        var level: Int?
        if let text = json["as"]?.string {
            let label = tables.label(text)
            level = tables.scheme(label.policy).flatMap { tables.level(label.classification, in: $0) }
            guard level != nil else { throw Fault(description: "`as` of a consent is no declared level") }
        }
        return Consent(
            reference: json["reference"]?.string ?? "without reference",
            originator: tables.party(by) ?? -1,
            recipient: tables.party(to) ?? -1,
            item: json["item"]?.string ?? item,
            purpose: json["purpose"]?.string,
            from: try day("from", .first),
            until: try day("until", .last),
            isGranted: json["granted"]?.bool ?? true,
            isWritten: json["written"]?.bool ?? true,
            level: level
        )
    }
}
