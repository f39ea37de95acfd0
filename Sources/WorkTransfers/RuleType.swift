public import STIX

extension TypeSchema {
    /// A transfer, export or end-use rule.
    public static let transferRule = TypeSchema(
        "entente-rule",
        definition: "extension-definition--e84d91f2-e8ce-484f-b3cf-70b89d7c9cb5",
        title: "Rule",
        summary: "A transfer, export or end-use rule: whose it is, from when, to what it applies and on "
            + "which conditions.",
        [
            .required("name", .text, "Short title of the rule."),
            .required("kind", .choice(["transfer-rule", "export-rule", "end-use-rule"]), "Kind of rule."),
            .required("issuer_ref", .reference(["identity"]), "Who made the rule."),
            .required("effective_from", .timestamp, "First day of effect."),
            .optional("effective_until", .timestamp, "End of effect; absent while the rule holds."),
            .required("applies_to", .texts, "What it applies to, one entry each."),
            .required("conditions", .texts, "The conditions, all of which must hold."),
            .required("instrument", .text, "The decision, law or guideline that contains it, with its date."),
            .required("description", .prose, "The rule in a sentence or two."),
        ],
        rules: [.notBefore("effective_until", "effective_from")]
    )
}
