/// What the marks of an event say: whether it is real, and who may have it.
///
/// They stand in an element of `detail` (`marks` in the namespace `urn:entente:marks:1`), and, for tools that do not
/// look there, in attributes of the event and in its call sign.
public struct CoTMarks: Sendable, Equatable {
    /// What an event is of.
    public enum Kind: String, Sendable, CaseIterable {
        /// What is there.
        case real
        /// What is played in an exercise.
        case exercise
        /// What a simulation made up.
        case simulation

        /// The letter of `opex`.
        var letter: Character {
            switch self {
            case .real: "o"
            case .exercise: "e"
            case .simulation: "s"
            }
        }

        /// The word that a call sign begins with; none for what is real.
        public var word: String? { self == .real ? nil : rawValue.uppercased() }
    }

    /// The namespace of the element.
    public static let namespace = "urn:entente:marks:1"
    /// The name of the element.
    static let element = "marks"

    /// What the event is of, by its element, or by `opex` where it has none; nil where neither says it.
    public var kind: Kind?
    /// What the exercise or simulation is called.
    public var exercise: String?
    /// The label, as a banner has it.
    public var label: String?
    /// The attribute `access`.
    public var access: String?
    /// The attribute `opex`.
    public var opex: String?
    /// The attribute `caveat`.
    public var caveat: String?
    /// The attribute `releasableTo`.
    public var releasableTo: String?
    /// The call sign.
    public var callsign: String?

    /// The marks that are not the same in another one, by their names in answers.
    public func lost(in other: CoTMarks) -> [String] {
        var lost: [String] = []
        if kind != other.kind { lost.append("kind") }
        let texts: [(String, KeyPath<CoTMarks, String?>)] = [
            ("exercise", \.exercise), ("label", \.label), ("access", \.access), ("opex", \.opex),
            ("caveat", \.caveat), ("releasable_to", \.releasableTo), ("callsign", \.callsign),
        ]
        // An attribute that is empty says nothing.
        for (name, path) in texts where (self[keyPath: path] ?? "") != (other[keyPath: path] ?? "") {
            lost.append(name)
        }
        return lost
    }

    /// Kind and name of an attribute `opex`; nil for one that is of neither form.
    static func read(opex: String?) -> (Kind, String?)? {
        guard let opex, let first = opex.first, opex.dropFirst().first == "-",
            let kind = Kind.allCases.first(where: { $0.letter == first })
        else { return nil }
        let name = opex.dropFirst(2)
        return (kind, name.isEmpty ? nil : String(name))
    }
}

extension CoTEvent {
    /// What the marks of the event say.
    public var marks: CoTMarks {
        var marks = CoTMarks()
        (marks.access, marks.opex, marks.caveat, marks.releasableTo) = (access, opex, caveat, releasableTo)
        for element in detail where !element.attributes.isEmpty {
            if element.name == "contact", element.namespace.isEmpty, marks.callsign == nil {
                marks.callsign = element["callsign"]
            } else if element.isMarks, marks.kind == nil {
                marks.kind = element["kind"].flatMap { CoTMarks.Kind(rawValue: $0) }
                (marks.exercise, marks.label) = (element["exercise"], element["label"])
            }
        }
        if let (kind, name) = CoTMarks.read(opex: opex) {
            marks.kind = marks.kind ?? kind
            marks.exercise = marks.exercise ?? name
        }
        return marks
    }

