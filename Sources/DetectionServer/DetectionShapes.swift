internal import Calls
internal import ConsoleServer
internal import DetectionFormats
internal import Work

/// Shapes of answers about files for programs that detect.
extension APIService {
    static let detectionFormats = Shape.choices(DetectionFormat.allCases.map(\.rawValue))
    static let detectionUse = Shape.choices(DetectionUse.allCases.map(\.rawValue))
    private static let reasons = Shape.choices(DetectionReason.allCases.map(\.rawValue))
    private static let counts = Shape.list(.record(["reason": reasons, "count": .number.noted("of indicators")]))

    /// What a consumer may get.
    static let consumerRights = Shape.record([
        "name": .text(1, 60), "register?": .text.noted("the name on the register, whose clearances count"),
        "formats": .list(detectionFormats), "levels": .texts.noted("up to which levels"),
        "sources": .texts.noted("of which sources alone; none for all"),
        "agreements": .texts.noted("of what partners gave, by which agreements alone; none for all"),
        "without_listed?": .flag.noted("whether values that warning lists have are left out, each with its reason"),
    ])

    /// A warning list that has a value.
    private static let list = Shape.record([
        "name": .text, "version": .number, "hit": .choices(ListedValue.relations),
    ])

    /// Whose files have an object.
    static let givenFiles = Shape.record([
        "items": .list(
            .record([
                "consumer": .text, "file": .text, "made": .time.noted("when it was given last"),
                "ended": .flag.noted("whether the consumer's key has ended"),
            ])
        )
    ])

    private static let consumer = consumerRights.adding([
        "created": .time, "ended?": .time,
        "given": .list(
            .record([
                "file": .text, "made": .time, "objects": .number.noted("indicators in it"),
                "left": counts.noted("why indicators are not in it, or are not wholly said"),
            ])
        ).noted("what it was given last of each file"),
    ])

    /// Who fetches files.
    static let consumerList = Shape.record([
        "items": .list(consumer), "address": .text.noted("what addresses of files begin with"),
        "files": .list(.record(["format": detectionFormats, "use": detectionUse, "files": .texts])),
        "sources": .list(.record(["source": .text, "use": detectionUse.noted("of what says nothing of it itself")])),
        "agreements": .texts,
    ])

    /// What files would have.
    static let detectionFiles = Shape.record([
        "use": detectionUse, "indicators": .number.noted("live ones"), "kept": .number.noted("of them in the files"),
        "files": .list(.record(["name": .text, "lines": .number])),
        "left": .list(
            .record([
                "id": .identifier, "name": .text, "banner": .text, "party": .text, "value?": .text, "reason": reasons,
                "kept": .flag.noted("whether it is in the file in spite of it"), "list?": list,
            ])
        ).noted("at most 500"), "left_count": .number,
    ])
}
