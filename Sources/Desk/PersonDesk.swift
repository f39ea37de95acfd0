internal import Agreements
internal import Calls
internal import Configuration
internal import Cryptography
package import Holdings
package import Installation
package import JSON
package import Labels
package import Release
internal import STIX
package import Store
package import Work

/// What one person may see of what the node holds; every reading of content for people goes through here.
package struct PersonDesk {
    let tables: AgreementTables
    private let body: JSONDocument
    let directory: MarkingDirectory
    private let connection: Connection
    let from: Int
    private let isOpen: Bool
    /// Whether what is in quarantine, or was set apart by a recall, is shown too.
    private let isOfficer: Bool
    /// Whether the person says what unknown markings mean, and therefore sees what bears them.
    private let explainsMarkings: Bool
    /// Objects that are decided about one by one: those that the person's needs name, and those whose holders are on a
    /// list.
    private let single: Set<String>
    private let holders: [String: [JSONDocument]]
    /// The markings that count for what servers of others gave, by their names; nil for quarantine.
    private let outside: [String: String?]
    private let name: String?
    /// The name of the person's account.
    let account: String
    /// The identity of the node's own party; nil if it has none.
    let identity: String?
    let node: Node
    /// The subjects that the person's duty needs.
    package let needs: [String]

    /// A desk; somebody who is not on the register, or there twice, is cleared for nothing and of the node's own party.
    ///
    /// - Parameters:
    ///   - person: the person.
    ///   - node: the node.
    ///   - connection: the store.
    ///   - beside: marking definitions that are about to be kept beside what bears them.
    /// - Throws: `StoreError`.
    package init(_ person: SignedIn, _ node: Node, _ connection: Connection, beside: [JSONValue] = [])
        throws(StoreError)
    {
        (self.connection, self.node) = (connection, node)
        tables = try node.tables(now: node.clock(), connection)
        from = node.ownParty(tables)
        identity = node.configuration.identity
        directory = try MarkingDirectory(connection, node.markings, beside: beside)
        isOpen = person.seesContent
        account = person.account.name
        explainsMarkings = person.has(.securityOfficer)
        isOfficer = person.has(.disclosureOfficer) || person.has(.securityOfficer)
        var outside: [String: String?] = [:]
        for one in try OutsideRows(connection).all() { outside[one.name] = .some(one.marking) }
        self.outside = outside
        let records = RecordRows(connection)
        let found =
            try person.account.register.map { name throws(StoreError) in try records.all("person", name: name) } ?? []
        let only = found.count == 1 ? found.first : nil
        name = only?.name
        let party = tables.set.parties.indices.contains(from) ? tables.set.parties[from].name : ""
        let plain = JSONTree.members(["nationality": .string(party), "clearances": .array([])]).bytes()
        guard let body = (try? JSONDocument(parsing: only?.body ?? plain)) ?? (try? JSONDocument(parsing: plain))
        else {
            throw StoreError(.corrupt, "a person's record cannot be read")
        }
        self.body = body
        var holders: [String: [JSONDocument]] = [:]
        for record in try records.all("holder") {
            // A record that cannot be read names nobody, but its item stays one with a list.
            let document = try? JSONDocument(parsing: record.body)
            holders[record.name, default: []] += document.map { [$0] } ?? []
        }
        self.holders = holders
        let needs = body.root["needs"].map { $0.elements.compactMap(\.string) } ?? []
        self.needs = needs.filter { !$0.contains("--") }
        single = Set(needs.filter { $0.contains("--") }).union(holders.keys)
    }

    /// Whether the person may see an object.
    package func sees(_ object: JSONValue) -> Bool {
        let outside = outside(object)
        let reading = reading(of: object, outside)
        // Who may see what bears a mark of an exercise may see what it says; it is under no other marking.
        if reading.references.isEmpty, reading.faults.isEmpty, let mark = mark(object) {
            return isOpen && PersonEngine.mayKnow(mark, seats: ExerciseFeed.seats(body.root) ?? [:])
        }
        if case .apart = outside {
            guard isOfficer else { return false }
            // Where nothing is marked, there is nothing to be cleared for.
            if reading.references.isEmpty, reading.faults.isEmpty { return isOpen }
        }
        return sees(reading, item: object["id"]?.string ?? "")
    }

    /// The mark of an exercise that an object is; nil for anything else.
    private func mark(_ object: JSONValue) -> ExerciseMarking? {
        guard object["type"]?.isString("marking-definition") ?? false else { return nil }
        return ExerciseMarking(definition: object)
    }

    /// What else counts for an object, beside its own markings.
    private enum Outside {
        /// Nothing.
        case nothing
        /// What officers chose for the servers of others that gave it.
        case markings([String])
        /// Nobody has chosen anything for a server that gave it: it is in quarantine.
        case apart
    }

    /// What else counts for an object that servers of others gave.
    ///
    /// Only a content that the party or a partner gave too is judged by its own markings alone.
    private func outside(_ object: JSONValue) -> Outside {
        guard !outside.isEmpty, let id = object["id"]?.string else { return .nothing }
        guard let versions = try? ObjectRows(connection).versions(of: id) else { return .apart }
        let given = versions.filter { $0.sourceKind == OutsideRows.kind }
        guard !given.isEmpty else { return .nothing }
        let bytes = object.canonicalBytes()
        if versions.contains(where: { ["own", "partner"].contains($0.sourceKind) && $0.bytes == bytes }) {
            return .nothing
        }
        var markings: [String] = []
        for version in given {
            guard let marking = outside[version.sourceName] ?? nil else { return .apart }
            if !markings.contains(marking) { markings.append(marking) }
        }
        return .markings(markings)
    }

    /// What the markings of an object and of its portions mean here.
    package func reading(of object: JSONValue) -> MarkingReading {
        reading(of: object, outside(object))
    }

    private func reading(of object: JSONValue, _ outside: Outside) -> MarkingReading {
        let own = MarkingReading(of: object, meaning: directory.meaning)
        guard case .markings(let further) = outside else { return own }
        return own.bearing(further, meaning: directory.meaning)
    }

    /// Whether the person may see what bears some markings.
    package func sees(markings: [String]) -> Bool { sees(reading(of: markings), item: "") }

    /// Up to which levels holdings leave as files, by the words of the configuration.
    package func exportLimit(_ words: [String]) -> ExportLimit { ExportLimit(words, tables) }

    /// Whether an object may leave as a file, its portions counted; what is under embargo may not before its day.
    package func lets(_ object: JSONValue, _ limit: ExportLimit) -> Bool {
        guard !(Embargo(of: object)?.holds(on: tables.day) ?? false) else { return false }
        return limit.lets(PreparedMarking(reading(of: object, outside(object)), in: tables))
    }

    /// What some markings mean here.
    package func reading(of markings: [String]) -> MarkingReading {
        MarkingReading(references: markings, meaning: directory.meaning)
    }

    private func sees(_ reading: MarkingReading, item: String) -> Bool {
        guard isOpen else { return false }
        var reading = reading
        if explainsMarkings, !reading.unknown.isEmpty {
            reading.unknown = []
            // Where nothing else is marked, there is nothing to be cleared for.
            let isMarked = reading.level != nil || !reading.labels.isEmpty || !reading.faults.isEmpty
            if !isMarked { return true }
        }
        let about = ReleaseQuestion(marking: PreparedMarking(reading, in: tables), item: item, from: from, to: from)
        guard var question = try? PersonQuestion(body.root, about: about, tables) else { return false }
        if let name, let holders = holders[item] {
            let facility = body.root["facility"]?.string
            let isListed = holders.contains { holder in
                holder.root["person"]?.string == name
                    || facility != nil && holder.root["facility"]?.string == facility
            }
            if !isListed { question.isRegistered = false }
        }
        return PersonEngine.decide(question, tables).outcome == .release
    }

    /// Which holdings the person may see: decided once for each class of markings, and for those by themselves that are
    /// to be.
    package func sight(of look: HoldingIndex.Look) throws(StoreError) -> HoldingSight {
        let allowed = look.classes.mapValues { one in
            var reading = reading(of: one.markings)
            if one.isUnclear { reading.faults = ["object_marking_refs"] }
            return sees(reading, item: "")
        }
        let mayLook = { (group: HoldingRows.Group) in isOfficer || !group.isApart }
        let seen = look.groups.values.filter { mayLook($0) && allowed[$0.markings] ?? false }
        var decided: [(entry: HoldingRows.Entry, isSeen: Bool)] = []
        for id in single {
            for version in try ObjectRows(connection).versions(of: id) {
                guard let number = try HoldingRows(connection).group(of: version.row),
                    let group = look.groups[number],
                    let object = try? JSONDocument(parsing: version.bytes)
                else { continue }
                let entry = HoldingRows.Entry(row: version.row, group: number)
                decided.append((entry, mayLook(group) && sees(object.root)))
            }
        }
        return HoldingSight(look, seen: seen, single: decided)
    }

    /// The versions of an object that the person may see, the one that stands for it first, those of its source newest
    /// first.
    ///
    /// Empty as well if there is no such object.
    package func versions(of id: String) throws(StoreError) -> [(version: ObjectRows.Summary, object: JSONDocument)] {
        var seen: [(version: ObjectRows.Summary, object: JSONDocument)] = []
        for version in try HeldVersions(connection).ordered(id, withFound: true)
        where ["own", "partner", OutsideRows.kind].contains(version.sourceKind) || FoundRows.stands(version) {
            guard version.quarantine == nil || isOfficer || FoundRows.stands(version),
                let object = try? JSONDocument(parsing: version.bytes),
                sees(object.root)
            else { continue }
            if version.type == TypeSchema.notice.name {
                // What officers ask each other is theirs, and speaks of its item.
                guard isOfficer, let item = object.root["item"]?.string, try mayKnow(of: item) else { continue }
            }
            seen.append((version, object))
        }
        return seen
    }

    /// The versions of what a party was given in place of an object, newest first, if the person may see it and the
    /// object.
    package func renditions(of id: String) throws(StoreError) -> [(version: ObjectRows.Summary, object: JSONDocument)]
    {
        guard let source = try source(ofRendition: id), try !versions(of: source).isEmpty else { return [] }
        var seen: [(version: ObjectRows.Summary, object: JSONDocument)] = []
        for version in try ObjectRows(connection).versions(of: id) where version.sourceKind == "rendition" {
            guard let object = try? JSONDocument(parsing: version.bytes), sees(object.root) else { continue }
            seen.append((version, object))
        }
        return seen.reversed()
    }

    /// The identifier of the object that a rendition stands for; nil if there is no such rendition.
    ///
    /// It may be shown only to who may see the object.
    package func source(ofRendition id: String) throws(StoreError) -> String? {
        for version in try ObjectRows(connection).versions(of: id) where version.sourceKind == "rendition" {
            return try RenditionRows(connection).source(of: id, for: version.sourceName)
        }
        return nil
    }

    /// Whether an item may be spoken of: the person may see it, or nothing of it is here (any more).
    package func mayKnow(of id: String) throws(StoreError) -> Bool {
        let held = try ObjectRows(connection).versions(of: id).filter { $0.sourceKind != "rendition" }
        if held.isEmpty { return isOpen }
        return held.contains { version in (try? JSONDocument(parsing: version.bytes)).map { sees($0.root) } ?? false }
    }

    /// What the person may be told of identifiers.
    /// - Parameter own: identifiers that the person knows already.
    /// - Returns: what the person may be told.
    package func sight(knowing own: [String] = []) -> Sight {
        Sight(knowing: own) { id in
            // Where the store cannot be read nobody knows, and it is not shown.
            guard let held = try? ObjectRows(connection).versions(of: id).filter({ $0.sourceKind != "rendition" })
            else { return false }
            return held.isEmpty
                || held.contains { version in
                    (try? JSONDocument(parsing: version.bytes)).map { sees($0.root) } ?? false
                }
        }
    }

    /// An object without references to what the person may not see.
    package func shown(_ object: JSONTree, own id: String) -> JSONTree { sight(knowing: [id]).shown(object) ?? .null }

    /// Where a portion of an object stands in what is shown of it (STIX 2.1, 7.2.3.1); nil if it is not shown.
    ///
    /// What is left out of a list counts in no place behind it.
    package func place(of selector: String, in object: JSONTree, own id: String) -> String? {
        let sight = sight(knowing: [id])
        var (value, parts) = (object, [Substring]())
        for part in selector.split(separator: ".", omittingEmptySubsequences: false) {
            switch value {
            case .object(let members):
                guard let member = members.first(where: { $0.name == part }) else { return nil }
                (value, parts) = (member.value, parts + [part])
            case .array(let elements):
                guard part.hasPrefix("["), part.hasSuffix("]"), let place = Int(part.dropFirst().dropLast()),
                    elements.indices.contains(place)
                else { return nil }
                let before = elements[..<place].filter { sight.shown($0) != nil }.count
                (value, parts) = (elements[place], parts + ["[\(before)]"])
            default: return nil
            }
            guard sight.shown(value) != nil else { return nil }
        }
        return parts.joined(separator: ".")
    }

    /// Warnings about properties that the person sees, at the places where they stand for the person.
    package func shown(_ warnings: [ReleaseWarning], in object: JSONTree, own id: String) -> [ReleaseWarning] {
        warnings.compactMap { warning in
            place(of: warning.property, in: object, own: id).map { ReleaseWarning(warning.code, at: $0) }
        }
    }

    /// An object in which every identifier that the person does not see stands for nothing that is held.
    ///
    /// What would be decided about it then tells nothing of what is: hidden and absent are alike.
    package func masked(_ object: JSONTree) -> JSONTree {
        var masks: [String: String] = [:]
        return masked(object, &masks)
    }

    /// The identifiers that an object names anywhere, those of markings and extensions aside.
    package static func identifiers(in value: JSONTree) -> Set<String> {
        switch value {
        case .string(let text): Sight.isIdentifier(text) && !Sight.isShared(text) ? [text] : []
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(identifiers(in: $1)) }
        case .object(let members): members.reduce(into: []) { $0.formUnion(identifiers(in: $1.value)) }
        default: []
        }
    }

    private func masked(_ value: JSONTree, _ masks: inout [String: String]) -> JSONTree {
        switch value {
        case .string(let text):
            guard Sight.isIdentifier(text), !Sight.isShared(text) else { return value }
            if let mask = masks[text] { return .string(mask) }
            let isSeen = (try? !versions(of: text).isEmpty) ?? false
            let kind = text.prefix(text.utf8.count - 38)
            masks[text] = isSeen ? text : "\(kind)--\(Random.uuid())"
            return .string(masks[text] ?? text)
        case .array(let elements): return .array(elements.map { masked($0, &masks) })
        case .object(let members):
            return .object(members.map { JSONMember($0.name, masked($0.value, &masks)) })
        default: return value
        }
    }

    /// The banner of an object: levels as written, then TLP.
    package func banner(_ object: JSONValue) -> String {
        switch outside(object) {
        case .markings(let further): directory.banner(of: MarkingReading.references(of: object) + further)
        case .nothing, .apart: directory.banner(of: object)
        }
    }

    /// The banner of whatever refers to some marking definitions, in this order.
    package func banner(of markings: [String]) -> String { directory.banner(of: markings) }

    /// What people call an object.
    package static func title(_ object: JSONValue) -> String {
        if let text = titleProperty(object).flatMap({ object[$0]?.string }) { return shortened(text) }
        return object["id"]?.string ?? ""
    }

    /// The property that people call an object by; nil if it has none.
    static func titleProperty(_ object: JSONValue) -> String? {
        [
            "name", "clause", "abstract", "text", "value", "measure", "relationship_type", "content", "kind",
            "description",
        ].first { object[$0]?.string?.isEmpty == false }
    }

    /// So many characters of a name are shown at most.
    private static let longestName = 200

    /// A name as lists show it: one that is too long ends behind a word, with a sign that it goes on.
    static func shortened(_ text: String) -> String {
        guard text.count > longestName else { return text }
        let start = text.prefix(longestName - 1)
        let end = start.lastIndex(where: \.isWhitespace) ?? start.endIndex
        // Where nothing is written with blanks, or the last word alone is long, the cut is where it is.
        let kept = start.distance(from: end, to: start.endIndex) < 30 ? start[..<end] : start
        return kept + "…"
    }
}
