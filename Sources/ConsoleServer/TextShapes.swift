internal import Calls
internal import Work

/// The shapes of what is said of drafts and of texts that are tied to them.
extension APIService {
    /// What opens or closes between two sets, a level from one party to another.
    static let levelChange = Shape.record([
        "from": .text, "to": .text, "level": .level,
        "old?": .record([
            "level": .level, "channel": .choice("electronic", "courier"), "articles": .texts,
        ]),
        "new?": .record([
            "level": .level, "channel": .choice("electronic", "courier"), "articles": .texts,
        ]),
    ])

    /// What would change for what is held.
    static let heldChange = Shape.record([
        "total": .number,
        "complete": .flag.noted("false: there was not enough time to look at everything"),
        "counts": .map(.map(.number)),
        "items": .list(
            .record([
                "party": .text, "id": .text, "old": .text, "new": .text, "step": .text,
                "code": .text, "opened?": .texts, "closed?": .texts, "type": .text, "name": .text,
                "banner": .text, "translated?": .translated, "claim?": .claim,
                "languages?": .languages,
            ])
        ),
    ])

    /// What the alternatives of a text would open or close.
    static let textEffect = Shape.record([
        "agreement": .text, "here": .flag.noted("whether the agreements in use have a draft of that name"),
        "alternatives": .list(
            .record([
                "alternative": .choice("base", "ours", "theirs", "agreed"), "party?": .identifier,
                "faults": .list(
                    .record([
                        "row": .text, "code": .text, "message": .text, "line": .number, "column": .number,
                    ])
                ), "difference?": .list(levelChange).noted("absent where an article cannot be read"),
                "reach?": .list(
                    .record([
                        "from": .text, "level": .level, "party": .text, "old": .text, "new": .text,
                    ])
                ).noted("who could get what of the parties' otherwise than today"),
                "change?": heldChange,
            ])
        ),
    ]).noted("absent where no row is tied to an article")
}