    /// What is to be said of the marks.
    public var findings: [CoTFinding] {
        var findings: [CoTFinding] = []
        let elements = detail.filter(\.isMarks)
        let read = CoTMarks.read(opex: opex)
        let said = elements.map { CoTMarks.Kind(rawValue: $0["kind"] ?? "") }
        // An element that says nothing of the kind is no mark, and two that differ are none either.
        let isOdd =
            said.contains(nil) || Set(said).count > 1 || Set(elements.map { $0["exercise"] }).count > 1
            || Set(elements.map { $0["label"] }).count > 1
        if isOdd { findings.append(CoTFinding(.contradiction, CoTMarks.element)) }
        if let kind = said.first ?? nil, let (other, name) = read {
            let isSame =
                kind == other && (name == nil || elements[0]["exercise"] == nil || name == elements[0]["exercise"])
            if !isSame { findings.append(CoTFinding(.contradiction, "opex")) }
        }
        switch (elements.isEmpty, read == nil) {
        case (true, true): findings.append(CoTFinding(.unmarked))
        case (true, false): findings.append(CoTFinding(.elementMissing))
        case (false, true): findings.append(CoTFinding(.opexMissing))
        case (false, false): break
        }
        let kind = marks.kind
        if let word = kind?.word {
            for element in detail where element.name == "contact" && element.namespace.isEmpty {
                if let callsign = element["callsign"], !callsign.hasPrefix(word) {
                    findings.append(CoTFinding(.callsignUnmarked, callsign))
                }
            }
        }
        let affiliation = type.hasPrefix("a-") ? type.dropFirst(2).prefix(2) : ""
        if affiliation == "j-" || affiliation == "k-", kind != .exercise {
            findings.append(CoTFinding(.playedUnmarked, type))
        }
        for (name, time) in [("time", time), ("start", start), ("stale", stale)] where time == nil {
            findings.append(CoTFinding(.timeMissing, name))
        }
        return findings
    }

    /// Marks the event as played: in an element of its own, in `opex`, and in its call sign.
    ///
    /// What is marked as real stays real, and what is played in one exercise is not of another one.
    /// - Parameters:
    ///   - kind: exercise or simulation.
    ///   - name: what it is called.
    ///   - label: the label, as a banner has it; the one that is there stays where none is given.
    /// - Throws: `CoTFault` with `marked`, `contradiction` or `notExpressible`.
    public mutating func mark(_ kind: CoTMarks.Kind, _ name: String, label: String?) throws(CoTFault) {
        try checkMarks()
        let before = marks
        guard let word = kind.word else { throw CoTFault(.marked, "kind", "only what is played is marked") }
        for text in [name, label ?? ""] where text.utf8.count > 256 || !CoTWriter.isExpressible(text) {
            throw CoTFault(
                .notExpressible,
                "marks",
                "a mark has more than 256 bytes, or a character that XML has not"
            )
        }
        if let given = before.kind, given != kind {
            throw CoTFault(.marked, "kind", "the event is marked as \(given.rawValue), and stays so")
        }
        if let given = before.exercise, given != name {
            throw CoTFault(.marked, "exercise", "the event is of `\(given)`, and stays so")
        }
        if let given = before.label, let label, given != label {
            throw CoTFault(.marked, "label", "the event has the label `\(given)`, and keeps it")
        }
        var attributes = [CoTAttribute("kind", kind.rawValue), CoTAttribute("exercise", name)]
        if let label = label ?? before.label { attributes.append(CoTAttribute("label", label)) }
        detail.removeAll { $0.isMarks }
        detail.insert(CoTElement(namespace: CoTMarks.namespace, CoTMarks.element, attributes), at: 0)
        opex = "\(kind.letter)-\(name)"
        detail = detail.map { element in
            guard element.name == "contact", element.namespace.isEmpty, element.isPlain,
                let callsign = element["callsign"],
                !callsign.hasPrefix(word)
            else { return element }
            return CoTElement(
                "contact",
                element.attributes.map {
                    $0.name == "callsign" ? CoTAttribute("callsign", "\(word) \(callsign)") : $0
                }
            )
        }
    }

    /// - Throws: `CoTFault` where the marks say two things.
    func checkMarks() throws(CoTFault) {
        if let odd = findings.first(where: { $0.code == .contradiction }) {
            throw CoTFault(.contradiction, odd.about, "what the event is, its marks say in two ways")
        }
    }
}

extension CoTElement {
    /// Whether it is the element of marks.
    var isMarks: Bool { name == CoTMarks.element && namespace == CoTMarks.namespace }
}
