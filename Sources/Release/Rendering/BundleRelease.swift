public import Agreements
public import JSON
public import Labels
public import STIX

/// Releases a bundle without a store: what the recipient may see of it, and what happened to each object and why.
public struct BundleRelease {
    /// What happened to one object of the input.
    public struct Result: Sendable {
        /// The object's identifier.
        public var id: String
        /// The object's type.
        public var type: String
        /// The decision with its grounds.
        public var decision: Decision
        /// What goes in its place, with what was withheld.
        public var rendition: Renderer.Rendition?
        /// Whether it is a marking definition that nothing in the output bears.
        public var isIdle: Bool
        /// What the officer is told of it, though it keeps nothing back.
        public var warnings: [ReleaseWarning] = []
    }

    /// What happened to the objects, in the order of the input.
    public private(set) var results: [Result] = []
    /// Canonical bytes of what goes, in the order of the input.
    public private(set) var objects: [[UInt8]] = []

    /// Whether anything goes.
    public var lets: Bool { results.contains { $0.decision.outcome.lets && !$0.isIdle } }

    /// Releases objects.
    /// - Parameters:
    ///   - documents: the objects, and the bundle's other members left out.
    ///   - question: what is the same for every object: parties, channel, purpose, who decides.
    ///   - consents: the consents that are known.
    ///   - explanations: what an officer has said that markings mean.
    ///   - tables: the agreements of the day.
    ///   - now: when it is released, microseconds since 1970.
    ///   - validator: judges what is made.
    ///   - authenticate: HMAC-SHA-256 with a key of the releasing party.
    ///   - digest: SHA-256.
    public init(
        _ documents: [JSONDocument],
        _ question: ReleaseQuestion,
        consents: [Consent],
        explanations: [MarkingExplanation] = [],
        _ tables: AgreementTables,
        now: Int64,
        validator: STIXValidator,
        authenticate: @escaping ([UInt8]) -> [UInt8],
        digest: @escaping ([UInt8]) -> [UInt8]
    ) {
        var chain = OriginChain()
        var definitions: [String: JSONValue] = [:]
        var twice: Set<String> = []
        for document in documents {
            chain.add(document.root)
            guard document.root["type"]?.string == "marking-definition",
                let id = document.root["id"]?.string
            else { continue }
            let known = definitions.updateValue(document.root, forKey: id)
            // A definition has no versions (STIX 2.1, 3.6): of two contents neither is believed.
            if let known, known.canonicalBytes() != document.root.canonicalBytes() { twice.insert(id) }
        }
        let explained = Dictionary(explanations.map { ($0.marking, $0) }) { first, _ in first }
        let meaning: (String) -> MarkingMeaning? = { id in
            guard !twice.contains(id) else { return nil }
            let held = definitions[id]
            return held.flatMap { MarkingMeaning(definition: $0) } ?? explained[id]?.meaning(of: held)
        }
        let builder = QuestionBuilder(
            Circumstances(
                tables,
                from: question.from,
                to: question.to,
                consents: consents,
                assurances: question.assurances,
                exercises: question.exercises
            ),
            chain
        )
        let terms = ReleaseTerms(question)
        func party(_ number: Int) -> Party? {
            tables.set.parties.indices.contains(number) ? tables.set.parties[number] : nil
        }
        let known = Set((party(question.from)?.identities ?? []) + (party(question.to)?.identities ?? []))
        // Identities of the bundle that are the two parties are known to both.
        let named = documents.filter { document in
            guard document.root["type"]?.string == "identity", let name = document.root["name"]?.string
            else {
                return false
            }
            return tables.party(name).map { $0 == question.from || $0 == question.to } ?? false
        }.compactMap { $0.root["id"]?.string }
        let creator =
            party(question.from)?.identities.first
            ?? documents.first { document in
                document.root["type"]?.string == "identity"
                    && document.root["name"]?.string.flatMap { tables.party($0) } == question.from
            }?.root["id"]?.string
        var context = RenderContext(
            recipient: party(question.to)?.name ?? "",
            creator: creator,
            now: now,
            decide: { markings, object, place in
                let version = HeldVersion(row: Int64(place), source: .own)
                var asked = builder.question(about: object, bearing: markings, from: version, terms)
                asked.recall = question.recall
                return ReleaseEngine.decide(asked, tables)
            },
            meaning: meaning,
            isKnown: { known.contains($0) || named.contains($0) },
            given: { _ in nil },
            isHeld: { _ in false },
            authenticate: authenticate,
            digest: digest
        )
        context.givesAbsent = { _ in terms.givesAbsent }
        context.absentRule = { AbsentRule($0, from: question.from, to: question.to, tables) }
        context.sighting = { object, _, bases in
            if let author = object["created_by_ref"]?.string, author != creator {
                guard let party = chain.party(of: author, tables), party == question.from else { return nil }
            }
            return SightingTerms(bases, from: question.from, to: question.to, tables)
        }
        context.read(question.reader, tables, documents)
        var renderer = Renderer(context, validator: validator) {
            documents.indices.contains($0) ? documents[$0] : nil
        }
        var decisions = documents.map { renderer.add($0.root) }
        renderer.settle()
        let needed = renderer.companions { place in
            documents[place].root["type"]?.isString("marking-definition") ?? false
        }
        var newest: [String: (place: Int, version: STIXTimestamp?)] = [:]
        for (place, document) in documents.enumerated() {
            let id = document.root["id"]?.string ?? ""
            let version = document.root["modified"]?.string.flatMap { STIXTimestamp($0) }
            if let known = newest[id]?.version, version?.isEarlier(than: known) ?? true { continue }
            newest[id] = (place, version)
        }
        for (place, document) in documents.enumerated() {
            let id = document.root["id"]?.string ?? ""
            let type = document.root["type"]?.string ?? ""
            let (fate, cause) = renderer.fate(place)
            let isIdle = type == "marking-definition" && !needed.contains(id)
            decisions[place].grounds += renderer.grounds(place)
            var rendition: Renderer.Rendition?
            switch fate {
            case .whole: if !isIdle { objects.append(document.root.canonicalBytes()) }
            case .rendition:
                decisions[place].outcome = .rendition
                // A rendition is made of the newest version only: its versions are its own.
                if newest[id]?.place == place { rendition = renderer.rendition(place) }
                if let rendition { objects.append(rendition.bytes) }
            case .withheld: decisions[place].withhold(for: cause)
            }
            var result = Result(id: id, type: type, decision: decisions[place], rendition: rendition, isIdle: isIdle)
            if !isIdle {
                let outcome = decisions[place].outcome
                let withheld = rendition?.withheld ?? []
                result.warnings = ReleaseWarning.about(
                    document.root.canonicalBytes(),
                    outcome,
                    withheld: withheld,
                    validator
                )
            }
            results.append(result)
        }
    }
}

