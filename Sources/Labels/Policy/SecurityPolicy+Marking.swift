extension SecurityPolicy {
    /// The text that marks what has a label: the banner of a page, or what stands in front of a portion.
    ///
    /// The rules (Open XML SPIF 2.1; ADatP-4774.1, 3.5), as spiffing applies them:
    /// 1. First the name of the policy, or what stands for it: a phrase with `replacePolicy` of the policy, else of the
    ///    level, else of the first category that has one.
    /// 2. Then the level, unless a category has `suppressClassName`: its phrase for the language, else its name.
    /// 3. Then the categories in the order of the policy, each with its phrase or name, those with `noNameDisplay` not;
    ///    each tag with its prefix, its separator (`/` if it says none) and its suffix.
    /// 4. Between these parts stands the policy's separator (a space if it says none), around all its prefix and suffix.
    /// - Parameters:
    ///   - label: the label.
    ///   - language: a language tag such as `fr-CA`; empty for what has no language.
    ///   - place: what the text is for.
    /// - Returns: the text.
    /// - Throws: the first finding that makes the label mean nothing under this policy, or `portion-marking-missing` if
    ///   the policy has no portion marking for the level.
    public func marking(
        of label: Label,
        language: String = "",
        place: MarkingPlace = .page
    ) throws(LabelFinding) -> String {
        let resolved = resolve(label)
        if let finding = resolved.findings.first(where: { $0.severity == .error }) { throw finding }
        guard let classification = resolved.classification else {
            throw LabelFinding("classification-missing", at: .classification, "the label has no classification")
        }
        if place == .portion { try expectPortionMarking(of: classification) }
        func style(_ markings: PolicyMarkings) -> MarkingStyle? {
            MarkingStyle(markings, language: language, place: place)
        }
        let categories = resolved.categories.map(\.place)
        let styles = categories.map { style(category(at: $0).markings) }
        let whole = style(markings)
        let level = style(classification.markings) ?? style(classificationMarkings)
        let separator = whole.flatMap { $0.separator.isEmpty ? nil : $0.separator } ?? " "
        var parts: [String] = []
        let replacement =
            whole?.policyText(for: name) ?? level?.policyText(for: classification.name)
            ?? zip(styles, categories).lazy.compactMap { $0?.policyText(for: self.category(at: $1).name) }.first
        parts.append(replacement ?? name)
        if !styles.contains(where: { $0?.suppressesClassification ?? false }) {
            parts.append((level ?? whole)?.text(for: classification.name) ?? classification.name)
        }
        parts += tagTexts(categories, styles, style)
        let text = parts.filter { !$0.isEmpty }.joined(separator: separator)
        return (whole?.prefix ?? "") + text + (whole?.suffix ?? "")
    }

    /// The text that names what a reader is cleared for, as a list of persons or a badge has it.
    ///
    /// First the name of the policy, or what stands for it; then every level of the clearance, the highest first, between
    /// commas: a level that is not in the list is not cleared, not even a lower one; then the categories as in a label.
    /// - Parameters:
    ///   - clearance: the clearance.
    ///   - language: a language tag such as `fr-CA`; empty for what has no language.
    /// - Returns: the text.
    /// - Throws: the first finding that makes the clearance mean nothing under this policy.
    public func marking(of clearance: Clearance, language: String = "") throws(LabelFinding) -> String {
        func style(_ markings: PolicyMarkings) -> MarkingStyle? {
            MarkingStyle(markings, language: language, place: .page)
        }
        var levels: [PolicyClassification] = []
        var categories: [CategoryPlace] = []
        for name in clearance.classifications {
            let label = Label(
                policy: clearance.policy,
                policyURI: clearance.policyURI,
                classification: name,
                categories: clearance.categories
            )
            let resolved = resolve(label)
            if let finding = resolved.findings.first(where: { $0.severity == .error }) { throw finding }
            guard let level = resolved.classification else { continue }
            levels.append(level)
            categories = resolved.categories.map(\.place)
        }
        guard !levels.isEmpty else {
            throw LabelFinding("classification-missing", at: .classification, "the clearance has no classification")
        }
        let whole = style(markings)
        let names = levels.sorted { $0.hierarchy > $1.hierarchy }.map { level in
            (style(level.markings) ?? style(classificationMarkings) ?? whole)?.text(for: level.name) ?? level.name
        }
        let styles = categories.map { style(category(at: $0).markings) }
        let separator = whole.flatMap { $0.separator.isEmpty ? nil : $0.separator } ?? " "
        let parts =
            [whole?.policyText(for: name) ?? name, names.joined(separator: ", ")]
            + tagTexts(categories, styles, style)
        let text = parts.filter { !$0.isEmpty }.joined(separator: separator)
        return (whole?.prefix ?? "") + text + (whole?.suffix ?? "")
    }

    /// One text for each tag that has something to show.
    private func tagTexts(
        _ categories: [CategoryPlace],
        _ styles: [MarkingStyle?],
        _ style: (PolicyMarkings) -> MarkingStyle?
    ) -> [String] {
        var texts: [String] = []
        var open: (place: CategoryPlace, style: MarkingStyle?, text: String)?
        func close() {
            if let open { texts.append(open.text + (open.style?.suffix ?? "")) }
        }
        for (place, own) in zip(categories, styles) {
            let tagStyle = style(tag(at: place).markings)
            let name = category(at: place).name
            let text = (own ?? tagStyle)?.text(for: name) ?? name
            if text.isEmpty { continue }
            if let before = open, before.place.isBeside(place) {
                let separator = before.style?.separator ?? ""
                open = (before.place, before.style, before.text + (separator.isEmpty ? "/" : separator) + text)
            } else {
                close()
                open = (place, tagStyle, (tagStyle?.prefix ?? "") + text)
            }
        }
        close()
        return texts
    }

    private func expectPortionMarking(of classification: PolicyClassification) throws(LabelFinding) {
        let phrases = classification.markings.phrases + classificationMarkings.phrases
        guard phrases.contains(where: { $0.codes.contains(MarkingPlace.portion.rawValue) }) else {
            throw LabelFinding(
                "portion-marking-missing",
                at: .classification,
                "the policy has no portion marking for `\(classification.name)`"
            )
        }
    }
}
