public import JSON

/// A party's own rules: those of MISP's models (`parameters`), or a list of them, each for some types of STIX.
public struct OwnDecay: Sendable {
    /// A rule, and what it is for.
    public struct Rule: Sendable {
        /// By whose formula.
        public enum Form: String, Sendable, CaseIterable {
            /// MISP's: `decay_speed` is the number below the line of the power, and nothing counts before the begin.
            case misp
            /// OpenCTI's: `pound`, and all of it counts before the begin.
            case openCTI = "opencti"
        }

        /// The types of STIX that it is for; empty for all.
        public let kinds: [String]
        /// By whose formula.
        public let form: Form
        /// The formula's own number: the speed, or the pound.
        public let factor: Double
        /// The rule itself.
        public let rule: DecayRule

        /// Reads a rule.
        init?(_ value: JSONValue) {
            let kinds = value["kinds"].map { Array($0.elements) } ?? []
            self.kinds = kinds.compactMap(\.string)
            guard let form = Form(rawValue: value["form"]?.string ?? Form.misp.rawValue),
                let factor = value[form == .misp ? "decay_speed" : "pound"]?.number, factor > 0,
                let lifetime = value["lifetime"]?.number, self.kinds.count == kinds.count,
                kinds.count <= OwnDecay.mostKinds,
                let rule = DecayRule(
                    lifetime: lifetime,
                    power: form == .misp ? 1 / factor : 1 / (3 * factor),
                    threshold: value["threshold"]?.number ?? (form == .misp ? 0 : 20),
                    isWholeBefore: form == .openCTI
                )
            else { return nil }
            (self.form, self.factor, self.rule) = (form, factor, rule)
        }
    }

    /// The rules, of which the first one that names a type counts.
    public let rules: [Rule]
    /// What an indicator is worth at first that does not say (`confidence`).
    public let base: Double

    /// So many rules at most, and so many types of each.
    fileprivate static let (most, mostKinds) = (100, 100)

    /// Reads rules.
    ///
    /// `{"parameters": {"lifetime": 30, "decay_speed": 3, "threshold": 30, "default_base_score": 80}}`, as MISP's
    /// models have it, or `{"default_base_score": 80, "rules": [{"kinds": ["url"], "lifetime": …}, …]}`; the first
    /// rule that names a type counts, one without `kinds` is for all. With `"form": "opencti"` a rule has `pound` in
    /// place of `decay_speed`.
    /// - Returns: nil for what is none.
    public init?(_ value: JSONValue) {
        let list = value["rules"].map { Array($0.elements) } ?? value["parameters"].map { [$0] } ?? []
        guard (1...Self.most).contains(list.count) else { return nil }
        let rules = list.compactMap { Rule($0) }
        let base = (value["default_base_score"] ?? value["parameters"]?["default_base_score"])?.number ?? 80
        guard rules.count == list.count, (0...100).contains(base) else { return nil }
        (self.rules, self.base) = (rules, base)
    }

    func rule(for kind: String) -> DecayRule? { rules.first { $0.kinds.isEmpty || $0.kinds.contains(kind) }?.rule }
}