extension RenderContext {
    /// Sets what is known of the recipient's software, and the newest translation among some objects for each of them.
    mutating func read(_ reader: RecipientReader, _ tables: AgreementTables, _ documents: [JSONDocument]) {
        self.reader = reader
        rank = { tables.rank(of: $0) }
        guard let language = reader.language else { return }
        var choices: [String: [(choice: TranslationChoice, place: Int)]] = [:]
        for (place, document) in documents.enumerated() {
            guard let choice = TranslationChoice(document.root) else { continue }
            choices[choice.object, default: []].append((choice, place))
        }
        translation = { place in
            guard let id = documents[place].root["id"]?.string, let all = choices[id],
                let modified = documents[place].root["modified"]?.string
            else { return nil }
            return TranslationChoice.newest(all, for: modified, language).map { ($0, language) }
        }
    }
}

extension AgreementTables {
    /// The place of a label's level in its scheme's ladder, higher for higher levels; -1 for words that say that
    /// nothing is classified.
    /// - Parameter label: the label.
    /// - Returns: the place, or nil for a level that no scheme has.
    public func rank(of label: Label) -> Int? {
        guard let scheme = scheme(label.policy) else { return nil }
        if let level = level(label.classification, in: scheme) { return levels[level].rank }
        return set.schemes[scheme].unclassified.contains(label.classification) ? -1 : nil
    }
}

extension Decision {
    /// Takes back what may go by its markings and cannot go by what it refers to.
    /// - Parameter cause: why it cannot.
    public mutating func withhold(for cause: Renderer.Cause) {
        guard outcome.lets else { return }
        // What is not here can be brought, or let go by its name: an officer decides.
        let isOpen = cause == .absentCreator || cause == .absentReference
        outcome = isOpen ? .refer : .refuse
        grounds.append(Ground(code: cause.ground, verdict: isOpen ? .refers : .refuses))
    }
}

extension Renderer.Cause {
    /// The ground that says so.
    var ground: GroundCode {
        switch self {
        case .decision, .meaningless: .meaninglessWithout
        case .unrenderable: .notRenderable
        case .translation: .translationWithheld
        case .absentCreator: .creatorAbsent
        case .absentReference: .referenceAbsent
        }
    }
}
