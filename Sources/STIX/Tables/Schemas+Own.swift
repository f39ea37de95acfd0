/// Types of our own, each a domain object that an extension definition carries (7.3); see `Documentation/types.md`.
extension Schemas {
    private static let identity = TypeSet(.identity)
    private static let text = ValueType.form(.something)
    private static let anyNumber = ValueType.float(-Double.infinity...Double.infinity)

    static func own(_ type: ObjectType) -> Schema? { ownA(type) ?? ownB(type) }

    /// The identifier of the extension definition that carries a type.
    static func extensionDefinition(of type: ObjectType) -> String? {
        switch type {
        case .ententeCommitment: "extension-definition--036e51f7-5ac1-45eb-8c50-8a07f856f720"
        case .ententeEvent: "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d"
        case .ententeClaim: "extension-definition--3b72a9ac-6699-4980-ab2e-3e94b102f551"
        case .ententeStatement: "extension-definition--ce7598aa-0d2b-40e0-9504-15e7c885d5bf"
        case .ententeProgramme: "extension-definition--dad374ae-ccc2-4831-b974-626690e08ad3"
        case .ententeSpending: "extension-definition--da37c112-3745-40c8-b2a0-3bc9f1909058"
        case .ententeNotice: "extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43"
        case .ententeRule: "extension-definition--e84d91f2-e8ce-484f-b3cf-70b89d7c9cb5"
        default: nil
        }
    }

    static var milestone: Schema {
        inner(
            "milestone",
            "7.3",
            [
                required("date", .form(.partialDate)), required("name", text), optional("description", text),
            ]
        )
    }

    private static func ownA(_ type: ObjectType) -> Schema? {
        switch type {
        case .ententeCommitment:
            make(
                type,
                "7.3",
                [
                    required("name", text), required("clause", text), required("area", text), required("verb", text),
                    required("force", .term(.ententeForce)), required("party_refs", .references(identity)),
                    required("responsible", text), optional("cadence", .form(.duration)), optional("due", .timestamp),
                    optional("status_note", text), required("evidence", text),
                    optional("successor_ref", .reference(TypeSet(.ententeCommitment))), required("instrument", text),
                    required("description", text),
                ]
            )
        case .ententeEvent:
            make(
                type,
                "7.3",
                [
                    required("name", text), required("kind", .term(.ententeEventKind)),
                    required("occurred_from", .timestamp), optional("occurred_until", .timestamp),
                    optional("occurred_precision", .term(.ententePrecision)), required("place", text),
                    optional("location_ref", .reference(TypeSet(.location))),
                    required("participant_refs", .references(identity)), optional("outcome", text),
                    optional("exercise_marker", .boolean), required("description", text),
                    optional("fulfils_refs", .references(TypeSet(.ententeCommitment))),
                    optional("details", .dictionary(.any)),
                ],
                [.notBefore("occurred_until", "occurred_from")]
            )
        case .ententeClaim:
            make(
                type,
                "7.3",
                [
                    required("claimant_ref", .reference(identity)),
                    required("about_ref", .reference(TypeSet(.ententeEvent))), required("measure", text),
                    optional("value", anyNumber), optional("value_min", anyNumber), optional("value_max", anyNumber),
                    optional("text_value", text), optional("unit", text),
                    optional("comparison", .term(.ententeComparison)), required("as_of", .timestamp),
                    required("source_reliability", .term(.ententeReliability)),
                    required("information_credibility", .integer(1...6)),
                    optional("revises_ref", .reference(TypeSet(.ententeClaim))),
                    optional("contradicts_refs", .references(TypeSet(.ententeClaim))), required("description", text),
                ],
                [.atLeastOne(["value", "value_min", "value_max", "text_value"])]
            )
        default: nil
        }
    }

    private static func ownB(_ type: ObjectType) -> Schema? {
        switch type {
        case .ententeStatement:
            make(
                type,
                "7.3",
                [
                    required("actor_ref", .reference(identity)), required("stance", .term(.ententeStance)),
                    required("target_refs", .references(.objects)), required("made_at", .timestamp),
                    required("text", text), optional("about_refs", .references(.objects)), required("channel", text),
                ]
            )
        case .ententeProgramme:
            make(
                type,
                "7.3",
                [
                    required("name", text), required("kind", .term(.ententeProgrammeKind)),
                    required("party_refs", .references(identity)), required("organisation", text),
                    required("started", .form(.partialDate)), required("milestones", .parts(.ententeMilestone)),
                    required("in_service", text), required("description", text),
                ]
            )
        case .ententeSpending:
            make(
                type,
                "7.3",
                [
                    required("spender_ref", .reference(identity)), required("fiscal_year", text),
                    optional("amount", anyNumber), optional("currency", .form(.currency)),
                    optional("percent", anyNumber), optional("base", text), required("definition", text),
                    required("status", .term(.ententeBudgetStatus)), required("as_of", .timestamp),
                    required("description", text),
                ],
                [
                    .atLeastOne(["amount", "percent"]), .needs("amount", "currency"), .needs("currency", "amount"),
                    .needs("percent", "base"), .needs("base", "percent"),
                ]
            )
        case .ententeRule:
            make(
                type,
                "7.3",
                [
                    required("name", text), required("kind", .term(.ententeRuleKind)),
                    required("issuer_ref", .reference(identity)), required("effective_from", .timestamp),
                    optional("effective_until", .timestamp), required("applies_to", .texts),
                    required("conditions", .texts), required("instrument", text), required("description", text),
                ],
                [.notBefore("effective_until", "effective_from")]
            )
        case .ententeNotice:
            make(
                type,
                "7.3",
                [
                    required("kind", .term(.ententeNoticeKind)), required("item", text),
                    optional("recipient", text), optional("addressee", text), optional("version", text),
                    optional("action", .term(.ententeRecallAction)),
                    optional("outcome", .term(.ententeRecallOutcome)), optional("level", text),
                    optional("article", text), optional("noticed", .timestamp), optional("actual", .boolean),
                    optional("report", text), optional("measures", text),
                    optional("answers", text), optional("granted", .boolean), optional("purpose", text),
                    optional("from", .form(.partialDate)), optional("until", .form(.partialDate)),
                    optional("due", .timestamp), optional("reference", text), optional("reason", text),
                ],
                [.needs("granted", "answers"), .needs("outcome", "answers"), .needs("report", "answers")]
            )
        default: nil
        }
    }
}
